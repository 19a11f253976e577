/** Reads the name of a font (ISO 32000-1, 9.6.4). */
import type { Dict } from './objects.ts';

/** Returns the name without its slash and without the tag of a subset; empty if it has none. */
export const readFontName = (font: Dict): string =>
  String(font.get('BaseFont') ?? font.get('Name') ?? '/')
    .slice(1)
    .replace(/^[A-Z]{6}\+/, '');
