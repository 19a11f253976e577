/** Computes digests of the trees of sections, by which the results that depend on them are cached. */
import type { Root } from 'hast';
import { computeCombinedDigest, computeDigest } from '../runtime/cache/digest.ts';

/** Length of JSON, in UTF-16 code units. A smaller tree is processed sooner than a cached result is read. */
const MIN_LENGTH = 20_000;

/** Digests by tree; `undefined` for a small one. */
const digests = new WeakMap<Root, string | undefined>();

/**
 * Returns the SHA-256 of a tree, hexadecimal; `undefined` for a small one. The places of the nodes in the source do not
 * count. The tree must not change afterwards.
 */
export function digestTree(tree: Root): string | undefined {
  if (digests.has(tree)) return digests.get(tree);
  const text = JSON.stringify(tree, omitPosition);
  const digest = text.length < MIN_LENGTH ? undefined : computeDigest(text);
  digests.set(tree, digest);
  return digest;
}

const omitPosition = (name: string, value: unknown): unknown => (name === 'position' ? undefined : value);

/**
 * Sets the digest of a tree that was made from another one, which is sooner done than computing it. Does nothing if no one
 * asked for the digest of the original.
 * @param change everything that determines how the tree was made, besides the original
 */
export function setDerivedDigest(tree: Root, original: Root, change: readonly string[]): void {
  if (!digests.has(original)) return;
  const digest = digests.get(original);
  digests.set(tree, digest && computeCombinedDigest([digest, ...change]));
}
