/** SVG files: judged, and made into drawings. */
import type { SvgVerdict } from './read-svg.ts';

export type { Excess, SvgVerdict } from './read-svg.ts';

/**
 * Loads what it needs when there is a drawing.
 * @param text the file, decoded; its places are those of the text with lines that end in U+000A
 */
export async function judgeSvg(text: string): Promise<SvgVerdict> {
  const { judgeDrawing } = await import('./read-svg.ts');
  return judgeDrawing(text);
}

/** XML 1.0, 2.11. */
export const withPlainLines = (text: string): string => text.replace(/\r\n?/g, '\n');
