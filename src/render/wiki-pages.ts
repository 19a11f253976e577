/**
 * Finds the chapter that a wiki means by a name: the file of this name anywhere in the publication, whatever its case
 * (https://help.obsidian.md/links). Of several, the one in the same folder, else the one with the shortest path.
 */
import { posix } from 'node:path';
import { slug as slugOf } from 'github-slugger';
import { stripMarkdownExtension } from '../lib/text/markdown-file.ts';

/** A file, in lowercase and without its extension. */
interface Page<T> {
  readonly key: string;
  readonly path: string;
  readonly target: T;
}

/** Pages by the last part of their names, for each publication. */
const indexes = new WeakMap<ReadonlyMap<string, unknown>, ReadonlyMap<string, readonly Page<unknown>[]>>();

/** @param from path of the chapter that has the link @returns `undefined` if there is no such page */
export function findWikiPage<T>(byPath: ReadonlyMap<string, T>, name: string, from: string): T | undefined {
  const isRelative = /^\.{1,2}\//.test(name);
  const path = isRelative ? posix.join(posix.dirname(from), name) : name.replace(/^\/+/, '');
  const key = keyOf(path);
  const pages = indexPages(byPath).get(posix.basename(key)) ?? [];
  const named = pages.filter((page) => page.key === key || page.key.endsWith(`/${key}`));
  const exact = named.find((page) => page.key === key && (isRelative || key.includes('/')));
  const beside = named.find((page) => posix.dirname(page.path) === posix.dirname(from));
  const shortest = named.toSorted((a, b) => a.path.length - b.path.length)[0];
  return (exact ?? beside ?? shortest)?.target;
}

function indexPages<T>(byPath: ReadonlyMap<string, T>): ReadonlyMap<string, readonly Page<T>[]> {
  const known = indexes.get(byPath) as ReadonlyMap<string, readonly Page<T>[]> | undefined;
  if (known !== undefined) return known;
  const pages = [...byPath].map(([path, target]) => ({ path, target, key: keyOf(path) }));
  const index = Map.groupBy(pages, ({ key }) => posix.basename(key));
  indexes.set(byPath, index);
  return index;
}

/** Wikis of GitHub write the spaces of a page's name as hyphens in that of its file. */
const keyOf = (path: string): string =>
  stripMarkdownExtension(path)
    .toLowerCase()
    .replace(/[\s-]+/g, '-');

/** Returns the id of a heading, by its words, or of the mark of a block, `^mark`. */
export const findWikiAnchor = (anchors: ReadonlyMap<string, string>, anchor: string): string | undefined =>
  anchors.get(anchor) ?? anchors.get(slugOf(anchor));
