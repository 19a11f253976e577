/** Figures and tables with their captions: an image alone in its paragraph, `:::figure` and `:::table`. */
import type { Element, ElementContent, Root } from 'hast';
import { visit } from 'unist-util-visit';
import type { Terms } from '../model.ts';

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
    const [first] = element.children;
    if (kind === undefined || first?.type !== 'element' || !isLabel(first)) return;
    counters[kind] += 1;
    first.children = label(`${terms[kind]} ${counters[kind]}.`).children;
  });
}

function isLabel({ properties }: Element): boolean {
  return Array.isArray(properties.className) && properties.className.includes('caption-label');
}

function shapeOne(element: Element, terms: Terms, counters: Counters): Element | undefined {
  const classes = element.properties.className;
  if (Array.isArray(classes) && classes.includes('captioned-figure')) return figure(element, terms, counters);
  if (Array.isArray(classes) && classes.includes('captioned-table')) return table(element, terms, counters);
  const image = loneImage(element);
  if (image === undefined) return undefined;
  const { title } = image.properties;
  delete image.properties.title;
  const caption: ElementContent[] = title ? [{ type: 'text', value: String(title) }] : [];
  return figureOf(image, caption, undefined, terms, counters);
}

function loneImage(element: Element): Element | undefined {
  if (element.tagName !== 'p') return undefined;
  const [only, ...others] = element.children.filter((child) => !isBlank(child));
  return others.length === 0 && only?.type === 'element' && only.tagName === 'img' ? only : undefined;
}

function isBlank(node: ElementContent): boolean {
  return node.type === 'text' && node.value.trim() === '';
}

/** The first image is the figure; everything else in the container is its caption. */
function figure(container: Element, terms: Terms, counters: Counters): Element | undefined {
  const blocks = container.children.filter((child) => !isBlank(child));
  const at = blocks.findIndex((block) => block.type === 'element' && loneImage(block) !== undefined);
  const block = blocks[at];
  const image = block?.type === 'element' ? loneImage(block) : undefined;
  if (image === undefined) return undefined;
  const rest = blocks.filter((_, index) => index !== at);
  const [only, ...more] = rest;
  const single = more.length === 0 && only?.type === 'element' && only.tagName === 'p';
  return figureOf(image, single ? only.children : rest, container.properties.id, terms, counters);
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
  if (caption.length > 0) {
    counters.figure += 1;
    properties.id ??= `figure-${counters.figure}`;
    children.push({
      type: 'element',
      tagName: 'figcaption',
      properties: {},
      children: [label(`${terms.figure} ${counters.figure}.`), { type: 'text', value: ' ' }, ...caption],
    });
  }
  return withPosition({ type: 'element', tagName: 'figure', properties, children }, image);
}

/** The label of `:::table[label]`, or else the paragraphs beside the table, are the caption. */
function table(container: Element, terms: Terms, counters: Counters): Element | undefined {
  const blocks = container.children.filter((child) => !isBlank(child));
  const found = blocks.find(
    (block): block is Element => block.type === 'element' && block.tagName === 'table',
  );
  if (found === undefined) return undefined;
  const words = blocks.filter((block) => block !== found).flatMap((block) => paragraphContent(block));
  const { id } = container.properties;
  if (typeof id === 'string') found.properties.id = id;
  if (words.length === 0) return found;
  counters.table += 1;
  found.properties.id ??= `table-${counters.table}`;
  found.children.unshift({
    type: 'element',
    tagName: 'caption',
    properties: {},
    children: [label(`${terms.table} ${counters.table}.`), { type: 'text', value: ' ' }, ...words],
  });
  return found;
}

function paragraphContent(block: ElementContent): readonly ElementContent[] {
  return block.type === 'element' && block.tagName === 'p' ? block.children : [block];
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
