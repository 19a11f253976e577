/** Finds what is known of one page: its description and its language. */
import type { Book } from '../../core/model/book.ts';
import type { WebPage } from '../plan.ts';

/** Returns the description of the publication on the first page, on the others that of the chapter, if it has one. */
export function findDescription({ isFirst, sections }: WebPage, { publication }: Book): string | undefined {
  if (isFirst) return publication.metadata.description;
  const { form, chapters } = publication;
  // The front matter of a single file is about the whole.
  if (form === 'file') return undefined;
  return chapters.find(({ id }) => sections.some((section) => section.id === id))?.metadata.description;
}

/** Returns the language of a page, as a BCP 47 tag: that of its text, which can differ from that of the publication. */
export function findLanguage({ isFirst, sections }: WebPage, { publication }: Book): string {
  const [section] = sections;
  return (isFirst ? undefined : section?.language) ?? publication.metadata.language;
}
