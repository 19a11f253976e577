/** The punctuation of a chapter, set by language: across the borders of inline elements, and code left alone. */
import type { Element, Root, Text } from 'hast';
import type { Metadata } from '../../core/model/metadata.ts';
import { punctuate, type State, setQuotes, shortMarks } from './punctuate.ts';
import { type Quotes, quotesOf } from './quotes.ts';

/** Text in these is data, not prose. */
const LITERAL = new Set(['code', 'pre', 'kbd', 'samp', 'var', 'svg', 'math', 'script', 'style']);

/** A word does not run on from one of these into the next. */
const INLINE = new Set(
  'a abbr b bdi bdo cite del dfn em i ins mark q s small span strong sub sup time u wbr'.split(' '),
);

/** Text that runs on in one line, across the borders of inline elements; without a node it only stands in the way. */
interface Piece {
  readonly text: string;
  readonly quotes: Quotes;
  readonly node?: Text;
}

/** Changes the text of a chapter in place. Element by element `lang` decides which marks. */
export function setPunctuation(tree: Root, language: string): void {
  const runs: Piece[][] = [[]];
  collect(tree, quotesOf(language), runs);
  for (const run of runs) if (run.some(({ text }) => /["'.-]/.test(text))) setRun(run);
}

function collect(parent: Root | Element, quotes: Quotes, runs: Piece[][]): void {
  for (const child of parent.children) {
    if (child.type === 'text') runs.at(-1)?.push({ text: child.value, quotes, node: child });
    if (child.type !== 'element') continue;
    const standIn = standInOf(child);
    if (standIn !== undefined) {
      runs.at(-1)?.push({ text: standIn, quotes });
      continue;
    }
    const inline = INLINE.has(child.tagName);
    const own = child.properties.lang === undefined ? quotes : quotesOf(String(child.properties.lang));
    if (!inline) runs.push([]);
    collect(child, own, runs);
    if (!inline) runs.push([]);
  }
}

/** What the marks around an element see of it, where its text is none of their business. */
function standInOf({ tagName, properties }: Element): string | undefined {
  if (tagName === 'br') return '\n';
  return LITERAL.has(tagName) || tagName === 'img' || properties.dataCite !== undefined ? 'x' : undefined;
}

function setRun(run: readonly Piece[]): void {
  const state: State = { before: '', opened: false, singles: 0 };
  for (const [index, { text, quotes, node }] of run.entries()) {
    const after = followedBy(run, index);
    const set = setQuotes(node ? shortMarks(text) : text, after, quotes, state);
    if (node) node.value = set;
  }
}

/** A few characters are enough to tell `’tis` from a quotation. */
function followedBy(run: readonly Piece[], index: number): string {
  let after = '';
  for (let next = index + 1; next < run.length && after.length < 8; next += 1) after += run[next]?.text ?? '';
  return after;
}

/** The words of a publication about itself, set as its text is. */
export function punctuateMetadata(metadata: Metadata): Metadata {
  const quotes = quotesOf(metadata.language);
  const set = (text: string): string => punctuate(text, quotes);
  const { title, subtitle, description, rights } = metadata;
  return {
    ...metadata,
    title: set(title),
    ...(subtitle !== undefined && { subtitle: set(subtitle) }),
    ...(description !== undefined && { description: set(description) }),
    ...(rights !== undefined && { rights: set(rights) }),
  };
}
