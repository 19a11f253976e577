/**
 * Completes a book of parts that have their places: adds what concerns the file as a whole. It depends on nothing but its arguments,
 * which are plain data. The objects of the parts are not read, so that it takes a small part of the time of finishing.
 */
import { type Dict, dict, isDict, Reference, type Value } from '../../lib/pdf/objects.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { PdfParser } from '../../lib/pdf/syntax.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { buildFile } from '../../lib/pdf/write/build-file.ts';
import { type NumberedObjects, numberObjects } from '../../lib/pdf/write/number-objects.ts';
import { writeBlock } from '../../lib/pdf/write/object-block.ts';
import { decodeRecord } from '../joining/block-record.ts';
import { PAGE_TREE, TOP_ELEMENT } from '../joining/fixed-numbers.ts';
import { mapOutline, setOutline } from '../joining/part-outline.ts';
import type { PlacedFacts } from '../joining/placed-facts.ts';
import { nestOutline } from '../tagging/catalog/nest-outline.ts';
import { type CompletionRequest, completeCatalog } from '../tagging/complete-file.ts';
import { writeRoleMap } from '../tagging/roles.ts';

/** How the parts become a book. */
export interface BookPlan {
  /** The first number that no part has. */
  readonly firstNumber: number;
  readonly conforms: boolean;
  readonly completion: CompletionRequest;
}

/**
 * Completes a book.
 * @param shared what the parts share, see shared-objects.ts
 * @param parts that have their places, see place-part.ts
 * @returns the finished file
 */
export async function completeBook(
  shared: Uint8Array,
  parts: readonly Uint8Array[],
  { firstNumber, conforms, completion }: BookPlan,
): Promise<Uint8Array> {
  const records = parts.map((part) => decodeRecord<PlacedFacts>(part));
  const all = records.map(({ facts }) => facts);
  const file = PdfFile.create(firstNumber - 1);
  const pages = all.flatMap((facts) => facts.pages.map((number) => new Reference(number)));
  startFile(file, all);
  setTrees(file, all, pages);
  setDestinations(file, all);
  setOutline(
    file,
    all.map(({ outline }) => ({ ...outline, items: mapOutline(outline.items, parseDict) })),
  );
  if (completion.outline) nestOutline(file, completion.outline, pages);
  writeRoleMap(file, new Set(all.flatMap(({ types }) => types)));
  completeCatalog(file, completion, conforms);
  const numbered = numberWithFixed(file, firstNumber);
  const block = await writeBlock(numbered, (size) => size);
  const blocks = [decodeRecord(shared).block, ...records.map((record) => record.block), block];
  return buildFile(blocks, file.trailer, numbered.numberOf);
}

/** Parses a dictionary. */
const parseDict = (text: string): Dict => {
  const value = parse(text);
  if (isDict(value)) return value;
  throw new UnsupportedPdfError('a part of the book is not as it was written');
};

const parse = (text: string): Value => new PdfParser(text).parseValue() ?? null;

/** Begins the file with what the first part says of it. */
function startFile(file: PdfFile, [first]: readonly PlacedFacts[]): void {
  if (first === undefined) throw new UnsupportedPdfError('no part was printed');
  file.trailer.set('Root', file.add(parseDict(first.head.catalog)));
  file.trailer.set('Info', file.add(parseDict(first.head.info)));
  file.set(new Reference(TOP_ELEMENT), parseDict(first.head.top));
}

/** Sets the tree of pages, the tags and the trees that lead to the tags. */
function setTrees(file: PdfFile, parts: readonly PlacedFacts[], pages: readonly Reference[]): void {
  const [pageTree, top] = [new Reference(PAGE_TREE), new Reference(TOP_ELEMENT)];
  file.set(pageTree, dict({ Type: '/Pages', Count: pages.length, Kids: [...pages] }));
  const ids = parts
    .flatMap((part) => (part.ids === null ? [] : [part.ids]))
    .sort(([, one], [, other]) => (one < other ? -1 : 1));
  const root = file.add(
    dict({
      ...{ Type: '/StructTreeRoot', K: top, ParentTreeNextKey: parts.at(-1)?.nextKey },
      ParentTree: buildTree(parts.flatMap(({ parents }) => parents ?? [])),
      IDTree: ids.length === 0 ? undefined : buildTree(ids.map(([number]) => number)),
    }),
  );
  const element = file.dict(top);
  element.set('P', root);
  element.set(
    'K',
    parts.flatMap(({ tags }) => parse(tags) ?? []),
  );
  file.catalog.set('Pages', pageTree);
  file.catalog.set('StructTreeRoot', root);
}

const buildTree = (leaves: readonly number[]): Dict =>
  dict({ Kids: leaves.map((number) => new Reference(number)) });

/** Sets the destinations. Where two parts have one of a name, that of the first counts. */
function setDestinations(file: PdfFile, parts: readonly PlacedFacts[]): void {
  const all: Dict = new Map();
  for (const { destinations } of parts) {
    for (const [name, value] of parseDict(destinations)) if (!all.has(name)) all.set(name, value);
  }
  if (all.size > 0) file.catalog.set('Dests', file.add(all));
}

/** Numbers the objects of the file. Those of the parts, and those that the parts refer to, have their numbers. */
function numberWithFixed(file: PdfFile, first: number): NumberedObjects {
  const fixed = [PAGE_TREE, TOP_ELEMENT].map((number) => ({
    number,
    value: file.get(new Reference(number)) ?? null,
  }));
  const roots = ['Root', 'Info'].map((key) => file.trailer.get(key) ?? null);
  const numbered = numberObjects(file, {
    ...{ roots: [...fixed.map(({ value }) => value), ...roots], first },
    elsewhere: (number) => (number < first ? number : undefined),
  });
  return { ...numbered, objects: [...fixed, ...numbered.objects] };
}
