/** Typewriter marks → printed ones, in a text: quotation marks, apostrophes, dashes, ellipses. */
import type { Quotes } from './quotes.ts';

/** A text by itself, set. */
export function punctuate(text: string, quotes: Quotes): string {
  return setQuotes(shortMarks(text), '', quotes, { before: '', opened: false, singles: 0 });
}

/** Dashes and ellipses. An option (`--help`), an arrow and a rule of hyphens are what they are. */
export function shortMarks(text: string): string {
  return text
    .replace(/\.{3}/g, '…')
    .replace(/(?<![-<!])---(?![->])/g, '—')
    .replace(/(?<![-<!])--(?![->])/g, (dashes, at: number, whole: string) => {
      const isOption =
        /^(?:|.*[\s(["'])$/s.test(whole.slice(Math.max(0, at - 1), at)) &&
        /^\p{L}/u.test(whole.slice(at + 2, at + 4));
      return isOption ? dashes : '–';
    });
}

/** What is known when a mark is met. */
export interface State {
  /** The last character, across the borders of inline elements; empty at the start of a block. */
  before: string;
  /** Whether that is an opening mark of ours. */
  opened: boolean;
  /** How many single marks are open. */
  singles: number;
}

/** Feet and inches keep what was typed: neither quotes nor apostrophes. */
const MEASURE = /^'\d{1,2}(?:[.,]\d+)?"/;

/** ’90s, and English words that lost their beginning. */
const CLIPPED = /^(?:\d\ds?(?![\d\p{L}])|(?:tis|twas|twere|til|em|n)(?!\p{L}))/iu;

/**
 * Sets what is left: quotation marks and apostrophes.
 * @param after what follows the text in the same line
 */
export function setQuotes(text: string, after: string, quotes: Quotes, state: State): string {
  let [set, done] = ['', 0];
  const move = (to: number): void => {
    if (to === done) return;
    set += text.slice(done, to);
    Object.assign(state, { before: text[to - 1], opened: false });
    done = to;
  };
  for (const { index: at } of text.matchAll(/["']/g)) {
    if (at < done) continue;
    move(at);
    const ahead = text.slice(at, at + 12) + after;
    const measure = /\d/.test(state.before) ? MEASURE.exec(ahead)?.[0] : undefined;
    if (measure !== undefined && at + measure.length <= text.length) {
      move(at + measure.length);
      continue;
    }
    set +=
      text[at] === '"'
        ? doubleMark(ahead.slice(1), quotes, state)
        : singleMark(ahead.slice(1), quotes, state);
    state.before = text[at] ?? '';
    done = at + 1;
  }
  move(text.length);
  return set;
}

/** Whether a quotation can begin between what is before the mark and what is ahead of it. */
function mayOpen({ before, opened }: State, ahead: string): boolean {
  if (/^(?:\s|$)/.test(ahead)) return false;
  if (/[–—/-]/.test(before)) return !/^[.,;:!?)\]]/.test(ahead);
  return before === '' || opened || /[\s([{¿¡«„“‘‚]/u.test(before);
}

function doubleMark(ahead: string, quotes: Quotes, state: State): string {
  // After an elision, as in `l'"été"`, a quotation begins too.
  const elided = state.before === "'" && /^\p{L}/u.test(ahead);
  state.opened = elided || mayOpen(state, ahead);
  return quotes.double[state.opened ? 0 : 1];
}

function singleMark(ahead: string, quotes: Quotes, state: State): string {
  const inWord = /[\p{L}\p{N}]/u.test(state.before) && /^\p{L}/u.test(ahead);
  const opens = !inWord && mayOpen(state, ahead) && !CLIPPED.test(ahead);
  state.opened = opens;
  if (opens) {
    state.singles += 1;
    return quotes.single[0];
  }
  const closes = !inWord && state.singles > 0 && !CLIPPED.test(ahead);
  if (closes) state.singles -= 1;
  // All languages here write the apostrophe alike.
  return closes ? quotes.single[1] : '’';
}
