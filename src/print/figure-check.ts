/** Reports figures whose type is smaller than the edition allows. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import { visit } from '../lib/html/visit.ts';
import { measureFigureType } from './printed/figure-type.ts';
import type { PrintedFile } from './printed/printed-file.ts';

/** Points by which type may be smaller, because Chromium rounds lengths. */
const ROUNDING = 0.1;

/** Reports `figure-text-small` at the first use of each such drawing. */
export function checkFigureType(
  printed: PrintedFile,
  book: Book,
  { id, type }: PaperEdition,
  { report }: Pick<Context, 'report'>,
): void {
  if (![...book.assets.values()].some(({ drawing }) => drawing !== undefined)) return;
  const assets = listAssetsByAlt(book);
  const small = new Map<Asset, { readonly page: number; readonly size: number }>();
  for (const { alt, page, size } of measureFigureType(printed)) {
    const asset = assets.get(alt);
    if (asset === undefined || size >= type.smallest - ROUNDING) continue;
    if (size < (small.get(asset)?.size ?? Number.POSITIVE_INFINITY)) small.set(asset, { page, size });
  }
  for (const [{ path, locations }, { page, size }] of small) {
    const facts = { path, edition: id, page, size: Math.round(size * 10) / 10, smallest: type.smallest };
    report(diagnostic('figure-text-small', facts, locations[0]));
  }
}

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
