/** Tells authors which characters the fonts cannot show. */
import { diagnostic } from '../catalogue.ts';
import type { Report } from '../diagnostic.ts';
import type { Book } from '../model.ts';
import { placeAt } from '../place.ts';
import type { MissingGlyphs } from './document.ts';

/** Reports `glyph-missing` for each character once in a chapter, where it first stands in the chapter's file. */
export function reportMissingGlyphs(
  { publication: { chapters } }: Book,
  missing: readonly MissingGlyphs[],
  report: Report,
): void {
  for (const { section, characters } of missing) {
    const source = chapters.find(({ id }) => id === section.id)?.source;
    for (const character of characters) {
      // A character that the file writes as an entity is not found; then it is the file's beginning.
      const place = source && placeAt(source, Math.max(0, source.text.indexOf(character)));
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(diagnostic('glyph-missing', { character, codePoint: `U+${code}` }, place));
    }
  }
}
