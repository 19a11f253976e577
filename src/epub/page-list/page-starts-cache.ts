/** Caches where the pages of printed sections begin: to find it, each letter of a book is compared with its pages. */
import type { Element, Root, Text } from 'hast';
import type { PrintedPiece } from '../../core/model/printed-text.ts';
import type { StepCache } from '../../core/model/step-cache.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { digestTree } from '../tree-digest.ts';
import type { TreePosition } from './comparable-text.ts';
import { type PageStart, preparePageStarts } from './page-starts.ts';

/**
 * The start of a page, as it is stored: its index, counted from the first page of the section; and, if it was found, the
 * index of each node on the way from the root to the node, and the offset in that.
 */
type StoredStart = readonly [page: number, path?: readonly number[], offset?: number];

/**
 * Does what {@link preparePageStarts} does, from the cache if possible. Short sections are not cached.
 * @param original the tree without page breaks, which has the same nodes and does not change
 */
export function prepareCachedPageStarts(
  tree: Root,
  original: Root,
  stepCache: StepCache | undefined,
): (pieces: readonly PrintedPiece[]) => Promise<readonly PageStart[]> {
  // Even if it is not needed: there is time while the book is printed, and none afterwards.
  const findStarts = preparePageStarts(tree);
  const digest = stepCache && digestTree(original);
  if (digest === undefined) return async (pieces) => findStarts(pieces);
  return async (pieces) => {
    const first = pieces[0]?.page ?? 0;
    const printed = JSON.stringify(pieces.map(({ page, kind, text }) => [page - first, kind, text]));
    const find = async () => encodeStarts(findStarts(pieces), first);
    const { bytes } = await cachedStep(stepCache, 'page-starts', [digest, printed], find);
    return decodeStarts(bytes, first, tree);
  };
}

function encodeStarts(starts: readonly PageStart[], first: number): Uint8Array {
  const stored = starts.map(
    ({ page, position }): StoredStart =>
      position === undefined ? [page - first] : [page - first, listIndexes(position), position.offset],
  );
  return new TextEncoder().encode(JSON.stringify(stored));
}

/** Returns the path of a position: the index of each node in its parent, from the root down. */
export function listIndexes({ parents, node }: TreePosition): readonly number[] {
  return parents.map(({ children }, depth) => children.indexOf((parents[depth + 1] ?? node) as Element));
}

function decodeStarts(bytes: Uint8Array, first: number, tree: Root): readonly PageStart[] {
  const stored = JSON.parse(new TextDecoder().decode(bytes)) as readonly StoredStart[];
  return stored.map(([page, path, offset = 0]) => {
    const position = path && findPosition(tree, path, offset);
    return { page: page + first, ...(position && { position }) };
  });
}

function findPosition(tree: Root, path: readonly number[], offset: number): TreePosition | undefined {
  const parents: (Root | Element)[] = [];
  let node: Root | Element | Text = tree;
  for (const index of path) {
    if (node.type === 'text') return undefined;
    parents.push(node);
    node = node.children[index] as Element | Text;
  }
  return node.type === 'root' ? undefined : { node, parents, offset };
}
