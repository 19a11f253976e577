/** Checks, before anything is printed, that there is a glyph for each character of a publication. */
import type { Context } from '../core/model/context.ts';
import { type Edition, isPaper } from '../core/model/edition.ts';
import { checkGlyphs } from '../print/index.ts';
import { assembleBook } from '../render/render-publication.ts';
import { type RenderedViews, viewOf } from './views/read-views.ts';

/** Checks a paper edition, and reports the problems to its context. For others it does nothing. */
export type GlyphCheck = (edition: Edition, context: Context) => Promise<void>;

/** Opens the check of a publication. A book is assembled once. */
export function openGlyphCheck(views: RenderedViews): GlyphCheck {
  return async (edition, context) => {
    if (!isPaper(edition)) return;
    await checkGlyphs(await assembleBook(viewOf(views, edition)), edition, context);
  };
}

/** Checks all paper editions of a publication; those with the same typefaces once. */
export async function checkAllGlyphs(views: RenderedViews, context: Context): Promise<void> {
  const check = openGlyphCheck(views);
  const paper = views.rendered.publication.editions.filter(isPaper);
  const byTypefaces = new Map(
    paper.map((edition) => {
      const view = views.others.has(edition.id) ? edition.id : '';
      return [`${edition.typefaces.text}\n${edition.typefaces.headings}\n${view}`, edition];
    }),
  );
  for (const edition of byTypefaces.values()) await check(edition, context);
}
