/**
 * Finds the values of templates: variables and metadata of the publication (`{{< var name >}}`), and what a file has in its own
 * front matter (`{{ page.title }}`).
 */
import type { Root } from 'mdast';
import { parse } from 'yaml';
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import { locationAt, type SourceFile } from '../../../../core/source-location.ts';
import type { ReadMark } from './read-mark.ts';

/**
 * Returns the value that a mark means; `undefined` for one that is not known here.
 * @param offset of the mark, in UTF-16 code units
 */
export type FindValue = (mark: ReadMark, offset: number) => string | undefined;

const OF_PAGE = /^(?:page\.|\$?frontmatter\.|\$page\.frontmatter\.|\.(?:Params\.)?)?([\w-]+(?:\.[\w-]+)*)$/i;

/** Reads the front matter of a file once. Diagnostics: `variable-missing`, `variable-circular`. */
export function findValues(tree: Root, source: SourceFile, report: Report): FindValue {
  const [first] = tree.children;
  let data: unknown;
  try {
    data = first?.type === 'yaml' ? parse(first.value) : undefined;
  } catch {
    // What is wrong with it is reported when the settings are read.
  }
  return (mark, offset) => {
    const { kind, name, list } = mark;
    const isShortcode = kind === 'shortcode' && /^(?:meta|param|var)$/.test(name);
    const written = isShortcode ? list[0] : kind === 'value' ? name : undefined;
    const [, path] = OF_PAGE.exec(written ?? '') ?? [];
    if (path === undefined) return undefined;
    const own = readPath(data, path.split('.'));
    // What a file says of itself is its metadata; a variable is the same in all files.
    if (own !== undefined && name !== 'var') return own;
    return readVariable(mark, source, own, (problem) =>
      report({ ...problem, place: locationAt(source, offset) }),
    );
  };
}

/** @param own the value in the front matter of the file */
function readVariable(
  { kind: form, name: word, list }: ReadMark,
  { values }: SourceFile,
  own: string | undefined,
  report: Report,
): string | undefined {
  const kind = form === 'value' ? 'value' : word;
  const name = (form === 'value' ? word : list[0]) ?? '';
  const found = values?.get(`${kind} ${name}`);
  if (found === undefined) return own;
  if (found.kind === 'text') return found.text;
  if (own !== undefined) return own;
  if (found.kind === 'circular') report(diagnostic('variable-circular', { name, path: found.path }));
  else if (kind === 'var' || kind === 'meta') {
    report(
      diagnostic('variable-missing', { kind, name, ...(found.near !== undefined && { near: found.near }) }),
    );
  }
  return undefined;
}

function readPath(data: unknown, [key, ...rest]: readonly string[]): string | undefined {
  if (key === undefined)
    return typeof data === 'string' || typeof data === 'number' ? String(data) : undefined;
  if (typeof data !== 'object' || data === null) return undefined;
  const entry = Object.entries(data).find(([name]) => name.toLowerCase() === key.toLowerCase());
  return entry && readPath(entry[1], rest);
}
