/** Builds the rules that give an e-book the color of the project's brand. */
import type { Brand } from '../../core/brand.ts';

/**
 * Returns the rules. Titles, which are large, and frames have a color that can be read on a white page and on a black one, because readers choose
 * the page. All other words have the color that the reading system chose. Custom properties are not used, because older readers do
 * not know them.
 */
export function buildBrandStyle(brand: Brand | undefined): string {
  const color = brand?.palette.middle;
  if (color === undefined) return '';
  return `h1 {\n  color: ${color};\n}\n\n.box-key-points,\n.box-action {\n  border-color: ${color};\n}\n`;
}
