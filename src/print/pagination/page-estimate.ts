/**
 * On which page things will stand, judged from the text before anything is printed. Numbers in the contents need no more
 * than their room; a number in a line of text needs the right number of digits, or else the document is printed again.
 */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { NavigationNode } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import type { CaptionList } from '../caption-lists.ts';
import type { PageMap } from '../printed/page-map.ts';
import { POINTS } from './page-css.ts';

/** The text block and its type, in points. */
interface Measure {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly leading: number;
  /** Breadth of a letter, in sizes of the type. */
  readonly letter: number;
}

const measureOf = ({ page, margins, type, typefaces }: PaperEdition): Measure => ({
  width: (page.width - margins.inside - margins.outside) * POINTS,
  // Lines are not cut: a part of one is left over, and now and then a line more, so that none stands alone.
  height: (page.height - margins.top - margins.bottom) * POINTS - 0.8 * type.leading,
  size: type.size,
  leading: type.leading,
  letter: typefaces.text === 'serif' ? LETTER.serif : LETTER.other,
});

/** What a letter takes of the size of its type in running text: in a serif, and in the faces without. */
const LETTER = { serif: 0.47, other: 0.525 };
/** What a line that is ragged leaves free at its end, in sizes of the type. */
const RAGGED = 1.3;

function lines(letters: number, { width, size, letter }: Pick<Measure, 'width' | 'size' | 'letter'>): number {
  return Math.max(1, Math.ceil((letters * size * letter) / Math.max(width - RAGGED * size, size)));
}

/** Pages of the ids in the sections, the first of which begins on page 1. */
export function foreseenPages(trees: readonly Root[], edition: PaperEdition): PageMap {
  const measure = measureOf(edition);
  const pages = new Map<string, number>();
  let page = 1;
  for (const tree of trees) {
    if (edition.openers === 'recto' && page % 2 === 0) page += 1;
    const first = page;
    const height = flow(tree.children, 0, measure, (id, at) => {
      pages.set(id, first + Math.floor(at / measure.height));
    });
    page += Math.max(1, Math.ceil(height / measure.height));
  }
  return pages;
}

type Meet = (id: string, at: number) => void;

/** @param from height in points above @returns the height below */
function flow(nodes: readonly RootContent[], from: number, measure: Measure, meet: Meet): number {
  let at = from;
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    at = roomFor(node, at, measure);
    if (node.properties.id !== undefined) meet(String(node.properties.id), at);
    at = isSimple(node)
      ? at + heightOf(node, measure)
      : flow(node.children, at, measure, meet) + extra(node, measure);
  }
  return at;
}

/** What is not torn begins on the next page where this one has no room for it; a heading takes two lines with it. */
function roomFor(node: Element, at: number, measure: Measure): number {
  const { height, leading } = measure;
  const left = height - (at % height);
  const isHeading = /^h[1-6]$/.test(node.tagName);
  if (!isHeading && !isWhole(node)) return at;
  const own = ownHeight(node, measure);
  const needed = isHeading ? own + 2 * leading : own;
  return needed > left && needed < height ? at + left : at;
}

/** Heights by measure: of a list in a list in a list each is asked for as often as there are lists around it. */
const ownHeights = new WeakMap<Measure, WeakMap<Element, number>>();

/** Height in points of an element that begins on a new page. */
function ownHeight(node: Element, measure: Measure): number {
  if (isSimple(node)) return heightOf(node, measure);
  const known = ownHeights.get(measure) ?? new WeakMap<Element, number>();
  ownHeights.set(measure, known);
  const height = known.get(node) ?? flow(node.children, 0, measure, () => undefined) + extra(node, measure);
  known.set(node, height);
  return height;
}

/** Boxes, pictures, short tables and paragraphs. */
function isWhole(node: Element): boolean {
  if (node.tagName === 'table') return rowsOf(node).length < 8;
  if (node.tagName === 'p' || node.tagName === 'li') return textOf(node).length < 200;
  return /^(?:aside|figure|pre|img|svg)$/.test(node.tagName);
}

const HOLDERS = new Set([
  'section',
  'div',
  'aside',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'figure',
  'details',
  'nav',
]);

const isSimple = ({ tagName, children }: Element): boolean =>
  !HOLDERS.has(tagName) &&
  !(tagName === 'li' && children.some((child) => child.type === 'element' && isBlock(child.tagName)));

const isBlock = (tagName: string): boolean => HOLDERS.has(tagName) || /^(?:p|pre|table)$/.test(tagName);

/** Frames and the space around them. */
const extra = ({ tagName }: Element, { leading }: Measure): number =>
  tagName === 'aside' || tagName === 'figure' ? leading * 2.5 : 0;

function heightOf(element: Element, measure: Measure): number {
  const { size, leading } = measure;
  const letters = textOf(element).length;
  switch (element.tagName) {
    case 'h1':
      return measure.height * 0.087 + lines(letters, larger(measure, 2.4)) * size * 2.5 + leading;
    case 'h2':
      return leading * 1.3 + lines(letters, larger(measure, 1.4)) * size * 1.6;
    case 'table':
      return tableHeight(element, measure);
    case 'img':
    case 'svg':
      return pictureHeight(element, measure);
    case 'pre':
      return textOf(element).split('\n').length * leading + leading;
    default:
      return lines(letters, measure) * leading + leading * 0.41;
  }
}

const larger = (measure: Measure, times: number): Measure => ({ ...measure, size: measure.size * times });

function pictureHeight({ properties }: Element, { width, height }: Measure): number {
  const box = String(properties.viewBox ?? '').split(' ');
  const [left, top] = box.length > 1 ? box.slice(-2) : [];
  const across = Number(left ?? properties.width);
  const down = Number(top ?? properties.height);
  return across > 0 && down > 0 ? Math.min(height * 0.66, (width * down) / across) : height * 0.3;
}

function tableHeight(table: Element, measure: Measure): number {
  const { width, size, leading } = measure;
  let height = leading * 2;
  for (const cells of rowsOf(table)) {
    const column = { ...measure, width: width / cells.length };
    const most = cells.reduce((high, cell) => Math.max(high, lines(textOf(cell).length, column)), 1);
    height += most * size * 1.2 + 8.5;
  }
  return height;
}

function rowsOf({ children }: Element): readonly (readonly Element[])[] {
  return children
    .filter((child): child is Element => child.type === 'element')
    .flatMap((child) =>
      child.tagName === 'tr'
        ? [child.children.filter((cell): cell is Element => cell.type === 'element')]
        : rowsOf(child),
    );
}

/** Pages of the contents, with the lists after them. */
export function foreseenFront(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
  edition: PaperEdition,
): number {
  const known = measureOf(edition);
  const measure = { ...known, height: known.height + 0.5 * known.leading };
  const line = (title: string, inset: number): number =>
    lines(title.length * 1.1, { ...measure, width: measure.width * 0.85 - inset }) * measure.leading;
  const head = measure.size * 5 + measure.height * 0.03;
  let height = entries.reduce((sum, { title, children }) => {
    const below = children.reduce((part, child) => part + line(child.title, 6 * POINTS), 0);
    return sum + line(title, 0) + below + 4.5 * POINTS;
  }, head);
  for (const { items } of lists) {
    const listed = items.reduce((sum, { title }) => sum + line(title, 0) + POINTS, measure.leading * 4);
    const left = measure.height - (height % measure.height);
    // A list that is short goes over to the next page whole.
    height += listed > left && listed < measure.height ? left + listed : listed;
  }
  return Math.max(1, Math.ceil(height / measure.height));
}
