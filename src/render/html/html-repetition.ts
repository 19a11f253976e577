/**
 * Counts how much raw HTML the parser repeats. An inline element around blocks, as in `<b><p>…<p>…</b>`, is
 * repeated in each block, and in each line of a listing. HTML Living Standard, 13.2.4.3.
 */

/** Most characters of repeated start tags, in addition to the length of the file. */
export const MAX_REPEATED = 100_000;

/**
 * Formatting elements: if unclosed, they continue in the following blocks. HTML Living Standard, 13.2.4.2.
 */
const FORMATTING = new Set('b big code em font i nobr s small strike strong tt u'.split(' '));
/** All inline elements but links. */
const INLINE = new Set(
  'abbr bdi bdo cite del dfn ins kbd mark q samp span sub sup time var'.split(' ').concat([...FORMATTING]),
);

/** A start tag: name of the element, and length in characters. */
export interface StartTag {
  readonly name: string;
  readonly size: number;
}

/** Counts the repeated characters of one file. */
export class RepetitionCounter {
  #remaining: number;
  /** Characters of all start tags that the next block repeats. */
  #openTags = 0;
  /** Characters of the open link's start tag. A link ends where the next one begins. */
  #openLink = 0;

  /** @param length length of the file in characters */
  constructor(length: number) {
    this.#remaining = MAX_REPEATED + length;
  }

  get isBeyondLimit(): boolean {
    return this.#remaining < 0;
  }

  /** @param isSelfClosing whether the tag is written as `<b/>`, which HTML reads as `<b>` */
  open({ name, size }: StartTag, isSelfClosing: boolean): void {
    if (name === 'a') this.#openLink = size;
    else if (!INLINE.has(name)) this.repeat();
    else if (!isSelfClosing || FORMATTING.has(name)) this.#openTags += size;
  }

  /** @param hasOwnEndTag whether its own end tag closes it, not that of an outer element */
  close({ name, size }: StartTag, hasOwnEndTag: boolean): void {
    if (!hasOwnEndTag && (name === 'a' || FORMATTING.has(name))) return;
    if (name === 'a') this.#openLink = 0;
    else if (INLINE.has(name)) this.#openTags -= size;
  }

  /** Counts the start of a block, or of `times` lines of a listing. */
  repeat(times = 1): void {
    this.#remaining -= times * (this.#openTags + this.#openLink);
  }
}

/** Returns whether HTML reads `<x/>` as a start tag that stays open. */
export const staysOpenWhenSelfClosed = (name: string): boolean =>
  FORMATTING.has(name) || !(INLINE.has(name) || name === 'a');
