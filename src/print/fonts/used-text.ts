/** Collects the text of one font use: each of its characters once, and all of it only where its order counts. */

/** Characters whose kind is in a table; that of all others is in a map. */
const TABLE_SIZE = 0x300;

/**
 * Matches a character that Unicode can compose with the one before it, or move (`NFC_Quick_Check` and
 * `Canonical_Combining_Class`, Unicode Standard Annex #15): marks, and letters that are no Han or kana, such as the vowels of
 * Hangul. Half of a surrogate pair counts, too.
 */
const COMPOSES =
  /(?![\uFE00-\uFE0F])\p{M}|\p{Cs}|(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\p{Lo}/u;

/** Matches a character that can make a cluster with its neighbors, see clusters.ts: also joiners, modifiers and flags. */
const JOINS =
  /[\p{M}\p{Cf}\p{Cs}\p{RI}\p{EMod}]|(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\p{Lo}/u;

/** Kinds of characters. A joining one makes clusters; a table has 0 for one that it has not met. */
const [PLAIN, JOINING] = [1, 2];

/** The text of one font use in one language. */
export class UsedText {
  readonly #pieces: string[] = [];
  /** Indexes of the pieces with a joining character. */
  readonly #joining = new Set<number>();
  readonly #table = new Uint8Array(TABLE_SIZE);
  readonly #others = new Map<number, number>();
  readonly #characters: string[] = [];
  #isComposed = true;

  add(text: string): void {
    if (text === '') return;
    let joins = false;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.codePointAt(at) ?? 0;
      if (code > 0xffff) at += 1;
      const known = code < TABLE_SIZE ? this.#table[code] : this.#others.get(code);
      if ((known || this.#note(code)) === JOINING) joins = true;
    }
    if (joins) this.#joining.add(this.#pieces.length);
    this.#pieces.push(text);
  }

  /** Notes a character that is new. @returns its kind */
  #note(code: number): number {
    const character = String.fromCodePoint(code);
    const kind = JOINS.test(character) ? JOINING : PLAIN;
    if (code < TABLE_SIZE) this.#table[code] = kind;
    else this.#others.set(code, kind);
    this.#characters.push(character);
    this.#isComposed &&= !COMPOSES.test(character) && character.normalize('NFC') === character;
    return kind;
  }

  /** Each character once, in the order of the text. */
  get characters(): readonly string[] {
    return this.#characters;
  }

  /** Returns each character of the text in NFC once, in its order: as the browser composes text. */
  listComposed(): readonly string[] {
    if (this.#isComposed) return this.#characters;
    const composed = new UsedText();
    composed.add(this.#pieces.join('').normalize('NFC'));
    return composed.characters;
  }

  /** Returns a text with all clusters of the text, in their order: the pieces that can have one, with those beside them. */
  joinClusters(): string {
    const kept: string[] = [];
    let last = -1;
    for (const index of this.#joining) {
      for (
        let at = Math.max(last + 1, index - 1);
        at <= Math.min(index + 1, this.#pieces.length - 1);
        at += 1
      ) {
        if (at > last + 1) kept.push('\n');
        kept.push(this.#pieces[at] ?? '');
        last = at;
      }
    }
    return kept.join('');
  }
}
