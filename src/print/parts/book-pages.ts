/** Puts what is known of the pages of a book's parts, and their text, in the order of the book. */
import type { PrintedPiece, ReadText } from '../../core/model/printed-text.ts';
import { formatPageLabels } from '../../lib/pdf/page-labels.ts';
import type { FinishedFile } from '../finished-file.ts';
import { buildPageLabels } from '../pagination/folios.ts';
import type { FrontMatter } from '../pagination/front-matter.ts';
import { arrangePrintedText } from '../printed/printed-text.ts';
import type { Frames } from './frames.ts';
import type { PageOrder } from './page-order.ts';
import type { FinishedPart } from './part-finisher.ts';

/** Returns the index of a page in the book. @param page index in the part */
type FindPage = (part: number, page: number) => number;

function createPageFinder({ pages }: PageOrder): FindPage {
  const places = new Map<string, number>();
  for (const [index, { source }] of pages.entries()) {
    if (source.kind === 'printed') places.set(`${source.part} ${source.page}`, index);
  }
  return (part, page) => places.get(`${part} ${page}`) ?? 0;
}

/** Returns the number of pages, their fonts and the type in their figures. */
export function describePages(
  parts: readonly FinishedPart[],
  frames: readonly Frames[],
  order: PageOrder,
): Pick<FinishedFile, 'pages' | 'fonts' | 'figures'> {
  const find = createPageFinder(order);
  const fonts = new Map<string, number>();
  const note = (name: string, page: number): void =>
    void fonts.set(name, Math.min(page, fonts.get(name) ?? page));
  for (const [part, { facts }] of parts.entries()) {
    for (const [name, page] of facts.fonts) note(name, find(part, page - 1) + 1);
  }
  for (const [part, { facts, skipped }] of frames.entries()) {
    const first = order.pages.findIndex((page) => page.part === part);
    for (const [name, page] of facts.fonts) note(name, first + Math.max(1, page - skipped));
  }
  return {
    ...{ pages: order.pages.length, fonts },
    figures: parts.flatMap(({ facts }, part) =>
      facts.figures.map((figure) => ({ ...figure, page: find(part, figure.page - 1) + 1 })),
    ),
  };
}

/** Returns a function that reads the text of the book from that of its parts. */
export function createTextReader(
  parts: readonly Pick<FinishedPart, 'facts'>[],
  order: PageOrder,
  front: Pick<FrontMatter, 'uncounted' | 'coverLabel'>,
): ReadText {
  return (sections) => {
    const pieces = joinPieces(
      parts.map(({ facts }) => facts.pieces),
      createPageFinder(order),
    );
    const labels = formatPageLabels(buildPageLabels(order.firstPage, front), order.pages.length);
    const pageMap = new Map([...order.positions].map(([id, { page }]) => [id, page]));
    return arrangePrintedText(pieces, { pageMap, labels }, sections);
  };
}

/**
 * Joins the text of the parts as if it had been read from one file: it begins and ends with the breaks of one document, and a
 * break before the text of a part is on the page of the text before.
 */
function joinPieces(parts: readonly (readonly PrintedPiece[])[], find: FindPage): readonly PrintedPiece[] {
  let last = 0;
  return parts.flatMap((pieces, part) => {
    const own = pieces.slice(part === 0 ? 0 : 1, part === parts.length - 1 ? pieces.length : -1);
    let isBefore = true;
    return own.map((piece): PrintedPiece => {
      isBefore &&= piece.kind === 'break';
      if (!isBefore || part === 0) last = find(part, piece.page);
      return { ...piece, page: last };
    });
  });
}
