/**
 * Packages of Fontsource: where they lie, and which parts, weights and styles they have. Files are read when
 * needed.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { type Once, onceWith } from '../../core/host.ts';
import type { Context } from '../../core/model/context.ts';
import { type FontFault, readFont } from '../../lib/opentype/cmap.ts';
import { isIn, parseRanges, type Range, writeRanges } from '../../lib/opentype/unicode-range.ts';
import { fontInWoff } from '../../lib/opentype/woff.ts';

/** A weight and a style in which a package has its parts; `stands` is the weight that a page asks for. */
export interface Face {
  readonly weight: number;
  readonly stands: 400 | 700;
  readonly style: 'normal' | 'italic';
}

/** A part of a family, by script or as a slice of a large one, in files of its own. */
export interface FontPart {
  /** As it stands in the files' names: `latin`, `17`. */
  readonly name: string;
  /** Whether the part says that it has the character. */
  claims(code: number): boolean;
  /** Whether it has it. */
  has(code: number): Promise<boolean>;
  /** The characters for which it is the part to take, as CSS writes them. */
  unicodeRange(): Promise<string>;
  /** The WOFF2 file of a face, in base64. */
  data(face: Face): Promise<string>;
  /** The font file of a face, as it was before it was packed for the web. */
  file(face: Face): Promise<Uint8Array>;
  fault(): Promise<FontFault | undefined>;
}

export interface FontPackage {
  readonly family: string;
  readonly category: string;
  readonly faces: readonly Face[];
  /** In the order in which they are asked. */
  readonly parts: readonly FontPart[];
  /** The text of the license, which goes wherever the fonts go; `undefined` when the package has none. */
  license(): Promise<string | undefined>;
}

/** A package that must not be read. */
export class PackageError extends Error {
  override readonly name = 'PackageError';
  /** `package-outside` */
  readonly diagnostic: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.diagnostic = problem;
  }
}

export type FontPlaces = Pick<Context, 'root' | 'host'>;

type Read = (name: string) => Promise<Uint8Array>;

/** Of hosts that share nothing: one context is that of one build. */
const known = new WeakMap<FontPlaces['host'], Once>();
/** What lies beside Handpress stays as it is. */
const own = new Map<string, Promise<FontPackage | undefined>>();

/**
 * Looks in the project, in the folders above it, and then beside Handpress.
 * @param slug `noto-sans-hebrew` for `@fontsource/noto-sans-hebrew`
 * @returns `undefined` when it is not installed
 * @throws PackageError (rejects) where a link leads out of the project
 */
export function findPackage(slug: string, { root, host }: FontPlaces): Promise<FontPackage | undefined> {
  const once = known.get(host) ?? onceWith(host);
  known.set(host, once);
  return once(`fonts ${join(root, slug)}`, (given) => openNearest(slug, { root, host: given }));
}

async function openNearest(slug: string, { root, host }: FontPlaces): Promise<FontPackage | undefined> {
  for (let folder = root; ; folder = dirname(folder)) {
    const place = join(folder, 'node_modules/@fontsource', slug);
    const kind = await host.kind(join(place, 'metadata.json'));
    if (kind === 'file') return openPackage(slug, (name) => host.read(join(place, name)));
    if (kind === 'outside')
      throw new PackageError(diagnostic('package-outside', { name: `@fontsource/${slug}` }));
    if (dirname(folder) === folder) break;
  }
  const found = own.get(slug) ?? openOwn(slug);
  own.set(slug, found);
  return found;
}

async function openOwn(slug: string): Promise<FontPackage | undefined> {
  let place: string;
  try {
    place = dirname(createRequire(import.meta.url).resolve(`@fontsource/${slug}/package.json`));
  } catch {
    return undefined;
  }
  return openPackage(slug, (name) => readFile(join(place, name)));
}

interface PackageFacts {
  readonly family: string;
  readonly category: string;
  readonly weights: readonly number[];
  readonly styles: readonly string[];
}

/** One that lacks its lists is as good as not installed. */
async function openPackage(slug: string, read: Read): Promise<FontPackage | undefined> {
  const lists = await Promise.all([
    readJson<PackageFacts>(read, 'metadata.json'),
    readJson<Record<string, string>>(read, 'unicode.json'),
  ]).catch(() => undefined);
  if (lists === undefined) return undefined;
  const [facts, parts] = lists;
  const faces = facesOf(facts);
  // Fontsource lists plain Latin last; it is what nearly every text needs, and so comes first here.
  const entries = Object.entries(parts).reverse();
  return {
    family: facts.family,
    category: facts.category,
    faces,
    license: () =>
      read('LICENSE').then(
        (bytes) => new TextDecoder().decode(bytes),
        () => undefined,
      ),
    parts: entries.map(([name, claimed]) => {
      // A slice is listed as `[17]` and its files are called `17`.
      const part = name.replace(/[[\]]/g, '');
      const file = (face: Face | undefined, kind: string): string =>
        `files/${slug}-${part}-${face?.weight ?? 400}-${face?.style ?? 'normal'}.${kind}`;
      const ranges = parseRanges(claimed);
      return partOf(part, entries.length === 1 ? undefined : ranges, {
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
 * The regular face is the first. A family without one has the nearest; one without bold is never made bold.
 */
function facesOf({ weights, styles }: PackageFacts): readonly Face[] {
  const regular = nearest(weights, 400) ?? 400;
  const bold = nearest(
    weights.filter((weight) => weight >= 600),
    700,
  );
  const found = (['normal', 'italic'] as const).filter((style) => styles.includes(style));
  const faces = (weight: number | undefined, stands: Face['stands']): readonly Face[] =>
    weight === undefined ? [] : found.map((style) => ({ weight, stands, style }));
  return [...faces(regular, 400), ...faces(bold === regular ? undefined : bold, 700)];
}

/** Of two that are as near, the heavier: https://www.w3.org/TR/css-fonts-4/#font-style-matching */
function nearest(weights: readonly number[], wanted: number): number | undefined {
  const distance = (weight: number): number => Math.abs(weight - wanted);
  return [...weights].sort((one, other) => distance(one) - distance(other) || other - one)[0];
}

interface PartFiles {
  regular(): Promise<Uint8Array>;
  face(face: Face): Promise<Uint8Array>;
  /** WOFF, version 1. */
  packed(face: Face): Promise<Uint8Array>;
}

/** @param claimed absent for the only part of a family, which has whatever its file has */
function partOf(name: string, claimed: readonly Range[] | undefined, files: PartFiles): FontPart {
  const claims = (code: number): boolean => claimed === undefined || isIn(claimed, code);
  const font = once(() => files.regular().then(readFont, (): FontFault => 'damaged'));
  const characters = once(async () => {
    const read = await font();
    return typeof read === 'string' ? [] : [...read.characters].filter(claims);
  });
  const data = new Map<Face, Promise<string>>();
  const unpacked = new Map<Face, Promise<Uint8Array>>();
  return {
    name,
    claims,
    has: async (code) => {
      const read = await font();
      return claims(code) && typeof read !== 'string' && read.characters.has(code);
    },
    unicodeRange: once(async () => writeRanges(await characters())),
    data: (face) => {
      const text = data.get(face) ?? files.face(face).then((bytes) => Buffer.from(bytes).toString('base64'));
      data.set(face, text);
      return text;
    },
    file: (face) => {
      const file = unpacked.get(face) ?? files.packed(face).then(fontInWoff);
      unpacked.set(face, file);
      return file;
    },
    fault: async () => {
      const read = await font();
      return typeof read === 'string' ? read : undefined;
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
