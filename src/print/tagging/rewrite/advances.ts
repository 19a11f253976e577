/** Reads the advance widths of a font's glyphs from the file (ISO 32000-1, 9.7.4.3). */

import type { Dict, Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';

/** The advance widths of one font, in thousandths of the font size. */
export interface Advances {
  /** By glyph code; glyphs beyond the end have the default width. */
  readonly widths: Float64Array;
  readonly defaultWidth: number;
}

/**
 * Reads the advance widths of a font. Only fonts whose codes are glyph numbers of two bytes are supported,
 * because Skia writes text in no others.
 * @returns `undefined` for any other font
 */
export function readAdvances(file: PdfFile, font: Dict): Advances | undefined {
  const [reference] = file.list(font.get('DescendantFonts'));
  if (font.get('Encoding') !== '/Identity-H' || reference === undefined) return undefined;
  const descendant = file.dict(reference);
  const usual = Number(descendant.get('DW') ?? 1000);
  const runs = readWidthRanges(file, file.list(descendant.get('W')));
  const length = runs.reduce((most, { first, widths }) => Math.max(most, first + widths.length), 0);
  const table = new Float64Array(length).fill(usual);
  for (const { first, widths } of runs) table.set(widths, first);
  return { widths: table, defaultWidth: usual };
}

interface WidthRange {
  readonly first: number;
  readonly widths: readonly number[];
}

/** Reads the `W` array: `first [width width …]` or `first last width`. */
function readWidthRanges(file: PdfFile, values: readonly Value[]): readonly WidthRange[] {
  const runs: WidthRange[] = [];
  for (let at = 0; at < values.length; ) {
    const first = Number(values[at]);
    const next = file.get(values[at + 1]);
    if (Array.isArray(next)) {
      runs.push({ first, widths: next.map(Number) });
      at += 2;
    } else {
      const count = Number(next) - first + 1;
      runs.push({ first, widths: Array.from({ length: count }, () => Number(values[at + 2])) });
      at += 3;
    }
  }
  return runs;
}
