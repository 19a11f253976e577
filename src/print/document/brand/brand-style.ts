/** Builds the rules that give a printed document the colors of the project's brand. */
import type { Brand } from '../../../core/brand.ts';

/** Custom properties of `tokens.css`, and the color of a brand that each gets. */
const PROPERTIES = {
  '--accent': 'primary',
  '--code-keyword': 'primary',
  '--tint': 'tint',
  '--code-mark': 'mark',
  '--ink': 'text',
  '--cover-ground': 'background',
} as const;

/** Returns the rules. They come before those of an edition, because large print and editions without colors have their own. */
export function buildBrandStyle(brand: Brand | undefined): string {
  if (brand === undefined) return '';
  const declarations = Object.entries(PROPERTIES).flatMap(([property, name]) => {
    const color = brand.palette[name];
    return color === undefined ? [] : [`${property}:${color}`];
  });
  return declarations.length === 0 ? '' : `:root{${declarations.join(';')}}`;
}
