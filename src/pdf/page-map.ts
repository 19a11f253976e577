/** The page map: on which page each id that a link leads to begins, read back from the printed file. */
import { pageObjects } from './inspect.ts';
import { type PdfObjects, readObjects, reference } from './pdf-objects.ts';

/** Pages by id; the first page is 1. */
export type PageMap = ReadonlyMap<string, number>;

/** Chromium writes a destination, named as the id percent-encoded, for every id that is the target of a link. */
export function readPageMap(bytes: Uint8Array): PageMap {
  const objects = readObjects(bytes);
  const pages = new Map(pageObjects(objects).map((object, index) => [object, index + 1]));
  const map = new Map<string, number>();
  for (const [, name = '', object] of destinations(objects).matchAll(/\/(\S+) \[(\d+) 0 R/g)) {
    const page = pages.get(Number(object));
    if (page !== undefined) map.set(idOf(name), page);
  }
  return map;
}

function destinations(objects: PdfObjects): string {
  const number = reference(objects.catalog, 'Dests');
  return number === undefined ? '' : objects.object(number);
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
