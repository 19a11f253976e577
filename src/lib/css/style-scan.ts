/** The types of what a scan finds in a style sheet. */

/** A file that a style sheet names. */
export interface StyleAddress {
  /** The address without quotation marks and escapes. */
  readonly value: string;
  readonly use: 'picture' | 'font';
  /** Offsets of the token to replace: a whole `url(…)`, or a string. */
  readonly start: number;
  readonly end: number;
  /** Whether the token is a whole `url(…)`; otherwise it is a string in a function. */
  readonly isUrl: boolean;
}

/** Whether an address needs no file: it is an id in the document, or contains the file itself. */
export const isEmbedded = (address: string): boolean => /^\s*(?:#|data:)/i.test(address);

/** An `@import`. */
export interface StyleImport {
  readonly value: string;
  /** What follows the address: `layer(a) supports(b) print`. */
  readonly condition: string;
  readonly start: number;
  readonly end: number;
  /** Offset of the address. */
  readonly at: number;
}

/** Something that is wrong with a style sheet. */
export interface StyleFault {
  /**
   * `broken`: the rest of the sheet is read in another way than it was written. `ignored`: browsers ignore this
   * part.
   */
  readonly kind: 'broken' | 'ignored';
  readonly reason: string;
  readonly offset: number;
}

/** What was found in a style sheet. */
export interface StyleScan {
  readonly addresses: readonly StyleAddress[];
  readonly imports: readonly StyleImport[];
  /** Fonts of the machine, `local(…)`. */
  readonly localFonts: readonly { readonly name: string; readonly offset: number }[];
  /** Names of properties in style rules, in lower case, each at its first declaration. */
  readonly properties: ReadonlyMap<string, number>;
  /** In order. */
  readonly faults: readonly StyleFault[];
  /** Selectors of rules that are in no other style rule, with their offsets. */
  readonly selectors: readonly { readonly text: string; readonly offset: number }[];
  /** Closing brackets that nothing opens; browsers would read them as a part of the next rule. */
  readonly stray: readonly number[];
  /** Text that closes whatever is open at the end. */
  readonly tail: string;
  /** How deep blocks, brackets and functions are nested. */
  readonly depth: number;
}
