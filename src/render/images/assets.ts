/**
 * Loads the images of a publication: finds them inside its folder, inspects their bytes, and lists each image
 * once.
 */
import { join, posix } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnoseReadError } from '../../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { Asset } from '../../core/model/asset.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { normalizeLineEndings } from '../../lib/text/plain-lines.ts';
import { computeDigest } from '../../runtime/cache/digest.ts';
import { type ImageResult, inspectImage, MAX_FILE_BYTES, MAX_PIXELS, type WholeImage } from './image-file.ts';
import { locateImage } from './image-path.ts';
import { readSvg } from './svg/svg.ts';
import type { SvgResult } from './svg/svg-result.ts';

/** The images of one publication. */
export interface Assets {
  /** Loaded images, by path relative to the publication's folder. */
  readonly loaded: ReadonlyMap<string, Asset>;
  /**
   * Finds and loads the image that an author named.
   * @param from path of the chapter's folder, relative to the publication's
   * @returns `undefined` after a diagnostic: `image-remote`, `image-outside`, `image-missing`,
   * `image-kind-unknown`, `image-truncated`, `image-too-large`, `image-file-too-large`, `svg-broken`,
   * `svg-unsafe`, `svg-too-complex`, `file-unreadable`. Also reports `svg-part-dropped`
   */
  find(src: string, from: string, location: SourceLocation): Promise<Asset | undefined>;
  /**
   * Adds a drawing that was made here, and not read from a file.
   * @returns `undefined` after a diagnostic: `svg-broken`, `svg-unsafe`, `svg-too-complex`, `svg-too-narrow`. Also reports `svg-part-dropped`
   */
  add(path: string, svg: string, location: SourceLocation): Promise<Asset | undefined>;
  /**
   * Waits for the checks that run in parallel with rendering: whether all pixels of an image are there.
   * Reports `image-truncated`.
   */
  finishChecks(): Promise<void>;
}

/** What images of one publication are loaded with. */
interface LoadContext {
  readonly folder: string;
  readonly context: Context;
  /** Checks that are still running, in the order of their images. */
  readonly pendingChecks: Promise<Diagnostic | undefined>[];
}

/** Returns the images of a publication, none loaded yet. */
export function createAssets(folder: string, context: Context): Assets {
  const assets = new Map<string, Asset>();
  const loads = new Map<string, Promise<Asset | undefined>>();
  const locations = new Map<string, SourceLocation[]>();
  const loading: LoadContext = { folder, context, pendingChecks: [] };
  return {
    loaded: assets,
    find: async (src, from, location) => {
      const path = await locateImage({ src, from, folder, location }, context);
      if (path === undefined) return undefined;
      const named = locations.get(path) ?? [];
      named.push(location);
      locations.set(path, named);
      let asset = loads.get(path);
      if (asset === undefined) {
        asset = loadImage(path, named, loading);
        loads.set(path, asset);
      }
      const loaded = await asset;
      if (loaded) assets.set(path, loaded);
      return loaded;
    },
    add: async (path, svg, location) => {
      const named = locations.get(path) ?? [];
      named.push(location);
      locations.set(path, named);
      const asset = await readDrawing({ path, locations: named, text: svg }, () => location, context.report);
      if (asset) assets.set(path, asset);
      return asset;
    },
    finishChecks: async () => {
      for (const problem of await Promise.all(loading.pendingChecks)) if (problem) context.report(problem);
    },
  };
}

/**
 * Loads an image.
 * @param locations where the image is named; its problems are reported at the first
 */
async function loadImage(
  path: string,
  locations: readonly SourceLocation[],
  loading: LoadContext,
): Promise<Asset | undefined> {
  const { root, host, report } = loading.context;
  const file = posix.join(loading.folder, path);
  const [location] = locations as [SourceLocation];
  try {
    const size = await readFileSize(join(root, file), host);
    if (size > MAX_FILE_BYTES) {
      report(diagnostic('image-file-too-large', { path, size, limit: MAX_FILE_BYTES }, location));
      return undefined;
    }
    const bytes = await host.read(join(root, file));
    const result = inspectImage(bytes);
    if (result.kind === 'svg') return await loadDrawing({ path, file, bytes, locations }, report);
    if (result.kind !== 'whole') {
      report(describeRejection(result, path, location));
      return undefined;
    }
    loading.pendingChecks.push(checkPixels(result, path, location));
    const readAgain = async () => {
      const read = await host.read(join(root, file));
      return read.subarray(0, result.bytes.length);
    };
    const { mediaType, width, height } = result.facts;
    return {
      ...{ path, mediaType, width, height, locations },
      digest: computeDigest(result.bytes),
      readBytes: readAgain,
    };
  } catch (error) {
    report(diagnoseReadError(error, file));
    return undefined;
  }
}

/** Reads the size of a file in bytes. The size is no input of the cache, in contrast to the bytes. */
async function readFileSize(path: string, host: GuardedHost): Promise<number> {
  return (await host.fileIdentity(path)).size;
}

async function checkPixels(
  { facts, hasPixels }: WholeImage,
  path: string,
  location: SourceLocation,
): Promise<Diagnostic | undefined> {
  if ((await hasPixels?.()) !== false) return undefined;
  return diagnostic('image-truncated', { path, kind: facts.format }, location);
}

type RejectedImage = Exclude<ImageResult, { readonly kind: 'whole' | 'svg' }>;

function describeRejection(result: RejectedImage, path: string, location: SourceLocation): Diagnostic {
  switch (result.kind) {
    case 'unknown':
      return diagnostic('image-kind-unknown', { path }, location);
    case 'truncated':
      return diagnostic('image-truncated', { path, kind: result.format }, location);
    case 'too-large': {
      const { width, height } = result;
      return diagnostic('image-too-large', { path, width, height, limit: MAX_PIXELS }, location);
    }
  }
}

interface DrawingFile {
  readonly path: string;
  /** Path relative to the root. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly locations: readonly SourceLocation[];
}

async function loadDrawing(
  { path, file, bytes, locations }: DrawingFile,
  report: Context['report'],
): Promise<Asset | undefined> {
  const [location] = locations as [SourceLocation];
  const decoded = decodeUtf8(bytes);
  if (decoded === undefined) {
    report(diagnostic('svg-broken', { path, reason: 'it is not UTF-8' }, location));
    return undefined;
  }
  const text = normalizeLineEndings(decoded);
  const locateIn = (offset: number): SourceLocation =>
    offset > 0 ? locationAt({ path: file, text }, offset) : location;
  return readDrawing({ path, locations, text }, locateIn, report);
}

interface DrawingText extends Pick<Asset, 'path' | 'locations'> {
  readonly text: string;
}

/** Reads a drawing. @param locateIn returns the location of an offset in its text */
async function readDrawing(
  { path, locations, text }: DrawingText,
  locateIn: (offset: number) => SourceLocation,
  report: Context['report'],
): Promise<Asset | undefined> {
  const result = await readSvg(text);
  if (result.kind !== 'safe') {
    report(describeSvgProblem(result, path, locateIn));
    return undefined;
  }
  for (const { description, hint, offset } of result.removed) {
    report(diagnostic('svg-part-dropped', { path, construct: description, hint }, locateIn(offset)));
  }
  const { width, height, xml, drawing } = result;
  const safe = new TextEncoder().encode(xml);
  return {
    ...{ path, width, height, locations, drawing },
    mediaType: 'image/svg+xml',
    digest: computeDigest(safe),
    readBytes: async () => safe,
  };
}

function describeSvgProblem(
  result: Exclude<SvgResult, { readonly kind: 'safe' }>,
  path: string,
  locateIn: (offset: number) => SourceLocation,
): Diagnostic {
  switch (result.kind) {
    case 'unsafe': {
      const { description, hint, offset } = result;
      return diagnostic(
        'svg-unsafe',
        { path, construct: description, ...(hint && { hint }) },
        locateIn(offset),
      );
    }
    case 'broken':
      return diagnostic('svg-broken', { path, reason: result.reason }, locateIn(result.offset));
    case 'complex':
      return diagnostic('svg-too-complex', { path, excesses: result.most }, locateIn(result.offset));
    case 'narrow': {
      const { width, height, limit } = result;
      return diagnostic('svg-too-narrow', { path, width, height, limit }, locateIn(0));
    }
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
