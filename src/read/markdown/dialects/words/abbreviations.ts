/**
 * Reads abbreviations, `*[HTML]: its meaning`, which give each of these words a title:
 * https://michelf.ca/projects/php-markdown/extra/#abbr. The lines of the definitions are not printed.
 */
import type { Emphasis, Paragraph, Root, RootContent } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { changeInlineContent, type InlineText, replaceInText } from '../inline-texts.ts';

export const abbreviations: DialectSyntax = {
  transform: (tree, source) => {
    const meanings = takeDefinitions(tree, source);
    if (meanings.size > 0) markWords(tree, source, meanings);
  },
};

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
  return found.map((match) => [(match?.[1] ?? '').trim(), (match?.[2] ?? '').trimEnd()]);
}

/** Marks the words, longer ones first, where no letter or digit is beside them. */
function markWords(tree: Root, source: SourceFile, meanings: ReadonlyMap<string, string>): void {
  const words = [...meanings.keys()].toSorted((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const any = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')).join('|');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${any})(?![\\p{L}\\p{N}_])`, 'gu');
  /** The contents of what is marked, which are visited, too. */
  const marked = new Set<readonly unknown[]>();
  changeInlineContent(tree, source, ({ children, texts }) => {
    if (marked.has(children)) return undefined;
    let isChanged = false;
    const changed = children.flatMap((child) => {
      const text = texts.get(child);
      const parts =
        text &&
        replaceInText(text, pattern, ({ 0: word, index }) => {
          const abbreviation = build(text, word, index, meanings.get(word));
          marked.add(abbreviation.children);
          return [abbreviation];
        });
      isChanged ||= parts !== undefined;
      return parts ?? [child];
    });
    return isChanged ? changed : undefined;
  });
}

function build(text: InlineText, word: string, index: number, title = ''): Emphasis {
  const words = text.slice(index, index + word.length);
  return {
    type: 'emphasis',
    data: { hName: 'abbr', hProperties: { title } },
    children: [words],
    ...(words.position && { position: words.position }),
  };
}
