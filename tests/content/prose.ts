/** Extracts the prose of a Markdown file for a reading-level count: block by block, without marks. */
import type { Nodes, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { syllable } from 'syllable';
import { SKIP, visit } from 'unist-util-visit';
import { parseMarkdown } from '../../src/read/markdown/parse.ts';

const PROSE: readonly Nodes['type'][] = ['paragraph', 'tableCell'];

/** Returns the text of each paragraph, list item and table cell. Headings, code and HTML are not prose. */
export function blocks(markdown: string): readonly string[] {
  const tree: Root | undefined = parseMarkdown({ path: '', text: markdown }, () => undefined);
  if (tree === undefined) throw new Error('The Markdown cannot be parsed.');
  const found: string[] = [];
  visit(tree, (node) => {
    if (!PROSE.includes(node.type)) return undefined;
    const text = textOf(node, { includeImageAlt: false })
      .replace(/\[@[^\]]*\]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (text !== '') found.push(text);
    return SKIP;
  });
  return found;
}

export function sentences(block: string): readonly string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
  return [...segmenter.segment(block)]
    .map(({ segment }) => segment.trim())
    .filter((one) => /\p{L}/u.test(one));
}

export function words(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
}

/** Flesch-Kincaid grade (Kincaid and others, 1975), over all sentences of all blocks. */
export function fleschKincaid(markdown: string): number {
  const all = blocks(markdown).flatMap((block) => sentences(block));
  const tokens = all.flatMap((sentence) => words(sentence));
  const syllables = tokens.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return 0.39 * (tokens.length / all.length) + 11.8 * (syllables / tokens.length) - 15.59;
}
