/** The options that say which publications are worked on, and by which machine. */
import { describe, expect, test } from 'vitest';
import { readArguments } from '../../src/cli/arguments.ts';

const problems = (...argv: readonly string[]): readonly string[] => {
  const read = readArguments(argv);
  return 'command' in read ? [] : read.map(({ message }) => message);
};

describe('--shard', () => {
  test.each(['0/4', '5/4', '1/0', 'x/y'])('%s is no part', (written) => {
    expect(problems('build', '--shard', written)).toEqual([
      `\`--shard\` needs one part of how many (1000 at most), such as \`1/4\` or \`4/4\`; it has \`${written}\`.`,
    ]);
  });

  test('and --changed-since are told to a build and to a check', () => {
    for (const command of ['build', 'check']) {
      expect(readArguments([command, '--shard=2/4', '--changed-since', 'origin/main'])).toMatchObject({
        command,
        shard: { index: 2, count: 4 },
        changedSince: 'origin/main',
      });
    }
  });
});

test('manifest merge needs parts', () => {
  expect(problems('manifest', 'merge', '--out', 'dist')).toHaveLength(1);
  expect(problems('manifest', 'merg', 'a')).toHaveLength(1);
  expect(readArguments(['manifest', 'merge', 'a', 'b'])).toMatchObject({
    command: 'manifest merge',
    what: ['a', 'b'],
  });
});
