/** Reads settings files of other programs (YAML, JSON, TOML) as values with places, whatever is in them. */
import type { Document, Node, Scalar } from 'yaml';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import { type SourceFile, type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { readText } from '../source/read-source.ts';

/** A value in a file of settings: a text, or a list, or keys with values; with nothing of them it is empty. */
export interface ForeignValue {
  /** Source text of a text, a number or a truth value, without white space around it; absent for others. */
  readonly text?: string;
  readonly items: readonly ForeignValue[];
  readonly entries: readonly (readonly [string, ForeignValue])[];
  readonly location: SourceLocation;
  /** Whether a program makes it, or a part of its list or keys, and is not run. */
  readonly isUnknown?: true;
}

/** Limits against files that are no settings, and against aliases that expand without end. */
export const MAX_LENGTH = 1_000_000;
const MAX_VALUES = 50_000;
const MAX_DEPTH = 60;

/** Returns the value at a path of keys; an empty one if there is none. */
export function valueAt(value: ForeignValue, ...keys: readonly string[]): ForeignValue {
  let found = value;
  for (const key of keys) {
    const [, inner] = found.entries.find(([name]) => name === key) ?? [];
    found = inner ?? { items: [], entries: [], location: found.location };
  }
  return found;
}

/** Returns the text at a path of keys; `undefined` for none, and for an empty one. */
export const textAt = (value: ForeignValue, ...keys: readonly string[]): string | undefined =>
  valueAt(value, ...keys).text || undefined;

/** Returns names of people: texts, or entries with `name`. A text can have several names with “and” between. */
export const namesAt = (value: ForeignValue, ...keys: readonly string[]): readonly string[] => {
  const found = valueAt(value, ...keys);
  return [found, ...found.items].flatMap((person) => person.text || textAt(person, 'name') || []);
};

/**
 * Reads a file of settings.
 * @param path relative to the root
 * @returns an empty value after `project-settings-broken`, and where there is no such text
 */
export async function readForeignFile(path: string, context: Context): Promise<ForeignValue> {
  const source = await readText(path, context);
  return source ? parseForeign(source, context.report) : emptyValue(path);
}

/** Returns the value of a file without settings. */
export const emptyValue = (file: string): ForeignValue => ({
  items: [],
  entries: [],
  location: startOfFile(file),
});

/** Parses settings by the ending of the file, YAML by default. Diagnostic: `project-settings-broken` */
export async function parseForeign(source: SourceFile, report: Report): Promise<ForeignValue> {
  try {
    if (source.text.length > MAX_LENGTH) throw new Error(`it has more than ${MAX_LENGTH} characters`);
    return source.path.endsWith('.toml') ? await parseToml(source) : await parseYaml(source);
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const empty = emptyValue(source.path);
    report(diagnostic('project-settings-broken', { reason }, empty.location));
    return empty;
  }
}

/** Counts values, because aliases make many of few. */
export class ValueCounter {
  #count = 0;

  /** @throws Error where the limits are passed */
  add(depth: number): void {
    this.#count += 1;
    if (this.#count > MAX_VALUES) throw new Error(`it has more than ${MAX_VALUES} values`);
    if (depth > MAX_DEPTH) throw new Error(`it has more than ${MAX_DEPTH} levels`);
  }
}

/** Parses YAML and JSON, which is YAML, too. Tags of other programs, such as `!ENV`, are ignored. */
async function parseYaml({ path, text }: SourceFile): Promise<ForeignValue> {
  const { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } = await import('yaml');
  const lineCounter = new LineCounter();
  const document: Document = parseDocument(text, {
    ...{ lineCounter, prettyErrors: false, logLevel: 'silent', uniqueKeys: false },
  });
  const [fault] = document.errors;
  if (fault) throw fault;
  const counter = new ValueCounter();
  const locate = (node: Node | undefined): SourceLocation => {
    const { line, col } = lineCounter.linePos(node?.range?.[0] ?? 0);
    return { file: path, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const convert = (written: unknown, depth: number): ForeignValue => {
    counter.add(depth);
    const node = isAlias(written) ? written.resolve(document) : written;
    const location = locate(written as Node | undefined);
    if (isScalar(node)) return { text: textOf(node), items: [], entries: [], location };
    if (isSeq(node)) {
      return { items: node.items.map((item) => convert(item, depth + 1)), entries: [], location };
    }
    const entries = (isMap(node) ? node.items : []).map(
      ({ key, value }) =>
        [isScalar(key) ? String(key.source ?? key.value) : '', convert(value, depth + 1)] as const,
    );
    return { items: [], entries, location };
  };
  return convert(document.contents, 0);
}

/** Returns the text of a scalar as it is written; an empty one for `null`. */
function textOf({ value, source = '' }: Scalar): string {
  if (value === null) return '';
  return (typeof value === 'string' ? value : source).trim();
}

/** Parses TOML, whose values have no places of their own. */
async function parseToml({ path, text }: SourceFile): Promise<ForeignValue> {
  const { parse } = await import('smol-toml');
  const counter = new ValueCounter();
  const location = startOfFile(path);
  const convert = (value: unknown, depth: number): ForeignValue => {
    counter.add(depth);
    const empty = { items: [], entries: [], location };
    if (Array.isArray(value)) return { ...empty, items: value.map((item) => convert(item, depth + 1)) };
    if (typeof value !== 'object' || value === null || value instanceof Date) {
      return { ...empty, text: value instanceof Date ? value.toISOString() : String(value ?? '').trim() };
    }
    const entries = Object.entries(value).map(([key, inner]) => [key, convert(inner, depth + 1)] as const);
    return { ...empty, entries };
  };
  return convert(parse(text), 0);
}
