/** Lists of figures and of tables: what a book that has several shows after its contents. */

import type { Element, Root, RootContent } from 'hast';
import type { Terms } from '../core/model/design.ts';
import { eachElement } from '../lib/html/each-element.ts';

/** Fewer are found without a list. */
const SEVERAL = 3;

/** One that has a number and a caption. */
export interface Captioned {
  readonly id: string;
  /** `Figure 1. How the gate closes` */
  readonly title: string;
  /** BCP 47, where it differs from the publication's. */
  readonly language?: string;
}

export interface CaptionList {
  /** Id of its heading; no heading of an author has such an id. */
  readonly id: string;
  readonly title: string;
  readonly items: readonly Captioned[];
}

export interface CaptionedTree {
  readonly tree: Root;
  readonly language?: string;
}

/** Those of which there are several. @param language of the publication */
export function captionLists(
  trees: readonly CaptionedTree[],
  terms: Terms,
  language: string,
): readonly CaptionList[] {
  const kinds = [
    { id: '_figures', title: terms.figures ?? 'Figures', tag: 'figcaption' },
    { id: '_tables', title: terms.tables ?? 'Tables', tag: 'caption' },
  ];
  return kinds
    .map(({ id, title, tag }) => ({
      id,
      title,
      items: trees.flatMap((each) => captionsIn(each, tag, language)),
    }))
    .filter(({ items }) => items.length >= SEVERAL);
}

function captionsIn({ tree, language }: CaptionedTree, tag: string, usual: string): readonly Captioned[] {
  const found: Captioned[] = [];
  eachElement(tree, (caption, _index, parent) => {
    if (caption.tagName !== tag || parent?.type !== 'element' || parent.properties.id === undefined) return;
    const title = firstSentence(wordsOf(caption), language ?? usual);
    found.push({ id: String(parent.properties.id), title, ...(language !== undefined && { language }) });
  });
  return found;
}

/** What a list says of a picture: its label and the first sentence, without the full stop. */
function firstSentence(words: string, language: string): string {
  const [, label = '', text = words] = /^(\S+ \d+\.) (.*)$/s.exec(words) ?? [];
  const [first] = segmenterFor(language).segment(text);
  const sentence = (first?.segment ?? text).trim().replace(/\s*(?<!\.)\.$/, '');
  return `${label} ${sentence}`.trim();
}

function segmenterFor(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}

/** Numbers of sources and notes, and what paper adds to a link, belong to the place where they stand. */
const LEFT_OUT = new Set(['citations', 'citation', 'note-reference', 'address', 'page-reference']);

function wordsOf(element: Element): string {
  const say = (node: RootContent): string => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element' || isLeftOut(node)) return '';
    return node.children.map(say).join('');
  };
  return element.children.map(say).join('').replace(/\s+/g, ' ').trim();
}

function isLeftOut({ properties: { className } }: Element): boolean {
  return Array.isArray(className) && className.some((name) => LEFT_OUT.has(String(name)));
}
