/** Formats for people which chapters use each included file. */
import type { FileUse, FileUses } from '../../pipeline/checking/file-uses.ts';
import { replaceControlCharacters } from './sanitize.ts';

/** Returns a block for each file: below it the publications, and below these the places. */
export function formatUses(uses: readonly FileUses[]): string {
  if (uses.length === 0) return 'no chapter includes a file here\n';
  return uses.map(formatFile).join('\n');
}

function formatFile({ file, users }: FileUses): string {
  const name = replaceControlCharacters(file);
  if (users.length === 0) return `${name}: no chapter includes it\n`;
  const publications = Map.groupBy(users, ({ publication }) => publication);
  const chapters = new Set(users.map(({ chapter }) => chapter));
  const tally = `${count(chapters.size, 'chapter')} of ${count(publications.size, 'publication')}`;
  const blocks = [...publications].map(
    ([publication, own]) =>
      `  ${replaceControlCharacters(publication)}\n${own.map((use) => `    ${formatUse(use)}\n`).join('')}`,
  );
  return `${name}: ${tally}\n${blocks.join('')}`;
}

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`;

/** Names the chapter, and the file with the mark if that is another one. */
function formatUse({ chapter, place: { file, line, column } }: FileUse): string {
  const place = `${replaceControlCharacters(file)}:${line}:${column}`;
  return file === chapter ? place : `${replaceControlCharacters(chapter)}, in ${place}`;
}
