/** Renumbers the ids of structure elements, which identify notes and table headers, in document order. */

import { isDict, PdfString, type Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import type { StructureElement } from '../../../lib/pdf/structure-tree.ts';

/**
 * Renumbers all ids and the lists of headers. A browser tab never restarts its counter, but equal content
 * must give equal bytes.
 * @param prefix of all ids, which no other part of the file has
 */
export function renumberIds(file: PdfFile, elements: readonly StructureElement[], prefix = 't'): void {
  const names = new Map<string, PdfString>();
  let count = 0;
  for (const { entries } of elements) {
    const id = entries.get('ID');
    if (!(id instanceof PdfString)) continue;
    count += 1;
    const name = new PdfString(`${prefix}${String(count).padStart(5, '0')}`);
    names.set(id.bytes, name);
    entries.set('ID', name);
  }
  for (const { entries } of elements) {
    for (const attributes of file.list(entries.get('A'))) renameHeaders(file, attributes, names);
  }
}

function renameHeaders(file: PdfFile, attributes: Value, names: ReadonlyMap<string, PdfString>): void {
  const dict = file.get(attributes);
  const heads = isDict(dict) ? dict.get('Headers') : undefined;
  if (!isDict(dict) || !Array.isArray(heads)) return;
  // An empty header is not in the tags.
  const renamed = heads.flatMap((head) => (head instanceof PdfString ? (names.get(head.bytes) ?? []) : []));
  if (renamed.length > 0) dict.set('Headers', renamed);
  else dict.delete('Headers');
}
