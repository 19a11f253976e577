/**
 * Estimates the page of every id from the text, before anything is printed. A number in the contents has enough room;
 * a number in a line of text needs the right count of digits, or the document is printed again.
 */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { NavigationNode } from '../../core/model/book.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { textLength } from '../../lib/html/text-length.ts';
import { formatRoman } from '../../lib/pdf/page-labels.ts';
import type { CaptionList } from '../caption-lists.ts';
import type { PageMap } from '../printed/page-map.ts';
import type { FrontMatter } from './front-matter.ts';
import { POINTS_PER_MM } from './page-css.ts';

/** The text block and its type. Points. */
interface Measure {
  readonly width: number;
  readonly height: number;
  readonly size: number;
  readonly leading: number;
  /** Average width of a letter, as a multiple of the type size. */
  readonly letter: number;
}

const measureOf = ({ page, margins, type, typefaces }: PaperEdition): Measure => ({
  width: (page.width - margins.inside - margins.outside) * POINTS_PER_MM,
  // Part of the last line stays free, and sometimes a whole line, because of `widows` and `orphans`.
  height: (page.height - margins.top - margins.bottom) * POINTS_PER_MM - 0.8 * type.leading,
  size: type.size,
  leading: type.leading,
  letter: typefaces.text === 'serif' ? LETTER_WIDTH.serif : LETTER_WIDTH.other,
});

/** Average width of a letter in running text, as a multiple of the type size. */
const LETTER_WIDTH = { serif: 0.47, other: 0.525 };
/** Average free width at the end of a ragged line, as a multiple of the type size. */
const RAGGED_END = 1.3;

function estimateLines(
  letters: number,
  { width, size, letter }: Pick<Measure, 'width' | 'size' | 'letter'>,
): number {
  return Math.max(1, Math.ceil((letters * size * letter) / Math.max(width - RAGGED_END * size, size)));
}

/** Estimated pages of the sections of a book. */
export interface SectionEstimate {
  /** The page of every id. */
  readonly folios: PageMap;
  /** The page on which each section begins. */
  readonly starts: readonly number[];
  readonly pages: number;
}

/** Estimates the page of every id. The first section begins on page 1. */
export function estimatePages(trees: readonly Root[], edition: PaperEdition): SectionEstimate {
  const measure = measureOf(edition);
  const pages = new Map<string, number>();
  const starts: number[] = [];
  let page = 1;
  for (const tree of trees) {
    if (edition.openers !== 'any' && page % 2 === 0) page += 1;
    const first = page;
    starts.push(first);
    const height = layOut(tree.children, 0, measure, (id, at) => {
      pages.set(id, first + Math.floor(at / measure.height));
    });
    page += Math.max(1, Math.ceil(height / measure.height));
  }
  return { folios: pages, starts, pages: page - 1 };
}

/** What is before the body, with the estimated pages of the contents. */
interface EstimatedFront extends Pick<FrontMatter, 'sections' | 'uncounted' | 'pageNames'> {
  readonly pages: number;
}

/** Estimates the printed number of every id. Without sections in Roman numerals, that is its page. */
export function estimateFolios(
  estimate: SectionEstimate,
  { pages: front, sections, uncounted, pageNames }: EstimatedFront,
  { openers }: PaperEdition,
): SectionEstimate & { readonly front: number; readonly romans: ReadonlyMap<string, string> } {
  const romans = new Map<string, string>();
  if (sections === 0) return { ...estimate, front, romans };
  const before = pageNames.length + front;
  const first = before + (openers === 'any' ? 0 : before % 2);
  const body = estimate.starts[sections] ?? 1;
  const folios = new Map<string, number>();
  for (const [id, page] of estimate.folios) {
    if (page < body) romans.set(id, formatRoman(first + page - uncounted));
    else folios.set(id, page - body + 1);
  }
  return { ...estimate, folios, front, romans };
}

/** Receives an id and its estimated distance from the top of the section, in points. */
type OnAnchor = (id: string, at: number) => void;

/**
 * Lays out blocks one below the other.
 * @param from distance from the top in points
 * @returns the distance of their end from the top, in points
 */
function layOut(nodes: readonly RootContent[], from: number, measure: Measure, onAnchor: OnAnchor): number {
  let at = from;
  for (const node of nodes) {
    if (node.type !== 'element') continue;
    at = skipToRoom(node, at, measure);
    if (node.properties.id !== undefined) onAnchor(String(node.properties.id), at);
    at = isSimple(node)
      ? at + estimateHeight(node, measure)
      : layOut(node.children, at, measure, onAnchor) + boxOverhead(node, measure);
  }
  return at;
}

/**
 * Returns where a block begins: an unbreakable block without enough room begins on the next page. A heading needs room
 * for two more lines.
 */
function skipToRoom(node: Element, at: number, measure: Measure): number {
  const { height, leading } = measure;
  const left = height - (at % height);
  const isHeading = /^h[1-6]$/.test(node.tagName);
  if (!isHeading && !isUnbreakable(node)) return at;
  const own = estimateHeightOnNewPage(node, measure);
  const needed = isHeading ? own + 2 * leading : own;
  return needed > left && needed < height ? at + left : at;
}

/** Heights of elements by measure, because a nested list is measured once for each list around it. */
const heightCache = new WeakMap<Measure, WeakMap<Element, number>>();

/** Returns the height in points of an element that begins on a new page. */
function estimateHeightOnNewPage(node: Element, measure: Measure): number {
  if (isSimple(node)) return estimateHeight(node, measure);
  const known = heightCache.get(measure) ?? new WeakMap<Element, number>();
  heightCache.set(measure, known);
  const height =
    known.get(node) ?? layOut(node.children, 0, measure, () => undefined) + boxOverhead(node, measure);
  known.set(node, height);
  return height;
}

/** Whether the styles do not break an element: boxes, pictures, short tables and short paragraphs. */
function isUnbreakable(node: Element): boolean {
  if (node.tagName === 'table') return findRows(node).length < 8;
  if (node.tagName === 'p' || node.tagName === 'li') return textLength(node) < 200;
  return /^(?:aside|figure|pre|img|svg)$/.test(node.tagName) && !hasClass(node, 'listing');
}

const CONTAINERS = new Set([
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
  !CONTAINERS.has(tagName) &&
  !(tagName === 'li' && children.some((child) => child.type === 'element' && isBlock(child.tagName)));

const isBlock = (tagName: string): boolean => CONTAINERS.has(tagName) || /^(?:p|pre|table)$/.test(tagName);

/** Returns the height of a box's frame and of the space around it. */
const boxOverhead = ({ tagName }: Element, { leading }: Measure): number =>
  tagName === 'aside' || tagName === 'figure' ? leading * 2.5 : 0;

function estimateHeight(element: Element, measure: Measure): number {
  const { size, leading } = measure;
  const letters = textLength(element);
  switch (element.tagName) {
    case 'h1':
      return measure.height * 0.087 + estimateLines(letters, enlarged(measure, 2.4)) * size * 2.5 + leading;
    case 'h2':
      return leading * 1.3 + estimateLines(letters, enlarged(measure, 1.4)) * size * 1.6;
    case 'table':
      return estimateTableHeight(element, measure);
    case 'img':
    case 'svg':
      return estimatePictureHeight(element, measure);
    case 'pre':
      return textOf(element).split('\n').length * leading + leading;
    default:
      return estimateLines(letters, measure) * leading + leading * 0.41;
  }
}

const enlarged = (measure: Measure, times: number): Measure => ({ ...measure, size: measure.size * times });

function estimatePictureHeight({ properties }: Element, { width, height }: Measure): number {
  const box = String(properties.viewBox ?? '').split(' ');
  const [left, top] = box.length > 1 ? box.slice(-2) : [];
  const across = Number(left ?? properties.width);
  const down = Number(top ?? properties.height);
  return across > 0 && down > 0 ? Math.min(height * 0.66, (width * down) / across) : height * 0.3;
}

function estimateTableHeight(table: Element, measure: Measure): number {
  const { width, size, leading } = measure;
  let height = leading * 2;
  for (const cells of findRows(table)) {
    const column = { ...measure, width: width / cells.length };
    const most = cells.reduce((high, cell) => Math.max(high, estimateLines(textLength(cell), column)), 1);
    height += most * size * 1.2 + 8.5;
  }
  return height;
}

function findRows({ children }: Element): readonly (readonly Element[])[] {
  return children
    .filter((child): child is Element => child.type === 'element')
    .flatMap((child) =>
      child.tagName === 'tr'
        ? [child.children.filter((cell): cell is Element => cell.type === 'element')]
        : findRows(child),
    );
}

/** Estimates the pages of the contents and of the lists after them. */
export function estimateFrontPages(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
  edition: PaperEdition,
): number {
  const known = measureOf(edition);
  const measure = { ...known, height: known.height + 0.5 * known.leading };
  const line = (title: string, inset: number): number =>
    estimateLines(title.length * 1.1, { ...measure, width: measure.width * 0.85 - inset }) * measure.leading;
  const below = (nodes: readonly NavigationNode[], inset = 6 * POINTS_PER_MM): number =>
    nodes.reduce(
      (sum, { title, children }) => sum + line(title, inset) + below(children, inset + 6 * POINTS_PER_MM),
      0,
    );
  const head = measure.size * 5 + measure.height * 0.03;
  let height = entries.reduce((sum, { title, children }) => {
    return sum + line(title, 0) + below(children) + 4.5 * POINTS_PER_MM;
  }, head);
  for (const { items } of lists) {
    const listed = items.reduce(
      (sum, { title }) => sum + line(title, 0) + POINTS_PER_MM,
      measure.leading * 4,
    );
    const left = measure.height - (height % measure.height);
    // A short list moves to the next page as a whole.
    height += listed > left && listed < measure.height ? left + listed : listed;
  }
  return Math.max(1, Math.ceil(height / measure.height));
}
