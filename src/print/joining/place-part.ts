/**
 * Places a finished part in its book: lays the heads, feet and page numbers over its pages, and gives its objects their numbers in
 * the book. The result depends on nothing but the part, its frames and its place, so that it is kept while other parts change.
 */
import { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { deflateBytesSync, KEPT } from '../../lib/pdf/deflate.ts';
import { dict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import { collectPages, listPageNodes } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { listElements, readStructure, writeElements } from '../../lib/pdf/structure-tree.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { numberObjects } from '../../lib/pdf/write/number-objects.ts';
import { findNext, writeBlock } from '../../lib/pdf/write/object-block.ts';
import { shortenNamesOfPart } from '../tagging/catalog/destination-names.ts';
import { renumberIds } from '../tagging/catalog/ids.ts';
import { encodeRecord } from './block-record.ts';
import { PAGE_TREE, TOP_ELEMENT } from './fixed-numbers.ts';
import { layFrames, type Shift, type TaggedFile } from './lay-frames.ts';
import { collectValues, describeValues, listRoots, type PlacedFacts } from './placed-facts.ts';

/** Where a part is in its book. Plain data. */
export interface PartPlace {
  /** Index of the part. */
  readonly part: number;
  /** Its pages by their indexes; `null` for a blank one. */
  readonly pages: readonly (number | null)[];
  /** By how much the content of each page moves. */
  readonly shifts: readonly Shift[];
  /** Number of pages at the beginning of its frames that are not for the book. */
  readonly skipped: number;
  /** Numbers of its objects in the book: the first one, and the first one that is not its own. */
  readonly numbers: readonly [first: number, end: number];
  /** What it shares with other parts. */
  readonly shared: readonly NumberPair[];
  /** The same for its frames. */
  readonly sharedByFrames: readonly NumberPair[];
}

/** Number of an object in the file of a part, and in the book. */
export type NumberPair = readonly [own: number, inBook: number];

/**
 * Places a part in its book, and changes its objects.
 * @param part a finished part
 * @param frames a finished print of the heads and feet of its pages
 * @returns a record of {@link PlacedFacts}
 * @throws {UnsupportedPdfError} (rejects) when the part is not as Chromium prints it
 */
export async function placePart(part: PdfFile, frames: PdfFile, place: PartPlace): Promise<Uint8Array> {
  const top = readStructure(part);
  const elsewhere = new Map<number, number>([[top.reference.number, TOP_ELEMENT], ...place.shared]);
  for (const node of listPageNodes(part)) elsewhere.set(node.number, PAGE_TREE);
  const pages = layPages({ file: part, top }, frames, place, elsewhere);
  const elements = listElements(top);
  renumberIds(part, elements, `t${place.part + 1}-`);
  const [first, end] = place.numbers;
  const entries = writeElements(part, top, listOwners(part, pages), first);
  shortenNamesOfPart(part);
  const values = collectValues(part, top, pages, entries);
  const numbered = numberObjects(part, {
    ...{ roots: listRoots(values), first },
    elsewhere: (number) => elsewhere.get(number),
  });
  const block = await writeBlock(numbered, () => KEPT);
  if (findNext(block) > end) throw new UnsupportedPdfError('a part of the book has too many objects');
  const types = [...new Set(elements.map(({ tag }) => tag))];
  const facts = { ...describeValues(values, numbered.numberOf), types, nextKey: entries.nextKey };
  return encodeRecord<PlacedFacts>({ facts, block });
}

/** Puts the pages in order, with what is in their margins. @param elsewhere gets the objects of the frames that are shared */
function layPages(
  tagged: TaggedFile,
  frames: PdfFile,
  { pages: order, shifts, skipped, sharedByFrames }: PartPlace,
  elsewhere: Map<number, number>,
): readonly Reference[] {
  const { file } = tagged;
  const copier = new ObjectCopier(frames, file);
  for (const [own, inBook] of sharedByFrames) {
    const shared = file.add(null);
    copier.replace(new Reference(own), shared);
    elsewhere.set(shared.number, inBook);
  }
  const framePages = collectPages(frames).slice(skipped);
  const printed = collectPages(file);
  const pages = order.map((page, index) => {
    if (page === null)
      return addBlankPage(file, readSize(frames, framePages[index]) ?? readSize(file, printed[0]));
    const found = printed[page];
    if (found === undefined) throw new UnsupportedPdfError(`a part of the book has no page ${page + 1}`);
    return found;
  });
  layFrames(tagged, pages, { file: frames, pages: framePages, copier }, shifts);
  return pages;
}

/** Returns the corners of a page, in points. */
const readSize = (file: PdfFile, page: Reference | undefined): readonly Value[] | undefined =>
  page && file.list(file.dict(page).get('MediaBox'));

/** Adds a blank page. @param size its corners, in points */
function addBlankPage(file: PdfFile, size: readonly Value[] = []): Reference {
  const content = new Stream(
    dict({ Filter: '/FlateDecode', DL: 0 }),
    deflateBytesSync(new Uint8Array(), KEPT),
  );
  return file.add(
    dict({
      ...{ Type: '/Page', MediaBox: [...size], Resources: dict({}), Tabs: '/S' },
      ...{ Contents: file.add(content), Parent: file.catalog.get('Pages') },
    }),
  );
}

/** Lists the pages and the forms on them. */
function listOwners(file: PdfFile, pages: readonly Reference[]): readonly Reference[] {
  const forms = new Map<number, Reference>();
  visitResources(file, (resources) => {
    for (const object of listResources(file, resources, 'XObject')) {
      if (object instanceof Reference && file.dict(object).get('Subtype') === '/Form')
        forms.set(object.number, object);
    }
  });
  return [...pages, ...forms.values()];
}
