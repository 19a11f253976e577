/** A text as the letters and signs that count, without what typesetting may change: white space, quotation marks, hyphens. */

/** What stands before a letter: nothing, white space, or the end of a line or of an element. */
export type Gap = 'none' | 'space' | 'line';

/** Letters without white space; `gaps[n]` stands before `letters[n]`. UTF-16 code units. */
export interface Letters {
  readonly letters: string;
  readonly gaps: readonly Gap[];
}

/** Quotation marks and apostrophes, dashes and hyphens of every kind, and signs that nobody sees. */
const UNCOUNTED = /\p{Pd}|\p{Cf}|['"`´\u02BB\u02BC‘’‚‛“”„‟«»‹›′″]|[\uFE0E\uFE0F]/gu;

/** As it is compared: ligatures and forms of letters are the letters they stand for (NFKC). */
export const plain = (text: string): string => text.normalize('NFKC').replace(UNCOUNTED, '');

/** Without white space, too. */
export const compact = (text: string): string => plain(text).replace(/\s+/g, '');

/** Gathers a text piece by piece. */
export class Gatherer {
  readonly #letters: string[] = [];
  readonly #gaps: Gap[] = [];
  #gap: Gap = 'line';

  add(text: string): void {
    // Compatibility forms of signs such as ´ begin with a space; here white space is only what was written as such.
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
