/** The options that say which publications are worked on, and by which machine. */
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseCommandLine } from '../../src/cli/arguments.ts';

const problems = (...argv: readonly string[]): readonly string[] => {
  const parsed = parseCommandLine(argv);
  return parsed.kind === 'wrong' ? parsed.problems.map(({ message }) => message) : [];
};

describe('--shard', () => {
  test.each(['0/4', '5/4', '1/0', 'x/y'])('refuses %s', (written) => {
    expect(problems('build', '--shard', written)).toEqual([
      `\`--shard\` needs one part of how many (1000 at most), such as \`1/4\` or \`4/4\`; it has \`${written}\`.`,
    ]);
  });

  test('and --changed-since are options of build and check', () => {
    for (const command of ['build', 'check']) {
      expect(parseCommandLine([command, '--shard=2/4', '--changed-since', 'origin/main'])).toMatchObject({
        command,
        options: { shard: { index: 2, count: 4 }, changedSince: 'origin/main' },
      });
    }
  });
});

test('manifest merge requires parts', () => {
  expect(problems('manifest', 'merge', '--out', 'dist')).toHaveLength(1);
  expect(problems('manifest', 'merg', 'a')).toHaveLength(1);
  expect(parseCommandLine(['manifest', 'merge', 'a', 'b'])).toMatchObject({
    command: 'manifest merge',
    options: { parts: [resolve('./a'), resolve('./b')] },
  });
});
