/**
 * Reads abbreviations, `*[HTML]: its meaning`, which give each of these words a title:
 * https://michelf.ca/projects/php-markdown/extra/#abbr. The lines of the definitions are not printed.
 */
import type { Emphasis, Paragraph, Root, RootContent, Text } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { replaceInTexts } from '../inline-texts.ts';

export const abbreviations: DialectSyntax = {
  transform: (tree, source) => {
    const meanings = takeDefinitions(tree, source);
    if (meanings.size > 0) markWords(tree, source, meanings);
  },
};

/** Marks around words, which mean nothing in a title. */
const EMPHASIS = /(?<![\p{L}\p{N}*_])([*_]{1,3})(?=\S)([^*_]*)(?<=\S)\1(?![\p{L}\p{N}*_])/gu;

const DEFINITION = /^[ \t>]*\*\[([^[\]\n]{1,100})\]:[ \t]*(\S.*)$/;

/** Removes the paragraphs that consist of definitions. The first definition of a word counts. */
function takeDefinitions(tree: Root, source: SourceFile): ReadonlyMap<string, string> {
  const meanings = new Map<string, string>();
  visit(tree, (node) => {
    if (!('children' in node)) return;
    const children = node.children as RootContent[];
    if (!children.some(({ type }) => type === 'paragraph')) return;
    const kept = children.filter((child) => {
      const found = child.type === 'paragraph' ? readDefinitions(child, source) : [];
      for (const [word, meaning] of found) if (!meanings.has(word)) meanings.set(word, meaning);
      return found.length === 0;
    });
    if (kept.length < children.length) node.children = kept as typeof node.children;
  });
  return meanings;
}

/** Returns the definitions in a paragraph; none if one of its lines is something else. */
function readDefinitions(
  { position }: Paragraph,
  { text }: SourceFile,
): readonly (readonly [word: string, meaning: string])[] {
  const start = position?.start.offset;
  if (start === undefined || !text.startsWith('*[', start)) return [];
  const found = text
    .slice(start, position?.end.offset)
    .split('\n')
    .map((line) => DEFINITION.exec(line));
  if (found.includes(null)) return [];
  return found.map((match) => [
    (match?.[1] ?? '').trim(),
    (match?.[2] ?? '').trimEnd().replace(EMPHASIS, '$2'),
  ]);
}

/** Marks the words, longer ones first, where no letter or digit is beside them. */
function markWords(tree: Root, source: SourceFile, meanings: ReadonlyMap<string, string>): void {
  const words = [...meanings.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const any = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, 'gu');
  replaceInTexts(tree, source, pattern, ({ 0: value }, place) => [
    buildAbbreviation({ type: 'text', value, ...place }, meanings.get(value)),
  ]);
}

/** Builds words with a title, which e-books show. */
export const buildAbbreviation = (words: Text, title: string | undefined): Emphasis => ({
  type: 'emphasis',
  data: { hName: 'abbr', hProperties: title === undefined ? {} : { title } },
  children: [words],
  ...(words.position && { position: words.position }),
});
