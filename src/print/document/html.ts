/** Turns the content of a section into a self-contained tree for print, without what only a screen needs. */

import type { Element, Root } from 'hast';
import type { Asset } from '../../core/model/asset.ts';
import type { Section } from '../../core/model/book.ts';
import { isDiagramPath } from '../../core/model/diagram.ts';
import { EBOOK_ONLY } from '../../core/tree/chart-data.ts';
import { addClass, hasClass } from '../../lib/html/classes.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { textLength } from '../../lib/html/text-length.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { wrapCodeLines } from './code-lines.ts';
import { type FontSheet, readImage } from './drawings/image.ts';
import { buildInlineDrawing } from './drawings/inline.ts';
import { findLegibleWidth } from './drawings/smallest-type.ts';
import { breakFormulas } from './formula-lines.ts';
import { reserveNumberWidth } from './list-numbers.ts';
import { markLongWords } from './long-words.ts';
import { addNoBreaks, alignCheckMarks } from './no-breaks.ts';

export interface PrintTreeOptions {
  /** Levels by which headings are lowered: 1 for the sources of a handout, which has one title. */
  readonly lowerHeadingsBy?: number;
  /** Prefix of the ids in the section's drawings; unique in the document. */
  readonly prefix: string;
  /** Embeds the fonts of drawings that stay images; absent: they are embedded as they are. */
  readonly fontSheet?: FontSheet;
}

/** Returns a copy of the section's tree, changed for print. */
export async function buildPrintTree(
  { body }: Section,
  assets: ReadonlyMap<string, Asset>,
  { lowerHeadingsBy: lower = 0, prefix, fontSheet }: PrintTreeOptions,
): Promise<Root> {
  const tree = cloneTree(body);
  removeEbookContent(tree);
  addNoBreakBefore(tree, 'citations');
  markShortBlocks(tree);
  alignCheckMarks(tree);
  if (lower > 0) lowerHeadings(tree, lower);
  reserveNumberWidth(tree);
  colorWords(tree);
  unlinkCodeNotes(tree);
  wrapCodeLines(tree);
  addNoBreaks(tree);
  markLongWords(tree);
  breakFormulas(tree);
  await embedImages(tree, assets, { prefix, fontSheet });
  return tree;
}

/** How an image is embedded. */
interface ImageOptions {
  readonly prefix: string;
  readonly fontSheet?: FontSheet | undefined;
}

/**
 * Returns an image as an inline drawing if possible, else as an `img` with its bytes in a `data:` URL.
 * @param properties of the `img` element; `width` is the width that the author gave
 */
export async function buildPrintImage(
  asset: Asset,
  alt: string,
  { prefix, fontSheet }: ImageOptions,
  { width, ...properties }: Element['properties'] = {},
): Promise<Element> {
  const style = buildSizeStyle(asset, width);
  const legible = findLegibleWidth(asset);
  const drawnStyle = legible === undefined ? style : `--legible: ${legible.toFixed(2)};${style}`;
  const drawn = buildInlineDrawing(asset, { alt, prefix, style: drawnStyle });
  if (drawn !== undefined) return drawn;
  const bytes = Buffer.from(await (fontSheet ? readImage(asset, fontSheet) : asset.readBytes()));
  const hidden = alt === '' ? { ariaHidden: 'true' } : {};
  const size = { width: asset.width, height: asset.height };
  const src = `data:${asset.mediaType};base64,${bytes.toString('base64')}`;
  return {
    type: 'element',
    tagName: 'img',
    properties: {
      ...properties,
      ...size,
      ...hidden,
      alt,
      src,
      style: enlargesWords(asset, width) ? `--own-width: ${asset.width}px;${drawnStyle}` : style,
    },
    children: [],
  };
}

/**
 * Returns the declarations of an image's size: the aspect ratio as `--proportion`, so that the styles can limit the
 * height by limiting the width, and the width that the author gave.
 */
/** Returns whether the words of a drawing decide its size: one of Mermaid, which has a style sheet, and no width of its author. */
const enlargesWords = ({ path }: Asset, width: unknown): boolean =>
  width === undefined && isDiagramPath(path);

function buildSizeStyle(asset: Asset, width: unknown): string {
  const proportion = asset.width / asset.height;
  const ratio = `--proportion: ${proportion < 0.1 ? proportion.toPrecision(4) : proportion.toFixed(4)}`;
  if (width === undefined) return ratio;
  if (typeof width !== 'number') return `${ratio};inline-size: ${width}`;
  return `${ratio};--given-width: ${width}px;inline-size: var(--given-width)`;
}

/** Colors words by `--color`, so that style sheets can refuse colors (`.colored` in styles/type.css). */
function colorWords(tree: Root): void {
  visit(tree, 'element', (element) => {
    const { properties } = element;
    if (properties.dataColor === undefined) return;
    addClass(element, 'colored');
    properties.style = `--color: ${properties.dataColor}`;
    delete properties.dataColor;
  });
}

/** Removes what only e-books show, and links back into the text with the space before them, because they are useless on paper. */
function removeEbookContent(tree: Root): void {
  visit(tree, 'element', (element, index, parent) => {
    const isBacklink = hasClass(element, 'backlink');
    const isRemoved = isBacklink || hasClass(element, EBOOK_ONLY);
    if (!isRemoved || parent === undefined || index === undefined) return undefined;
    const before = parent.children[index - 1];
    if (isBacklink && before?.type === 'text') before.value = before.value.trimEnd();
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}

/** Makes the numbers of notes to code plain words: on paper, the circles say enough. */
function unlinkCodeNotes(tree: Root): void {
  visit(tree, 'element', (element) => {
    if (element.tagName !== 'a' || !hasClass(element, 'code-note')) return;
    element.tagName = 'span';
    delete element.properties.href;
  });
}

/** Adds a no-break space before elements of a class, so that a number in brackets does not begin a line. */
function addNoBreakBefore(tree: Root, className: string): void {
  visit(tree, 'element', (element, index, parent) => {
    if (!hasClass(element, className) || index === undefined) return;
    const before = parent?.children[index - 1];
    if (before?.type !== 'text') return;
    const words = before.value.trimEnd();
    if (words.length < before.value.length) before.value = `${words}\u00A0`;
  });
}

/** Maximum length of a short block: about three lines. Characters. */
const MAX_SHORT_LENGTH = 200;

/**
 * Marks short paragraphs and list items, which the styles do not break. If two of three lines fit, Chromium moves one
 * line to the next page and ignores `widows`; it breaks longer paragraphs correctly.
 */
function markShortBlocks(tree: Root): void {
  visit(tree, 'element', (element) => {
    if (element.tagName !== 'p' && element.tagName !== 'li') return;
    if (textLength(element) > MAX_SHORT_LENGTH) return;
    addClass(element, 'short');
  });
}

function lowerHeadings(tree: Root, levels: number): void {
  visit(tree, 'element', (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level !== undefined) element.tagName = `h${Math.min(6, Number(level) + levels)}`;
  });
}

async function embedImages(
  tree: Root,
  assets: ReadonlyMap<string, Asset>,
  options: ImageOptions,
): Promise<void> {
  const places: { image: Element; index: number; parent: Root | Element }[] = [];
  visit(tree, 'element', (image, index, parent) => {
    if (image.tagName === 'img' && index !== undefined && parent) places.push({ image, index, parent });
  });
  for (const [count, { image, index, parent }] of places.entries()) {
    const { src, alt, ...properties } = image.properties;
    const asset = assets.get(String(src));
    // An unknown image is a fault of an earlier stage; the document's content security policy does not load it.
    if (asset === undefined) continue;
    parent.children[index] = await buildPrintImage(
      asset,
      String(alt ?? ''),
      { ...options, prefix: `${options.prefix}-${count + 1}-` },
      properties,
    );
  }
}
