/** SVG files: judged, and made into drawings. */
import type { SvgVerdict } from './verdict.ts';

/**
 * Loads what it needs when there is a drawing.
 * @param text the file, decoded; its places are those of the text with lines that end in U+000A
 */
export async function judgeSvg(text: string): Promise<SvgVerdict> {
  const { judgeDrawing } = await import('./read-svg.ts');
  return judgeDrawing(text);
}
