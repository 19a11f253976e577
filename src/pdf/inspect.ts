/** What a printed file tells about its pages. */
import { type PdfObjects, readObjects, reference } from './pdf-objects.ts';

/** The pages of a file, as numbers of their objects, in order. */
export function pageObjects(objects: PdfObjects): readonly number[] {
  const root = reference(objects.catalog, 'Pages');
  return root === undefined ? [] : pagesBelow(objects, root);
}

function pagesBelow(objects: PdfObjects, number: number): readonly number[] {
  const node = objects.object(number);
  if (!/\/Type \/Pages\b/.test(node)) return [number];
  const kids = /\/Kids \[([^\]]*)\]/.exec(node)?.[1] ?? '';
  return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => pagesBelow(objects, Number(kid)));
}

/** How many pages there are. */
export function pageCount(bytes: Uint8Array): number {
  return pageObjects(readObjects(bytes)).length;
}
