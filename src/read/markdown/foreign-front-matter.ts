/**
 * Reads front matter as other programs write it: YAML that ends with `...` or begins after empty lines, TOML
 * between `+++`, JSON, the title block of pandoc (`% Title`), and the header of MultiMarkdown (`Title: words`).
 */
import type { Root, Yaml } from 'mdast';
import { findJson } from './json-front-matter.ts';
import { convertToml } from './toml-front-matter.ts';

declare module 'mdast' {
  interface YamlData {
    /** Lines of the file above the text; without it, 1. */
    linesAbove?: number;
  }
}

/** Front matter that Markdown would print, as YAML whose lines are those of the file. */
export interface ForeignFrontMatter {
  /** Number of lines from the start of the file, with empty ones and fences. */
  readonly lines: number;
  readonly yaml: string;
  readonly linesAbove: number;
}

/** Returns the front matter at the start of a text; nothing for none, and for YAML between two `---`. */
export function findForeignFrontMatter(text: string): ForeignFrontMatter | undefined {
  if (!/^(?:\s*\n---|\+\+\+|---|;;;|\{\s*"|%|title:)/i.test(text.slice(0, 2000))) return undefined;
  const lines = text.split('\n');
  return findYaml(lines) ?? findToml(lines) ?? findJson(lines) ?? findTitleBlock(lines) ?? findHeader(lines);
}

const isBlank = (line = ''): boolean => line.trim() === '';

function findYaml(lines: readonly string[]): ForeignFrontMatter | undefined {
  const start = lines.findIndex((line) => !isBlank(line));
  const [, name] = /^---[ \t]*(ya?ml)?[ \t]*$/i.exec(lines[start] ?? '') ?? [];
  if (
    !/^---[ \t]*(?:ya?ml)?[ \t]*$/i.test(lines[start] ?? '') ||
    !/^[A-Za-z][\w-]*:(?:\s|$)/.test(lines[start + 1] ?? '')
  ) {
    return undefined;
  }
  const end = lines.findIndex((line, index) => index > start && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end === -1 || (start === 0 && name === undefined && lines[end]?.startsWith('---'))) return undefined;
  return { lines: end + 1, yaml: lines.slice(start + 1, end).join('\n'), linesAbove: start + 1 };
}

/** Reads TOML between two lines of `+++`, or between `---toml` and `---`. */
function findToml(lines: readonly string[]): ForeignFrontMatter | undefined {
  const [, fence] = /^(?:(\+\+\+)[ \t]*|---[ \t]*toml[ \t]*)$/i.exec(lines[0] ?? '') ?? [];
  if (fence === undefined && !/^---[ \t]*toml[ \t]*$/i.test(lines[0] ?? '')) return undefined;
  const end = lines.findIndex((line, index) => index > 0 && line.trimEnd() === (fence ?? '---'));
  if (end === -1) return undefined;
  return { lines: end + 1, linesAbove: 1, yaml: convertToml(lines.slice(1, end)) };
}

/** Reads up to three lines that begin with `%`: title, authors and date, each with indented further lines. */
function findTitleBlock(lines: readonly string[]): ForeignFrontMatter | undefined {
  const end = lines.findIndex((line) => !/^%|^\s+\S/.test(line));
  const block = lines.slice(0, end === -1 ? lines.length : end);
  const starts = block.filter((line) => line.startsWith('%'));
  if (!/^%\s*\S/.test(block[0] ?? '') || starts.length > 3 || !isBlank(lines[block.length])) return undefined;
  const entries = block.map((line, index): Entry | undefined => {
    if (!line.startsWith('%')) return undefined;
    const next = block.findIndex((other, at) => at > index && other.startsWith('%'));
    const rows = block
      .slice(index, next === -1 ? block.length : next)
      .map((row) => row.replace(/^%/, '').trim());
    const key = ['title', 'author', 'date'][starts.indexOf(line)] ?? '';
    return { key, value: rows.join(key === 'author' ? '\n' : ' ') };
  });
  return { lines: block.length, linesAbove: 0, yaml: convert(entries) };
}

/** Reads lines of `Key: words` up to the first empty one, if a title is the first of them. */
function findHeader(lines: readonly string[]): ForeignFrontMatter | undefined {
  const end = lines.findIndex(isBlank);
  const block = lines.slice(0, end === -1 ? lines.length : end);
  const entries = block.map((line): Entry | undefined => {
    const [, key, value = ''] = /^([A-Za-z][A-Za-z\d _-]{0,30}):[ \t]+(\S.*)$/.exec(line) ?? [];
    return key === undefined ? undefined : { key, value: value.trim() };
  });
  const isHeader = block.every((line, index) => entries[index] !== undefined || /^[ \t]+\S/.test(line));
  if (!isHeader || !/^title:/i.test(block[0] ?? '')) return undefined;
  return { lines: block.length, linesAbove: 0, yaml: convert(entries) };
}

interface Entry {
  readonly key: string;
  readonly value: string;
}

/** Converts entries to YAML, each on its own line, so that places stay right. Of a key twice, the first is taken. */
function convert(entries: readonly (Entry | undefined)[]): string {
  const taken = new Set<string>();
  const rows = entries.map((entry) => {
    const key = entry?.key.toLowerCase() ?? '';
    if (entry === undefined || entry.value === '' || taken.has(key)) return '';
    taken.add(key);
    return `${JSON.stringify(key)}: ${JSON.stringify(entry.value)}`;
  });
  return rows.join('\n');
}

/** Returns the text with spaces in place of its front matter, so that all offsets stay. */
export function hideFrontMatter(text: string, { lines }: ForeignFrontMatter): string {
  let end = -1;
  for (let line = 0; line < lines; line += 1) {
    const next = text.indexOf('\n', end + 1);
    end = next === -1 ? text.length : next;
  }
  return text.slice(0, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

/** Puts the front matter at the start of the tree. */
export function addFrontMatter(tree: Root, { yaml, linesAbove }: ForeignFrontMatter): void {
  const point = { line: 1, column: 1, offset: 0 };
  const node: Yaml = {
    type: 'yaml',
    value: yaml,
    position: { start: point, end: point },
    data: { linesAbove },
  };
  tree.children.unshift(node);
}
