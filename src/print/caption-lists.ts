/** Builds the lists of figures, of tables and of listings that a book shows after its contents. */

import type { Element, Root, RootContent } from 'hast';
import type { Terms } from '../core/model/design.ts';
import type { Metadata } from '../core/model/metadata.ts';
import type {} from '../core/tree/short-caption.ts';
import { hasClass, listClasses } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';

/** Minimum number of entries, unless the publication asks for a list; a shorter list is not worth its place. */
const MIN_ENTRIES = 5;

/** A figure, a table or a listing with a number and a caption. */
export interface CaptionEntry {
  readonly id: string;
  /** `Figure 1. How the gate closes` */
  readonly title: string;
  /** BCP 47, if it differs from the publication's language. */
  readonly language?: string;
}

/** A list of figures, of tables or of listings. */
export interface CaptionList {
  /** Id of its heading; the ids of an author's headings cannot be equal to it. */
  readonly id: string;
  readonly title: string;
  readonly items: readonly CaptionEntry[];
}

/** A section's tree with its language. */
export interface CaptionedTree {
  readonly tree: Root;
  readonly language?: string;
}

/** Returns the lists that the publication asks for, or that have enough entries. None is empty. */
export function buildCaptionLists(
  trees: readonly CaptionedTree[],
  terms: Terms,
  { language, ...asked }: Pick<Metadata, 'language' | 'hasFigureList' | 'hasTableList' | 'hasListingList'>,
): readonly CaptionList[] {
  const kinds = [
    { kind: 'figure', id: '_figures', title: terms.figures ?? 'Figures', isAsked: asked.hasFigureList },
    { kind: 'table', id: '_tables', title: terms.tables ?? 'Tables', isAsked: asked.hasTableList },
    { kind: 'listing', id: '_listings', title: terms.listings ?? 'Listings', isAsked: asked.hasListingList },
  ] as const;
  return kinds.flatMap(({ kind, id, title, isAsked }) => {
    const items = trees.flatMap((each) => findCaptions(each, kind, language));
    const isShown = items.length > 0 && (isAsked ?? items.length >= MIN_ENTRIES);
    return isShown ? [{ id, title, items }] : [];
  });
}

type ListedKind = 'figure' | 'table' | 'listing';

/** Returns what an element with an id is the caption of; `undefined` for another element. */
function findKind({ tagName }: Element, parent: Element): ListedKind | undefined {
  if (tagName === 'caption') return 'table';
  if (tagName !== 'figcaption') return undefined;
  return hasClass(parent, 'listing') ? 'listing' : 'figure';
}

function findCaptions(
  { tree, language }: CaptionedTree,
  kind: ListedKind,
  usual: string,
): readonly CaptionEntry[] {
  const found: CaptionEntry[] = [];
  visit(tree, 'element', (caption, _index, parent) => {
    if (parent?.type !== 'element' || parent.properties.id === undefined) return;
    if (findKind(caption, parent) !== kind) return;
    const title = chooseTitle(caption, language ?? usual);
    // The code of a listing can have an id for links alone.
    if (kind === 'listing' && readLabel(caption) === '') return;
    found.push({ id: String(parent.properties.id), title, ...(language !== undefined && { language }) });
  });
  return found;
}

/** Returns the label and the short caption; without one, the first sentence of the caption without its full stop. */
function chooseTitle(caption: Element, language: string): string {
  const label = readLabel(caption);
  const text = readCaptionText(caption).slice(label.length).trim();
  return `${label} ${caption.data?.shortCaption ?? findFirstSentence(text, language)}`.trim();
}

/** Returns the label, such as `Figure 2.1.`; an empty string without one. */
function readLabel(caption: Element): string {
  let label: Element | undefined;
  visit(caption, 'element', (element) => {
    if (hasClass(element, 'caption-label')) label ??= element;
  });
  return label === undefined ? '' : readCaptionText(label);
}

function findFirstSentence(text: string, language: string): string {
  const [first] = openSentenceSegmenter(language).segment(text);
  return (first?.segment ?? text).trim().replace(/\s*(?<!\.)\.$/, '');
}

/** By language, because ICU takes longer to load its rules than to divide a caption. Content can name any number of languages. */
const openedByLanguage = new Map<string, Intl.Segmenter>();
const MAX_OPENED = 100;

function openSentenceSegmenter(language: string): Intl.Segmenter {
  const segmenter = openedByLanguage.get(language) ?? createSentenceSegmenter(language);
  if (openedByLanguage.size < MAX_OPENED) openedByLanguage.set(language, segmenter);
  return segmenter;
}

function createSentenceSegmenter(language: string): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' });
  } catch {
    return new Intl.Segmenter('en', { granularity: 'sentence' });
  }
}

/** Classes left out of a list: numbers of sources and notes, and addresses and page numbers after links. */
const EXCLUDED_CLASSES = new Set(['citations', 'citation', 'note-reference', 'address', 'page-reference']);

function readCaptionText(element: Element): string {
  const textOf = (node: RootContent): string => {
    if (node.type === 'text') return node.value;
    if (node.type !== 'element' || isExcluded(node)) return '';
    return node.children.map(textOf).join('');
  };
  return element.children.map(textOf).join('').replace(/\s+/g, ' ').trim();
}

const isExcluded = (element: Element): boolean =>
  listClasses(element).some((name) => EXCLUDED_CLASSES.has(name));
