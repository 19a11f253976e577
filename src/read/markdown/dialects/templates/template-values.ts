/** Finds the values that templates take from the front matter of their own file: `{{ page.title }}`. */
import type { Root } from 'mdast';
import { parse } from 'yaml';
import type { ReadMark } from './read-mark.ts';

/** Returns the value that a mark means; `undefined` for one that is not known here. */
export type FindValue = (mark: ReadMark) => string | undefined;

const OF_PAGE = /^(?:page\.|\$?frontmatter\.|\$page\.frontmatter\.|\.(?:Params\.)?)?([\w-]+(?:\.[\w-]+)*)$/i;

/** Reads the front matter of a file once. */
export function findValues(tree: Root): FindValue {
  const [first] = tree.children;
  let data: unknown;
  try {
    data = first?.type === 'yaml' ? parse(first.value) : undefined;
  } catch {
    // What is wrong with it is reported when the settings are read.
  }
  return ({ kind, name, list }) => {
    const isShortcode = kind === 'shortcode' && /^(?:meta|param|var)$/.test(name);
    const written = isShortcode ? list[0] : kind === 'value' ? name : undefined;
    const [, path] = OF_PAGE.exec(written ?? '') ?? [];
    return path === undefined ? undefined : readPath(data, path.split('.'));
  };
}

function readPath(data: unknown, [key, ...rest]: readonly string[]): string | undefined {
  if (key === undefined)
    return typeof data === 'string' || typeof data === 'number' ? String(data) : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  const entry = Object.entries(data).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return entry && readPath(entry[1], rest);
}
