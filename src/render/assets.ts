/** Images of a publication: found inside its folder, judged by their bytes, listed once each. */
import { createHash } from 'node:crypto';
import { join, posix } from 'node:path';
import { diagnostic } from '../catalogue.ts';
import type { Diagnostic, Place } from '../diagnostic.ts';
import { unreadable } from '../file-problem.ts';
import type { Asset, Context } from '../model.ts';
import { placeAt } from '../place.ts';
import { type ImageVerdict, judgeImage, MOST_PIXELS } from './image-file.ts';
import { locateImage } from './image-path.ts';
import { judgeSvg } from './svg.ts';

export interface Assets {
  /** By path relative to the publication's folder. */
  readonly found: ReadonlyMap<string, Asset>;
  /**
   * Finds the image that an author named.
   * @param from path of the chapter's folder, relative to the publication's
   * @returns `undefined` after a diagnostic: `image-remote`, `image-outside`, `image-missing`, `image-kind-unknown`,
   * `image-truncated`, `image-too-large`, `svg-broken`, `svg-unsafe`, `file-unreadable`
   */
  find(src: string, from: string, place: Place): Promise<Asset | undefined>;
}

export function openAssets(folder: string, context: Context): Assets {
  const found = new Map<string, Asset>();
  const judged = new Map<string, Promise<Asset | undefined>>();
  return {
    found,
    find: async (src, from, place) => {
      const path = await locateImage({ src, from, folder, place }, context);
      if (path === undefined) return undefined;
      let asset = judged.get(path);
      if (asset === undefined) {
        asset = load(path, folder, place, context);
        judged.set(path, asset);
      }
      const loaded = await asset;
      if (loaded) found.set(path, loaded);
      return loaded;
    },
  };
}

async function load(
  path: string,
  folder: string,
  place: Place,
  context: Context,
): Promise<Asset | undefined> {
  const { root, host, report } = context;
  const file = posix.join(folder, path);
  try {
    const bytes = await host.read(join(root, file));
    const judgement = judgeImage(bytes);
    if (judgement.verdict === 'svg') return await loadSvg(path, file, bytes, place, context);
    if (judgement.verdict !== 'whole') {
      report(faultOf(judgement, path, place));
      return undefined;
    }
    const { mediaType, width, height } = judgement.facts;
    return {
      path,
      mediaType,
      width,
      height,
      digest: digestOf(bytes),
      bytes: () => host.read(join(root, file)),
    };
  } catch (error) {
    report(unreadable(error, file));
    return undefined;
  }
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

async function loadSvg(
  path: string,
  file: string,
  bytes: Uint8Array,
  place: Place,
  { report }: Context,
): Promise<Asset | undefined> {
  const text = decodedText(bytes);
  if (text === undefined) {
    report(diagnostic('svg-broken', { path, reason: 'it is not UTF-8' }, place));
    return undefined;
  }
  const judgement = await judgeSvg(text);
  if (judgement.verdict === 'safe') {
    const { width, height, xml } = judgement;
    const safe = new TextEncoder().encode(xml);
    return {
      path,
      mediaType: 'image/svg+xml',
      width,
      height,
      digest: digestOf(safe),
      bytes: async () => safe,
    };
  }
  const inFile = judgement.offset > 0 ? placeAt({ path: file, text }, judgement.offset) : place;
  if (judgement.verdict === 'unsafe')
    report(diagnostic('svg-unsafe', { path, what: judgement.what }, inFile));
  else report(diagnostic('svg-broken', { path, reason: judgement.reason }, inFile));
  return undefined;
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
