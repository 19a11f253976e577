/**
 * Limits lazy continuation lines (CommonMark 0.31.2, 5.1), because at each of them the parser goes back
 * through all that it has read of the paragraph, which takes quadratic time. Stops the parser beyond the
 * limit.
 */
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import type { Construct, Extension } from '../micromark-types.ts';
import { LimitExceededError } from './limit-error.ts';

type Context = ThisParameterType<Construct['tokenize']>;

/** Lazy lines per paragraph: far more than an author leaves unmarked, and few enough for a second of work. */
export const MAX_LAZY_LINES = 1000;

const buildTooManyLazyLines = (place: SourceLocation): Diagnostic =>
  diagnostic('lazy-lines-too-many', { limit: MAX_LAZY_LINES }, place);

interface LazyLineCount {
  line: number;
  lazy: number;
}

/** Returns a construct that matches nothing and counts lazy lines. It throws {@link LimitExceededError}. */
export function limitLazyLines(): Extension {
  // The parser has one context for the text, and one for the content of each box.
  const counts = new WeakMap<Context, LazyLineCount>();
  const construct: Construct = {
    name: 'lazyLimit',
    tokenize(_, __, nok) {
      return (code) => {
        const count = counts.get(this) ?? { line: 0, lazy: 0 };
        counts.set(this, count);
        countLine(count, this, code);
        return nok(code);
      };
    },
  };
  return { document: { null: construct } };
}

/** Counts the current line once. @param code the next character, below 0 at the end of the line */
function countLine(count: LazyLineCount, context: Context, code: number | null): void {
  const { line, offset } = context.now();
  if (line === count.line) return;
  count.line = line;
  // An empty line ends the paragraph.
  if (code === null || code < -2) count.lazy = 0;
  else if (context.parser.lazy[line - 1]) count.lazy += 1;
  if (count.lazy > MAX_LAZY_LINES) throw new LimitExceededError(buildTooManyLazyLines, offset);
}
