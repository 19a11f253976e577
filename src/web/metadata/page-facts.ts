/** Finds what is known of one page: its chapters, its description and its language. */
import type { Book } from '../../core/model/book.ts';
import type { Chapter, Publication } from '../../core/model/publication.ts';
import type { WebPage } from '../plan.ts';

/** The chapters with a file by their ids, because a book may have thousands of pages. */
const chaptersById = new WeakMap<Publication, ReadonlyMap<string, Chapter>>();

function indexChapters(publication: Publication): ReadonlyMap<string, Chapter> {
  const known = chaptersById.get(publication);
  if (known !== undefined) return known;
  const written = publication.chapters.filter(({ isPartPage }) => !isPartPage);
  const index = new Map(written.map((chapter) => [chapter.id, chapter]));
  chaptersById.set(publication, index);
  return index;
}

/** Finds the chapters of a page. A file that its headings divide is on the first page as a whole. */
export function findChapters({ isFirst, sections }: WebPage, { publication }: Book): readonly Chapter[] {
  const chapters = indexChapters(publication);
  if (publication.form === 'file') return isFirst ? [...chapters.values()] : [];
  return sections.flatMap(({ id }) => chapters.get(id) ?? []);
}

/** Returns the description of the publication on the first page, on the others that of the chapter, if it has one. */
export function findDescription(page: WebPage, book: Book): string | undefined {
  if (page.isFirst) return book.publication.metadata.description;
  const [chapter] = findChapters(page, book);
  return chapter?.metadata.description;
}

/** Returns the language of a page, as a BCP 47 tag: that of its text, which can differ from that of the publication. */
export function findLanguage({ isFirst, sections }: WebPage, { publication }: Book): string {
  const [section] = sections;
  return (isFirst ? undefined : section?.language) ?? publication.metadata.language;
}
