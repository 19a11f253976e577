/** Replaces ASCII punctuation in a text by typographic quotation marks, apostrophes, dashes and ellipses. */
import type { QuoteMarks } from './quotes.ts';

/** Returns a text with typographic punctuation. */
export function punctuate(text: string, quotes: QuoteMarks): string {
  return replaceQuotes(replaceDashesAndEllipses(text), '', quotes, createQuoteState());
}

/**
 * Replaces dashes and ellipses. Command-line options (`--help`), arrows, rows of hyphens and of dots remain.
 * @param before the text before in the same line
 */
export function replaceDashesAndEllipses(text: string, before = ''): string {
  return text
    .replace(/(?<!\.)\.{3}(?!\.{2})/g, '…')
    .replace(/(?<![-<!])---(?![->])/g, '—')
    .replace(/(?<![-<!])--(?![->])/g, (dashes, at: number, whole: string) => {
      // A quotation mark before an option opens; one after a word closes, as in `“No.”--and left`.
      const isOption =
        /(?:^|[\s([])["']?$/.test((before + whole.slice(Math.max(0, at - 2), at)).slice(-2)) &&
        /^\p{L}/u.test(whole.slice(at + 2, at + 4));
      return isOption ? dashes : '–';
    });
}

/** State of the replacement of quotation marks at one position. */
export interface QuoteState {
  /** Last character, across the borders of inline elements; empty at the start of a block. */
  before: string;
  /** Whether the last character is an opening mark that was inserted. */
  opened: boolean;
  /** Numbers of open single and double quotation marks. */
  singles: number;
  doubles: number;
}

export const createQuoteState = (): QuoteState => ({ before: '', opened: false, singles: 0, doubles: 0 });

/** Feet and inches, or minutes and seconds. */
const MEASURE = /^'\s?\d{1,2}(?:[.,]\d+)?"/;

/** Shortened forms that begin with an apostrophe: ’90s, and English words such as ’tis. */
const SHORTENED = /^(?:\d\ds?(?![\d\p{L}])|(?:tis|twas|twere|twill|til|em|n|s)(?!\p{L}))/iu;

/** Shortened forms that are words as well: apostrophes, unless the next mark closes a quotation. */
const SHORTENED_WORD = /^(?![^']*[^\s']'(?!\p{L}))(?:cause|bout|round|ere|gainst|neath)(?!\p{L})/iu;

const isShortened = (ahead: string): boolean => SHORTENED.test(ahead) || SHORTENED_WORD.test(ahead);

/** Number of characters that are read ahead of a mark. */
const AHEAD = 60;

/** The sign of a measure: ′ and ″. */
const toPrimes = (measure: string): string => measure.replace("'", '′').replace('"', '″');

/**
 * Replaces quotation marks and apostrophes. Changes `state`.
 * @param after what follows the text in the same line
 */
export function replaceQuotes(text: string, after: string, quotes: QuoteMarks, state: QuoteState): string {
  let [result, position] = ['', 0];
  const move = (to: number): void => {
    if (to === position) return;
    result += text.slice(position, to);
    Object.assign(state, { before: text[to - 1], opened: false });
    position = to;
  };
  for (const { index: at } of text.matchAll(/["']/g)) {
    if (at < position) continue;
    move(at);
    const ahead = text.slice(at, at + AHEAD) + after;
    const measure = /\d/.test(state.before) ? MEASURE.exec(ahead)?.[0] : undefined;
    if (measure !== undefined && at + measure.length <= text.length) {
      result += toPrimes(measure);
      Object.assign(state, { before: '″', opened: false });
      position = at + measure.length;
      continue;
    }
    result +=
      text[at] === '"'
        ? replaceDouble(ahead.slice(1), quotes, state)
        : replaceSingle(ahead.slice(1), quotes, state);
    state.before = text[at] ?? '';
    position = at + 1;
  }
  move(text.length);
  return result;
}

/** Returns whether a quotation can begin between the character before the mark and the text ahead of it. */
function canOpen({ before, opened }: QuoteState, ahead: string): boolean {
  if (/^(?:\s|$)/.test(ahead)) return false;
  if (/[–—/-]/.test(before)) return !/^[.,;:!?)\]]/.test(ahead);
  return before === '' || opened || /[\s([{¿¡«„“‘‚]/u.test(before);
}

function replaceDouble(ahead: string, quotes: QuoteMarks, state: QuoteState): string {
  // A quotation can follow an elision, as in `l'"été"`.
  const elided = state.before === "'" && /^\p{L}/u.test(ahead);
  if (/\d/.test(state.before) && state.doubles === 0) return '″';
  state.opened = elided || canOpen(state, ahead);
  state.doubles = Math.max(0, state.doubles + (state.opened ? 1 : -1));
  return quotes.double[state.opened ? 0 : 1];
}

function replaceSingle(ahead: string, quotes: QuoteMarks, state: QuoteState): string {
  const inWord = /[\p{L}\p{N}]/u.test(state.before) && /^\p{L}/u.test(ahead);
  const opens = !inWord && canOpen(state, ahead) && !isShortened(ahead);
  state.opened = opens;
  if (opens) {
    state.singles += 1;
    return quotes.single[0];
  }
  const closes = !inWord && state.singles > 0 && !isShortened(ahead);
  if (closes) state.singles -= 1;
  else if (/\d/.test(state.before) && !/^\p{L}/u.test(ahead)) return '′';
  // All supported languages have the same apostrophe.
  return closes ? quotes.single[1] : '’';
}
