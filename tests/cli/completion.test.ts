/** The completion script, in the bash of this machine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { formatCompletion } from '../../src/cli/completion.ts';
import { handpress } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'handpress-completion-'));
mkdirSync(join(folder, 'content'));
writeFileSync(join(folder, 'note.md'), '# Note\n');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Version 4 has `mapfile`; macOS comes with version 3. */
const hasBash = spawnSync('bash', ['-c', 'mapfile -t x < <(echo a)']).status === 0;

/** Returns what bash offers for the last word. */
function complete(...words: readonly string[]): readonly string[] {
  const line = words.map((word) => `'${word}'`).join(' ');
  const script = `${formatCompletion()}
COMP_WORDS=(${line}); COMP_CWORD=${words.length - 1}; _handpress
printf '%s\\n' "\${COMPREPLY[@]}"`;
  const output = execFileSync('bash', ['-c', script], { cwd: folder, encoding: 'utf8' });
  return output.split('\n').filter((word) => word !== '');
}

test('the command prints the script', async () => {
  const { code, stdout } = await handpress(['completion'], { cwd: folder });
  expect([code, stdout]).toEqual([0, formatCompletion()]);
});

test('the command takes no operand', async () => {
  const { code, stderr } = await handpress(['completion', 'zsh'], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toContain('command-unknown');
});

describe.skipIf(!hasBash)('bash (not run without bash 4)', () => {
  test.each([
    [
      ['handpress', ''],
      [
        'build',
        'check',
        'import',
        'manifest',
        'cache',
        'init',
        'keys',
        'trust',
        'worker',
        'doctor',
        'help',
        'completion',
        '--help',
        '--version',
      ],
    ],
    [['handpress', 'b'], ['build']],
    [['handpress', 'manifest', ''], ['merge']],
    [['handpress', 'cache', 'c'], ['clear']],
    [
      ['handpress', 'build', '--sh'],
      ['--shard', '--shared-cache', '--shared-cache-key', '--shared-cache-write'],
    ],
    [['handpress', 'build', 'note.md', '--du'], ['--duplex']],
    [['handpress', 'check', '--out'], []],
    [['handpress', 'manifest', 'merge', '--ou'], ['--out']],
    [
      ['handpress', 'build', '--duplex', ''],
      ['long', 'short'],
    ],
    [
      ['handpress', 'build', '--format', 'j'],
      ['json', 'junit'],
    ],
    [['handpress', 'build', '--root', ''], ['content']],
    [['handpress', 'build', '--jobs', ''], []],
    [['handpress', 'build', 'no'], ['note.md']],
  ])('%j offers %j', (words, offered) => {
    expect(complete(...words).toSorted()).toEqual(offered.toSorted());
  });
});
