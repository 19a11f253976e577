/** No page, message or help text has a phrase that CONTRIBUTING bans. */
import { expect, test } from 'vitest';
import { formatHelp } from '../../src/cli/help.ts';
import { findBannedPhrases, withoutCode } from './banned-phrases.ts';
import { listProjectFiles, readProjectFile } from './project-files.ts';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'src/README.md', 'tests/README.md'],
  ...listProjectFiles('docs').filter((file) => file.endsWith('.md')),
];

test.each(pages)('%s has no banned phrase', (page) => {
  expect(findBannedPhrases(withoutCode(readProjectFile(page)))).toEqual([]);
});

test('no file of src has a banned phrase', () => {
  const sources = listProjectFiles('src').filter((file) => file.endsWith('.ts'));
  const found = sources.map((file) => [file, ...findBannedPhrases(readProjectFile(file))]);
  expect(found.filter(([, ...phrases]) => phrases.length > 0)).toEqual([]);
});

test('the help has no banned phrase', () => {
  expect(findBannedPhrases(formatHelp())).toEqual([]);
});

test('finds a phrase that is broken over two lines of a comment', () => {
  expect(findBannedPhrases('/**\n * The file, of\n * which it is a part.\n */')).toEqual(['of which']);
  expect(findBannedPhrases('// rests\n  // on')).toEqual(['rests on']);
  expect(findBannedPhrases('The profile which is open.')).toEqual([]);
});
