/** Names of elements, by which notes and heads of tables are found: counted anew in the order of the document. */

import { isDict, Text, type Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import type { Element } from '../../../lib/pdf/structure-tree.ts';

/** A tab counts its nodes on from document to document; the same content has to give the same bytes. */
export function renumberIds(file: PdfFile, elements: readonly Element[]): void {
  const names = new Map<string, Text>();
  let count = 0;
  for (const { entries } of elements) {
    const id = entries.get('ID');
    if (!(id instanceof Text)) continue;
    count += 1;
    const name = new Text(`t${String(count).padStart(5, '0')}`);
    names.set(id.bytes, name);
    entries.set('ID', name);
  }
  for (const { entries } of elements) {
    for (const attributes of file.list(entries.get('A'))) renameHeads(file, attributes, names);
  }
}

function renameHeads(file: PdfFile, attributes: Value, names: ReadonlyMap<string, Text>): void {
  const dict = file.get(attributes);
  const heads = isDict(dict) ? dict.get('Headers') : undefined;
  if (!isDict(dict) || !Array.isArray(heads)) return;
  // A head that is not in the tags, being empty, is no head.
  const renamed = heads.flatMap((head) => (head instanceof Text ? (names.get(head.bytes) ?? []) : []));
  if (renamed.length > 0) dict.set('Headers', renamed);
  else dict.delete('Headers');
}
