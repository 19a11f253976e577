/** Builds the logo of the project's brand for a printed page. */
import type { Book } from '../../../core/model/book.ts';
import { serializeHtml } from '../../../lib/html/serialize.ts';
import type { FontSheet } from '../drawings/image.ts';
import { buildPrintImage } from '../html.ts';

/** Returns the logo as HTML: a drawing in the page, or a picture. */
export async function buildLogo({ logo }: Book, fontSheet: FontSheet): Promise<string | undefined> {
  if (logo === undefined) return undefined;
  return serializeHtml(await buildPrintImage(logo.asset, logo.alt, { prefix: 'logo-', fontSheet }));
}
