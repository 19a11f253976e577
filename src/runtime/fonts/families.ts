/** The font families that come with Handpress, and the names for them. */

/** A Fontsource family with static files, one for each subset, weight and style. */
export interface FontFamily {
  /** Name for CSS and messages. */
  readonly name: string;
  /** The package is `@fontsource/<slug>`. */
  readonly slug: string;
  /** Generic CSS family as a fallback. */
  readonly generic: 'serif' | 'sans-serif' | 'monospace' | 'math';
  /** Size in percent (CSS `size-adjust`), so that it looks as large as the Latin beside it. */
  readonly scale?: number;
}

export const SERIF: FontFamily = { name: 'Source Serif 4', slug: 'source-serif-4', generic: 'serif' };
export const SANS: FontFamily = {
  name: 'Atkinson Hyperlegible Next',
  slug: 'atkinson-hyperlegible-next',
  generic: 'sans-serif',
};
export const MONO: FontFamily = {
  name: 'Atkinson Hyperlegible Mono',
  slug: 'atkinson-hyperlegible-mono',
  generic: 'monospace',
};
export const MATH: FontFamily = { name: 'STIX Two Math', slug: 'stix-two-math', generic: 'math' };

/** Marks, arrows and shapes that the text fonts do not have. */
export const SYMBOLS: FontFamily = {
  name: 'Noto Sans Symbols 2',
  slug: 'noto-sans-symbols-2',
  generic: 'sans-serif',
};
/** Emoji in one color. */
export const EMOJI: FontFamily = { name: 'Noto Emoji', slug: 'noto-emoji', generic: 'sans-serif' };

/** Families for signs that no other font has, in order of preference. A document has them only if it needs them. */
export const SIGN_FAMILIES: readonly FontFamily[] = [MATH, SYMBOLS, EMOJI];

/** Has the metrics of Arial. */
export const ARIMO: FontFamily = { name: 'Arimo', slug: 'arimo', generic: 'sans-serif' };

/** Families that come with Handpress, by the names that a project can use. */
export const BUILT_IN_FAMILIES: ReadonlyMap<string, FontFamily> = new Map([
  ['serif', SERIF],
  ['sans', SANS],
  ...[SERIF, SANS, ARIMO, MONO].map((family) => [family.name, family] as const),
]);
