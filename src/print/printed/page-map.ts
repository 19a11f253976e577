/** Reads the page map from a printed file: the page on which each link target begins. */

import { Reference } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Page numbers by the id of the link target; the first page is 1. */
export type PageMap = ReadonlyMap<string, number>;

/**
 * Reads the destinations: Chromium writes one for each id that is the target of a link, named by the
 * percent-encoded id.
 */
export function readPageMap(file: PdfFile): PageMap {
  const pages = new Map(collectPages(file).map(({ number }, index) => [number, index + 1]));
  const destinations = file.catalog.get('Dests');
  const map = new Map<string, number>();
  for (const [name, destination] of destinations === undefined ? [] : file.dict(destinations)) {
    const [page] = file.list(destination);
    const number = page instanceof Reference ? pages.get(page.number) : undefined;
    if (number !== undefined) map.set(decodeDestinationName(name), number);
  }
  return map;
}

/**
 * Decodes an id from a PDF name, which writes special bytes as `#` and two digits and contains the id as a
 * URL fragment.
 */
export function decodeDestinationName(name: string): string {
  const fragment = name.replace(/#([0-9A-Fa-f]{2})/g, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
