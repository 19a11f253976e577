/** Lists the addresses of a site that others may link to: its pages, their headings, and what authors have named. */
import type { Book, Section } from '../../core/model/book.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { createLocator } from '../../core/screen/locate.ts';
import { collectIds } from '../../lib/html/references.ts';
import type { WebPlan } from '../plan.ts';

/** The list beside the first page, and its copy in the folder of the publication. */
export const ADDRESSES_FILE = 'addresses.json';

/** Separates the id of a chapter from a name in it. */
const SEPARATOR = '--';
/** What a name that an author writes can be made of. */
const WRITTEN_NAME = /[\p{L}\p{M}\p{N}._:~-]+/gu;
/** Ids whose numbers depend on what is before them: notes, and the places that call them. */
const NOTE = /^note(?:ref)?-\d+(?:-\d+)?$/;
const NOTES_HEADING = 'notes';

/**
 * Lists the addresses, relative to the first page, in the order of their characters. Ids that only have a number, as those of notes
 * and of figures without a label, are not among them.
 */
export function listAddresses(book: Book, { pages, sectionFiles }: WebPlan): readonly string[] {
  const locate = createLocator(book, sectionFiles);
  const isWritten = createNameTest(book.publication.chapters);
  const anchors = book.sections.flatMap((section) =>
    listIds(section, isWritten).flatMap((id) => locate(id) ?? []),
  );
  return [...new Set([...pages.map(({ file }) => file), ...anchors])].sort();
}

/** Writes the list, with a line for each address. */
export const writeAddresses = (addresses: readonly string[]): string =>
  `${JSON.stringify(addresses, undefined, 2)}\n`;

function listIds({ body, headings }: Section, isWritten: (id: string) => boolean): readonly string[] {
  const ofHeadings = new Set(headings.map(({ id }) => id));
  return [...collectIds(body)].filter((id) =>
    ofHeadings.has(id) ? !id.endsWith(SEPARATOR + NOTES_HEADING) : isWritten(id),
  );
}

/** Returns whether an id was made from a name that is in a text. */
function createNameTest(chapters: readonly Chapter[]): (id: string) => boolean {
  const names = new Set(chapters.flatMap(({ source }) => source.text.match(WRITTEN_NAME) ?? []));
  return (id) => {
    for (let at = id.indexOf(SEPARATOR); at !== -1; at = id.indexOf(SEPARATOR, at + 1)) {
      const name = id.slice(at + SEPARATOR.length);
      if (names.has(name)) return !NOTE.test(name);
    }
    return false;
  };
}
