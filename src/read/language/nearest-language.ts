/**
 * Finds the language whose most frequent trigrams are nearest to those of a text: the results of `francAll` of franc 6, from its
 * data. The only file that imports franc. The library makes a dictionary of each of 163 languages when it is loaded, which takes a
 * twentieth of the time of a short e-book.
 */
import { data } from 'franc/data.js';
import { expressions } from 'franc/expressions.js';

/** A language (ISO 639-3) and how near it is, from 0 to 1: of the nearest one 1. */
export type NearLanguage = readonly [language: string, nearness: number];

/** Characters of a text that are examined at most and at least, as franc does. */
const LENGTH = { max: 2048, min: 10 } as const;
/** Distance for a trigram of the text that is not among the frequent ones of the language. */
const MAX_DISTANCE = 300;

/** Returns the two nearest languages, the nearest first; one if the script decides; none if nothing is known. */
export function findNearestLanguages(text: string, ignored: readonly string[]): readonly NearLanguage[] {
  if (text.length < LENGTH.min) return [];
  const value = text.slice(0, LENGTH.max);
  const [script, share] = findTopScript(value);
  const models = data[script];
  if (models === undefined) return share === 0 || ignored.includes(script) ? [] : [[script, 1]];
  const trigrams = new TrigramCounts(value);
  const distances = Object.entries(models)
    .filter(([language]) => !ignored.includes(language))
    .map(([language, model]) => [language, trigrams.measureDistance(model)] as const)
    .sort((one, other) => one[1] - other[1]);
  const min = distances[0]?.[1] ?? 0;
  const max = value.length * MAX_DISTANCE - min;
  return distances.slice(0, 2).map(([language, distance]) => [language, 1 - (distance - min) / max || 0]);
}

/** Returns the script of most characters, or the language that alone has a script, and its share of the characters. */
function findTopScript(value: string): readonly [script: string, share: number] {
  const shares = Object.entries(expressions).map(
    ([script, letters]) => [script, (value.match(letters)?.length ?? 0) / value.length] as const,
  );
  return shares.reduce((one, other) => (other[1] > one[1] ? other : one), ['', -1]);
}

/** Places of the hash table, more than twice as many as a text has trigrams; a power of two. */
const PLACES = 8192;

/** The trigrams of a text, each three UTF-16 code units, and how often they are there. */
class TrigramCounts {
  /** By place of the hash table, the number of the trigram, from 1; 0 for an empty place. */
  readonly #numbers = new Uint16Array(PLACES);
  /** The code units, three for each trigram, and the counts, by number. */
  readonly #units: number[] = [0, 0, 0];
  readonly #counts: number[] = [0];

  constructor(value: string) {
    const words = value
      .replace(/[\u0021-\u0040]+/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .toLowerCase();
    const padded = ` ${words} `;
    for (let at = 0; at + 2 < padded.length; at += 1) this.#add(padded, at);
  }

  #add(text: string, at: number): void {
    const place = this.#findPlace(text, at);
    const known = this.#numbers[place] ?? 0;
    const number = known === 0 ? this.#counts.length : known;
    if (known === 0) {
      this.#numbers[place] = number;
      this.#units.push(text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2));
    }
    this.#counts[number] = (this.#counts[number] ?? 0) + 1;
  }

  /** Returns the place of the trigram at an offset of a text, or an empty place for it. */
  #findPlace(text: string, at: number): number {
    const [first, second, third] = [text.charCodeAt(at), text.charCodeAt(at + 1), text.charCodeAt(at + 2)];
    let place = (first * 961 + second * 31 + third) & (PLACES - 1);
    for (;;) {
      const unit = 3 * (this.#numbers[place] ?? 0);
      if (unit === 0) return place;
      const units = this.#units;
      if (units[unit] === first && units[unit + 1] === second && units[unit + 2] === third) return place;
      place = (place + 1) & (PLACES - 1);
    }
  }

  /**
   * Returns the distance from a language.
   * @param model its trigrams, the most frequent first, with a character between them
   */
  measureDistance(model: string): number {
    let distance = MAX_DISTANCE * (this.#counts.length - 1);
    for (let at = 0; at < model.length; at += 4) {
      const number = this.#numbers[this.#findPlace(model, at)] ?? 0;
      if (number > 0) distance += Math.abs((this.#counts[number] ?? 0) - at / 4 - 1) - MAX_DISTANCE;
    }
    return distance;
  }
}
