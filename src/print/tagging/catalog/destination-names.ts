/**
 * Shortens names of destinations. Chromium names them by percent-encoded ids, which are six times as long as a word in Greek
 * letters; a name has 127 bytes at most (ISO 32000-1, Annex C.2; ISO 19005-2, 6.1.13).
 */
import { createHash } from 'node:crypto';
import { type Dict, isDict, type Value } from '../../../lib/pdf/objects.ts';
import { collectPages } from '../../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';
import { readOutlineItems } from './outline.ts';

const MAX_NAME_BYTES = 127;

/** Renames the destinations with too long a name, in the order of the file, and what leads to them. Ids can no longer be read from these names. */
export function shortenDestinationNames(file: PdfFile): void {
  const held = file.catalog.get('Dests');
  if (held === undefined) return;
  const destinations = file.dict(held);
  const names = new Map<string, string>();
  for (const name of destinations.keys()) {
    if (countBytes(name) > MAX_NAME_BYTES) names.set(name, '');
  }
  if (names.size === 0) return;
  let count = 0;
  for (const name of names.keys()) {
    do count += 1;
    while (destinations.has(`d${count}`));
    const destination = destinations.get(name) ?? null;
    destinations.delete(name);
    destinations.set(`d${count}`, destination);
    names.set(name, `d${count}`);
  }
  for (const holder of listHolders(file)) renameTarget(file, holder, (name) => names.get(name));
}

/** Renames the same in a part of a book, whose links also lead to destinations of other parts: a name gets a digest in its place. */
export function shortenNamesOfPart(file: PdfFile): void {
  const held = file.catalog.get('Dests');
  if (held !== undefined) {
    const destinations = file.dict(held);
    for (const [name, destination] of [...destinations]) {
      destinations.delete(name);
      destinations.set(digestLongName(name) ?? name, destination);
    }
  }
  for (const holder of listHolders(file)) renameTarget(file, holder, digestLongName);
}

/** Digits of a digest in a name. */
const DIGEST = 24;

const digestLongName = (name: string): string | undefined =>
  countBytes(name) > MAX_NAME_BYTES
    ? `d${createHash('sha256').update(name, 'latin1').digest('hex').slice(0, DIGEST)}`
    : undefined;

/** Returns another name; `undefined` if the name stays. */
type Rename = (name: string) => string | undefined;

/** A special byte is written as `#` and two digits. */
const countBytes = (name: string): number => Buffer.byteLength(name.replace(/#[0-9A-Fa-f]{2}/g, '.'));

/** Lists everything that may lead to a destination: annotations and items of the outline. */
function listHolders(file: PdfFile): readonly Dict[] {
  const annotations = collectPages(file).flatMap((page) => file.list(file.dict(page).get('Annots')));
  return [...annotations.map((annotation) => file.dict(annotation)), ...readOutlineItems(file)];
}

function renameTarget(file: PdfFile, holder: Dict, shorten: Rename): void {
  const action = file.get(holder.get('A'));
  rename(holder, 'Dest', shorten);
  if (isDict(action)) rename(action, 'D', shorten);
}

function rename(holder: Dict, key: string, shorten: Rename): void {
  const value: Value | undefined = holder.get(key);
  const name = typeof value === 'string' ? shorten(value.slice(1)) : undefined;
  if (name !== undefined) holder.set(key, `/${name}`);
}
