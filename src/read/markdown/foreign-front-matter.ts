/**
 * Reads front matter as other programs write it: YAML that ends with `...` or begins after empty lines, TOML
 * between `+++`, the title block of pandoc (`% Title`), and the header of MultiMarkdown (`Title: words`).
 */
import type { Root, Yaml } from 'mdast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';

declare module 'mdast' {
  interface YamlData {
    /** Lines of the file above the text; without it, 1. */
    linesAbove?: number;
    /** Whether the text was made from front matter of another form, whose keys are not all known here. */
    isConverted?: boolean;
  }
}

export type ForeignForm = 'toml' | 'title-block' | 'header';

/** Front matter that Markdown would print. */
export interface ForeignFrontMatter {
  /** Number of lines from the start of the file, with empty ones and fences. */
  readonly lines: number;
  readonly yaml: string;
  readonly linesAbove: number;
  /** The form that was converted to YAML, the keys that were read, and the others; absent for YAML. */
  readonly converted?: {
    readonly form: ForeignForm;
    readonly read: readonly string[];
    readonly unread: readonly string[];
  };
}

/** Returns the front matter at the start of a text; nothing for none, and for YAML between two `---`. */
export function findForeignFrontMatter(text: string): ForeignFrontMatter | undefined {
  if (!/^(?:\s*\n---|\+\+\+|---|%|title:)/i.test(text.slice(0, 2000))) return undefined;
  const lines = text.split('\n');
  return findYaml(lines) ?? findToml(lines) ?? findTitleBlock(lines) ?? findHeader(lines);
}

const isBlank = (line = ''): boolean => line.trim() === '';

function findYaml(lines: readonly string[]): ForeignFrontMatter | undefined {
  const start = lines.findIndex((line) => !isBlank(line));
  if (!/^---[ \t]*$/.test(lines[start] ?? '') || !/^[A-Za-z][\w-]*:(?:\s|$)/.test(lines[start + 1] ?? '')) {
    return undefined;
  }
  const end = lines.findIndex((line, index) => index > start && /^(?:---|\.\.\.)[ \t]*$/.test(line));
  if (end === -1 || (start === 0 && lines[end]?.startsWith('---'))) return undefined;
  return { lines: end + 1, yaml: lines.slice(start + 1, end).join('\n'), linesAbove: start + 1 };
}

function findToml(lines: readonly string[]): ForeignFrontMatter | undefined {
  const isFence = (line = ''): boolean => /^\+\+\+[ \t]*$/.test(line);
  const end = lines.findIndex((line, index) => index > 0 && isFence(line));
  if (!isFence(lines[0]) || end === -1) return undefined;
  // The keys below `[name]` belong to another table.
  let isTop = true;
  const entries = lines.slice(1, end).map((line): Entry | undefined => {
    isTop &&= !/^\s*\[/.test(line);
    const [, key, written = ''] = /^([A-Za-z][\w-]*)\s*=\s*(.+)$/.exec(line) ?? [];
    return key === undefined ? undefined : { key, values: isTop ? readTomlValue(written) : [] };
  });
  return { lines: end + 1, linesAbove: 1, ...convert('toml', entries) };
}

/** Returns the texts of a value in one line: a string, a list of strings, a date; none for others. */
function readTomlValue(written: string): readonly string[] {
  const [, value = ''] = /^("(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^#\s]+)\s*(?:#.*)?$/.exec(written) ?? [];
  if (/^\d{4}-/.test(value)) return [value];
  if (value.startsWith("'")) return [value.slice(1, -1)];
  try {
    const parsed: unknown = JSON.parse(value);
    return [parsed].flat().filter((one) => typeof one === 'string');
  } catch {
    return [];
  }
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
    return { key, values: key === 'author' ? rows : [rows.join(' ')] };
  });
  return { lines: block.length, linesAbove: 0, ...convert('title-block', entries) };
}

/** Reads lines of `Key: words` up to the first empty one, if a title is the first of them. */
function findHeader(lines: readonly string[]): ForeignFrontMatter | undefined {
  const end = lines.findIndex(isBlank);
  const block = lines.slice(0, end === -1 ? lines.length : end);
  const entries = block.map((line): Entry | undefined => {
    const [, key, value = ''] = /^([A-Za-z][A-Za-z\d _-]{0,30}):[ \t]+(\S.*)$/.exec(line) ?? [];
    return key === undefined ? undefined : { key, values: [value.trim()] };
  });
  const isHeader = block.every((line, index) => entries[index] !== undefined || /^[ \t]+\S/.test(line));
  if (!isHeader || !/^title:/i.test(block[0] ?? '')) return undefined;
  return { lines: block.length, linesAbove: 0, ...convert('header', entries) };
}

interface Entry {
  readonly key: string;
  readonly values: readonly string[];
}

/** Keys of other programs, and ours. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ...['title', 'subtitle', 'description', 'language'].map((key) => [key, key] as const),
  ...['abstract', 'summary'].map((key) => [key, 'description'] as const),
  ...['lang', 'languagecode'].map((key) => [key, 'language'] as const),
  ...['author', 'authors'].map((key) => [key, 'authors'] as const),
  ...['date', 'published'].map((key) => [key, 'published'] as const),
]);

/** Converts entries to YAML, each on its own line, so that places stay right. */
function convert(
  form: ForeignForm,
  entries: readonly (Entry | undefined)[],
): Pick<ForeignFrontMatter, 'yaml' | 'converted'> {
  const [read, unread]: [string[], string[]] = [[], []];
  const taken = new Set<string>();
  const rows = entries.map((entry) => {
    if (entry === undefined) return '';
    const key = KEYS.get(entry.key.toLowerCase()) ?? '';
    const value = taken.has(key) ? undefined : formatValue(key, entry.values);
    (value === undefined ? unread : read).push(entry.key);
    if (value === undefined) return '';
    taken.add(key);
    return `${key}: ${value}`;
  });
  return { yaml: rows.join('\n'), converted: { form, read, unread } };
}

/** Returns a value as YAML; nothing for one that our key does not take. */
function formatValue(key: string, values: readonly string[]): string | undefined {
  const [first = ''] = values;
  if (key === 'authors') {
    const names = values.flatMap((names) => names.split(';')).map((name) => name.trim());
    const people = names.filter((name) => name !== '').map((name) => ({ name }));
    return people.length === 0 ? undefined : JSON.stringify(people);
  }
  if (key === '' || values.length !== 1 || first.trim() === '') return undefined;
  if (key === 'language' && !/^[a-z]{2,3}(?:-[a-z\d]{2,8})*$/i.test(first)) return undefined;
  if (key !== 'published') return JSON.stringify(first);
  const [day] = /^\d{4}-\d{2}-\d{2}/.exec(first) ?? [];
  return day;
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

/** Puts the front matter at the start of the tree. Diagnostic: `front-matter-foreign`. */
export function addFrontMatter(
  tree: Root,
  found: ForeignFrontMatter,
  source: SourceFile,
  report: Report,
): void {
  const { yaml, linesAbove, converted } = found;
  const point = { line: 1, column: 1, offset: 0 };
  const node: Yaml = {
    type: 'yaml',
    value: yaml,
    position: { start: point, end: point },
    data: { linesAbove, ...(converted && { isConverted: true }) },
  };
  tree.children.unshift(node);
  if (converted === undefined) return;
  report(
    diagnostic('front-matter-foreign', { ...converted, yaml }, { file: source.path, line: 1, column: 1 }),
  );
}
