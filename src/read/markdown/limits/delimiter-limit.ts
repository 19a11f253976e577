/**
 * A limit for the marks of one paragraph. The parser matches `*`, `_`, `~` and `[` of a paragraph with each other, and looks
 * for what each `]` closes, which takes quadratic time; beyond the limit it is stopped.
 */
import type {} from 'remark-parse';
import type { Data } from 'unified';
import type { Diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../../core/source-location.ts';
import { BeyondLimit } from './limit-error.ts';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<NonNullable<Extension['text']>[number]>, readonly unknown[]>;
type Context = ThisParameterType<Construct['tokenize']>;

/** Many more than a long paragraph has, few enough for seconds of work. */
export const MOST_MARKS = 2000;

const tooManyMarks = (place: Place): Diagnostic => diagnostic('marks-too-many', { limit: MOST_MARKS }, place);

/** Constructs that match nothing and count: marks, and by themselves the `]`, of which each link has one. Throw {@link BeyondLimit}. */
export function markLimit(): Extension {
  const marks = counting();
  return {
    text: {
      ...Object.fromEntries([...'!*[_~'].map((mark) => [mark.charCodeAt(0), marks])),
      [']'.charCodeAt(0)]: counting(),
    },
  };
}

function counting(): Construct {
  // There is one context for each paragraph, heading and cell of a table.
  const counts = new WeakMap<Context, number>();
  return {
    name: 'markLimit',
    tokenize(_, __, nok) {
      return (code) => {
        const count = (counts.get(this) ?? 0) + 1;
        counts.set(this, count);
        if (count > MOST_MARKS) throw new BeyondLimit(tooManyMarks, this.now().offset);
        return nok(code);
      };
    },
  };
}
