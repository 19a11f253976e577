/** Images of a publication: found inside its folder, judged by their bytes, listed once each. */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { unreadable } from '../../core/diagnostics/file-problem.ts';
import type { GuardedHost } from '../../core/host.ts';
import type { Asset } from '../../core/model/asset.ts';
import type { Context } from '../../core/model/context.ts';
import type { Place } from '../../core/source-location.ts';
import { placeAt } from '../../core/source-location.ts';
import { withPlainLines } from '../../lib/text/plain-lines.ts';
import { type ImageVerdict, judgeImage, MOST_BYTES, MOST_PIXELS, type WholeImage } from './image-file.ts';
import { locateImage } from './image-path.ts';
import { judgeSvg } from './svg/svg.ts';
import type { SvgVerdict } from './svg/verdict.ts';

export interface Assets {
  /** By path relative to the publication's folder. */
  readonly found: ReadonlyMap<string, Asset>;
  /**
   * Finds the image that an author named.
   * @param from path of the chapter's folder, relative to the publication's
   * @returns `undefined` after a diagnostic: `image-remote`, `image-outside`, `image-missing`, `image-kind-unknown`,
   * `image-truncated`, `image-too-large`, `image-file-too-large`, `svg-broken`, `svg-unsafe`, `svg-too-complex`,
   * `file-unreadable`. Reports `svg-part-dropped`, too
   */
  find(src: string, from: string, place: Place): Promise<Asset | undefined>;
  /**
   * Waits for what takes a while to find out, and went on beside the work: whether the pixels of an image are all there.
   * Reports `image-truncated`.
   */
  finish(): Promise<void>;
}

/** What images of one publication are loaded with. */
interface Loading {
  readonly folder: string;
  readonly context: Context;
  /** Reports of faults that show later, in order. */
  readonly later: Promise<Diagnostic | undefined>[];
}

export function openAssets(folder: string, context: Context): Assets {
  const found = new Map<string, Asset>();
  const judged = new Map<string, Promise<Asset | undefined>>();
  const places = new Map<string, Place[]>();
  const loading: Loading = { folder, context, later: [] };
  return {
    found,
    find: async (src, from, place) => {
      const path = await locateImage({ src, from, folder, place }, context);
      if (path === undefined) return undefined;
      const named = places.get(path) ?? [];
      named.push(place);
      places.set(path, named);
      let asset = judged.get(path);
      if (asset === undefined) {
        asset = load(path, named, loading);
        judged.set(path, asset);
      }
      const loaded = await asset;
      if (loaded) found.set(path, loaded);
      return loaded;
    },
    finish: async () => {
      for (const fault of await Promise.all(loading.later)) if (fault) context.report(fault);
    },
  };
}

/** @param places where the image is named; the first is that of its faults */
async function load(path: string, places: readonly Place[], loading: Loading): Promise<Asset | undefined> {
  const { root, host, report } = loading.context;
  const file = posix.join(loading.folder, path);
  const [place] = places as [Place];
  try {
    const size = await sizeOf(join(root, file), host);
    if (size > MOST_BYTES) {
      report(diagnostic('image-file-too-large', { path, size, limit: MOST_BYTES }, place));
      return undefined;
    }
    const bytes = await host.read(join(root, file));
    const judgement = judgeImage(bytes);
    if (judgement.verdict === 'svg') return await loadDrawing({ path, file, bytes, places }, report);
    if (judgement.verdict !== 'whole') {
      report(faultOf(judgement, path, place));
      return undefined;
    }
    loading.later.push(lateFault(judgement, path, place));
    const again = async () => {
      const read = await host.read(join(root, file));
      return read.subarray(0, judgement.bytes.length);
    };
    const { mediaType, width, height } = judgement.facts;
    return { ...{ path, mediaType, width, height, places }, digest: digestOf(judgement.bytes), bytes: again };
  } catch (error) {
    report(unreadable(error, file));
    return undefined;
  }
}

/** Asked before anything is read: {@link Host.state} is no part of what a result rests on, as the bytes are. */
async function sizeOf(path: string, host: GuardedHost): Promise<number> {
  return (await host.state(path)).size;
}

async function lateFault(
  { facts, hasPixels }: WholeImage,
  path: string,
  place: Place,
): Promise<Diagnostic | undefined> {
  if ((await hasPixels?.()) !== false) return undefined;
  return diagnostic('image-truncated', { path, kind: facts.kind }, place);
}

type Fault = Exclude<ImageVerdict, { readonly verdict: 'whole' | 'svg' }>;

function faultOf(judgement: Fault, path: string, place: Place): Diagnostic {
  switch (judgement.verdict) {
    case 'unknown':
      return diagnostic('image-kind-unknown', { path }, place);
    case 'truncated':
      return diagnostic('image-truncated', { path, kind: judgement.kind }, place);
    case 'too-large': {
      const { width, height } = judgement;
      return diagnostic('image-too-large', { path, width, height, limit: MOST_PIXELS }, place);
    }
  }
}

interface DrawingFile {
  readonly path: string;
  /** Path relative to the root. */
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly places: readonly Place[];
}

async function loadDrawing(
  { path, file, bytes, places }: DrawingFile,
  report: Context['report'],
): Promise<Asset | undefined> {
  const [place] = places as [Place];
  const decoded = decodedText(bytes);
  if (decoded === undefined) {
    report(diagnostic('svg-broken', { path, reason: 'it is not UTF-8' }, place));
    return undefined;
  }
  const text = withPlainLines(decoded);
  const placeIn = (offset: number): Place => (offset > 0 ? placeAt({ path: file, text }, offset) : place);
  const judgement = await judgeSvg(text);
  if (judgement.verdict !== 'safe') {
    report(drawingFault(judgement, path, placeIn));
    return undefined;
  }
  for (const { what, hint, offset } of judgement.losses) {
    report(diagnostic('svg-part-dropped', { path, what, hint }, placeIn(offset)));
  }
  const { width, height, xml, drawing } = judgement;
  const safe = new TextEncoder().encode(xml);
  return {
    ...{ path, width, height, places, drawing },
    mediaType: 'image/svg+xml',
    digest: digestOf(safe),
    bytes: async () => safe,
  };
}

function drawingFault(
  judgement: Exclude<SvgVerdict, { readonly verdict: 'safe' }>,
  path: string,
  placeIn: (offset: number) => Place,
): Diagnostic {
  switch (judgement.verdict) {
    case 'unsafe': {
      const { what, hint, offset } = judgement;
      return diagnostic('svg-unsafe', { path, what, ...(hint && { hint }) }, placeIn(offset));
    }
    case 'broken':
      return diagnostic('svg-broken', { path, reason: judgement.reason }, placeIn(judgement.offset));
    case 'complex':
      return diagnostic('svg-too-complex', { path, most: judgement.most }, placeIn(judgement.offset));
    case 'narrow': {
      const { width, height, limit } = judgement;
      return diagnostic('svg-too-narrow', { path, width, height, limit }, placeIn(0));
    }
  }
}

function decodedText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
