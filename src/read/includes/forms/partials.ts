/** Finds partials of Docusaurus: `import Part from './_part.mdx'` and `<Part />`, https://docusaurus.io/docs/markdown-features/react#importing-markdown. */
import type { FindMarks, IncludedFile, Line } from '../include-mark.ts';

const IMPORT = /^import\s+(\w+)\s+from\s+['"]([^'"\n]+\.mdx?)['"];?[ \t]*$/;
const ELEMENT = /^([ \t]*)<(\w+)(?:\s[^<>]*)?\/>[ \t]*$/;

/** The paths of the imported files by name, so that a text is searched once. */
const imports = new WeakMap<readonly Line[], ReadonlyMap<string, string>>();

function findImports(lines: readonly Line[]): ReadonlyMap<string, string> {
  const known = imports.get(lines);
  if (known !== undefined) return known;
  const found = new Map<string, string>();
  const used = new Set<string>();
  for (const { text, place } of lines) {
    if (place !== 'text') continue;
    const [, name, path] = IMPORT.exec(text) ?? [];
    if (name !== undefined && path !== undefined) found.set(name, path);
    const [, , element] = ELEMENT.exec(text) ?? [];
    if (element !== undefined) used.add(element);
  }
  const partials = new Map([...found].filter(([name]) => used.has(name)));
  imports.set(lines, partials);
  return partials;
}

export const findPartialMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line?.place !== 'text') return [];
  const files = findImports(lines);
  const end = line.start + line.text.length;
  const [, imported = ''] = IMPORT.exec(line.text) ?? [];
  if (files.has(imported)) return [{ start: line.start, end, files: [], words: '' }];
  const [, indent = '', element = ''] = ELEMENT.exec(line.text) ?? [];
  const path = files.get(element);
  return path === undefined ? [] : [{ start: line.start + indent.length, end, files: [fileOf(path)] }];
};

const fileOf = (path: string): IncludedFile => ({
  path: path.replace(/^@site\//, '/'),
  bases: ['file'],
  part: { kind: 'all' },
  as: 'markdown',
  hasOwnLinks: true,
});
