/** The families of type that there are: those that come with Handpress, and what a name stands for. */

/** A family of Fontsource, in static files: one for each part, weight and style. */
export interface Family {
  /** As CSS and people call it. */
  readonly name: string;
  /** Of the package: `@fontsource/<slug>`. */
  readonly slug: string;
  /** What a browser takes where there is nothing else. */
  readonly generic: 'serif' | 'sans-serif' | 'monospace' | 'math';
  /**
   * How much larger than its own size it is set, so that it looks as large as the Latin beside it. Per cent.
   */
  readonly scale?: number;
}

export const SERIF: Family = { name: 'Source Serif 4', slug: 'source-serif-4', generic: 'serif' };
export const SANS: Family = {
  name: 'Atkinson Hyperlegible Next',
  slug: 'atkinson-hyperlegible-next',
  generic: 'sans-serif',
};
export const MONO: Family = {
  name: 'Atkinson Hyperlegible Mono',
  slug: 'atkinson-hyperlegible-mono',
  generic: 'monospace',
};
export const MATH: Family = { name: 'STIX Two Math', slug: 'stix-two-math', generic: 'math' };

/** As wide as Arial, letter by letter. */
const ARIMO: Family = { name: 'Arimo', slug: 'arimo', generic: 'sans-serif' };

/** What comes with Handpress, by the names that a project may call it. */
export const KNOWN_FAMILIES: ReadonlyMap<string, Family> = new Map([
  ['serif', SERIF],
  ['sans', SANS],
  ...[SERIF, SANS, ARIMO, MONO].map((family) => [family.name, family] as const),
]);
