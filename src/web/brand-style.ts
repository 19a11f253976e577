/** Builds the custom properties that give web pages the colors of the project's brand. */
import type { Brand, BrandPalette } from '../core/brand.ts';

/** Custom properties of `web.css` on a light page and on a dark one, and the color of a brand that each gets. */
const LIGHT = {
  '--web-accent': 'primary',
  '--web-link': 'primary',
  '--web-text': 'text',
  '--web-ground': 'background',
} as const;
const DARK = { '--web-accent': 'lifted', '--web-link': 'lifted' } as const;

/** Returns the rules for a light and a dark page. */
export const buildBrandStyle = (brand: Brand | undefined): string =>
  brand === undefined
    ? ''
    : [buildScheme('light', LIGHT, brand.palette), buildScheme('dark', DARK, brand.palette)].join('');

function buildScheme(
  scheme: 'light' | 'dark',
  properties: Readonly<Record<string, keyof BrandPalette>>,
  palette: BrandPalette,
): string {
  const declarations = Object.entries(properties).flatMap(([property, name]) => {
    const color = palette[name];
    return color === undefined ? [] : [`    ${property}: ${color};\n`];
  });
  return declarations.length === 0
    ? ''
    : `@media (prefers-color-scheme: ${scheme}) {\n  :root {\n${declarations.join('')}  }\n}\n`;
}
