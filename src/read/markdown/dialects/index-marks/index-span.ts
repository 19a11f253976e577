/**
 * Reads the marks of an index: `[oil lamps]{.index}`, `[]{.index entry="lamps!oil"}`, with `range=start`, `range=end`, `see=` and
 * `seealso=`.
 */
import type { PhrasingContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Position } from 'unist';
import type { IndexEntry, IndexMark } from '../../../../core/tree/index-mark.ts';
import type { Attributes } from '../attribute-list.ts';
import { readMakeindex } from './index-entry.ts';

/** Returns whether a span is a mark of an index. */
export const isIndexSpan = ({ classes }: Attributes): boolean => classes.includes('index');

/** Builds the mark of a span. Its words are the entry, unless it names one; several are separated by semicolons. */
export function buildIndexSpan(
  children: readonly PhrasingContent[],
  { values }: Attributes,
  place: { readonly position?: Position | undefined },
): readonly PhrasingContent[] {
  const index = values.get('index')?.trim() || undefined;
  const written = values.get('entry') ?? escapeSigns(textOf(children));
  const entries = written.split(';').flatMap((text) => {
    const entry = readMakeindex(text, index);
    return entry === undefined ? [] : addValues(entry, values);
  });
  return entries.length === 0 ? children : [buildIndexMark(children, entries, place)];
}

/** Words of the text have no signs of makeindex. */
const escapeSigns = (text: string): string => text.replace(/[!@|"]/g, '"$&').replaceAll(';', ',');

function addValues(entry: IndexEntry, values: Attributes['values']): readonly IndexEntry[] {
  const { target: _, ...plain } = entry;
  const range = values.get('range');
  const led = (['see', 'seealso'] as const).flatMap((name): readonly IndexEntry[] => {
    const target = (values.get(name) ?? '')
      .split('!')
      .map((text) => text.trim())
      .filter((text) => text !== '');
    return target.length === 0 ? [] : [{ ...plain, kind: name === 'see' ? 'see' : 'also', target }];
  });
  const sort = values.get('sort');
  const terms =
    sort === undefined
      ? entry.terms
      : entry.terms.map((term, at, all) => (at === all.length - 1 ? { ...term, sort } : term));
  const own: IndexEntry = { ...entry, terms, ...((range === 'start' || range === 'end') && { kind: range }) };
  return values.has('see') ? led : [own, ...led];
}

/** Builds a mark with words, or one without. */
export const buildIndexMark = (
  children: readonly PhrasingContent[],
  entries: readonly IndexEntry[],
  { position }: { readonly position?: Position | undefined },
): IndexMark => ({ type: 'indexMark', entries, children: [...children], ...(position && { position }) });
