/** YAML text → data that fits a schema, each fault at its line and column. */
import * as v from 'valibot';
import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place } from '../../core/source-location.ts';
import { near } from '../../lib/text/nearest.ts';

type Schema<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;
type Path = readonly PropertyKey[];

export interface YamlText {
  readonly file: string;
  readonly text: string;
  /** Lines of the file above the text: 1 for front matter, below its `---`. */
  readonly linesAbove: number;
}

/** Keys whose values are not text; all others are taken as they are written, so that `1.10` and `no` stay text. */
const TYPED_KEYS = new Set(['sheets', 'clinical', 'contents-depth']);

/** A few aliases are a convenience; thousands are an attack (“billion laughs”). */
const MOST_ALIASES = 50;

/** Where the library speaks to programmers. */
const REASONS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a line of `---` begins a second document.',
};

/** Data with the places it came from. */
export interface Located<T> {
  readonly data: T;
  /** Where the value at a path stands; what holds it, when it is not written. */
  place(...path: Path): Place;
  /** Where the last key of a path stands. */
  keyPlace(...path: Path): Place;
  /** The keys that are written at a path: some, such as `__proto__`, do not get into the data. */
  keys(...path: Path): readonly string[];
}

/**
 * @returns `undefined` after a diagnostic: `yaml-broken`, `key-unknown`, `key-missing`, `value-wrong`
 */
export function readYaml<T>(yaml: YamlText, schema: Schema<T>, report: Report): Located<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml.text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: yaml.file, line: line + yaml.linesAbove, column: col };
  };
  // A tag or a directive that YAML does not know is only a warning to it; here it is nothing an author needs.
  const faults = [...document.errors, ...document.warnings];
  for (const { code, message, pos } of faults) {
    report(diagnostic('yaml-broken', { reason: REASONS[code] ?? message }, at(pos[0])));
  }
  if (faults.length > 0) return undefined;

  keepTextAsWritten(document.contents);
  const data = plainData(document);
  if (data instanceof Error) {
    report(diagnostic('yaml-broken', { reason: data.message }, at(0)));
    return undefined;
  }
  if (Array.isArray(data)) {
    const facts = { key: 'The YAML', expected: 'keys with their values', found: describe(data) };
    report(diagnostic('value-wrong', facts, at(0)));
    return undefined;
  }
  const result = v.safeParse(schema, data ?? {}, { abortPipeEarly: true });
  const placeOf = (path: Path, which: 'key' | 'value') => at(nodeOffset(document.contents, path, which));
  if (result.success) {
    return {
      data: result.output,
      place: (...path) => placeOf(path, 'value'),
      keyPlace: (...path) => placeOf(path, 'key'),
      keys: (...path) => {
        const held = document.getIn(path, true);
        return isMap(held) ? held.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
      },
    };
  }
  for (const issue of result.issues) {
    for (const problem of explain(issue, schema, placeOf)) report(problem);
  }
  return undefined;
}

function plainData(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function keepTextAsWritten(contents: unknown): void {
  if (!isNode(contents)) return;
  visit(contents, {
    Pair: (_, pair) => {
      const typed = isScalar(pair.key) && TYPED_KEYS.has(String(pair.key.value));
      return typed ? visit.SKIP : undefined;
    },
    Scalar: (_, scalar) => {
      if (typeof scalar.value !== 'string') scalar.value = scalar.source ?? '';
    },
  });
}

function explain(
  issue: v.BaseIssue<unknown>,
  schema: Schema<unknown>,
  at: (path: Path, which: 'key' | 'value') => Place,
): readonly Diagnostic[] {
  const path = (issue.path ?? []).map(({ key }) => key as PropertyKey);
  const holder = issue.path?.at(-1)?.input;
  if (issue.type === 'strict_object' && issue.expected === 'never' && !Array.isArray(holder)) {
    // The schema tells of the first one only.
    const known = knownKeys(schema, path.slice(0, -1));
    return Object.keys(holder ?? {})
      .filter((key) => !known.includes(key))
      .map((key) => {
        const place = at([...path.slice(0, -1), key], 'key');
        return diagnostic('key-unknown', { key, known, ...near(key, known) }, place);
      });
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined' && path.length > 0) {
    return [diagnostic('key-missing', { key: String(path.at(-1)) }, at(path.slice(0, -1), 'value'))];
  }
  const name = path.filter((part) => typeof part === 'string').join('.') || 'The YAML';
  const found = describe(issue.input);
  return [diagnostic('value-wrong', { key: name, expected: issue.message, found }, at(path, 'value'))];
}

function knownKeys(schema: unknown, path: Path): readonly string[] {
  let inner = schema as { entries?: object; item?: unknown; wrapped?: unknown; pipe?: readonly unknown[] };
  for (const part of [...path, undefined]) {
    while (inner.wrapped !== undefined) inner = inner.wrapped as typeof inner;
    if (part === undefined) break;
    const next = inner.entries === undefined ? inner.item : inner.entries[part as keyof typeof inner.entries];
    inner = (next ?? {}) as typeof inner;
  }
  return Object.keys(inner.entries ?? {});
}

function describe(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** Where the key or the value at a path begins; what holds it, when it is not there. */
function nodeOffset(contents: unknown, path: Path, which: 'key' | 'value'): number {
  let node: unknown = contents;
  let offset = rangeStart(contents) ?? 0;
  for (const [depth, part] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
      offset = (last && which === 'key' ? rangeStart(pair?.key) : rangeStart(pair?.value)) ?? offset;
      node = pair?.value;
    } else {
      node = (node as { items?: readonly unknown[] } | undefined)?.items?.[Number(part)];
      offset = rangeStart(node) ?? offset;
    }
  }
  return offset;
}

function rangeStart(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
