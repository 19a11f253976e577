/** Lists the abbreviations of a book: where its author has a place for the list, `::: {#abbreviations}`, or in a section of its own. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { isBodyPart } from '../../core/book-parts.ts';
import type { Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import { termAttributes } from '../../core/term-language.ts';
import { findLocales } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';
import { findAuthorPlace } from '../author-places.ts';
import { collectIds } from '../ids.ts';
import { type AbbreviatedText, hasMeaning, titleOf } from './abbreviations.ts';
import { punctuateText } from './punctuation.ts';

/** Id of the element that the author made for the list. */
const PLACE_ID = 'abbreviations';

/** An abbreviation with its meanings, each with its language. */
type Meanings = Map<string, string>;

/** What a list of abbreviations is written with. */
export interface AbbreviationWording {
  readonly terms: Terms;
  /** Language of the publication, by whose rules the list is sorted. */
  readonly usual: string;
}

/**
 * Puts the list into its place, sorted, with those abbreviations only that the texts have. Changes them in place.
 * @param isAsked whether a book without a place has the list as a section
 * @returns the section; `undefined` if there is a place, or no abbreviation
 */
export function listAbbreviations(
  texts: readonly AbbreviatedText[],
  { terms, usual }: AbbreviationWording,
  isAsked: boolean,
): Section | undefined {
  const bodies = texts.map(({ body }) => body);
  const place = findAuthorPlace(bodies, PLACE_ID);
  if (place === undefined && !isAsked) return undefined;
  const collator = new Intl.Collator([...findLocales(usual)], { numeric: true, ignorePunctuation: true });
  const found = [...collectMeanings(texts)].sort(([one], [other]) => collator.compare(one, other));
  if (found.length === 0) return undefined;
  const list: Element = {
    ...createElement('dl', ''),
    children: found.flatMap(([name, meanings]) => writeEntry(name, meanings, usual)),
  };
  if (place === undefined) return buildSection(list, bodies, terms);
  place.children.push(list);
  return undefined;
}

function buildSection(list: Element, bodies: readonly Root[], terms: Terms): Section {
  const title = terms.abbreviations ?? 'Abbreviations';
  const taken = new Set(bodies.flatMap(collectIds));
  let id = PLACE_ID;
  while (taken.has(id)) id += '-list';
  const properties = { id, ...termAttributes(terms, 'abbreviations') };
  return {
    ...{ id, kind: 'chapter', isFrontMatter: true, isUnnumbered: true, title },
    body: { type: 'root', children: [{ ...createElement('h1', title), properties }, list] },
    headings: [{ id, level: 1, text: title }],
    features: new Set(),
  };
}

/** Puts the list behind the front matter of a book: before the first section of its body. */
export function placeInFront(sections: readonly Section[], list: Section): readonly Section[] {
  const first = sections.findIndex(({ kind, part }) => kind === 'chapter' && isBodyPart(part ?? 'chapter'));
  return sections.toSpliced(Math.max(0, first), 0, list);
}

function collectMeanings(texts: readonly AbbreviatedText[]): ReadonlyMap<string, Meanings> {
  const found = new Map<string, Meanings>();
  for (const { body, language } of texts) {
    visit(body, 'element', (element) => {
      if (element.tagName !== 'abbr' || !hasMeaning(element)) return;
      const name = textOf(element).trim();
      const meanings: Meanings = found.get(name) ?? new Map<string, string>();
      found.set(name, meanings);
      const { lang } = element.properties;
      const own = typeof lang === 'string' && lang !== '' ? lang : language;
      const meaning = punctuateText(titleOf(element), own);
      if (!meanings.has(meaning)) meanings.set(meaning, own);
    });
  }
  return found;
}

function writeEntry(name: string, meanings: Meanings, usual: string): readonly Element[] {
  const definitions = [...meanings].map(([meaning, language]) => ({
    ...createElement('dd', meaning),
    properties: language === usual ? {} : { lang: language },
  }));
  return [createElement('dt', name), ...definitions];
}

const createElement = (tagName: string, words: string): Element => ({
  type: 'element',
  tagName,
  properties: {},
  children: words === '' ? [] : [{ type: 'text', value: words }],
});
