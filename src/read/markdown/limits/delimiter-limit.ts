/**
 * Limits the inline delimiters of one paragraph, because the parser matches `*`, `_`, `~` and `[` with each
 * other and searches the opening bracket of each `]`, which takes quadratic time. Stops the parser beyond the
 * limit.
 */
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import type { Construct, Extension } from '../micromark-types.ts';
import { LimitExceededError } from './limit-error.ts';

type Context = ThisParameterType<Construct['tokenize']>;

/** Delimiters per paragraph: many more than a long paragraph has, few enough for seconds of work. */
export const MAX_DELIMITERS = 2000;

const buildTooManyDelimiters = (place: SourceLocation): Diagnostic =>
  diagnostic('marks-too-many', { limit: MAX_DELIMITERS }, place);

/**
 * Returns constructs that match nothing and count delimiters. They count `]` separately, because each link
 * has one. They throw {@link LimitExceededError}.
 */
export function limitDelimiters(): Extension {
  const counter = createCounter();
  return {
    text: {
      ...Object.fromEntries([...'!*[_~'].map((character) => [character.charCodeAt(0), counter])),
      [']'.charCodeAt(0)]: createCounter(),
    },
  };
}

function createCounter(): Construct {
  // The parser has one context for each paragraph, heading and table cell.
  const counts = new WeakMap<Context, number>();
  return {
    name: 'markLimit',
    tokenize(_, __, nok) {
      return (code) => {
        const count = (counts.get(this) ?? 0) + 1;
        counts.set(this, count);
        if (count > MAX_DELIMITERS) throw new LimitExceededError(buildTooManyDelimiters, this.now().offset);
        return nok(code);
      };
    },
  };
}
