/** Names the files of editions, relative to the output folder. */
import { isInContents } from './book-parts.ts';
import type { EpubEdition, PaperEdition, WebEdition } from './model/edition.ts';
import type { Chapter, Publication } from './model/publication.ts';

/** Names the file of a printed book in the folder of its publication: `garden-book-a4.pdf`. */
export const nameBookFile = (id: string, edition: Pick<PaperEdition, 'id'>): string =>
  `${id}-${edition.id}.pdf`;

/** Names a handout: `garden/handouts-a4/beans.pdf`, or of a single file `garden/garden-a4.pdf`. */
export function nameHandout(
  { id, form }: Pick<Publication, 'id' | 'form'>,
  edition: Pick<PaperEdition, 'id' | 'layout'>,
  chapter: string,
): string {
  return form === 'folder' ? `${id}/${edition.id}/${chapter}.pdf` : `${id}/${id}-${edition.layout}.pdf`;
}

/** Names an e-book: `garden/garden.epub`, of another edition `garden/garden-compatible.epub`. */
export function nameEbook(id: string, { id: edition }: Pick<EpubEdition, 'id'>): string {
  const suffix = edition === 'epub' ? '' : `-${edition === 'epub-compatible' ? 'compatible' : edition}`;
  return `${id}/${id}${suffix}.epub`;
}

/** Names a web edition in one file: `garden/garden.html`. */
export const nameWebFile = (id: string, { id: edition }: Pick<WebEdition, 'id'>): string =>
  `${id}/${edition === 'html' ? id : `${id}-${edition}`}.html`;

/** Names the folder of a site: `garden/web`. */
export const nameSite = (id: string, edition: Pick<WebEdition, 'id'>): string => `${id}/${edition.id}`;

/** Returns the chapters to hand out: a dedication, an epigraph or a copyright page says nothing without its book. */
export function selectHandouts(chapters: readonly Chapter[]): readonly Chapter[] {
  const written = chapters.filter(({ isPartPage }) => !isPartPage);
  const ofText = written.filter(({ metadata: { part } }) => part === undefined || isInContents(part));
  return ofText.length === 0 ? written : ofText;
}
