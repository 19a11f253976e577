/** Reads colors of CSS, measures their contrast (WCAG 2.2), and finds colors of the same hue that can be read. */
import Color, { type ColorInstance } from 'color';

/** Smallest contrast ratio of text (WCAG 2.2, 1.4.3). Larger text needs less, but sizes differ from edition to edition. */
export const MIN_CONTRAST = 4.5;

/**
 * Reads a color of CSS: a name, `#rgb`, `#rrggbb`, `rgb()`, `hsl()` or `hwb()`. Transparent parts show white paper.
 * @returns it as `#RRGGBB`; `undefined` if it is not a color
 */
export function readColor(written: string): string | undefined {
  try {
    const parsed = Color(written.trim());
    return Color('white').mix(parsed.alpha(1), parsed.alpha()).hex();
  } catch {
    return undefined;
  }
}

/** Measures the contrast ratio of two colors, of eight bits for each part as they are printed. */
export const measureContrast = (one: string, other: string): number =>
  toPrinted(one).contrast(toPrinted(other));

const toPrinted = (color: string): ColorInstance => Color(Color(color).hex());

/** Measures the relative luminance: 0 is black, 1 is white. */
export const measureLuminance = (color: string): number => toPrinted(color).luminosity();

/**
 * Returns the nearest color of the same hue that has the contrast. Its lightness changes in steps of a percent, down to black or
 * up to white.
 */
export function approachContrast(
  color: string,
  ground: string,
  { towards, contrast = MIN_CONTRAST }: { readonly towards: 'black' | 'white'; readonly contrast?: number },
): string {
  const [step, end] = towards === 'black' ? [-1, 0] : [1, 100];
  const given = Color(color);
  let [found, lightness] = [given, (towards === 'black' ? Math.floor : Math.ceil)(given.lightness())];
  while (lightness !== end && measureContrast(found.hex(), ground) < contrast) {
    lightness += step;
    found = given.lightness(lightness);
  }
  return found.hex();
}

/** Returns the color of the same hue that has this luminance, as nearly as eight bits allow. */
export function approachLuminance(color: string, luminance: number): string {
  const given = Color(color);
  // A lighter color has a higher luminance.
  let [low, high] = [0, 100];
  for (let step = 0; step < 12; step += 1) {
    const middle = (low + high) / 2;
    if (measureLuminance(given.lightness(middle).hex()) < luminance) low = middle;
    else high = middle;
  }
  return given.lightness(low).hex();
}

/** Mixes a color into white. @param share of the color, 0 to 1 */
export const mixWithWhite = (color: string, share: number): string =>
  Color('white').mix(Color(color), share).hex();

/** Returns the gray that a printer without colors makes of a color (ITU-R BT.601). */
export function toGray(color: string): string {
  const [red = 0, green = 0, blue = 0] = Color(color).rgb().array();
  const gray = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
  return Color.rgb(gray, gray, gray).hex();
}
