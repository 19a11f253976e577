/** Checks which fonts a printed PDF has: only those of its document, and no boxes of the last resort. */
import { LAST_RESORT_NAME } from '../../lib/opentype/stand-ins.ts';
import { type Dict, isDict } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Returns whether a font, by its name in a PDF, is one of the document. */
export type FontOwner = (name: string) => Promise<boolean>;

/** A font that should not be in a file, and the first page that has it, from 1. */
export interface FontFault {
  readonly kind: 'foreign' | 'box';
  readonly name: string;
  readonly page: number;
}

/** Finds the fonts of the system, and boxes in place of characters. */
export async function findFontFaults(file: PdfFile, isOwn: FontOwner): Promise<readonly FontFault[]> {
  const faults: FontFault[] = [];
  for (const [name, page] of listFonts(file)) {
    if (name === LAST_RESORT_NAME) faults.push({ kind: 'box', name, page });
    else if (!(await isOwn(name))) faults.push({ kind: 'foreign', name, page });
  }
  return faults;
}

/** Lists the fonts by name, without the tag of a subset, each with its first page. */
function listFonts(file: PdfFile): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  const known = new Set<Dict>();
  const add = (resources: Dict, page: number): void => {
    if (known.has(resources)) return;
    known.add(resources);
    for (const font of listEntries(file, resources, 'Font')) {
      const name = String(font.get('BaseFont') ?? font.get('Name') ?? '/')
        .slice(1)
        .replace(/^[A-Z]{6}\+/, '');
      pages.set(name, pages.get(name) ?? page);
    }
    for (const object of listEntries(file, resources, 'XObject')) {
      const inner = file.get(object.get('Resources'));
      if (isDict(inner)) add(inner, page);
    }
  };
  for (const [index, page] of collectPages(file).entries()) {
    const resources = file.get(file.dict(page).get('Resources'));
    if (isDict(resources)) add(resources, index + 1);
  }
  return pages;
}

/** Returns the dictionaries, also those of streams, in a category of resources. */
function listEntries(file: PdfFile, resources: Dict, category: string): readonly Dict[] {
  const entries = file.get(resources.get(category));
  if (!isDict(entries)) return [];
  return [...entries.values()].flatMap((entry) => {
    const value = file.get(entry);
    if (isDict(value)) return [value];
    return typeof value === 'object' && value !== null && 'dict' in value ? [value.dict] : [];
  });
}
