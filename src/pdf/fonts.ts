/**
 * The fonts of a page, embedded: static TrueType files of Fontsource, real bold and italic ones. Chromium writes
 * variable and synthesised fonts as Type 3, three to nine times the size. Only what the text needs is put in.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Book } from '../model.ts';

interface Family {
  readonly name: string;
  readonly package: string;
}

const SERIF: Family = { name: 'Source Serif 4', package: 'source-serif-4' };
const SANS: Family = { name: 'Atkinson Hyperlegible Next', package: 'atkinson-hyperlegible-next' };
const MONO: Family = { name: 'Atkinson Hyperlegible Mono', package: 'atkinson-hyperlegible-mono' };

/** Families in order of preference, as `font-family` takes them: a later one helps out with its scripts. */
export type FontStack = readonly Family[];

/** Stacks by the kind of page they are for; the styles name the same families in the same order. */
const FONT_STACKS = {
  book: [
    [SERIF, SANS],
    [SANS, SERIF],
  ],
  handouts: [[SANS, SERIF]],
} as const satisfies Record<string, readonly FontStack[]>;

/** The stacks of a document; the one for code only where there is code. */
export function fontStacks(
  kind: keyof typeof FONT_STACKS,
  { sections }: Pick<Book, 'sections'>,
): readonly FontStack[] {
  const code = sections.some(({ features }) => features.has('code'));
  return code ? [...FONT_STACKS[kind], [MONO, SANS, SERIF]] : FONT_STACKS[kind];
}

/** Names of the families that a page is set in first of all. */
export const typefaces = (stacks: readonly FontStack[]): readonly string[] =>
  stacks.flatMap(([first]) => (first ? [first.name] : []));

const FACES = ['400-normal', '400-italic', '700-normal', '700-italic'] as const;

/** A part of a font, by script, in a file of its own. */
interface Subset {
  readonly family: Family;
  readonly name: string;
  /** As CSS writes it: `U+0000-00FF,U+0131`. */
  readonly unicodeRange: string;
}

/** What a text asks of the fonts. */
export interface FontNeeds {
  readonly subsets: readonly Subset[];
  /** Characters that no font of any stack has, in the order of the text, once each. */
  readonly missing: readonly string[];
}

/** Which parts of the fonts a text needs; the first subset of a stack that has a character is the one. */
export async function fontNeeds(text: string, stacks: readonly FontStack[]): Promise<FontNeeds> {
  const subsets = new Set<Subset>();
  const missing = new Set<string>();
  const known = await Promise.all(stacks.map(subsetsOf));
  for (const character of new Set(text)) {
    if (!isPrinted(character)) continue;
    for (const candidates of known) {
      const subset = candidates.find(({ unicodeRange }) => covers(unicodeRange, character));
      if (subset === undefined) missing.add(character);
      else subsets.add(subset);
    }
  }
  return { subsets: [...subsets], missing: [...missing] };
}

/** The `@font-face` rules of these subsets, with the fonts in them. */
export async function fontFaces(subsets: readonly Subset[]): Promise<string> {
  const rules = subsets.flatMap((subset) => FACES.map((face) => fontFace(subset, face)));
  return (await Promise.all(rules)).join('\n');
}

/** Every document of a build asks for the same few files. */
const dataByFile = new Map<string, Promise<string>>();

async function fontFace({ family, name, unicodeRange }: Subset, face: string): Promise<string> {
  const file = join(folderOf(family), 'files', `${family.package}-${name}-${face}.woff2`);
  const [weight, style] = face.split('-');
  const known = dataByFile.get(file) ?? readFile(file, 'base64');
  dataByFile.set(file, known);
  const data = await known;
  return `@font-face{font-family:"${family.name}";font-weight:${weight};font-style:${style};src:url(data:font/woff2;base64,${data}) format("woff2");unicode-range:${unicodeRange}}`;
}

const subsetsByFamily = new Map<Family, Promise<readonly Subset[]>>();

async function subsetsOf(stack: FontStack): Promise<readonly Subset[]> {
  const known = stack.map((family) => {
    const subsets = subsetsByFamily.get(family) ?? readSubsets(family);
    subsetsByFamily.set(family, subsets);
    return subsets;
  });
  return (await Promise.all(known)).flat();
}

/** Fontsource lists the subset of plain Latin last; it is what nearly every text needs, and so comes first here. */
async function readSubsets(family: Family): Promise<readonly Subset[]> {
  const text = await readFile(join(folderOf(family), 'unicode.json'), 'utf8');
  const ranges = Object.entries(JSON.parse(text) as Record<string, string>).reverse();
  return ranges.map(([name, unicodeRange]) => ({ family, name, unicodeRange }));
}

function folderOf(family: Family): string {
  return dirname(createRequire(import.meta.url).resolve(`@fontsource/${family.package}/package.json`));
}

/** Space, controls, joiners and variation selectors leave no mark of their own. */
function isPrinted(character: string): boolean {
  return /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Co}]/u.test(character) && !/\p{Variation_Selector}/u.test(character);
}

function covers(unicodeRange: string, character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return unicodeRange.split(',').some((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    return code >= Number.parseInt(from, 16) && code <= Number.parseInt(to, 16);
  });
}
