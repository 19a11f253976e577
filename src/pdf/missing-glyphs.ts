/** Tells authors which characters the fonts cannot show. */
import { diagnostic } from '../catalogue.ts';
import type { Report } from '../diagnostic.ts';
import type { Book } from '../model.ts';
import type { MissingGlyphs } from './document.ts';

/** Reports `glyph-missing` for each character, once in a chapter, at the chapter's file. */
export function reportMissingGlyphs(
  { publication: { chapters } }: Book,
  missing: readonly MissingGlyphs[],
  report: Report,
): void {
  for (const { section, characters } of missing) {
    const file = chapters.find(({ id }) => id === section.id)?.source.path;
    const place = file === undefined ? undefined : { file, line: 1, column: 1 };
    for (const character of characters) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      report(diagnostic('glyph-missing', { character, codePoint: `U+${code}` }, place));
    }
  }
}
