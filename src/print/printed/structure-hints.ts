/**
 * Passes structure hints from the HTML to the tagging step, for which Chromium's tags have no equivalent.
 * Chromium copies any `lang` of blocks, of `math`, `em`, `sup`, `a` and of groups to the tag. A hint is
 * therefore a private-use subtag of the language (BCP 47, 2.2.7), such as `en-x-note`, which the tagging step
 * removes again.
 */

import type { Element, Root } from 'hast';
import { hasClass, listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/**
 * The names of hints.
 * - `toc`: a table of contents
 * - `note`: a note, as a list item
 * - `footnote`: a note below a table, as a block
 * - `noteref`: a link to a note or a source
 * - `phrase`: a phrase in another language
 * - `formula`: a formula; its alternative text follows
 * - `term`: a term; its definition follows
 * - `box`: a box, as a section
 * - `heading`: the title of a box; its level follows
 * - `check`: the square of an item to tick
 * - `continued`: the words at the head of a table that goes on
 * - `numbering`: a list with letters or roman numerals; their kind follows
 */
const HINT_NAMES = [
  'toc',
  'note',
  'footnote',
  'noteref',
  'phrase',
  'formula',
  'term',
  'box',
  'heading',
  'check',
  'continued',
  'numbering',
] as const;
export type HintName = (typeof HINT_NAMES)[number];

/** Class of the words at the head of a table that goes on. */
export const CONTINUED = 'continued';

/** A hint about the structure type of an element. */
export interface StructureHint {
  readonly name: HintName;
  /** The text of the hint; empty if it has none. */
  readonly text: string;
}

/**
 * Encodes a hint in a language tag. Its text is written in hexadecimal, in subtags of up to eight characters.
 */
export function encodeHint(language: string, name: HintName, text = ''): string {
  const pieces =
    Buffer.from(text, 'utf8')
      .toString('hex')
      .match(/.{1,8}/g) ?? [];
  return [language, 'x', name, ...pieces].join('-');
}

/** Decodes a language tag to the language without the hint, and the hint. */
export function decodeHint(lang: string): { readonly language: string; readonly hint?: StructureHint } {
  const [, language = lang, encoded = ''] = /^(.*?)-x-(.*)$/.exec(lang) ?? [];
  const [name, ...pieces] = encoded.split('-');
  const known = HINT_NAMES.find((each) => each === name);
  if (known === undefined) return { language: lang };
  return { language, hint: { name: known, text: Buffer.from(pieces.join(''), 'hex').toString('utf8') } };
}

/**
 * Adds hints to a tree before printing; changes the tree.
 * @param language BCP 47, of elements without a language
 */
export function addHints(tree: Root | Element, language: string): void {
  for (const child of tree.children) if (child.type === 'element') addElementHint(child, language);
}

function addElementHint(element: Element, inherited: string): void {
  const language = resolveLanguage(element, inherited);
  if (element.properties.role === 'doc-endnotes') addNoteHints(element, language);
  const name = chooseHint(element);
  if (name === 'phrase') element.properties.role = 'group';
  if (name !== undefined) element.properties.lang = encodeHint(language, name, chooseText(name, element));
  // The content of a formula is read as a whole.
  if (name !== 'formula') addHints(element, language);
}

function resolveLanguage({ properties: { lang } }: Element, inherited: string): string {
  return typeof lang === 'string' && lang !== '' ? decodeHint(lang).language : inherited;
}

/** Adds hints to the direct items of the note list, because a note may contain a list itself. */
function addNoteHints(section: Element, language: string): void {
  for (const list of section.children) {
    if (list.type !== 'element' || list.tagName !== 'ol') continue;
    for (const item of list.children) {
      if (item.type !== 'element') continue;
      item.properties.lang = encodeHint(resolveLanguage(item, language), 'note');
    }
  }
}

/** Inline elements whose language Chromium does not copy to the tag. */
const INLINE = new Set(
  'abbr b bdi bdo cite code data dfn i kbd mark q s samp small span strong time u var'.split(' '),
);

const BY_CLASS: ReadonlyMap<string, HintName> = new Map([
  ['check-mark', 'check'],
  [CONTINUED, 'continued'],
]);

function chooseHint(element: Element): HintName | undefined {
  const { tagName, properties } = element;
  const { role, lang } = properties;
  const classes = listClasses(element);
  if (tagName === 'section' && classes.includes('box')) return 'box';
  if (classes.includes('box-title') && role === undefined && properties.ariaLevel !== undefined)
    return 'heading';
  const named = classes.find((name) => BY_CLASS.has(name));
  if (named !== undefined) return BY_CLASS.get(named);
  if (tagName === 'math') return 'formula';
  if (tagName === 'a' && (role === 'doc-noteref' || role === 'doc-biblioref')) return 'noteref';
  if (role === 'doc-footnote') return 'footnote';
  if (tagName === 'dt') return 'term';
  if (tagName === 'ol' && findNumbering(element) !== undefined) return 'numbering';
  return lang !== undefined && INLINE.has(tagName) && role === undefined ? 'phrase' : undefined;
}

/** The kinds of labels in ISO 32000-1, table 347, by the attribute `type`. */
const NUMBERINGS: ReadonlyMap<string, string> = new Map([
  ['a', 'LowerAlpha'],
  ['A', 'UpperAlpha'],
  ['i', 'LowerRoman'],
  ['I', 'UpperRoman'],
]);

/** Returns the kind of a list's labels where Chromium does not name it. */
const findNumbering = (list: Element): string | undefined =>
  NUMBERINGS.get(String(list.properties.type)) ?? (hasClass(list, 'decimal') ? 'Decimal' : undefined);

function chooseText(name: HintName, element: Element): string {
  const { alttext, ariaLevel } = element.properties;
  if (name === 'heading') return String(ariaLevel);
  if (name === 'numbering') return findNumbering(element) ?? '';
  return name === 'formula' && typeof alttext === 'string' ? alttext : '';
}

/**
 * Fills empty cells with a no-break space: Chromium omits an empty cell from the tags, which shifts the rest
 * of the row.
 */
export function fillEmptyCells(tree: Root): void {
  visit(tree, 'element', (cell) => {
    if (cell.tagName !== 'td' && cell.tagName !== 'th') return;
    const empty = cell.children.every((child) => child.type === 'text' && /^\s*$/.test(child.value));
    if (empty) cell.children = [{ type: 'text', value: '\u00A0' }];
  });
}
