/** Builds font stacks: families in order, each for the characters that the families before it do not have. */
import { ARIMO, type FontFamily, MATH, MONO, SANS, SERIF } from '../../runtime/fonts/families.ts';
import type { FontUse } from './text-runs.ts';

/** Families in order of preference, as `font-family` takes them. */
export interface FontStack {
  /** The custom property that the styles use. */
  readonly variable: '--text' | '--headings' | '--mono' | '--math' | '--serif' | '--arial';
  readonly families: readonly FontFamily[];
}

/** The families of an edition's text and headings. */
export interface ReadingFamilies {
  readonly text: FontFamily;
  readonly headings: FontFamily;
}

/** Stacks by font use. Prose has two, because the same text may be in the body and in a heading. */
export type FontStacks = Readonly<Record<FontUse, readonly FontStack[]>>;

/** Builds the stacks for all font uses. */
export function buildFontStacks({ text, headings }: ReadingFamilies): FontStacks {
  const prose: readonly FontStack[] = [
    { variable: '--text', families: buildStack(text) },
    { variable: '--headings', families: buildStack(headings) },
  ];
  return {
    text: prose,
    // Code in a heading is prose in the table of contents.
    code: [{ variable: '--mono', families: [MONO, ...buildStack(headings)] }, ...prose],
    math: [{ variable: '--math', families: [MATH, ...buildStack(text)] }],
    serif: [{ variable: '--serif', families: buildStack(SERIF) }],
    arial: [{ variable: '--arial', families: buildStack(ARIMO) }],
  };
}

/** Adds the fallback families. The serif has Greek and Cyrillic, the sans has not. */
function buildStack(first: FontFamily): readonly FontFamily[] {
  const helpers = first.generic === 'serif' ? [SERIF, SANS] : [SANS, SERIF];
  return [first, ...helpers.filter(({ slug }) => slug !== first.slug)];
}

/** Returns the names of the families in use, for the colophon. */
export function listTypefaces(stacks: FontStacks, uses: ReadonlySet<FontUse>): readonly string[] {
  const used = (['text', 'code', 'math'] as const).filter((use) => use === 'text' || uses.has(use));
  const names = used.flatMap((use) => stacks[use].map(({ families }) => families[0]?.name ?? ''));
  return [...new Set(names)];
}

/** Names of the families that end every stack, so that the browser never takes a font of the system. */
export const LAST_FAMILIES = { standIn: 'Handpress Stand-In', lastResort: 'Handpress Last Resort' } as const;

/** Returns the stacks as CSS custom properties, with the script fonts and the stand-ins at their ends. */
export function buildFontVariables(stacks: FontStacks, scripts: readonly FontFamily[]): string {
  const all = new Map(Object.values(stacks).flatMap((set) => set.map((one) => [one.variable, one.families])));
  return [...all]
    .map(([variable, families]) => {
      const names = new Set([...families, ...scripts].map(({ name }) => name));
      const all = [...names, ...Object.values(LAST_FAMILIES)].map((name) => `"${name}"`);
      return `${variable}:${[...all, families[0]?.generic].join(',')}`;
    })
    .join(';');
}
