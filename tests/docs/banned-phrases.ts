/** Phrases that no page, comment or message may have, beside the words in `flagWords` of `cspell.json`. */
import type { GeneratedSection } from './generated-section.ts';
import { readProjectFile } from './project-files.ts';

const PAGE = 'CONTRIBUTING.md';

/** By phrase, what to write. */
export const BANNED_PHRASES: Readonly<Record<string, string>> = {
  'of which': 'a new sentence, or “whose”',
  'stands for': 'means, or represents',
  'told of': 'reported',
  'rests on': 'depends on',
  'as it were': 'nothing',
};

export const bannedWordsSections = (): readonly GeneratedSection[] => [
  { page: PAGE, name: 'banned words', text: writeTable(readBannedWords()) },
  { page: PAGE, name: 'banned phrases', text: writeTable(Object.entries(BANNED_PHRASES)) },
];

/** Reads `flagWords` of `cspell.json`, forms of one word together. */
function readBannedWords(): readonly (readonly [words: string, instead: string])[] {
  const { flagWords } = JSON.parse(readProjectFile('cspell.json')) as {
    readonly flagWords: readonly string[];
  };
  const pairs = flagWords.map((word) => word.split('->'));
  const groups = Map.groupBy(pairs, ([word = '']) => word.slice(0, 4));
  return [...groups.values()].map((forms) => [
    forms.map(([word = '']) => word).join('`, `'),
    [...new Set(forms.map(([, instead = '']) => instead))].join(', '),
  ]);
}

const writeTable = (rows: readonly (readonly [banned: string, instead: string])[]): string =>
  ['| Not | But |', '|---|---|', ...rows.map(([banned, instead]) => `| \`${banned}\` | ${instead} |`)].join(
    '\n',
  );

/** Finds the banned phrases in a text, also those that are broken over two lines of a comment. Code in Markdown does not count. */
export function findBannedPhrases(text: string): readonly string[] {
  const line = text.replace(/\s*\n[ \t]*(?:\*|\/\/)?[ \t]*/g, ' ');
  return Object.keys(BANNED_PHRASES).filter((phrase) => new RegExp(`\\b${phrase}\\b`, 'i').test(line));
}

/** Returns a page of Markdown without its code. */
export const withoutCode = (page: string): string =>
  page.replace(/^(`{3,})[\s\S]*?^\1$/gm, '').replace(/`[^`]*`/g, '');
