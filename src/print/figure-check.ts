/** Reports figures whose type is smaller than the edition allows. */
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book } from '../core/model/book.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import { visit } from '../lib/html/visit.ts';
import type { FigureType } from './printed/figure-type.ts';

/** Points by which type may be smaller, because Chromium rounds lengths. */
const ROUNDING = 0.1;

/** Reports `figure-text-small` at the first use of each such drawing. */
export function checkFigureType(
  figures: readonly FigureType[],
  book: Book,
  { id, type }: PaperEdition,
  report: Report,
): void {
  if (figures.length === 0) return;
  const assets = listAssetsByAlt(book);
  const small = new Map<Asset, { readonly page: number; readonly size: number }>();
  for (const { alt, page, size } of figures) {
    const asset = assets.get(alt);
    if (asset === undefined || size >= type.smallest - ROUNDING) continue;
    if (size < (small.get(asset)?.size ?? Number.POSITIVE_INFINITY)) small.set(asset, { page, size });
  }
  for (const [{ path, locations }, { page, size }] of small) {
    const facts = { path, edition: id, page, size: Math.round(size * 10) / 10, smallest: type.smallest };
    report(diagnostic('figure-text-small', facts, locations[0]));
  }
}

/** Whether a book has drawings, so that the type in its figures is measured. */
export const hasDrawings = ({ assets }: Pick<Book, 'assets'>): boolean =>
  [...assets.values()].some(({ drawing }) => drawing !== undefined);

function listAssetsByAlt({ sections, assets }: Book): ReadonlyMap<string, Asset> {
  const found = new Map<string, Asset>();
  for (const { body } of sections) {
    visit(body, { type: 'element', tagName: 'img' }, ({ properties: { alt, src } }) => {
      const asset = assets.get(String(src));
      if (asset?.drawing !== undefined) found.set(String(alt ?? ''), asset);
    });
  }
  return found;
}
