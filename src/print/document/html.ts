/** The finished content of a section as HTML for print: complete in itself, without anything only a screen needs. */

import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { toString as textOf } from 'hast-util-to-string';
import type { Asset } from '../../core/model/asset.ts';
import type { Section } from '../../core/model/book.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { eachElement } from '../../lib/html/each-element.ts';
import { visit } from '../../lib/html/visit.ts';
import { setCodeLines } from './code-lines.ts';
import { breakFormulas } from './formula-lines.ts';
import { makeRoomForNumbers } from './list-numbers.ts';
import { markLongWords } from './long-words.ts';
import { drawing, proportion } from './svg.ts';

export interface PrintOptions {
  /** How many levels headings move down: one for the sources of a handout, which has but one title. */
  readonly lower?: number;
  /** Unique in the document for each section: ids of drawings begin with it. */
  readonly prefix: string;
}

/** The tree that is printed; `section.body` stays as it is. */
export async function printTree(
  { body }: Section,
  assets: ReadonlyMap<string, Asset>,
  { lower = 0, prefix }: PrintOptions,
): Promise<Root> {
  const tree = cloneTree(body);
  removeBacklinks(tree);
  keepWithWord(tree, 'citations');
  collapseHeadings(tree);
  keepShortWhole(tree);
  if (lower > 0) lowerHeadings(tree, lower);
  makeRoomForNumbers(tree);
  setCodeLines(tree);
  markLongWords(tree);
  breakFormulas(tree);
  await setImages(tree, assets, prefix);
  return tree;
}

export const htmlOf = (tree: Root | Element): string => toHtml(tree);

/** An image of the book for a page: a drawing where that can be, else an `img` with the bytes in it. */
export async function printImage(
  asset: Asset,
  alt: string,
  prefix: string,
  properties: Element['properties'] = {},
): Promise<Element> {
  const drawn = drawing(asset, { alt, prefix });
  if (drawn !== undefined) return drawn;
  const bytes = Buffer.from(await asset.bytes());
  const hidden = alt === '' ? { ariaHidden: 'true' } : {};
  const { width = asset.width, height } = properties;
  const size =
    height === undefined && properties.width !== undefined
      ? { width }
      : { width, height: height ?? asset.height };
  const src = `data:${asset.mediaType};base64,${bytes.toString('base64')}`;
  return {
    type: 'element',
    tagName: 'img',
    properties: { ...properties, ...size, ...hidden, alt, src, style: proportion(asset) },
    children: [],
  };
}

/** The arrow back into the text has nothing to do on paper, nor has the space before it. */
function removeBacklinks(tree: Root): void {
  eachElement(tree, (element, index, parent) => {
    if (!classesOf(element).includes('backlink') || parent === undefined || index === undefined) return;
    const before = parent.children[index - 1];
    if (before?.type === 'text') before.value = before.value.trimEnd();
    parent.children.splice(index, 1);
    return index;
  });
}

/** A number in brackets must not begin a line alone. */
function keepWithWord(tree: Root, className: string): void {
  eachElement(tree, (element, index, parent) => {
    if (!classesOf(element).includes(className) || index === undefined) return;
    const before = parent?.children[index - 1];
    if (before?.type !== 'text') return;
    const words = before.value.trimEnd();
    if (words.length < before.value.length) before.value = `${words}\u00A0`;
  });
}

/** Three lines of the measure. Characters. */
const SHORT = 200;

/**
 * Of three lines of which two fit, Chromium leaves one for the next page, whatever `widows` says: so what has no more is
 * not broken. Longer paragraphs it breaks as it should.
 */
function keepShortWhole(tree: Root): void {
  eachElement(tree, (element) => {
    if (element.tagName !== 'p' && element.tagName !== 'li') return;
    if (textOf(element).length > SHORT) return;
    element.properties.className = [...classesOf(element).map(String), 'short'];
  });
}

/** White space in headings is kept as it is (see styles/type.css), so a line of the author's must not become one here. */
function collapseHeadings(tree: Root): void {
  eachElement(tree, (heading) => {
    if (!/^h[1-6]$/.test(heading.tagName)) return undefined;
    visit(heading, 'text', (text) => {
      text.value = text.value.replace(/[ \t\r\n]+/g, ' ');
    });
    return 'skip';
  });
}

function lowerHeadings(tree: Root, levels: number): void {
  eachElement(tree, (element) => {
    const level = /^h([1-6])$/.exec(element.tagName)?.[1];
    if (level !== undefined) element.tagName = `h${Math.min(6, Number(level) + levels)}`;
  });
}

async function setImages(tree: Root, assets: ReadonlyMap<string, Asset>, prefix: string): Promise<void> {
  const places: { image: Element; index: number; parent: Root | Element }[] = [];
  eachElement(tree, (image, index, parent) => {
    if (image.tagName === 'img' && index !== undefined && parent) places.push({ image, index, parent });
  });
  for (const [count, { image, index, parent }] of places.entries()) {
    const { src, alt, ...properties } = image.properties;
    const asset = assets.get(String(src));
    // One that is no asset is a fault of an earlier stage; the page's policy does not load it.
    if (asset === undefined) continue;
    parent.children[index] = await printImage(
      asset,
      String(alt ?? ''),
      `${prefix}-${count + 1}-`,
      properties,
    );
  }
}

function classesOf({ properties: { className } }: Element): readonly unknown[] {
  return Array.isArray(className) ? className : [];
}
