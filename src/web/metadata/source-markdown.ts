/**
 * Prepares the Markdown of a chapter for readers: as the author wrote it, with what it includes and the values of variables,
 * without front matter, comments, and what the page does not show.
 */
import type { Definition, Image, Link, Root } from 'mdast';
import type { Chapter } from '../../core/model/publication.ts';
import { findLast, type SourceFile } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { applyEdits, type TextEdit } from './text-edits.ts';

/** Returns the address of a link or picture beside the page; `undefined`: it stays as it is. */
export type RewriteAddress = (address: string) => string | undefined;

/** Comments of HTML, of Obsidian and of MDX. */
const COMMENT = /<!--[\s\S]*?-->|(?<![\p{L}\p{N}%])%%(?!%)[\s\S]*?(?<!%)%%(?!%)|\{\/\*[\s\S]*?\*\/\}/u;
/** Comments; of one between empty lines, with one of these. */
const COMMENTS = new RegExp(
  `(?<=\\n[ \\t]*\\n)[ \\t]*(?:${COMMENT.source})[ \\t]*\\n[ \\t]*\\n|${COMMENT.source}`,
  'gu',
);
/** Variables of Quarto. */
const VARIABLES = /\{\{[<%]\s*(var|meta)\s+["']?([\w-]+(?:\.[\w-]+)*)["']?\s*[%>]\}\}/g;
const EMPTY_LINES = /\n(?:[ \t]*\n){2,}/g;

/** Returns the Markdown of a chapter. */
export async function readSourceMarkdown(
  { source, body, metadata }: Pick<Chapter, 'source' | 'body' | 'metadata'>,
  rewrite: RewriteAddress,
): Promise<string> {
  const tree = await body.read();
  const isCode = findCode(tree);
  const { text } = source;
  const found = [...findRanges(text, COMMENTS, ''), ...findRanges(text, EMPTY_LINES, '\n\n')];
  const edits = [
    ...removeFrontMatter(tree),
    ...removeCommentDefinitions(tree),
    ...[...found, ...hideWords(source), ...fillVariables(source)].filter(({ start }) => !isCode(start)),
    ...rewriteAddresses(tree, text, rewrite),
  ];
  const written = applyEdits(text, edits)
    .replace(/[ \t]+$/gm, keepBreak)
    .trim();
  return hasTitle(tree) ? `${written}\n` : `# ${metadata.title}\n\n${written}\n`;
}

/** Keeps the two spaces that break a line. */
const keepBreak = (spaces: string): string => (spaces === '  ' ? spaces : '');

const findRanges = (text: string, pattern: RegExp, by: string): readonly TextEdit[] =>
  [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ start: index, end: index + length, by }));

/** Returns whether the text has a heading of its own for its title. Reading adds one without a place. */
const hasTitle = (tree: Root): boolean =>
  tree.children.some((node) => node.type === 'heading' && node.depth === 1 && node.position !== undefined);

/** Finds the code of a text, in which nothing is a comment. */
function findCode(tree: Root): (offset: number) => boolean {
  const ranges: (readonly [number, number])[] = [];
  visit(tree, ({ type, position }) => {
    const isCode = type === 'code' || type === 'inlineCode' || type === 'math' || type === 'inlineMath';
    const [start, end] = [position?.start.offset, position?.end.offset];
    if (isCode && start !== undefined && end !== undefined) ranges.push([start, end]);
  });
  ranges.sort(([one], [other]) => one - other);
  return (offset) => {
    const [start = Infinity, end = 0] = ranges[findLast(ranges, ([begin]) => begin <= offset)] ?? [];
    return start <= offset && offset < end;
  };
}

/** Removes what is before the text: the front matter in any form. */
function removeFrontMatter({ children }: Root): readonly TextEdit[] {
  const first = children.find(({ type, position }) => type !== 'yaml' && position !== undefined);
  const end = first?.position?.start.offset ?? 0;
  return [{ start: 0, end, by: '' }];
}

/** Removes comments in the form of definitions that nothing uses: `[//]: # (words)`. */
const removeCommentDefinitions = (tree: Root): readonly TextEdit[] =>
  listPlaced(tree)
    .filter(({ node }) => node.type === 'definition' && /^(?:\/\/|comment)$/i.test(node.identifier))
    .map(({ start, end }) => ({ start, end, by: '' }));

/** Removes words whose condition does not hold: `[words]{when-edition=a4}`. */
function hideWords({ text, conditions = new Map() }: SourceFile): readonly TextEdit[] {
  const hidden = [...conditions].filter(([, isShown]) => !isShown).map(([attributes]) => attributes);
  return hidden.flatMap((attributes) => {
    const mark = `]{${attributes}}`;
    const edits: TextEdit[] = [];
    for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) {
      edits.push({ start: findOpening(text, at), end: at + mark.length, by: '' });
    }
    return edits;
  });
}

/** Finds the bracket that a closing one belongs to; the start of the line if there is none, so that nothing hidden is left. */
function findOpening(text: string, closing: number): number {
  let depth = 0;
  for (let at = closing - 1; at >= 0; at -= 1) {
    if (text.startsWith('\n\n', at)) break;
    if (text[at - 1] === '\\') continue;
    if (text[at] === ']') depth += 1;
    if (text[at] !== '[') continue;
    if (depth === 0) return at;
    depth -= 1;
  }
  return text.lastIndexOf('\n', closing) + 1;
}

function fillVariables({ text, values }: SourceFile): readonly TextEdit[] {
  if (values === undefined) return [];
  return [...text.matchAll(VARIABLES)].flatMap(({ 0: mark, 1: kind, 2: name, index }) => {
    const value = values.get(`${kind} ${name}`);
    return value?.kind === 'text' ? [{ start: index, end: index + mark.length, by: value.text }] : [];
  });
}

/** A node with the range of its text. */
interface Placed {
  readonly node: Link | Image | Definition;
  readonly start: number;
  readonly end: number;
}

function listPlaced(tree: Root): readonly Placed[] {
  const placed: Placed[] = [];
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return;
    const [start, end] = [node.position?.start.offset, node.position?.end.offset];
    if (start !== undefined && end !== undefined) placed.push({ node: node as Placed['node'], start, end });
  });
  return placed;
}

/** Replaces the addresses that are written out in links. */
const rewriteAddresses = (tree: Root, text: string, rewrite: RewriteAddress): readonly TextEdit[] =>
  listPlaced(tree).flatMap(({ node: { url }, start, end }) => {
    const by = url === '' ? undefined : rewrite(url);
    const at = text.slice(start, end).lastIndexOf(url);
    return by === undefined || at === -1 ? [] : [{ start: start + at, end: start + at + url.length, by }];
  });
