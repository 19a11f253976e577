/** Reads SVG files. Loads the modules for it when there is a drawing. */
import type { SvgResult } from './svg-result.ts';

/**
 * Reads an SVG file into a safe drawing, or returns why it cannot be used.
 * @param text the decoded file; offsets in the result are those of the text with lines that end in U+000A
 */
export async function readSvg(text: string): Promise<SvgResult> {
  const { readSvgDrawing } = await import('./read-svg.ts');
  return readSvgDrawing(text);
}
