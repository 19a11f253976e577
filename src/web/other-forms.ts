/** Lists the printed and packed files of the same build, to which web pages lead. */
import type { Book } from '../core/model/book.ts';
import { type Edition, isPaper, type PaperEdition } from '../core/model/edition.ts';
import { nameBookFile, nameEbook, nameHandout, selectHandouts } from '../core/output-files.ts';
import type { WebPage } from './plan.ts';
import type { WebFormData } from './template-data.ts';

/**
 * Returns the files that belong to a page: on the first page books and e-books, and where the publication is a leaflet, its
 * handouts; on others the handout of the chapter.
 * @param made the editions of the same build @param above the way from the page to the folder of the publication: `../`
 */
export function listOtherForms(
  { publication, terms }: Book,
  page: WebPage,
  made: readonly Edition[],
  above: string,
): readonly WebFormData[] {
  const { id, form, chapters } = publication;
  const withHandouts = new Set(selectHandouts(chapters).map((chapter) => chapter.id));
  const paper = made.filter(isPaper);
  const ids = page.sections.map((section) => section.id).filter((section) => withHandouts.has(section));
  const handouts = paper
    .filter(({ family }) => family === 'handouts' && (form === 'file' || !page.isFirst))
    .flatMap((edition) =>
      ids.map((chapter) => ({
        label: describePaper(terms.handoutToPrint, edition, paper),
        file: nameHandout(publication, edition, chapter).slice(id.length + 1),
        type: 'PDF',
      })),
    );
  const whole = made.flatMap((edition) => {
    if (!page.isFirst || edition.family === 'web' || edition.family === 'handouts') return [];
    if (isPaper(edition)) {
      const label = describePaper(terms.bookToPrint, edition, paper);
      return [{ label, file: nameBookFile(id, edition), type: 'PDF' }];
    }
    const note = edition.id === 'epub' ? '' : ` (${edition.id})`;
    return [
      { label: `${terms.ebook}${note}`, file: nameEbook(id, edition).slice(id.length + 1), type: 'EPUB' },
    ];
  });
  return [...whole, ...handouts].map(({ label, file, type }) => ({ label, type, href: `${above}${file}` }));
}

/** Describes a printed edition by paper and type size, and by its layout where another has both. */
function describePaper(
  word: string | undefined,
  edition: PaperEdition,
  all: readonly PaperEdition[],
): string {
  const size = ({ page, type }: PaperEdition): string => `${page.name}, ${type.size} pt`;
  const isShared = all.some(
    (other) => other !== edition && other.family === edition.family && size(other) === size(edition),
  );
  return `${word}: ${size(edition)}${isShared ? `, ${edition.layout}` : ''}`;
}
