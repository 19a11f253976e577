/** Keeps a text of a hundred thousand notes from taking the parser the square of that: it asks for labels at every note. */
import type {} from 'remark-parse';
import type { Data } from 'unified';
import { IndexedList } from '../../lib/text/indexed-list.ts';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type Construct = Exclude<NonNullable<NonNullable<Extension['document']>[number]>, readonly unknown[]>;

/**
 * A construct that matches nothing, and before the first note is defined gives the parser the list in which GFM's
 * extension keeps the labels. To be used after that extension: what is added last is asked first.
 */
export function noteLabels(): Extension {
  const construct: Construct = {
    name: 'noteLabels',
    tokenize(_, __, nok) {
      const parser: { gfmFootnotes?: string[] } = this.parser;
      parser.gfmFootnotes ??= new IndexedList();
      return nok;
    },
  };
  return { document: { ['['.charCodeAt(0)]: construct } };
}
