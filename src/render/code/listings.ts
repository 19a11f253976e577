/**
 * Builds listings with what their authors wrote about them: a title, numbers of lines, notes, and marked, added and removed lines. The
 * numbers and the signs are no text of the tree, so that copied code has none; the styles draw them.
 */
import type { Element, ElementContent, Root } from 'hast';
import type { Listing } from '../../core/model/listing.ts';
import { isLabel } from '../../core/tree/number-reference.ts';
import { addClass, hasClass } from '../../lib/html/classes.ts';
import { createElement, isElementNamed } from '../../lib/html/elements.ts';
import { splitLines } from '../../lib/html/split-lines.ts';
import { visit } from '../../lib/html/visit.ts';
import { createLabel, markNumbered } from '../blocks/numbered-element.ts';
import { findNoteList, NoteLinks } from './code-notes.ts';

/**
 * Builds the listings of a chapter, in place. A listing with a title becomes `figure.listing`, with a `figcaption` above the code;
 * in one with facts about lines, each line is a `span.code-line`. The output of a program is a `pre.output` with a `samp`.
 */
export function buildListings(tree: Root): void {
  let annotated = 0;
  visit(tree, 'element', (pre, index, parent) => {
    const listing = takeListing(pre);
    if (listing?.isOutput || hasOutput(pre)) markOutput(pre);
    if (listing === undefined || parent === undefined || index === undefined) return;
    const list = listing.notes && findNoteList(parent, index);
    if (list !== undefined) annotated += 1;
    const links = list && new NoteLinks(annotated);
    wrapLines(pre, listing, links);
    if (list !== undefined) links?.label(list);
    parent.children[index] = buildFigure(pre, listing);
  });
}

/** Takes the facts about a listing from its element. */
function takeListing({ tagName, properties }: Element): Listing | undefined {
  const { dataListing: written } = properties;
  if (tagName !== 'pre' || typeof written !== 'string') return undefined;
  delete properties.dataListing;
  return JSON.parse(written) as Listing;
}

/** Languages that name what a program has written. */
const OUTPUTS = ['language-output', 'language-out', 'language-stdout', 'language-stderr'];

const hasOutput = (pre: Element): boolean =>
  pre.tagName === 'pre' &&
  pre.children.some((child) => child.type === 'element' && OUTPUTS.some((name) => hasClass(child, name)));

/** Marks the output of a program. */
function markOutput(pre: Element): void {
  addClass(pre, 'output');
  for (const child of pre.children) {
    if (child.type === 'element' && child.tagName === 'code') child.tagName = 'samp';
  }
}

/** The name of a file, which is set as code. */
const FILE = /^[\w@~.+/\\-]*\.\w+$/;

/** Puts a listing with a title or a label into a figure. The id is that of the whole; with a label, it gets a number. */
function buildFigure(pre: Element, { id, title }: Listing): Element {
  const named = id === undefined ? {} : { id };
  const hasNumber = id !== undefined && isLabel(id);
  if (title === undefined && !hasNumber) {
    Object.assign(pre.properties, named);
    return pre;
  }
  const caption = createElement('figcaption', [
    ...(hasNumber ? createLabel(title !== undefined) : []),
    ...(title === undefined ? [] : [createTitle(title)]),
  ]);
  const figure = createElement('figure', [caption, pre], { className: ['listing'], ...named });
  if (hasNumber) markNumbered(figure, 'listing');
  return pre.position ? { ...figure, position: pre.position } : figure;
}

function createTitle(title: string): ElementContent {
  const words: ElementContent = { type: 'text', value: title };
  return FILE.test(title) ? createElement('code', [words]) : words;
}

/** Wraps the lines of a listing if there is something about one of them. */
function wrapLines(pre: Element, listing: Listing, links: NoteLinks | undefined): void {
  const { firstNumber, marked = [], added = [], removed = [], notes = [] } = listing;
  const code = pre.children.find((child) => isElementNamed(child, 'code', 'samp'));
  const hasSigns = added.length + removed.length > 0;
  const hasLines = firstNumber !== undefined || marked.length + notes.length > 0 || hasSigns;
  if (code?.type !== 'element' || !hasLines) return;
  const classes = [
    ['marked', new Set(marked)],
    ['added', new Set(added)],
    ['removed', new Set(removed)],
  ] as const;
  const lines = splitLines(code.children);
  code.children = lines.map((children, index) => {
    const names = classes.flatMap(([name, numbers]) => (numbers.has(index + 1) ? [name] : []));
    const number = firstNumber === undefined ? {} : { dataLine: String(firstNumber + index) };
    const own = notes.filter(({ line }) => line === index + 1);
    const content = links === undefined ? children : links.annotate(children, own);
    return createElement('span', content, { className: ['code-line', ...names], ...number });
  });
  if (hasSigns) addClass(pre, 'signed');
  if (firstNumber === undefined) return;
  addClass(pre, 'numbered');
  const { length: digits } = String(firstNumber + lines.length - 1);
  if (digits > 2) addClass(pre, `digits-${digits}`);
}
