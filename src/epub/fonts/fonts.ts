/** Collects the fonts that an e-book embeds: only the subsets and faces that it uses, with their licenses. */

import type { Book } from '../../core/model/book.ts';
import { CODE_ELEMENTS } from '../../lib/html/elements.ts';
import { type FontFamily, MATH, MONO, SANS, SERIF, SIGN_FAMILIES } from '../../runtime/fonts/families.ts';
import { findFamily } from '../../runtime/fonts/family-by-name.ts';
import {
  type FontContext,
  type FontFace,
  type FontPackage,
  type FontSubset,
  findFontPackage,
} from '../../runtime/fonts/packages.ts';
import { orderScriptFonts } from '../../runtime/fonts/scripts.ts';
import type { ManifestItem } from '../package/package-document.ts';
import type { PackedFile } from '../package/zip.ts';
import { type CharacterUse, collectUsedCharacters, type FontRole } from './used-characters.ts';

export interface EbookFonts {
  readonly items: readonly ManifestItem[];
  readonly files: readonly PackedFile[];
  /** Rules that follow all other styles. */
  readonly css: string;
}

/** A font file: one subset of a family in one face. */
interface FontFile {
  readonly family: FontFamily;
  readonly subset: FontSubset;
  readonly face: FontFace;
}

/** Collects the fonts of the printed book whose page numbers the e-book contains, or else the default fonts. */
export async function collectFonts(book: Book, context: FontContext): Promise<EbookFonts> {
  const { text = 'serif', headings = 'sans' } = book.publication.pagesFrom?.typefaces ?? {};
  const first: Readonly<Record<FontRole, FontFamily>> = {
    text: await findTextFamily(text, SERIF, context),
    headings: await findTextFamily(headings, SANS, context),
    code: MONO,
    math: MATH,
  };
  const uses = collectUsedCharacters(book);
  const fallbacks = chooseFallbacks(book, uses);
  const files = new Map<string, FontFile>();
  for (const use of uses) {
    const stack = [first[use.role], ...(fallbacks.get(use.language) ?? [])];
    for (const file of await chooseFiles(use, stack, context)) files.set(fileName(file), file);
  }
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const rules = buildFontRules(first, fallbacks, new Set(sorted.map(([, { family }]) => family)));
  const faces = await Promise.all(sorted.map(([file, font]) => buildFontFace(file, font)));
  return { ...(await readFontFiles(sorted, context)), css: [...faces, ...rules].join('\n') };
}

async function findTextFamily(
  name: string,
  otherwise: FontFamily,
  context: FontContext,
): Promise<FontFamily> {
  const named = await findFamily(name, context);
  return named.kind === 'found' ? named.family : otherwise;
}

/**
 * Fallback families by language: the built-in ones, then those of scripts. The publication's language comes
 * first.
 */
type FallbackFamilies = ReadonlyMap<string, readonly FontFamily[]>;

function chooseFallbacks({ publication }: Book, uses: readonly CharacterUse[]): FallbackFamilies {
  const { language: usual } = publication.metadata;
  const languages = new Set([usual, ...uses.map(({ language }) => language)]);
  return new Map(
    [...languages].map((language) => {
      const own = uses.filter((use) => use.language === language);
      const text = own.map(({ characters }) => [...characters].join('')).join('');
      const scripts = orderScriptFonts(language, usual, text).map(({ family }) => family);
      return [language, [SANS, SERIF, ...scripts, ...SIGN_FAMILIES]];
    }),
  );
}

async function chooseFiles(
  { characters, weight, style }: CharacterUse,
  stack: readonly FontFamily[],
  context: FontContext,
): Promise<readonly FontFile[]> {
  const files = new Set<FontFile>();
  const known = new Map<FontSubset, FontFile>();
  for (const character of characters) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) continue;
    const found = await findSubset(character, stack, context);
    if (found === undefined) continue;
    const { family, subset, from } = found;
    const face = chooseFace(from, weight, style);
    if (face === undefined) continue;
    const file = known.get(subset) ?? { family, subset, face };
    known.set(subset, file);
    files.add(file);
  }
  return [...files];
}

async function findSubset(
  character: string,
  stack: readonly FontFamily[],
  context: FontContext,
): Promise<
  { readonly family: FontFamily; readonly subset: FontSubset; readonly from: FontPackage } | undefined
> {
  const code = character.codePointAt(0) ?? 0;
  for (const family of stack) {
    const from = await findFontPackage(family.slug, context);
    for (const subset of from?.subsets ?? []) {
      if (from !== undefined && subset.declares(code) && (await subset.has(code)))
        return { family, subset, from };
    }
  }
  return undefined;
}

/** Chooses the nearest face. A family without italics stays upright, and one without bold stays regular. */
function chooseFace({ faces }: FontPackage, weight: number, style: FontFace['style']): FontFace | undefined {
  const sameWeight = faces.filter(({ cssWeight }) => cssWeight === weight);
  const found = (sameWeight.length > 0 ? sameWeight : faces).toSorted(
    (one, other) => Number(other.style === style) - Number(one.style === style),
  );
  return found[0];
}

const fileName = ({ family, subset, face }: FontFile): string =>
  `fonts/${family.slug}-${subset.name}-${face.weight}-${face.style}.woff2`;

type NamedFonts = readonly (readonly [file: string, font: FontFile])[];

async function readFontFiles(
  fonts: NamedFonts,
  context: FontContext,
): Promise<Pick<EbookFonts, 'items' | 'files'>> {
  const files: PackedFile[] = [];
  for (const [file, { subset, face }] of fonts) {
    files.push({ file, bytes: Uint8Array.from(Buffer.from(await subset.readBase64(face), 'base64')) });
  }
  const licenses: PackedFile[] = [];
  for (const slug of new Set(fonts.map(([, { family }]) => family.slug))) {
    const license = await (await findFontPackage(slug, context))?.readLicense();
    if (license === undefined) continue;
    licenses.push({ file: `fonts/${slug}-license.txt`, bytes: new TextEncoder().encode(license) });
  }
  const item = (mediaType: string, prefix: string) => (each: PackedFile, index: number) => ({
    id: `${prefix}-${index + 1}`,
    href: each.file,
    mediaType,
  });
  const items = [
    ...files.map(item('font/woff2', 'font')),
    ...licenses.map(item('text/plain', 'font-license')),
  ];
  return { items, files: [...files, ...licenses] };
}

/** Selectors of the elements in each role. */
const SELECTORS: Readonly<Record<FontRole, readonly string[]>> = {
  text: ['body'],
  headings: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', '.box-title'],
  code: [...CODE_ELEMENTS],
  math: ['math'],
};

/**
 * Builds the rules for `font-family`. If a language needs other fonts than the publication's language, or
 * another order, each language gets rules of its own.
 */
function buildFontRules(
  first: Readonly<Record<FontRole, FontFamily>>,
  fallbacks: FallbackFamilies,
  included: ReadonlySet<FontFamily>,
): readonly string[] {
  const roles = (Object.keys(SELECTORS) as FontRole[]).filter((role) => included.has(first[role]));
  return roles.flatMap((role) => {
    const stacks = [...fallbacks].map(([language, families]) => {
      const names = [first[role], ...families.filter((family) => included.has(family))];
      const stack = [...new Set(names.map(({ name }) => `"${name}"`)), first[role].generic].join(', ');
      return [language, stack] as const;
    });
    const [usual, ...others] = stacks;
    const own = others.some(([, stack]) => stack !== usual?.[1]) ? others : [];
    return [
      ...(usual ? [formatRule(buildSelector(role), usual[1])] : []),
      ...own.map(([language, stack]) => formatRule(buildSelector(role, language), stack)),
    ];
  });
}

const formatRule = (selector: string, stack: string): string =>
  `${selector} {\n  font-family: ${stack};\n}\n`;

/** Builds a selector. @param language of a document or a phrase in it; absent for the publication's language */
function buildSelector(role: FontRole, language?: string): string {
  const names = SELECTORS[role];
  if (language === undefined) return names.join(', ');
  const within = `[lang="${language}"]`;
  return [...names.map((name) => `${within} ${name}`), ...(role === 'text' ? [`body ${within}`] : [])].join(
    ', ',
  );
}

async function buildFontFace(file: string, { family, subset, face }: FontFile): Promise<string> {
  const lines = [
    `font-family: "${family.name}"`,
    `font-weight: ${face.cssWeight}`,
    `font-style: ${face.style}`,
    `src: url(${file}) format("woff2")`,
    `unicode-range: ${await subset.computeUnicodeRange()}`,
  ];
  return `@font-face {\n${lines.map((line) => `  ${line};\n`).join('')}}\n`;
}
