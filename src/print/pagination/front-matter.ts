/** Plans what is before the body of a printed book: the pages before its contents, and how its pages are counted. */
import { countFrontSections, countOpeningSections } from '../../core/front-sections.ts';
import type { Book } from '../../core/model/book.ts';

/** What is before the body of a book. */
export interface FrontMatter {
  /** Pages at the beginning that are not counted: cover and its back, in a book with a half title or a title page. */
  readonly uncounted: number;
  /** Label of those pages. */
  readonly coverLabel: string;
  /** Number of sections before the contents. */
  readonly opening: number;
  /** Whether the first of them is on the back of the title page, and the imprint on that of the cover. */
  readonly hasCopyrightPage: boolean;
  /** Number of sections that are counted in Roman numerals, as the contents are; those before the contents always are. */
  readonly sections: number;
  /** Names, in the styles, of the pages before the contents and the sections before them. */
  readonly pageNames: readonly string[];
}

/** A page, and its back without text. */
const LEAF = ['imprint', 'blank-front'];

/**
 * Plans the front matter, in the order of the Chicago Manual of Style (18th edition, chapter 1).
 * @param isOwnTemplate whether the project has a template of its own for books, which may not show sections before the contents
 */
export function planFrontMatter(book: Book, isOwnTemplate: boolean): FrontMatter {
  const { publication, sections, terms } = book;
  const { hasHalfTitle = false, hasTitlePage = false, hasRomanFront = false } = publication.metadata;
  const hasTitles = hasHalfTitle || hasTitlePage;
  const opening = isOwnTemplate ? 0 : countOpeningSections(book);
  const hasCopyrightPage = opening > 0 && sections[0]?.part === 'copyright-page';
  const leaf = hasHalfTitle && hasTitlePage ? LEAF : [];
  const back = hasTitles && !hasCopyrightPage ? ['blank-front'] : ['imprint'];
  const titles = hasTitles ? [...leaf, 'imprint'] : [];
  return {
    uncounted: hasTitles ? 2 : 0,
    coverLabel: terms.cover ?? '',
    ...{ opening, hasCopyrightPage },
    sections: Math.max(opening, hasRomanFront ? countFrontSections(sections) : 0),
    pageNames: ['cover', ...back, ...titles, ...(hasTitles && !hasCopyrightPage ? ['imprint'] : [])],
  };
}
