/** Lists the abbreviations of a book where its author has a place for the list: `::: {#abbreviations}`. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { findLocales } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';
import { findAuthorPlace } from '../author-places.ts';
import { type AbbreviatedText, hasMeaning, titleOf } from './abbreviations.ts';
import { punctuateText } from './punctuation.ts';

/** Id of the element that the author made for the list. */
const PLACE_ID = 'abbreviations';

/** An abbreviation with its meanings, each with its language. */
type Meanings = Map<string, string>;

/**
 * Puts the list into its place, sorted, with those abbreviations only that the texts have. Changes them in place; without a
 * place, nothing is changed.
 * @param usual language of the publication, by whose rules the list is sorted
 */
export function listAbbreviations(texts: readonly AbbreviatedText[], usual: string): void {
  const place = findAuthorPlace(
    texts.map(({ body }) => body),
    PLACE_ID,
  );
  if (place === undefined) return;
  const collator = new Intl.Collator([...findLocales(usual)], { numeric: true, ignorePunctuation: true });
  const found = [...collectMeanings(texts)].sort(([one], [other]) => collator.compare(one, other));
  if (found.length === 0) return;
  place.children.push({
    ...createElement('dl', ''),
    children: found.flatMap(([name, meanings]) => writeEntry(name, meanings, usual)),
  });
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
