/**
 * What the page says to the finishing beyond what Chromium's tags can say. Chromium copies the `lang` of blocks, of
 * `math`, `em`, `sup`, `a` and of groups into the tag, whatever it is: so a mark is a private part of the language
 * (BCP 47, 2.2.7), `en-x-note`. The finishing takes it off again; the language itself stays as it is.
 */

import type { Element, Root } from 'hast';
import { eachElement } from '../../lib/html/each-element.ts';

/**
 * - `toc`: a list of contents
 * - `note`: a note, as an item of a list
 * - `noteref`: a link to a note or a source
 * - `phrase`: a phrase in another language
 * - `formula`: a formula; its text for who cannot see it follows, in pieces
 * - `term`: a term; what it means follows
 */
const MARKS = ['toc', 'note', 'noteref', 'phrase', 'formula', 'term'] as const;
export type MarkName = (typeof MARKS)[number];

export interface Mark {
  readonly name: MarkName;
  /** The text that goes with it; empty when there is none. */
  readonly text: string;
}

/** A language that carries a mark. */
export function marked(language: string, name: MarkName, text = ''): string {
  const pieces =
    Buffer.from(text, 'utf8')
      .toString('hex')
      .match(/.{1,8}/g) ?? [];
  return [language, 'x', name, ...pieces].join('-');
}

/** The language without the mark, and the mark. */
export function markIn(lang: string): { readonly language: string; readonly mark?: Mark } {
  const [, language = lang, said = ''] = /^(.*?)-x-(.*)$/.exec(lang) ?? [];
  const [name, ...pieces] = said.split('-');
  const known = MARKS.find((each) => each === name);
  if (known === undefined) return { language: lang };
  return { language, mark: { name: known, text: Buffer.from(pieces.join(''), 'hex').toString('utf8') } };
}

/** Puts the marks on a tree that is to be printed; changes it. @param language BCP 47, of what says no other */
export function markTree(tree: Root | Element, language: string): void {
  for (const child of tree.children) if (child.type === 'element') markElement(child, language);
}

function markElement(element: Element, inherited: string): void {
  const { alttext } = element.properties;
  const language = languageOf(element, inherited);
  if (element.properties.role === 'doc-endnotes') markNotes(element, language);
  const name = markFor(element);
  if (name === 'phrase') element.properties.role = 'group';
  if (name !== undefined) {
    const text = name === 'formula' && typeof alttext === 'string' ? alttext : '';
    element.properties.lang = marked(language, name, text);
  }
  // What is in a formula is read out as a whole.
  if (name !== 'formula') markTree(element, language);
}

function languageOf({ properties: { lang } }: Element, inherited: string): string {
  return typeof lang === 'string' && lang !== '' ? markIn(lang).language : inherited;
}

/** The items of the list itself: a note may have a list in it. */
function markNotes(section: Element, language: string): void {
  for (const list of section.children) {
    if (list.type !== 'element' || list.tagName !== 'ol') continue;
    for (const item of list.children) {
      if (item.type !== 'element') continue;
      item.properties.lang = marked(languageOf(item, language), 'note');
    }
  }
}

/** Elements whose language Chromium does not keep. */
const INLINE = new Set(
  'abbr b bdi bdo cite code data dfn i kbd mark q s samp small span strong time u var'.split(' '),
);

function markFor({ tagName, properties }: Element): MarkName | undefined {
  const { role, lang } = properties;
  if (tagName === 'math') return 'formula';
  if (tagName === 'a' && (role === 'doc-noteref' || role === 'doc-biblioref')) return 'noteref';
  if (tagName === 'dt') return 'term';
  return lang !== undefined && INLINE.has(tagName) && role === undefined ? 'phrase' : undefined;
}

/** Chromium leaves an empty cell out of the tags, and the rest of the row moves up. */
export function keepEmptyCells(tree: Root): void {
  eachElement(tree, (cell) => {
    if (cell.tagName !== 'td' && cell.tagName !== 'th') return;
    const empty = cell.children.every((child) => child.type === 'text' && /^\s*$/.test(child.value));
    if (empty) cell.children = [{ type: 'text', value: '\u00A0' }];
  });
}
