/** Checks which fonts a printed PDF has: only those of its document, and no boxes of the last resort. */
import { LAST_RESORT_NAME } from '../../lib/opentype/stand-ins.ts';
import { readFontName } from '../../lib/pdf/font-name.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** Returns whether a font, by its name in a PDF, is one of the document. */
export type FontOwner = (name: string) => Promise<boolean>;

/** A font that should not be in a file, and the first page that has it, from 1. */
export interface FontFault {
  readonly kind: 'foreign' | 'box';
  readonly name: string;
  readonly page: number;
}

/**
 * Finds the fonts of the system, and boxes in place of characters.
 * @param fonts the first page of each by its name
 */
export async function findFontFaults(
  fonts: ReadonlyMap<string, number>,
  isOwn: FontOwner,
): Promise<readonly FontFault[]> {
  const faults: FontFault[] = [];
  for (const [name, page] of fonts) {
    if (name === LAST_RESORT_NAME) faults.push({ kind: 'box', name, page });
    else if (!(await isOwn(name))) faults.push({ kind: 'foreign', name, page });
  }
  return faults;
}

/** Lists the fonts by name, without the tag of a subset, each with its first page, from 1. */
export function listFonts(file: PdfFile): ReadonlyMap<string, number> {
  const pages = new Map<string, number>();
  visitResources(file, (resources, page) => {
    for (const each of listResources(file, resources, 'Font')) {
      const name = readFontName(file.dict(each));
      pages.set(name, pages.get(name) ?? page);
    }
  });
  return pages;
}
