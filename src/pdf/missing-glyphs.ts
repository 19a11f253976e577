/** Tells authors which characters the fonts cannot show. */
import { diagnostic } from '../catalogue.ts';
import type { Report } from '../diagnostic.ts';
import type { Book } from '../model.ts';
import { placeAt } from '../place.ts';
import type { MissingGlyphs } from './document.ts';

/** Without a letter or a digit a text cannot be read; without a symbol it can. */
const isText = (character: string): boolean => /[\p{L}\p{M}\p{N}]/u.test(character);

/**
 * Reports, once in a chapter and where it first stands, `letters-missing` for all letters together and `glyph-missing`
 * for each other character.
 */
export function reportMissingGlyphs(
  { publication: { chapters } }: Book,
  missing: readonly MissingGlyphs[],
  report: Report,
): void {
  for (const { section, characters } of missing) {
    const source = chapters.find(({ id }) => id === section.id)?.source;
    // A character that the file writes as an entity is not found; then it is the file's beginning.
    const place = (character: string) =>
      source && placeAt(source, Math.max(0, source.text.indexOf(character)));
    const letters = characters.filter(isText);
    const [first] = letters;
    if (first !== undefined) report(diagnostic('letters-missing', { letters }, place(first)));
    for (const character of characters) {
      if (isText(character)) continue;
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(diagnostic('glyph-missing', { character, codePoint: `U+${code}` }, place(character)));
    }
  }
}
