/** The page map: on which page each id that a link leads to begins, read back from the printed file. */

import { Reference } from '../../lib/pdf/objects.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Pages by id; the first page is 1. */
export type PageMap = ReadonlyMap<string, number>;

/** Chromium writes a destination, named as the id percent-encoded, for every id that is the target of a link. */
export function readPageMap(file: PdfFile): PageMap {
  const pages = new Map(pagesOf(file).map(({ number }, index) => [number, index + 1]));
  const destinations = file.catalog.get('Dests');
  const map = new Map<string, number>();
  for (const [name, destination] of destinations === undefined ? [] : file.dict(destinations)) {
    const [page] = file.list(destination);
    const number = page instanceof Reference ? pages.get(page.number) : undefined;
    if (number !== undefined) map.set(idOf(name), number);
  }
  return map;
}

/** A PDF name writes awkward bytes as `#` and two digits; inside is the id as the fragment of a URL. */
function idOf(name: string): string {
  const fragment = name.replace(/#([0-9A-Fa-f]{2})/g, (_code, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
