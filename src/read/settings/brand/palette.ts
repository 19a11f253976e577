/** Checks that the colors of a brand can be read, and computes from them the colors of each kind of page. */
import type { BrandPalette } from '../../../core/brand.ts';
import type { BrandColor, ColorGround } from '../../../core/diagnostics/catalogue/brand.ts';
import { type Diagnostic, diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import {
  approachContrast,
  approachLuminance,
  MIN_CONTRAST,
  measureContrast,
  measureLuminance,
  mixWithWhite,
  readColor,
  toGray,
} from '../../../lib/color/contrast.ts';

/** Colors of the styles that those of a brand meet: boxes and marked lines (`tokens.css`), web pages (`web.css`). */
export const STYLE_COLORS = {
  paper: '#ffffff',
  box: '#eef4f5',
  markedCode: '#dbe7ea',
  softText: '#555555',
  darkPage: '#15181b',
} as const;

/** The luminance that has the same contrast with white and with black, 4.58 to 1. */
const MIDDLE_LUMINANCE = Math.sqrt(1.05 * 0.05) - 0.05;

/** Contrast of the primary color on a dark page: more than is needed, because saturated colors glare there. */
const DARK_CONTRAST = 6;

/** Most of the primary color in the background of boxes, as a share. */
const TINT_SHARE = 0.1;

/** The colors as they are written, and where. */
export interface WrittenColors {
  readonly colors: Readonly<Partial<Record<BrandColor, string | undefined>>>;
  location(name: BrandColor): SourceLocation;
}

/** A color that cannot be read on a ground. */
interface Faint {
  readonly name: BrandColor;
  readonly color: string;
  readonly ground: ColorGround;
  readonly contrast: number;
  readonly nearest: string;
}

/**
 * Computes the palette. Diagnostics: `value-wrong`, `color-faint`.
 * @param report receives errors; of a color that cannot be read the nearest one that can be is taken
 */
export function buildPalette(written: WrittenColors, report: (problem: Diagnostic) => void): BrandPalette {
  const read = (name: BrandColor): string | undefined => readOne(name, written, report);
  const reportFaint = (faint: Faint | undefined): string | undefined => {
    if (faint === undefined) return undefined;
    const gray = toGray(faint.color).toLowerCase();
    const grayContrast = measureContrast(gray, STYLE_COLORS.paper);
    report(diagnostic('color-faint', { ...faint, gray, grayContrast }, written.location(faint.name)));
    return faint.nearest;
  };
  const ground = read('background');
  const background = ground && (reportFaint(findPaleGround(ground)) ?? ground);
  const check = (name: 'primary' | 'text', paper: string): string | undefined => {
    const color = read(name);
    if (color === undefined) return undefined;
    const grounds: Grounds = {
      ...{ paper },
      ...(background !== undefined && { background }),
    };
    return reportFaint(findFaint(name, color, grounds)) ?? color;
  };
  const primary = check('primary', STYLE_COLORS.paper);
  const text = check('text', STYLE_COLORS.box);
  return {
    ...(primary !== undefined && deriveFromPrimary(primary, text)),
    ...(text !== undefined && { text }),
    ...(background !== undefined && { background }),
  };
}

function readOne(
  name: BrandColor,
  { colors, location }: WrittenColors,
  report: (problem: Diagnostic) => void,
): string | undefined {
  const written = colors[name];
  if (written === undefined) return undefined;
  const color = readColor(written)?.toLowerCase();
  if (color !== undefined) return color;
  const expected = 'a color such as `"#005eb8"`, `rgb(0 94 184)` or `teal`';
  const facts = { key: `colors.${name}`, expected, found: `\`${written.slice(0, 60)}\`` };
  report(diagnostic('value-wrong', facts, location(name)));
  return undefined;
}

/** Grounds of a color of words. */
type Grounds = Readonly<Partial<Record<'paper' | 'background', string>>>;

/** Finds the ground on which a color is the hardest to read. The nearest color can be read on all of them. */
function findFaint(name: BrandColor, color: string, grounds: Grounds): Faint | undefined {
  const [worst] = (['paper', 'background'] as const)
    .flatMap((ground) => {
      const hex = grounds[ground];
      return hex === undefined ? [] : [{ ground, contrast: measureContrast(color, hex) }];
    })
    .sort((one, other) => one.contrast - other.contrast);
  if (worst === undefined || worst.contrast >= MIN_CONTRAST) return undefined;
  const darken = (darker: string, ground: string): string =>
    approachContrast(darker, ground, { towards: 'black' });
  return { name, color, ...worst, nearest: Object.values(grounds).reduce(darken, color).toLowerCase() };
}

/** Returns how a background is too dark for the gray words of web pages, which are the palest that Handpress has. */
function findPaleGround(color: string): Faint | undefined {
  const contrast = measureContrast(color, STYLE_COLORS.softText);
  if (contrast >= MIN_CONTRAST) return undefined;
  const nearest = approachContrast(color, STYLE_COLORS.softText, { towards: 'white' }).toLowerCase();
  return { name: 'background', color, ground: 'words', contrast, nearest };
}

function deriveFromPrimary(primary: string, text: string | undefined): BrandPalette {
  const shown = [primary, ...(text === undefined ? [] : [text])];
  return {
    primary,
    tint: mixPale(primary, TINT_SHARE, { ground: STYLE_COLORS.box, shown }),
    mark: mixPale(primary, 2 * TINT_SHARE, { ground: STYLE_COLORS.markedCode, shown: [] }),
    middle: approachLuminance(primary, MIDDLE_LUMINANCE).toLowerCase(),
    lifted: approachContrast(primary, STYLE_COLORS.darkPage, {
      towards: 'white',
      contrast: DARK_CONTRAST,
    }).toLowerCase(),
  };
}

/**
 * Mixes a color into white, as much as leaves the ground as light as ours, on which all colors of words are checked.
 * @param most share of the color
 */
function mixPale(
  color: string,
  most: number,
  { ground, shown }: { readonly ground: string; readonly shown: readonly string[] },
): string {
  const least = measureLuminance(ground);
  for (let share = most; share > 0; share -= 0.005) {
    const mixed = mixWithWhite(color, share);
    const isLight = measureLuminance(mixed) >= least;
    if (isLight && shown.every((one) => measureContrast(one, mixed) >= MIN_CONTRAST))
      return mixed.toLowerCase();
  }
  return STYLE_COLORS.paper;
}
