/** Figures and tables with their captions: an image alone in its paragraph, `:::figure` and `:::table`. */
import type { Element, ElementContent, Root } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import { visit } from '../../lib/html/visit.ts';
import { hasClass } from '../html/classes.ts';

/** How many figures and tables there are so far, over all chapters of the publication. */
export interface Counters {
  figure: number;
  table: number;
}

/** Changes a chapter in place and counts on. Numbered is what has a caption; ids are `figure-1`, `table-1`. */
export function shapeCaptions(tree: Root, terms: Terms, counters: Counters): void {
  visit(tree, 'element', (element, index, parent) => {
    if (parent === undefined || index === undefined) return;
    const shaped = shapeOne(element, terms, counters);
    if (shaped) parent.children[index] = shaped;
  });
}

/** A chapter printed alone counts its figures and tables from 1. Changes its body in place. */
export function renumberCaptions(body: Root, terms: Terms): void {
  const counters: Counters = { figure: 0, table: 0 };
  visit(body, 'element', (element) => {
    const kind =
      element.tagName === 'figcaption' ? 'figure' : element.tagName === 'caption' ? 'table' : undefined;
    const found = kind && labelIn(element);
    if (kind === undefined || found === undefined) return;
    counters[kind] += 1;
    found.children = label(`${terms[kind]} ${counters[kind]}.`).children;
  });
}

/** It comes first, or first in the first paragraph. */
function labelIn({ children: [first] }: Element): Element | undefined {
  if (first?.type !== 'element') return undefined;
  return hasClass(first, 'caption-label') ? first : first.tagName === 'p' ? labelIn(first) : undefined;
}

function shapeOne(element: Element, terms: Terms, counters: Counters): Element | undefined {
  if (hasClass(element, 'captioned-figure')) return figure(element, terms, counters);
  if (hasClass(element, 'captioned-table')) return table(element, terms, counters);
  if (element.tagName === 'li') return listItem(element, terms, counters);
  const image = element.tagName === 'p' ? loneImage(element) : undefined;
  if (image === undefined) return undefined;
  const { title } = image.properties;
  delete image.properties.title;
  const caption: ElementContent[] = title ? [{ type: 'text', value: String(title) }] : [];
  return figureOf(image, caption, undefined, terms, counters);
}

/** The item of a tight list has no paragraph, and its image may have a caption all the same. */
function listItem(item: Element, terms: Terms, counters: Counters): Element | undefined {
  const image = loneImage(item);
  if (image?.properties.title === undefined) return undefined;
  const paragraph: Element = { type: 'element', tagName: 'p', properties: {}, children: [image] };
  return { ...item, children: [shapeOne(paragraph, terms, counters) ?? paragraph] };
}

function loneImage(element: Element): Element | undefined {
  if (element.tagName === 'img') return element;
  const [only, ...others] = element.children.filter((child) => !isBlank(child));
  return others.length === 0 && only?.type === 'element' && only.tagName === 'img' ? only : undefined;
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/** The first image is the figure; everything else in the container is its caption. */
function figure(container: Element, terms: Terms, counters: Counters): Element | undefined {
  const blocks = container.children.filter((child) => !isBlank(child));
  const held = blocks.find(
    (block): block is Element =>
      block.type === 'element' && /^(?:p|img)$/.test(block.tagName) && loneImage(block) !== undefined,
  );
  const image = held && loneImage(held);
  if (image === undefined) return undefined;
  const rest = blocks.filter((block) => block !== held);
  return figureOf(image, rest, container.properties.id, terms, counters);
}

function figureOf(
  image: Element,
  caption: readonly ElementContent[],
  id: unknown,
  terms: Terms,
  counters: Counters,
): Element {
  const children: ElementContent[] = [image];
  const properties: Element['properties'] = typeof id === 'string' ? { id } : {};
  const description = idOfDescription(caption);
  if (description !== undefined) image.properties.ariaDetails = description;
  if (caption.length > 0) {
    counters.figure += 1;
    properties.id ??= `figure-${counters.figure}`;
    children.push({
      type: 'element',
      tagName: 'figcaption',
      properties: {},
      children: captionOf(`${terms.figure} ${counters.figure}.`, caption),
    });
  }
  return withPosition({ type: 'element', tagName: 'figure', properties, children }, image);
}

/** The link to a longer description, which says for an image where there is more (WAI-ARIA 1.2, `aria-details`). */
function idOfDescription(caption: readonly ElementContent[]): string | undefined {
  const found: string[] = [];
  for (const node of caption) {
    visit(node, 'element', (link) => {
      const { id } = link.properties;
      if (hasClass(link, 'figure-description') && typeof id === 'string') found.push(id);
    });
  }
  return found[0];
}

/** The label of `:::table[label]`, or else the paragraphs beside the table, are the caption. */
function table(container: Element, terms: Terms, counters: Counters): Element | undefined {
  const blocks = container.children.filter((child) => !isBlank(child));
  const found = blocks.find(
    (block): block is Element => block.type === 'element' && block.tagName === 'table',
  );
  if (found === undefined) return undefined;
  const words = blocks.filter((block) => block !== found);
  const { id } = container.properties;
  if (typeof id === 'string') found.properties.id = id;
  if (words.length === 0) return found;
  counters.table += 1;
  found.properties.id ??= `table-${counters.table}`;
  found.children.unshift({
    type: 'element',
    tagName: 'caption',
    properties: {},
    children: captionOf(`${terms.table} ${counters.table}.`, words),
  });
  return found;
}

/** One paragraph is the caption without being a paragraph; the first of several begins with the label. */
function captionOf(name: string, blocks: readonly ElementContent[]): ElementContent[] {
  const head: ElementContent[] = [label(name), { type: 'text', value: ' ' }];
  const [first, ...rest] = blocks;
  if (first?.type !== 'element' || first.tagName !== 'p') return [...head, ...blocks];
  const words = [...head, ...first.children];
  return rest.length === 0 ? words : [{ ...first, children: words }, ...rest];
}

function label(text: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: ['caption-label'] },
    children: [{ type: 'text', value: text }],
  };
}

function withPosition(element: Element, from: Element): Element {
  return from.position ? { ...element, position: from.position } : element;
}
