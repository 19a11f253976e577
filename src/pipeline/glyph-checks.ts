/** Checks, before anything is printed, that there is a glyph for each character of a publication. */
import type { Context } from '../core/model/context.ts';
import type { Edition, PaperEdition } from '../core/model/edition.ts';
import { checkGlyphs } from '../print/index.ts';
import { assembleBook, type RenderedPublication } from '../render/render-publication.ts';

/** Checks a paper edition, and reports the problems to its context. For an e-book it does nothing. */
export type GlyphCheck = (edition: Edition, context: Context) => Promise<void>;

/** Opens the check of a publication, which assembles the book once. */
export function openGlyphCheck(rendered: RenderedPublication): GlyphCheck {
  let book: ReturnType<typeof assembleBook> | undefined;
  return async (edition, context) => {
    if (edition.family === 'epub') return;
    book ??= assembleBook(rendered);
    await checkGlyphs(await book, edition, context);
  };
}

/** Checks all paper editions of a publication; those with the same typefaces once. */
export async function checkAllGlyphs(rendered: RenderedPublication, context: Context): Promise<void> {
  const check = openGlyphCheck(rendered);
  const paper = rendered.publication.editions.filter(
    (edition): edition is PaperEdition => edition.family !== 'epub',
  );
  const byTypefaces = new Map(
    paper.map((edition) => [`${edition.typefaces.text}\n${edition.typefaces.headings}`, edition]),
  );
  for (const edition of byTypefaces.values()) await check(edition, context);
}
