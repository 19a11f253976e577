/** Lists the pages of a PDF (ISO 32000-1, 7.7.3). */

import { Reference, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

/** Returns the pages in order. Inherited attributes are not resolved, because Skia does not use them. */
export function collectPages(file: PdfFile): readonly Reference[] {
  const pages: Reference[] = [];
  const walk = (node: Reference): void => {
    const dict = file.dict(node);
    if (dict.get('Type') !== '/Pages') pages.push(node);
    else for (const kid of file.list(dict.get('Kids'))) if (kid instanceof Reference) walk(kid);
  };
  const root = file.catalog.get('Pages');
  if (root instanceof Reference) walk(root);
  return pages;
}

/** Lists the inner nodes of the page tree. */
export function listPageNodes(file: PdfFile): readonly Reference[] {
  const walk = (node: Value | undefined): readonly Reference[] => {
    if (!(node instanceof Reference) || file.dict(node).get('Type') !== '/Pages') return [];
    return [node, ...file.list(file.dict(node).get('Kids')).flatMap(walk)];
  };
  return walk(file.catalog.get('Pages'));
}
