/**
 * Indexes the labels of footnotes, because GFM's extension searches a list of them at every note (quadratic
 * time).
 */
import { IndexedList } from '../../lib/text/indexed-list.ts';
import type { Construct, Extension } from './micromark-types.ts';

/**
 * Returns a construct that matches nothing. Before the first note is defined, it sets the list in which GFM's
 * extension stores the labels. Use it after that extension, because micromark tries the extension that was
 * added last first.
 */
export function indexFootnoteLabels(): Extension {
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
