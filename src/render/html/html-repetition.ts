/**
 * How much of an author's HTML is written out more than once: an element of a line that stands around blocks, as in
 * `<b><p>…<p>…</b>`, is repeated in each of them, and in each line of a listing. HTML Living Standard, 13.2.4.3.
 */

/** Characters of start tags, beyond as many as the file itself has. */
export const MOST_REPEATED = 100_000;

/** HTML Living Standard, 13.2.4.2: left open, they go on in what comes after. */
const FORMATTING = new Set('b big code em font i nobr s small strike strong tt u'.split(' '));
/** Others that stand in a line. */
const INLINE = new Set(
  'abbr bdi bdo cite del dfn ins kbd mark q samp span sub sup time var'.split(' ').concat([...FORMATTING]),
);

/** A start tag, by the name of its element and the characters it takes. */
export interface RepeatedTag {
  readonly name: string;
  readonly size: number;
}

/** Counts what is repeated in a file. */
export class Repetition {
  #left: number;
  /** Size of all tags that the next block repeats. */
  #around = 0;
  /** Of the last link, for one ends where the next begins. */
  #link = 0;

  /** @param length of the file */
  constructor(length: number) {
    this.#left = MOST_REPEATED + length;
  }

  get isBeyondLimit(): boolean {
    return this.#left < 0;
  }

  /** @param isSelfClosing `<b/>`, which HTML reads as `<b>` */
  open({ name, size }: RepeatedTag, isSelfClosing: boolean): void {
    if (name === 'a') this.#link = size;
    else if (!INLINE.has(name)) this.repeat();
    else if (!isSelfClosing || FORMATTING.has(name)) this.#around += size;
  }

  /** @param byItself whether its own end tag closes it, and not that of an element around it */
  close({ name, size }: RepeatedTag, byItself: boolean): void {
    if (!byItself && (name === 'a' || FORMATTING.has(name))) return;
    if (name === 'a') this.#link = 0;
    else if (INLINE.has(name)) this.#around -= size;
  }

  /** A block begins, or so many lines. */
  repeat(times = 1): void {
    this.#left -= times * (this.#around + this.#link);
  }
}

/** Whether HTML reads `<x/>` as a start tag that stays open for what follows, whatever is around it. */
export const goesOnOpen = (name: string): boolean =>
  FORMATTING.has(name) || !(INLINE.has(name) || name === 'a');
