/** Which families a page is set in: one after the other, each for what those before it do not have. */
import { type Family, MATH, MONO, SANS, SERIF } from '../../runtime/fonts/families.ts';
import type { Use } from './text-runs.ts';

/** Families in order of preference, as `font-family` takes them. */
export interface FontStack {
  /** The custom property that the styles name it by. */
  readonly variable: '--text' | '--headings' | '--mono' | '--math';
  readonly families: readonly Family[];
}

/** The families of an edition. */
export interface ReadingFaces {
  readonly text: Family;
  readonly headings: Family;
}

/**
 * Stacks by what is set in them. Prose may come to stand in the text or in a heading, so both must have it.
 */
export type FontStacks = Readonly<Record<Use, readonly FontStack[]>>;

export function fontStacks({ text, headings }: ReadingFaces): FontStacks {
  const prose: readonly FontStack[] = [
    { variable: '--text', families: stack(text) },
    { variable: '--headings', families: stack(headings) },
  ];
  return {
    text: prose,
    // Code in a heading stands in the contents as prose.
    code: [{ variable: '--mono', families: [MONO, ...stack(headings)] }, ...prose],
    math: [{ variable: '--math', families: [MATH, ...stack(text)] }],
  };
}

/** The serif has Greek and Cyrillic; the sans has not, and is taken first by who asks for a sans. */
function stack(first: Family): readonly Family[] {
  const helpers = first.generic === 'serif' ? [SERIF, SANS] : [SANS, SERIF];
  return [first, ...helpers.filter(({ slug }) => slug !== first.slug)];
}

/** The names of the families that are read, for the colophon. */
export function typefaces(stacks: FontStacks, uses: ReadonlySet<Use>): readonly string[] {
  const used = (['text', 'code', 'math'] as const).filter((use) => use === 'text' || uses.has(use));
  const names = used.flatMap((use) => stacks[use].map(({ families }) => families[0]?.name ?? ''));
  return [...new Set(names)];
}

/** The stacks as custom properties, script fonts at their ends. */
export function variables(stacks: FontStacks, scripts: readonly Family[]): string {
  const all = new Map(Object.values(stacks).flatMap((set) => set.map((one) => [one.variable, one.families])));
  return [...all]
    .map(([variable, families]) => {
      const names = new Set([...families, ...scripts].map(({ name }) => `"${name}"`));
      return `${variable}:${[...names, families[0]?.generic].join(',')}`;
    })
    .join(';');
}
