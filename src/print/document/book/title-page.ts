/** Builds the data of a printed book's half title and title page. */
import type { Book } from '../../../core/model/book.ts';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { listOtherContributors, listWriters } from '../../../core/wording.ts';
import { computeTitleSize } from '../cover.ts';
import type { BookData } from '../template-data.ts';

/** The title is smaller than on the cover, but larger than the text: shares of its size there, and multiples of the type size. */
const TITLE = { share: 0.9, smallest: 1.4 };
const HALF_TITLE = { share: 0.55, smallest: 1.15 };
const A4_WIDTH = 210;

/** Returns the values of `templates/print/half-title.html` and `title-page.html`; a size of 0 and no title page where none is asked for. */
export function buildTitlePages(
  { publication: { metadata }, terms }: Book,
  { page, type }: PaperEdition,
): Pick<BookData, 'halfTitleSize' | 'titlePage'> {
  const { title, publisher, hasHalfTitle = false, hasTitlePage = false } = metadata;
  const size = ({ share, smallest }: typeof TITLE): number =>
    Math.max(
      Math.ceil(type.size * smallest),
      Math.floor(computeTitleSize(title, page.width / A4_WIDTH) * share),
    );
  const authors = listWriters(metadata).map(({ name }) => name);
  // An author who is also the publisher is named once.
  const isOwnPublisher = authors.length === 1 && authors[0] === publisher;
  return {
    halfTitleSize: hasHalfTitle ? size(HALF_TITLE) : 0,
    titlePage: hasTitlePage
      ? {
          titleSize: size(TITLE),
          authors: isOwnPublisher ? [] : authors,
          contributors: listOtherContributors(metadata, terms),
        }
      : undefined,
  };
}
