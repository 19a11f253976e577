/** Says which sections of a book are before its contents, before its body, and in it. */
import { isBodyPart, isInContents } from './book-parts.ts';
import type { Book, Section } from './model/book.ts';

/** Returns whether a section belongs to the body of a book. */
export const isBodySection = ({ kind, part, isFrontMatter }: Section): boolean =>
  kind === 'chapter' && isFrontMatter !== true && isBodyPart(part ?? 'chapter');

/** Counts the sections before the body; a book without a body has none. */
export const countFrontSections = (sections: readonly Section[]): number =>
  Math.max(0, sections.findIndex(isBodySection));

/**
 * Counts the sections that are between title page and contents, in a book with a title page: copyright page, dedication and
 * epigraph, as in the Chicago Manual of Style (18th edition, chapter 1).
 */
export function countOpeningSections({
  sections,
  publication,
}: Pick<Book, 'sections' | 'publication'>): number {
  if (publication.metadata.hasTitlePage === undefined) return 0;
  return Math.max(
    0,
    sections.findIndex(({ part }) => part === undefined || isInContents(part)),
  );
}
