/** Replaces ASCII punctuation in a text by typographic quotation marks, apostrophes, dashes and ellipses. */
import type { QuoteMarks } from './quotes.ts';

/** Returns a text with typographic punctuation. */
export function punctuate(text: string, quotes: QuoteMarks): string {
  return replaceQuotes(replaceDashesAndEllipses(text), '', quotes, { before: '', opened: false, singles: 0 });
}

/** Replaces dashes and ellipses. Command-line options (`--help`), arrows, rows of hyphens and of dots remain. */
export function replaceDashesAndEllipses(text: string): string {
  return text
    .replace(/(?<!\.)\.{3}(?!\.{2})/g, '…')
    .replace(/(?<![-<!])---(?![->])/g, '—')
    .replace(/(?<![-<!])--(?![->])/g, (dashes, at: number, whole: string) => {
      const isOption =
        /^(?:|.*[\s(["'])$/s.test(whole.slice(Math.max(0, at - 1), at)) &&
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
  /** Number of open single quotation marks. */
  singles: number;
}

/** Feet and inches, which remain as typed. */
const MEASURE = /^'\d{1,2}(?:[.,]\d+)?"/;

/** Shortened forms that begin with an apostrophe: ’90s, and English words such as ’tis. */
const SHORTENED = /^(?:\d\ds?(?![\d\p{L}])|(?:tis|twas|twere|til|em|n)(?!\p{L}))/iu;

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
    const ahead = text.slice(at, at + 12) + after;
    const measure = /\d/.test(state.before) ? MEASURE.exec(ahead)?.[0] : undefined;
    if (measure !== undefined && at + measure.length <= text.length) {
      move(at + measure.length);
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
  state.opened = elided || canOpen(state, ahead);
  return quotes.double[state.opened ? 0 : 1];
}

function replaceSingle(ahead: string, quotes: QuoteMarks, state: QuoteState): string {
  const inWord = /[\p{L}\p{N}]/u.test(state.before) && /^\p{L}/u.test(ahead);
  const opens = !inWord && canOpen(state, ahead) && !SHORTENED.test(ahead);
  state.opened = opens;
  if (opens) {
    state.singles += 1;
    return quotes.single[0];
  }
  const closes = !inWord && state.singles > 0 && !SHORTENED.test(ahead);
  if (closes) state.singles -= 1;
  // All supported languages have the same apostrophe.
  return closes ? quotes.single[1] : '’';
}
