/** Finds packages of Fontsource, and reads their subsets, weights and styles. Reads font files on demand. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../../core/diagnostics/diagnostic-error.ts';
import { type Memoize, memoizeWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { type FontFault, readFont } from '../../lib/opentype/cmap.ts';
import {
  type CodePointRange,
  formatUnicodeRange,
  isInRanges,
  parseUnicodeRange,
} from '../../lib/opentype/unicode-range.ts';
import { decodeWoff } from '../../lib/opentype/woff.ts';

/** A weight and a style of a package. `cssWeight` is the weight in the CSS of a page. */
export interface FontFace {
  readonly weight: number;
  readonly cssWeight: 400 | 700;
  readonly style: 'normal' | 'italic';
}

/** A subset of a family in files of its own: a script, or a slice of a large script. */
export interface FontSubset {
  /** Name of the subset in file names: `latin`, `17`. */
  readonly name: string;
  /** Returns whether the package lists the character for this subset. */
  declares(code: number): boolean;
  /** Returns whether the font file has the character. */
  has(code: number): Promise<boolean>;
  /** Returns the characters of the subset as a CSS `unicode-range`. */
  computeUnicodeRange(): Promise<string>;
  /** Returns the WOFF2 file of a face, in base64. */
  readBase64(face: FontFace): Promise<string>;
  /** Returns the uncompressed font file of a face. */
  readFont(face: FontFace): Promise<Uint8Array>;
  findFault(): Promise<FontFault | undefined>;
}

export interface FontPackage {
  readonly family: string;
  readonly category: string;
  readonly faces: readonly FontFace[];
  /** In order of precedence. */
  readonly subsets: readonly FontSubset[];
  /** Returns the text of the license, which must accompany the fonts; `undefined` if the package has none. */
  readLicense(): Promise<string | undefined>;
}

/** Thrown for a package outside the project, which must not be read. Diagnostic: `package-outside`. */
export class FontPackageError extends DiagnosticError {
  override readonly name = 'FontPackageError';
}

export type FontContext = Pick<Context, 'root' | 'host'>;

type Read = (name: string) => Promise<Uint8Array>;

/** Local memos for hosts without `memoize`, because a host belongs to one build. */
const memoizeByHost = new WeakMap<FontContext['host'], Memoize>();
/**
 * Packages that are installed with Handpress, kept for all builds of the process, because they do not change.
 * Bounded by the number of these packages, because names without a package are not stored.
 */
const builtInPackages = new Map<string, Promise<FontPackage | undefined>>();

/**
 * Finds a package in the project, in its parent folders, and then among the dependencies of Handpress.
 * @param slug `noto-sans-hebrew` for `@fontsource/noto-sans-hebrew`
 * @returns `undefined` if it is not installed
 * @throws {FontPackageError} (rejects) if a link leads out of the project
 */
export function findFontPackage(slug: string, { root, host }: FontContext): Promise<FontPackage | undefined> {
  const memoize = memoizeByHost.get(host) ?? memoizeWith(host);
  memoizeByHost.set(host, memoize);
  return memoize(`fonts ${join(root, slug)}`, (given) => openNearest(slug, { root, host: given }));
}

async function openNearest(slug: string, { root, host }: FontContext): Promise<FontPackage | undefined> {
  for (let folder = root; ; folder = dirname(folder)) {
    const packageFolder = join(folder, 'node_modules/@fontsource', slug);
    const kind = await host.kind(join(packageFolder, 'metadata.json'));
    if (kind === 'file') return openPackage(slug, (name) => host.read(join(packageFolder, name)));
    if (kind === 'outside')
      throw new FontPackageError(diagnostic('package-outside', { name: `@fontsource/${slug}` }));
    if (dirname(folder) === folder) break;
  }
  return openBuiltIn(slug);
}

function openBuiltIn(slug: string): Promise<FontPackage | undefined> | undefined {
  const known = builtInPackages.get(slug);
  if (known !== undefined) return known;
  const folder = findBuiltIn(slug);
  if (folder === undefined) return undefined;
  const opened = openPackage(slug, (name) => readFile(join(folder, name)));
  builtInPackages.set(slug, opened);
  return opened;
}

function findBuiltIn(slug: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`@fontsource/${slug}/package.json`));
  } catch {
    return undefined;
  }
}

interface PackageMetadata {
  readonly family: string;
  readonly category: string;
  readonly weights: readonly number[];
  readonly styles: readonly string[];
}

/** Opens a package. A package without its metadata counts as not installed. */
async function openPackage(slug: string, read: Read): Promise<FontPackage | undefined> {
  const lists = await Promise.all([
    readJson<PackageMetadata>(read, 'metadata.json'),
    readJson<Record<string, string>>(read, 'unicode.json'),
  ]).catch(() => undefined);
  if (lists === undefined) return undefined;
  const [facts, parts] = lists;
  const faces = selectFaces(facts);
  // Fontsource lists plain Latin last. It comes first here, because nearly every text needs it.
  const entries = Object.entries(parts).reverse();
  return {
    family: facts.family,
    category: facts.category,
    faces,
    readLicense: () =>
      read('LICENSE').then(
        (bytes) => new TextDecoder().decode(bytes),
        () => undefined,
      ),
    subsets: entries.map(([name, claimed]) => {
      // A slice is listed as `[17]`, and its file names have `17`.
      const part = name.replace(/[[\]]/g, '');
      const file = (face: FontFace | undefined, kind: string): string =>
        `files/${slug}-${part}-${face?.weight ?? 400}-${face?.style ?? 'normal'}.${kind}`;
      const ranges = parseUnicodeRange(claimed);
      return createSubset(part, entries.length === 1 ? undefined : ranges, {
        regular: () => read(file(faces[0], 'woff')),
        face: (face) => read(file(face, 'woff2')),
        packed: (face) => read(file(face, 'woff')),
      });
    }),
  };
}

async function readJson<T>(read: Read, name: string): Promise<T> {
  return JSON.parse(new TextDecoder().decode(await read(name))) as T;
}

/**
 * Selects the regular and the bold face, regular first. Without one of weight 400 it takes the nearest; bold
 * can be absent.
 */
function selectFaces({ weights, styles }: PackageMetadata): readonly FontFace[] {
  const regular = findNearestWeight(weights, 400) ?? 400;
  const bold = findNearestWeight(
    weights.filter((weight) => weight >= 600),
    700,
  );
  const found = (['normal', 'italic'] as const).filter((style) => styles.includes(style));
  const faces = (weight: number | undefined, cssWeight: FontFace['cssWeight']): readonly FontFace[] =>
    weight === undefined ? [] : found.map((style) => ({ weight, cssWeight, style }));
  return [...faces(regular, 400), ...faces(bold === regular ? undefined : bold, 700)];
}

/**
 * Returns the nearest weight; of two equally near ones, the heavier
 * (https://www.w3.org/TR/css-fonts-4/#font-style-matching).
 */
function findNearestWeight(weights: readonly number[], target: number): number | undefined {
  const distance = (weight: number): number => Math.abs(weight - target);
  return [...weights].sort((one, other) => distance(one) - distance(other) || other - one)[0];
}

interface SubsetFiles {
  regular(): Promise<Uint8Array>;
  face(face: FontFace): Promise<Uint8Array>;
  /** Returns the WOFF 1 file. */
  packed(face: FontFace): Promise<Uint8Array>;
}

/** @param claimed absent for the only subset of a family, which has all characters of its file */
function createSubset(
  name: string,
  claimed: readonly CodePointRange[] | undefined,
  files: SubsetFiles,
): FontSubset {
  const claims = (code: number): boolean => claimed === undefined || isInRanges(claimed, code);
  const font = memoizeOnce(() => files.regular().then(readFont, (): FontFault => 'damaged'));
  const characters = memoizeOnce(async () => {
    const read = await font();
    return typeof read === 'string' ? [] : [...read.characters].filter(claims);
  });
  const data = new Map<FontFace, Promise<string>>();
  const unpacked = new Map<FontFace, Promise<Uint8Array>>();
  return {
    name,
    declares: claims,
    has: async (code) => {
      const read = await font();
      return claims(code) && typeof read !== 'string' && read.characters.has(code);
    },
    computeUnicodeRange: memoizeOnce(async () => formatUnicodeRange(await characters())),
    readBase64: (face) => {
      const text = data.get(face) ?? files.face(face).then((bytes) => Buffer.from(bytes).toString('base64'));
      data.set(face, text);
      return text;
    },
    readFont: (face) => {
      const file = unpacked.get(face) ?? files.packed(face).then(decodeWoff);
      unpacked.set(face, file);
      return file;
    },
    findFault: async () => {
      const read = await font();
      return typeof read === 'string' ? read : undefined;
    },
  };
}

function memoizeOnce<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
