/**
 * Applies typographic punctuation to a chapter by language, across the borders of inline elements, and leaves
 * code unchanged.
 */
import type { Element, Root, Text } from 'hast';
import type { Metadata } from '../../core/model/metadata.ts';
import { INLINE, isPlaceholder, LITERAL } from './literal.ts';
import { createQuoteState, punctuate, replaceDashesAndEllipses, replaceQuotes } from './punctuate.ts';
import { findQuoteMarks, type QuoteMarks } from './quotes.ts';

/**
 * A piece of a text run that crosses inline elements. Without a node, it is a placeholder for literal
 * content.
 */
interface TextPiece {
  readonly text: string;
  readonly quotes: QuoteMarks;
  readonly node?: Text;
}

/** Changes the text of a chapter in place. The language of each element decides the quotation marks. */
export function punctuateTree(tree: Root, language: string): void {
  const runs: TextPiece[][] = [[]];
  collectRuns(tree, findQuoteMarks(language), runs);
  for (const run of runs) if (run.some(({ text }) => /["'.-]/.test(text))) punctuateRun(run);
}

function collectRuns(parent: Root | Element, quotes: QuoteMarks, runs: TextPiece[][]): void {
  for (const child of parent.children) {
    if (child.type === 'text') runs.at(-1)?.push({ text: child.value, quotes, node: child });
    if (child.type !== 'element') continue;
    const placeholder = findPlaceholder(child);
    if (placeholder !== undefined) {
      runs.at(-1)?.push({ text: placeholder, quotes });
      continue;
    }
    const inline = INLINE.has(child.tagName);
    const own = child.properties.lang === undefined ? quotes : findQuoteMarks(String(child.properties.lang));
    if (!inline) runs.push([]);
    collectRuns(child, own, runs);
    if (!inline) runs.push([]);
  }
}

/** Returns the placeholder for an element whose own text is not punctuated. */
function findPlaceholder({ tagName, properties }: Element): string | undefined {
  if (tagName === 'br') return '\n';
  return LITERAL.has(tagName) || tagName === 'img' || isPlaceholder(properties) ? 'x' : undefined;
}

function punctuateRun(run: readonly TextPiece[]): void {
  const state = createQuoteState();
  let before = '';
  for (const [index, { text, quotes, node }] of run.entries()) {
    const after = readTextAfter(run, index);
    const dashed = node ? replaceDashesAndEllipses(text, before) : text;
    const punctuated = replaceQuotes(dashed, after, quotes, state);
    before = text.slice(-2);
    if (node) node.value = punctuated;
  }
}

/** Returns the text after a piece: a few characters, enough to distinguish `’tis` from a quotation. */
function readTextAfter(run: readonly TextPiece[], index: number): string {
  let after = '';
  for (let next = index + 1; next < run.length && after.length < 8; next += 1) after += run[next]?.text ?? '';
  return after;
}

/** Returns a text with typographic punctuation, by the rules of a language. */
export const punctuateText = (text: string, language: string): string =>
  punctuate(text, findQuoteMarks(language));

/** Returns metadata with typographic punctuation in its texts. */
export function punctuateMetadata(metadata: Metadata): Metadata {
  const quotes = findQuoteMarks(metadata.language);
  const apply = (text: string): string => punctuate(text, quotes);
  const { title, shortTitle, subtitle, description, rights } = metadata;
  return {
    ...metadata,
    title: apply(title),
    ...(shortTitle !== undefined && { shortTitle: apply(shortTitle) }),
    ...(subtitle !== undefined && { subtitle: apply(subtitle) }),
    ...(description !== undefined && { description: apply(description) }),
    ...(rights !== undefined && { rights: apply(rights) }),
  };
}
