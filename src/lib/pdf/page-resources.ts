/** Lists the resources of the pages of a PDF (ISO 32000-1, 7.8.3). */
import { type Dict, isDict, type Value } from './objects.ts';
import { collectPages } from './page-tree.ts';
import type { PdfFile } from './pdf-file.ts';

/**
 * Calls the visitor for each dictionary of resources once: for those of the pages and of the form XObjects on them.
 * @param visit is given the first page that has them, from 1
 */
export function visitResources(file: PdfFile, visit: (resources: Dict, page: number) => void): void {
  const known = new Set<Dict>();
  const enter = (resources: Value | undefined, page: number): void => {
    if (!isDict(resources) || known.has(resources)) return;
    known.add(resources);
    visit(resources, page);
    for (const object of listResources(file, resources, 'XObject')) {
      enter(file.get(file.dict(object).get('Resources')), page);
    }
  };
  for (const [index, page] of collectPages(file).entries()) {
    enter(file.get(file.dict(page).get('Resources')), index + 1);
  }
}

/** Returns the values in a category of resources, such as `Font`. */
export function listResources(file: PdfFile, resources: Dict, category: string): readonly Value[] {
  const entries = file.get(resources.get(category));
  return isDict(entries) ? [...entries.values()] : [];
}
