/** How far the glyphs of a font reach, as the file says (ISO 32000-1, 9.7.4.3). */

import type { Dict, Value } from '../../../lib/pdf/objects.ts';
import type { PdfFile } from '../../../lib/pdf/pdf-file.ts';

/** Of one font, in thousandths of the type's size. */
export interface Advances {
  /** By code of the glyph; those beyond the end are as wide as `usual`. */
  readonly widths: Float64Array;
  readonly usual: number;
}

/** Known are fonts whose codes are the numbers of their glyphs, of two bytes each: Skia has no others in text. */
export function advancesOf(file: PdfFile, font: Dict): Advances | undefined {
  const [reference] = file.list(font.get('DescendantFonts'));
  if (font.get('Encoding') !== '/Identity-H' || reference === undefined) return undefined;
  const descendant = file.dict(reference);
  const usual = Number(descendant.get('DW') ?? 1000);
  const runs = runsIn(file, file.list(descendant.get('W')));
  const length = runs.reduce((most, { first, widths }) => Math.max(most, first + widths.length), 0);
  const table = new Float64Array(length).fill(usual);
  for (const { first, widths } of runs) table.set(widths, first);
  return { widths: table, usual };
}

interface Run {
  readonly first: number;
  readonly widths: readonly number[];
}

/** `first [width width …]` or `first last width`. */
function runsIn(file: PdfFile, values: readonly Value[]): readonly Run[] {
  const runs: Run[] = [];
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
