/**
 * Reduces a text to significant characters, without differences of typesetting: white space, quotation marks,
 * hyphens.
 */

/** What precedes a letter: nothing, white space, or the end of a line or element. */
export type Gap = 'none' | 'space' | 'line';

/** Letters without white space, as UTF-16 code units; `gaps[n]` precedes `letters[n]`. */
export interface Letters {
  readonly letters: string;
  readonly gaps: readonly Gap[];
}

/** Quotation marks, apostrophes, dashes, hyphens, and invisible characters. */
const UNCOUNTED = /\p{Pd}|\p{Cf}|['"`´\u02BB\u02BC‘’‚‛“”„‟«»‹›′″]|[\uFE0E\uFE0F]/gu;

/** Normalizes a text for comparison: ligatures and presentation forms become letters (NFKC). */
export const plain = (text: string): string => text.normalize('NFKC').replace(UNCOUNTED, '');

/** Normalizes a text and removes white space. */
export const compact = (text: string): string => plain(text).replace(/\s+/g, '');

/** Collects a text piece by piece. */
export class Gatherer {
  readonly #letters: string[] = [];
  readonly #gaps: Gap[] = [];
  #gap: Gap = 'line';

  add(text: string): void {
    // Compatibility forms of characters such as ´ begin with a space, which is not white space of the text.
    for (const part of text.split(/(\s+)/)) {
      if (/^\s+$/.test(part)) this.#widen('space');
      else for (const unit of compact(part)) this.#put(unit);
    }
  }

  line(): void {
    this.#gap = 'line';
  }

  gathered(): Letters {
    return { letters: this.#letters.join(''), gaps: this.#gaps };
  }

  #widen(gap: Gap): void {
    if (this.#gap === 'none') this.#gap = gap;
  }

  #put(character: string): void {
    for (let unit = 0; unit < character.length; unit += 1) {
      this.#letters.push(character[unit] ?? '');
      this.#gaps.push(unit === 0 ? this.#gap : 'none');
    }
    this.#gap = 'none';
  }
}
