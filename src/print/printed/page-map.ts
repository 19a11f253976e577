/** Reads from a printed file on which page and at which height each link target begins. */

import { Reference } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Page numbers by the id of the link target; the first page is 1. */
export type PageMap = ReadonlyMap<string, number>;

/** Where a link target begins. */
export interface Position {
  /** The first page is 1. */
  readonly page: number;
  /** Distance from the top of the page's text area, in points. */
  readonly top: number;
}

/** Reads the page of each link target. */
export function readPageMap(file: PdfFile): PageMap {
  return new Map([...readPositions(file)].map(([id, { page }]) => [id, page]));
}

/**
 * Reads the destinations: Chromium writes one for each id that is the target of a link, named by the
 * percent-encoded id. It measures their heights as if the page had no margin at its top.
 */
export function readPositions(file: PdfFile): ReadonlyMap<string, Position> {
  const references = collectPages(file);
  const pages = new Map(references.map(({ number }, index) => [number, index + 1]));
  const heights = references.map((page) => Number(file.list(file.dict(page).get('MediaBox'))[3]));
  const destinations = file.catalog.get('Dests');
  const map = new Map<string, Position>();
  for (const [name, destination] of destinations === undefined ? [] : file.dict(destinations)) {
    const [target, , , height] = file.list(destination);
    const page = target instanceof Reference ? pages.get(target.number) : undefined;
    if (page === undefined) continue;
    map.set(decodeDestinationName(name), { page, top: (heights[page - 1] ?? 0) - Number(height) });
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
