/** The fonts of an e-book that has some of its own: only the parts and faces that it uses, with their licenses. */

import type { Book } from '../../core/model/book.ts';
import { type Family, MATH, MONO, SANS, SERIF } from '../../runtime/fonts/families.ts';
import { familyNamed } from '../../runtime/fonts/family-by-name.ts';
import {
  type Face,
  type FontPackage,
  type FontPart,
  type FontPlaces,
  findPackage,
} from '../../runtime/fonts/packages.ts';
import { scriptOrder } from '../../runtime/fonts/scripts.ts';
import type { ManifestItem } from '../package/package-document.ts';
import type { PackedFile } from '../package/zip.ts';
import { type Lettering, letteringsOf, type Use } from './used-characters.ts';

export interface EbookFonts {
  readonly items: readonly ManifestItem[];
  readonly files: readonly PackedFile[];
  /** To stand after every other style. */
  readonly css: string;
}

/** A file of a font: one part of a family in one face. */
interface FontFile {
  readonly family: Family;
  readonly part: FontPart;
  readonly face: Face;
}

/** Those of the printed book with which the e-book shares its pages, or else those of any book. */
export async function fontsOf(book: Book, places: FontPlaces): Promise<EbookFonts> {
  const { text = 'serif', headings = 'sans' } = book.publication.pagesFrom?.typefaces ?? {};
  const first: Readonly<Record<Use, Family>> = {
    text: await readingFamily(text, SERIF, places),
    headings: await readingFamily(headings, SANS, places),
    code: MONO,
    math: MATH,
  };
  const letterings = letteringsOf(book);
  const helpers = helpersOf(book, letterings);
  const files = new Map<string, FontFile>();
  for (const lettering of letterings) {
    const stack = [first[lettering.use], ...(helpers.get(lettering.language) ?? [])];
    for (const file of await filesFor(lettering, stack, places)) files.set(nameOf(file), file);
  }
  const sorted = [...files].sort(([one], [other]) => (one < other ? -1 : 1));
  const rules = rulesOf(first, helpers, new Set(sorted.map(([, { family }]) => family)));
  const faces = await Promise.all(sorted.map(([file, font]) => fontFace(file, font)));
  return { ...(await packed(sorted, places)), css: [...faces, ...rules].join('\n') };
}

async function readingFamily(name: string, otherwise: Family, places: FontPlaces): Promise<Family> {
  const named = await familyNamed(name, places);
  return 'family' in named ? named.family : otherwise;
}

/** What helps where a family lacks a character, by language: ours, then those of scripts. The publication's comes first. */
type Helpers = ReadonlyMap<string, readonly Family[]>;

function helpersOf({ publication }: Book, letterings: readonly Lettering[]): Helpers {
  const { language: usual } = publication.metadata;
  const languages = new Set([usual, ...letterings.map(({ language }) => language)]);
  return new Map(
    [...languages].map((language) => {
      const own = letterings.filter((lettering) => lettering.language === language);
      const text = own.map(({ characters }) => [...characters].join('')).join('');
      const scripts = scriptOrder(language, usual, text).map(({ family }) => family);
      return [language, [SANS, SERIF, ...scripts]];
    }),
  );
}

async function filesFor(
  { characters, weight, style }: Lettering,
  stack: readonly Family[],
  places: FontPlaces,
): Promise<readonly FontFile[]> {
  const files = new Set<FontFile>();
  const known = new Map<FontPart, FontFile>();
  for (const character of characters) {
    if (!/[\p{L}\p{M}\p{N}\p{P}\p{S}]/u.test(character)) continue;
    const found = await partFor(character, stack, places);
    if (found === undefined) continue;
    const { family, part, from } = found;
    const face = nearestFace(from, weight, style);
    if (face === undefined) continue;
    const file = known.get(part) ?? { family, part, face };
    known.set(part, file);
    files.add(file);
  }
  return [...files];
}

async function partFor(
  character: string,
  stack: readonly Family[],
  places: FontPlaces,
): Promise<{ readonly family: Family; readonly part: FontPart; readonly from: FontPackage } | undefined> {
  const code = character.codePointAt(0) ?? 0;
  for (const family of stack) {
    const from = await findPackage(family.slug, places);
    for (const part of from?.parts ?? []) {
      if (from !== undefined && part.claims(code) && (await part.has(code))) return { family, part, from };
    }
  }
  return undefined;
}

/** A family without italics stands upright, and one without bold is not made bold. */
function nearestFace({ faces }: FontPackage, weight: number, style: Face['style']): Face | undefined {
  const ofWeight = faces.filter(({ stands }) => stands === weight);
  const found = (ofWeight.length > 0 ? ofWeight : faces).toSorted(
    (one, other) => Number(other.style === style) - Number(one.style === style),
  );
  return found[0];
}

const nameOf = ({ family, part, face }: FontFile): string =>
  `fonts/${family.slug}-${part.name}-${face.weight}-${face.style}.woff2`;

type Named = readonly (readonly [file: string, font: FontFile])[];

async function packed(fonts: Named, places: FontPlaces): Promise<Pick<EbookFonts, 'items' | 'files'>> {
  const files: PackedFile[] = [];
  for (const [file, { part, face }] of fonts) {
    files.push({ file, bytes: Uint8Array.from(Buffer.from(await part.data(face), 'base64')) });
  }
  const licenses: PackedFile[] = [];
  for (const slug of new Set(fonts.map(([, { family }]) => family.slug))) {
    const license = await (await findPackage(slug, places))?.license();
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

/** What is set in which family, beside the text itself. */
const SELECTORS: Readonly<Record<Use, readonly string[]>> = {
  text: ['body'],
  headings: ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', '.box-title'],
  code: ['code', 'kbd', 'pre', 'samp'],
  math: ['math'],
};

/** Where one language needs other fonts than the publication's, or the same in another order, each says its own. */
function rulesOf(
  first: Readonly<Record<Use, Family>>,
  helpers: Helpers,
  there: ReadonlySet<Family>,
): readonly string[] {
  const uses = (Object.keys(SELECTORS) as Use[]).filter((use) => there.has(first[use]));
  return uses.flatMap((use) => {
    const stacks = [...helpers].map(([language, families]) => {
      const names = [first[use], ...families.filter((family) => there.has(family))];
      const stack = [...new Set(names.map(({ name }) => `"${name}"`)), first[use].generic].join(', ');
      return [language, stack] as const;
    });
    const [usual, ...others] = stacks;
    const own = others.some(([, stack]) => stack !== usual?.[1]) ? others : [];
    return [
      ...(usual ? [rule(selectorOf(use), usual[1])] : []),
      ...own.map(([language, stack]) => rule(selectorOf(use, language), stack)),
    ];
  });
}

const rule = (selector: string, stack: string): string => `${selector} {\n  font-family: ${stack};\n}\n`;

/** @param language of a document, or of a phrase in one; nothing for that of the publication */
function selectorOf(use: Use, language?: string): string {
  const names = SELECTORS[use];
  if (language === undefined) return names.join(', ');
  const within = `[lang="${language}"]`;
  return [...names.map((name) => `${within} ${name}`), ...(use === 'text' ? [`body ${within}`] : [])].join(
    ', ',
  );
}

async function fontFace(file: string, { family, part, face }: FontFile): Promise<string> {
  const lines = [
    `font-family: "${family.name}"`,
    `font-weight: ${face.stands}`,
    `font-style: ${face.style}`,
    `src: url(${file}) format("woff2")`,
    `unicode-range: ${await part.unicodeRange()}`,
  ];
  return `@font-face {\n${lines.map((line) => `  ${line};\n`).join('')}}\n`;
}
