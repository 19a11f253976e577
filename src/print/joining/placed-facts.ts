/** Describes what a part adds to the trees and lists of its book. */
import { type Dict, dict, isDict, type Reference, type Value } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { buildNameLeaf, type StructureElement, type StructureEntries } from '../../lib/pdf/structure-tree.ts';
import { serializeValue } from '../../lib/pdf/syntax.ts';
import type { NumberOf } from '../../lib/pdf/write/number-objects.ts';
import { listOutlineValues, mapOutline, type Outline, readOutline } from './part-outline.ts';

/** What is known of a part that has its place. Plain data; values of PDF are in its syntax, with the numbers of the book. */
export interface PlacedFacts extends DescribedValues {
  /** The structure types that it uses. */
  readonly types: readonly string[];
  /** The first key of the parent tree that is free after its own. */
  readonly nextKey: number;
}

/** The values as plain data. */
interface DescribedValues {
  /** Numbers of its pages. */
  readonly pages: readonly number[];
  /** What is in the structure element that contains all, as an array. */
  readonly tags: string;
  /** Number of its leaf of the parent tree; `null`: it has no marked content. */
  readonly parents: number | null;
  /** Number of its leaf of the tree of ids, and the first of them; `null`: no element has an id. */
  readonly ids: readonly [number: number, first: string] | null;
  /** Its destinations, as a dictionary. */
  readonly destinations: string;
  readonly outline: Outline<string>;
  /** What it says of the file, as dictionaries. */
  readonly head: FileHead<string>;
}

/** What a file says of itself: its catalog, its information, and the structure element that contains all. */
export interface FileHead<T> {
  readonly catalog: T;
  readonly info: T;
  readonly top: T;
}

/** What a part adds to the trees and lists of its book. */
export interface PartValues {
  readonly pages: readonly Reference[];
  readonly tags: readonly Value[];
  readonly parents: Reference | undefined;
  readonly ids: { readonly leaf: Reference; readonly first: string } | undefined;
  readonly destinations: Dict;
  readonly outline: Outline<Dict>;
  readonly head: FileHead<Dict>;
}

/** Collects the values, and adds the leaves to the file. */
export function collectValues(
  file: PdfFile,
  top: StructureElement,
  pages: readonly Reference[],
  { parents, firstKey, nextKey, ids }: StructureEntries,
): PartValues {
  const limits = [firstKey, nextKey - 1];
  const named = file.catalog.get('Dests');
  const destinations: Dict = new Map();
  for (const [name, value] of named === undefined ? [] : file.dict(named))
    destinations.set(name, file.get(value) ?? null);
  const [firstId] = [...ids.keys()].sort();
  return {
    pages,
    tags: file.list(file.dict(top.reference).get('K')),
    parents: parents.length === 0 ? undefined : file.add(dict({ Limits: limits, Nums: [...parents] })),
    ids: firstId === undefined ? undefined : { leaf: file.add(buildNameLeaf(ids)), first: firstId },
    ...{ destinations, outline: readOutline(file), head: readHead(file, top) },
  };
}

/** Keys of what a book has in place of what its part has. */
const REPLACED = new Set(['Pages', 'Dests', 'StructTreeRoot', 'Outlines']);

function readHead(file: PdfFile, { tag, entries }: StructureElement): FileHead<Dict> {
  const info = file.get(file.trailer.get('Info'));
  return {
    catalog: new Map([...file.catalog].filter(([key]) => !REPLACED.has(key))),
    info: isDict(info) ? info : new Map(),
    top: new Map<string, Value>([['S', `/${tag}`], ...entries]),
  };
}

/** Lists the values from which all objects of the part are reached. */
export const listRoots = (values: PartValues): readonly Value[] => [
  ...[...values.pages, ...values.tags],
  ...[values.parents, values.ids?.leaf].filter((leaf) => leaf !== undefined),
  ...[values.destinations, ...listOutlineValues(values.outline.items)],
  ...Object.values<Dict>({ ...values.head }),
];

/** Describes the values with the numbers of the book. */
export function describeValues(values: PartValues, numberOf: NumberOf): DescribedValues {
  const { parents, ids, outline, head } = values;
  const serialize = (value: Value): string => serializeValue(value, numberOf);
  return {
    pages: values.pages.map(numberOf),
    tags: serialize([...values.tags]),
    parents: parents === undefined ? null : numberOf(parents),
    ids: ids === undefined ? null : [numberOf(ids.leaf), ids.first],
    destinations: serialize(values.destinations),
    outline: { ...outline, items: mapOutline(outline.items, serialize) },
    head: {
      ...{ catalog: serialize(head.catalog), info: serialize(head.info), top: serialize(head.top) },
    },
  };
}
