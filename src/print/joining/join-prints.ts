/**
 * Joins the parts of a book: one file with the pages, tags, link targets and outline of all parts. The file is then completed
 * as if it had been printed in one piece.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { deflateBytesSync } from '../../lib/pdf/deflate.ts';
import { type Dict, dict, PdfString, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { UnsupportedPdfError } from '../../lib/pdf/unsupported-pdf-error.ts';
import { FontUnion } from './font-union.ts';
import { ImageUnion } from './image-union.ts';

/** A page of the joined file: a page of a part, or a blank page. Numbers from 0. */
export type JoinedPage =
  | { readonly kind: 'printed'; readonly part: number; readonly page: number }
  | { readonly kind: 'blank' };

/** The prints of all parts in one file. */
export interface JoinedFile {
  readonly file: PdfFile;
  readonly pages: readonly Reference[];
  /** The fonts, so that what is laid over the pages can use them. */
  readonly fonts: FontUnion;
}

/**
 * Joins the parts.
 * @param prints tagged files; the first is changed and becomes the joined file
 * @param order the pages of the joined file
 * @throws {UnsupportedPdfError} (rejects) when a part is not as Chromium prints it
 */
export async function joinPrints(
  prints: readonly PdfFile[],
  order: readonly JoinedPage[],
): Promise<JoinedFile> {
  const [file, ...others] = prints;
  if (file === undefined) throw new UnsupportedPdfError('no part was printed');
  const fonts = new FontUnion(file);
  const images = new ImageUnion(file);
  const pages: (readonly Reference[])[] = [collectPages(file)];
  for (const [index, print] of others.entries()) {
    // The browser prints the heads and feet meanwhile.
    await yieldToEventLoop();
    pages.push(addPrint(file, print, { fonts, images }, `part-${index + 2}-`));
  }
  const blank = createBlankPages(file);
  const ordered = order.map((one) => (one.kind === 'blank' ? blank() : findPage(pages, one)));
  setPages(file, ordered);
  return { file, pages: ordered, fonts };
}

function findPage(
  pages: readonly (readonly Reference[])[],
  { part, page }: { part: number; page: number },
): Reference {
  const found = pages[part]?.[page];
  if (found === undefined) throw new UnsupportedPdfError(`part ${part + 1} has no page ${page + 1}`);
  return found;
}

/** Returns a function that makes blank pages of the size of the first page. */
function createBlankPages(file: PdfFile): () => Reference {
  const [first] = collectPages(file);
  const size = file.list(first && file.dict(first).get('MediaBox'));
  return () =>
    file.add(
      dict({
        ...{ Type: '/Page', MediaBox: [...size], Resources: dict({}), Tabs: '/S' },
        Contents: file.add(
          new Stream(dict({ Filter: '/FlateDecode', DL: 0 }), deflateBytesSync(new Uint8Array(), 0)),
        ),
      }),
    );
}

function setPages(file: PdfFile, pages: readonly Reference[]): void {
  const root = file.add(dict({ Type: '/Pages', Count: pages.length, Kids: [...pages] }));
  for (const page of pages) file.dict(page).set('Parent', root);
  file.catalog.set('Pages', root);
}

/** What the prints share. */
interface Unions {
  readonly fonts: FontUnion;
  readonly images: ImageUnion;
}

/** Adds a print to the file, without its fonts and images that are there. @returns the pages of the print in the file */
function addPrint(
  file: PdfFile,
  print: PdfFile,
  { fonts, images }: Unions,
  prefix: string,
): readonly Reference[] {
  const copier = new ObjectCopier(print, file, (key, value) => addPrefix(key, value, prefix));
  fonts.add(print, copier);
  images.add(print, copier);
  for (const node of listPageNodes(print)) copier.replace(node, findReference(file.catalog, 'Pages'));
  const [root, ownRoot] = [print, file].map(({ catalog }) => findReference(catalog, 'StructTreeRoot'));
  const [top, ownTop] = [findTop(print), findTop(file)];
  if (root && ownRoot) copier.replace(root, ownRoot);
  copier.replace(top, ownTop);
  const outlines = print.catalog.get('Outlines');
  if (outlines instanceof Reference) copier.replace(outlines, findOutlines(file));
  const pages = collectPages(print).map((page) => copier.copyReference(page));
  const tags = print.list(print.dict(top).get('K')).map((tag) => copier.copy(tag));
  file.dict(ownTop).set('K', [...file.list(file.dict(ownTop).get('K')), ...tags]);
  addDestinations(file, print, copier);
  if (outlines instanceof Reference) addOutline(file, print.dict(outlines), copier);
  return pages;
}

/** Adds a prefix to the ids of structure elements and to the ids that table cells refer to: each print counts from 1. */
function addPrefix(key: string, value: Value, prefix: string): Value | undefined {
  const add = (id: Value): Value => (id instanceof PdfString ? new PdfString(prefix + id.bytes) : id);
  if (key === 'ID' && value instanceof PdfString) return add(value);
  return key === 'Headers' && Array.isArray(value) ? value.map(add) : undefined;
}

/** Lists the inner nodes of the page tree. */
function listPageNodes(file: PdfFile): readonly Reference[] {
  const walk = (node: Value): readonly Reference[] => {
    if (!(node instanceof Reference) || file.dict(node).get('Type') !== '/Pages') return [];
    return [node, ...file.list(file.dict(node).get('Kids')).flatMap(walk)];
  };
  return walk(findReference(file.catalog, 'Pages'));
}

function findReference(entries: Dict, key: string): Reference {
  const found = entries.get(key);
  if (found instanceof Reference) return found;
  throw new UnsupportedPdfError(`the PDF has no ${key}`);
}

/** Finds the root element of the tags. */
function findTop(file: PdfFile): Reference {
  const [top, more] = file.list(file.dict(findReference(file.catalog, 'StructTreeRoot')).get('K'));
  if (top instanceof Reference && more === undefined) return top;
  throw new UnsupportedPdfError('the PDF has no single root element');
}

function addDestinations(file: PdfFile, print: PdfFile, copier: ObjectCopier): void {
  const added = print.catalog.get('Dests');
  if (added === undefined) return;
  if (!file.catalog.has('Dests')) file.catalog.set('Dests', file.add(new Map()));
  const destinations = file.dict(file.catalog.get('Dests'));
  for (const [name, value] of print.dict(added))
    if (!destinations.has(name)) destinations.set(name, copier.copy(value));
}

function findOutlines(file: PdfFile): Reference {
  if (!file.catalog.has('Outlines'))
    file.catalog.set('Outlines', file.add(dict({ Type: '/Outlines', Count: 0 })));
  return findReference(file.catalog, 'Outlines');
}

/** Adds the bookmarks of a print after those of the file (ISO 32000-1, 12.3.3). */
function addOutline(file: PdfFile, outlines: Dict, copier: ObjectCopier): void {
  const [first, last] = [outlines.get('First'), outlines.get('Last')];
  if (!(first instanceof Reference) || !(last instanceof Reference)) return;
  const [newFirst, newLast] = [copier.copyReference(first), copier.copyReference(last)];
  const own = file.dict(findOutlines(file));
  const before = own.get('Last');
  if (before instanceof Reference) {
    file.dict(before).set('Next', newFirst);
    file.dict(newFirst).set('Prev', before);
  } else own.set('First', newFirst);
  own.set('Last', newLast);
  own.set('Count', Number(own.get('Count') ?? 0) + Number(outlines.get('Count') ?? 0));
}
