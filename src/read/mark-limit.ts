/**
 * A limit for the marks of one paragraph. The parser matches `*`, `_`, `~` and `[` of a paragraph with each other, which
 * takes quadratic time; beyond the limit it is stopped.
 */

import type {} from 'remark-parse';
import type { Data } from 'unified';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<NonNullable<Extension['text']>[number]>, readonly unknown[]>;
type Context = ThisParameterType<Construct['tokenize']>;

/** Many more than a long paragraph has, few enough for seconds of work. */
export const MOST_MARKS = 2000;

/** Thrown through the parser, which can be stopped in no other way. */
export class TooManyMarks extends Error {
  override readonly name = 'TooManyMarks';
  /** Of the first mark that is too many; UTF-16 code units. */
  readonly offset: number;

  constructor(offset: number) {
    super(`mark ${MOST_MARKS + 1} at ${offset}`);
    this.offset = offset;
  }
}

/** A construct that matches nothing and counts. Throws {@link TooManyMarks}. */
export function markLimit(): Extension {
  // There is one context for each paragraph, heading and cell of a table.
  const counts = new WeakMap<Context, number>();
  const construct: Construct = {
    name: 'markLimit',
    tokenize(_, __, nok) {
      return (code) => {
        const count = (counts.get(this) ?? 0) + 1;
        counts.set(this, count);
        if (count > MOST_MARKS) throw new TooManyMarks(this.now().offset);
        return nok(code);
      };
    },
  };
  return { text: Object.fromEntries([...'!*[_~'].map((mark) => [mark.charCodeAt(0), construct])) };
}
