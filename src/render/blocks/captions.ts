/** Transforms figures and tables with captions: images alone in a paragraph, `:::figure` and `:::table`. */
import type { Element, ElementContent, Root } from 'hast';
import { isLabel } from '../../core/tree/number-reference.ts';
import type {} from '../../core/tree/short-caption.ts';
import { TABLE_NOTES } from '../../core/tree/table-notes.ts';
import { hasClass, listClasses } from '../../lib/html/classes.ts';
import { isPhrasing } from '../../lib/html/elements.ts';
import { visit } from '../../lib/html/visit.ts';
import { punctuateText } from '../typography/punctuation.ts';
import { NUMBERED_BOX } from './boxes.ts';
import { createLabel, markNumbered } from './numbered-element.ts';

/** Number of captioned figures and tables so far, in all chapters of the publication: their ids have it. */
export interface CaptionCounters {
  figure: number;
  table: number;
}

/** Language and counters for the captions of a chapter. */
interface CaptionContext {
  /** BCP 47 of the chapter, for the punctuation of short captions. */
  readonly language: string;
  readonly counters: CaptionCounters;
}

/**
 * Transforms a chapter in place and advances the counters. Figures and tables with captions or labels get ids such as
 * `figure-1`, and a place for their numbers, which depend on the book (`references/`).
 */
export function transformCaptions(tree: Root, counters: CaptionCounters, language: string): void {
  const context: CaptionContext = { counters, language };
  wrapLoneImages(tree);
  visit(tree, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined) return;
    const notes = hasClass(element, 'captioned-table') ? takeTableNotes(element) : undefined;
    const transformed = transformElement(element, context);
    if (transformed) parent.children[index] = transformed;
    if (notes) parent.children.splice(index + 1, 0, notes);
  });
}

/** Returns the replacement of an element, if it has one. */
function transformElement(element: Element, context: CaptionContext): Element | undefined {
  if (hasClass(element, 'captioned-figure')) return transformFigure(element, context);
  if (hasClass(element, 'captioned-table')) return transformTable(element, context);
  if (element.tagName === 'li') return transformListItem(element, context);
  if (hasClass(element, NUMBERED_BOX)) return numberBox(element);
  const image = element.tagName === 'p' ? findLoneImage(element) : undefined;
  if (image === undefined) return undefined;
  const { title = isLabeled(image) ? image.properties.alt : undefined } = image.properties;
  delete image.properties.title;
  const caption: ElementContent[] = title ? [{ type: 'text', value: String(title) }] : [];
  const figure = createFigure(image, caption, undefined, context);
  if (element.properties.className !== undefined) figure.properties.className = element.properties.className;
  return figure;
}

/** Gives a box with a label a place for its number, before its title. */
function numberBox(box: Element): undefined {
  box.properties.className = listClasses(box).filter((name) => name !== NUMBERED_BOX);
  const title = box.children.find((child) => child.type === 'element' && hasClass(child, 'box-title'));
  if (title?.type !== 'element') return;
  title.children.unshift(...createLabel(true));
  markNumbered(box, 'box');
}

/** Transforms a lone image with a caption in an item of a tight list, which has no paragraph. */
function transformListItem(item: Element, context: CaptionContext): Element | undefined {
  const image = findLoneImage(item);
  if (image?.properties.title === undefined) return undefined;
  const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [image] };
  return { ...item, children: [transformElement(paragraph, context) ?? paragraph] };
}

function findLoneImage(element: Element): Element | undefined {
  if (element.tagName === 'img') return element;
  const [only, ...others] = element.children.filter((child) => !isBlank(child));
  return others.length === 0 && only?.type === 'element' && only.tagName === 'img' ? only : undefined;
}

/** Elements that contain blocks. */
const BLOCK_CONTAINERS = new Set('article aside blockquote details div section'.split(' '));

/**
 * Puts each HTML image that is a block of its own into a paragraph, as a Markdown image is: it has blank lines around it.
 * Without one, images would be side by side.
 */
function wrapLoneImages(tree: Root): void {
  visit(tree, (node) => {
    if (node.type !== 'root' && !(node.type === 'element' && BLOCK_CONTAINERS.has(node.tagName))) return;
    const children = node.children as ElementContent[];
    const blocks = children.filter((child) => (child.type !== 'element' ? !isBlank(child) : true));
    for (const [place, image] of blocks.entries()) {
      if (image.type !== 'element' || image.tagName !== 'img') continue;
      if (!isApart(blocks[place - 1], image) || !isApart(image, blocks[place + 1])) continue;
      const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [image] };
      children[children.indexOf(image)] = withPosition(paragraph, image);
    }
  });
}

/** Returns whether there is nothing on one side, a block, or a blank line between two nodes. */
function isApart(before: ElementContent | undefined, after: ElementContent | undefined): boolean {
  if (before === undefined || after === undefined) return true;
  if ([before, after].some((node) => node.type === 'element' && !isPhrasing(node))) return true;
  const [end, start] = [before.position?.end.line, after.position?.start.line];
  return end !== undefined && start !== undefined && start > end + 1;
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/** Transforms `:::figure`: its images are the figure; everything else is its caption. */
function transformFigure(container: Element, context: CaptionContext): Element | undefined {
  const blocks = container.children.filter((child) => !isBlank(child));
  const images = blocks.map((block) => listImages(block));
  const [image, ...others] = images.flat();
  if (image === undefined) return undefined;
  const rest = blocks.filter((_, index) => images[index]?.length === 0);
  const figure = createFigure(image, rest, container.properties.id, context);
  figure.children.splice(1, 0, ...others);
  addShortCaption(figure, container, context);
  return figure;
}

/** Returns the images of a block that has nothing else. The code of a diagram that could not be drawn is in the place of one. */
function listImages(block: ElementContent): readonly Element[] {
  if (block.type !== 'element' || !/^(?:p|img|pre)$/.test(block.tagName)) return [];
  if (block.tagName !== 'p') return [block];
  const children = block.children.filter((child) => !isBlank(child));
  const images = children.filter(
    (child): child is Element => child.type === 'element' && child.tagName === 'img',
  );
  return images.length === children.length ? images : [];
}

/** Adds the short form of a caption, if `:::figure` or `:::table` has one, to the caption. */
function addShortCaption({ children }: Element, container: Element, { language }: CaptionContext): void {
  const { dataShortCaption: short } = container.properties;
  for (const child of children) {
    if (typeof short !== 'string' || child.type !== 'element' || !/caption$/.test(child.tagName)) continue;
    child.data = Object.assign({}, child.data, { shortCaption: punctuateText(short, language) });
  }
}

function createFigure(
  image: Element,
  caption: readonly ElementContent[],
  id: unknown,
  { counters }: CaptionContext,
): Element {
  const children: ElementContent[] = [image];
  const given = typeof id === 'string' ? id : takeLabel(image);
  const figure = withPosition({ type: 'element', tagName: 'figure', properties: {}, children }, image);
  if (given !== undefined) figure.properties.id = given;
  const description = findDescriptionId(caption);
  if (description !== undefined) image.properties.ariaDetails = description;
  if (caption.length === 0 && (given === undefined || !isLabel(given))) return figure;
  counters.figure += 1;
  figure.properties.id ??= `figure-${counters.figure}`;
  markNumbered(figure, 'figure');
  children.push({
    type: 'element',
    tagName: 'figcaption',
    properties: {},
    children: buildCaption(caption),
  });
  return figure;
}

/** Returns whether an image has a label. Its words are then the caption, as in pandoc and Quarto. */
const isLabeled = ({ properties: { id } }: Element): boolean => typeof id === 'string' && isLabel(id);

/** Takes the label of an image, which is that of its figure. */
function takeLabel(image: Element): string | undefined {
  if (!isLabeled(image)) return undefined;
  const { id } = image.properties;
  delete image.properties.id;
  return String(id);
}

/** Finds the id of the link to a longer description, for `aria-details` (WAI-ARIA 1.2). */
function findDescriptionId(caption: readonly ElementContent[]): string | undefined {
  const found: string[] = [];
  for (const node of caption) {
    visit(node, 'element', (link) => {
      const { id } = link.properties;
      if (hasClass(link, 'figure-description') && typeof id === 'string') found.push(id);
    });
  }
  return found[0];
}

/** Properties of the container that are about the columns of its table. */
const TABLE_SETTINGS = ['dataRowHeads', 'dataWidths', 'dataAlign'];

/** Transforms `:::table[label]`: the label, or else the paragraphs beside the table, are the caption. */
function transformTable(container: Element, context: CaptionContext): Element | undefined {
  const { counters } = context;
  const blocks = container.children.filter((child) => !isBlank(child));
  const found = blocks.find(
    (block): block is Element => block.type === 'element' && block.tagName === 'table',
  );
  if (found === undefined) return undefined;
  const words = blocks.filter((block) => block !== found);
  const { id } = container.properties;
  for (const name of TABLE_SETTINGS) {
    if (container.properties[name] !== undefined) found.properties[name] = container.properties[name];
  }
  if (typeof id === 'string') found.properties.id = id;
  if (words.length === 0 && (typeof id !== 'string' || !isLabel(id))) return found;
  counters.table += 1;
  found.properties.id ??= `table-${counters.table}`;
  markNumbered(found, 'table');
  found.children.unshift({
    type: 'element',
    tagName: 'caption',
    properties: {},
    children: buildCaption(words),
  });
  addShortCaption(found, container, context);
  return found;
}

/**
 * Takes the notes of a table, which follow it, from the container: those that the table calls (`notes/table-notes.ts`), and what
 * else is below the table of `:::table[label]`.
 */
function takeTableNotes(container: Element): Element | undefined {
  const isBlock = (child: ElementContent, name: string): boolean =>
    child.type === 'element' && (child.tagName === name || hasClass(child, name));
  const at = container.children.findIndex((child) => isBlock(child, 'table'));
  if (at === -1) return undefined;
  const below = container.children.slice(at + 1).filter((child) => !isBlank(child));
  const isTitled = container.children.some((child) => isBlock(child, 'caption'));
  const taken = isTitled ? below : below.filter((child) => isBlock(child, TABLE_NOTES));
  if (taken.length === 0) return undefined;
  container.children = container.children.filter((child) => !taken.includes(child));
  const children = taken.flatMap((child) =>
    child.type === 'element' && isBlock(child, TABLE_NOTES) ? child.children : [child],
  );
  return { type: 'element', tagName: 'div', properties: { className: [TABLE_NOTES] }, children };
}

/**
 * Builds the content of a caption. A single paragraph is unwrapped; the first of several begins with the
 * label.
 */
function buildCaption(blocks: readonly ElementContent[]): ElementContent[] {
  const head = createLabel(blocks.length > 0);
  const [first, ...rest] = blocks;
  if (first?.type !== 'element' || first.tagName !== 'p') return [...head, ...blocks];
  const words = [...head, ...first.children];
  return rest.length === 0 ? words : [{ ...first, children: words }, ...rest];
}

function withPosition(element: Element, from: Element): Element {
  return from.position ? { ...element, position: from.position } : element;
}
