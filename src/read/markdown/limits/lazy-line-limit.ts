/**
 * A limit for lines that go on in a quotation or a list item without its mark (CommonMark: lazy continuation lines). At each the
 * parser goes back through all that it has read of the paragraph, which takes quadratic time; beyond the limit it is stopped.
 */
import type {} from 'remark-parse';
import type { Data } from 'unified';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../../core/source-location.ts';
import { BeyondLimit } from './limit-error.ts';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<NonNullable<Extension['document']>[number]>, readonly unknown[]>;
type Context = ThisParameterType<Construct['tokenize']>;

/** Of one paragraph: far more than an author forgets a mark at, and few enough for a second of work. */
export const MOST_LAZY_LINES = 1000;

const tooManyLazyLines = (place: Place): Diagnostic =>
  diagnostic('lazy-lines-too-many', { limit: MOST_LAZY_LINES }, place);

interface Count {
  line: number;
  lazy: number;
}

/** A construct that matches nothing and counts. Throws {@link BeyondLimit}. */
export function lazyLimit(): Extension {
  // There is one context for the text, and one for what is in each box.
  const counts = new WeakMap<Context, Count>();
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

/** @param code the character that is next, below 0 at the end of the line */
function countLine(count: Count, context: Context, code: number | null): void {
  const { line, offset } = context.now();
  if (line === count.line) return;
  count.line = line;
  // An empty line ends the paragraph.
  if (code === null || code < -2) count.lazy = 0;
  else if (context.parser.lazy[line - 1]) count.lazy += 1;
  if (count.lazy > MOST_LAZY_LINES) throw new BeyondLimit(tooManyLazyLines, offset);
}
