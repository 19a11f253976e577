/** Output on a full disk: `/dev/full` on Linux. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const FULL = '/dev/full';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-output-'));
  await writeFile(join(root, 'good.md'), '# Fever\n\nDrink enough.\n');
  await writeFile(join(root, 'bad.md'), '---\nstrict: true\n---\n# Fever\n\n[Here](nowhere.md).\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

/** @param full 1 for stdout, 2 for stderr */
async function run(full: 1 | 2, args: readonly string[]): Promise<{ code: unknown; output: string }> {
  const disk = await open(FULL, 'w');
  const stdio = full === 1 ? (['ignore', disk.fd, 'pipe'] as const) : (['ignore', 'pipe', disk.fd] as const);
  const child = spawn(process.execPath, [CLI, ...args], { cwd: root, stdio: [...stdio] });
  let output = '';
  (full === 1 ? child.stderr : child.stdout)?.on('data', (bytes: Buffer) => {
    output += bytes;
  });
  const [code] = await once(child, 'close');
  await disk.close();
  return { code, output };
}

describe.skipIf(!existsSync(FULL))('on a full disk', { timeout: 60_000 }, () => {
  test.each([['--help'], ['check', 'good.md', '--format', 'json'], ['check', 'bad.md', '--format', 'sarif']])(
    'reports that stdout cannot be written: %s %s',
    async (...args) => {
      const { code, output } = await run(1, args);
      expect(output).toContain('`stdout` cannot be written: the disk is full.');
      expect(output).not.toContain(' at ');
      expect(code).toBe(3);
    },
  );

  test('ends with 3 if stderr cannot be written', async () => {
    expect(await run(2, ['check', 'bad.md'])).toEqual({ code: 3, output: '' });
    const { code, output } = await run(2, ['check', 'bad.md', '--format', 'json']);
    // All output is on stdout; stderr had nothing to print.
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({ ok: false });
  });
});
