/**
 * Blank pages, so that chapters open on the recto. Chromium reads `break-before: recto` as `page`, so the blanks are set
 * where the page map says that they are needed.
 */
import type { PaperEdition } from '../../core/model/edition.ts';
import type { PageMap } from '../printed/page-map.ts';

/** What begins on a page of its own. */
export interface Part {
  /** An id of the document that stands on its first page. */
  readonly id: string;
  readonly kind: 'contents' | 'section' | 'closing';
}

/** Ids of the parts before which a page is left blank. */
export type Blanks = ReadonlySet<string>;

/** The cover takes one page, and its back may be left blank. */
const COVER = 1;

/**
 * Where blanks are needed. Page 1 stands on the recto, whatever the edition: its folio is odd. Where chapters open
 * anywhere, a blank that this asks for is the back of the cover.
 * @param lengths pages of each part
 */
export function blanksFor(
  parts: readonly Part[],
  lengths: readonly number[],
  openers: PaperEdition['openers'],
): Blanks {
  const blanks = new Set<string>();
  const firstSection = parts.findIndex(({ kind }) => kind === 'section');
  const front = lengths.slice(0, Math.max(0, firstSection)).reduce((sum, length) => sum + length, COVER);
  const [contents] = parts;
  if (contents !== undefined && (openers === 'recto' || front % 2 === 1)) blanks.add(contents.id);
  let page = COVER + 1;
  for (const [index, part] of parts.entries()) {
    const recto = part.kind === 'section' && (openers === 'recto' || index === firstSection);
    if (blanks.has(part.id)) page += 1;
    else if (recto && page % 2 === 0) {
      blanks.add(part.id);
      page += 1;
    }
    page += lengths[index] ?? 1;
  }
  return blanks;
}

/** How many pages each part takes in a file. @param blanks that were set in it */
export function lengthsOf(
  parts: readonly Part[],
  pages: PageMap,
  blanks: Blanks,
  count: number,
): readonly number[] {
  const starts = parts.map(({ id }) => pages.get(id) ?? 0);
  return parts.map((_part, index) => {
    const next = parts[index + 1];
    const end = next === undefined ? count + 1 : (starts[index + 1] ?? 0) - (blanks.has(next.id) ? 1 : 0);
    return Math.max(1, end - (starts[index] ?? 0));
  });
}

/** On which page each part begins. */
export function startsOf(
  parts: readonly Part[],
  lengths: readonly number[],
  blanks: Blanks,
): readonly number[] {
  let page = COVER + 1;
  return parts.map(({ id }, index) => {
    const start = blanks.has(id) ? page + 1 : page;
    page = start + (lengths[index] ?? 1);
    return start;
  });
}
