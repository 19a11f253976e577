/** Parses YAML text into data that matches a schema, and reports each fault at its line and column. */
import * as v from 'valibot';
import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { suggestKey } from './key-names.ts';

type Schema<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;
type Path = readonly PropertyKey[];

/** A YAML file, or the front matter of a Markdown file. */
export interface YamlText {
  readonly file: string;
  readonly text: string;
  /** Lines of the file above the text: 1 for front matter, below its `---`. */
  readonly linesAbove: number;
  /** Whether keys that the schema does not know are left out, because the text was made from another form. */
  readonly isConverted?: boolean;
}

/**
 * Keys whose values are not text. All other values keep their source text, so that `1.10` and `no` stay text.
 */
const TYPED_KEYS = new Set([
  'sheets',
  'clinical',
  'strict',
  'contents-depth',
  'list-of-figures',
  'list-of-tables',
]);

/** Limit against exponential expansion (“billion laughs”). */
const MAX_ALIASES = 50;

/** Replacements for messages that the library writes for programmers. */
const REASON_BY_CODE: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a line of `---` begins a second document.',
};

/** Data with the locations of its values. */
export interface LocatedData<T> {
  readonly data: T;
  /** Returns the location of the value at a path, or of its container if the value is missing. */
  location(...path: Path): SourceLocation;
  /** Returns the location of the last key of a path. */
  keyLocation(...path: Path): SourceLocation;
  /** Returns the keys in the source at a path. The data lacks some of them, such as `__proto__`. */
  keys(...path: Path): readonly string[];
}

/**
 * Parses YAML and validates it.
 * @returns `undefined` after a diagnostic: `yaml-broken`, `key-unknown`, `key-missing`, `value-wrong`
 */
export function readYaml<T>(yaml: YamlText, schema: Schema<T>, report: Report): LocatedData<T> | undefined {
  const lines = new LineCounter();
  const document = parseDocument(yaml.text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const locationAt = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file: yaml.file, line: line + yaml.linesAbove, column: col };
  };
  // The library only warns of unknown tags and directives. They are errors here, because no author needs them.
  const faults = [...document.errors, ...document.warnings];
  for (const { code, message, pos } of faults) {
    report(diagnostic('yaml-broken', { reason: REASON_BY_CODE[code] ?? message }, locationAt(pos[0])));
  }
  if (faults.length > 0) return undefined;

  restoreSourceText(document.contents);
  const data = convertToData(document);
  if (data instanceof Error) {
    report(diagnostic('yaml-broken', { reason: data.message }, locationAt(0)));
    return undefined;
  }
  if (Array.isArray(data)) {
    const facts = { key: 'The YAML', expected: 'keys with their values', found: describeValue(data) };
    report(diagnostic('value-wrong', facts, locationAt(0)));
    return undefined;
  }
  const input = yaml.isConverted ? selectKeys(data, findKnownKeys(schema, [])) : data;
  const result = v.safeParse(schema, input ?? {}, { abortPipeEarly: true });
  const locate = (path: Path, which: 'key' | 'value') =>
    locationAt(findNodeOffset(document.contents, path, which));
  if (result.success) {
    return {
      data: result.output,
      location: (...path) => locate(path, 'value'),
      keyLocation: (...path) => locate(path, 'key'),
      keys: (...path) => {
        const node = document.getIn(path, true);
        return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
      },
    };
  }
  for (const issue of result.issues) {
    for (const problem of buildDiagnostics(issue, schema, locate)) report(problem);
  }
  return undefined;
}

const selectKeys = (data: unknown, known: readonly string[]): unknown =>
  isObject(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => known.includes(key))) : data;

function convertToData(document: ReturnType<typeof parseDocument>): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function restoreSourceText(contents: unknown): void {
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

function buildDiagnostics(
  issue: v.BaseIssue<unknown>,
  schema: Schema<unknown>,
  locate: (path: Path, which: 'key' | 'value') => SourceLocation,
): readonly Diagnostic[] {
  const path = (issue.path ?? []).map(({ key }) => key as PropertyKey);
  const inner =
    issue.type === 'union' && isObject(issue.input) && !Array.isArray(issue.input)
      ? findInnerIssues(issue)
      : [];
  if (inner.length > 0) return inner.flatMap((one) => buildDiagnostics(one, schema, locate));
  const holder = issue.path?.at(-1)?.input;
  if (issue.type === 'strict_object' && issue.expected === 'never' && !Array.isArray(holder)) {
    // The schema reports only the first unknown key.
    const known = findKnownKeys(schema, path.slice(0, -1));
    return Object.keys(holder ?? {})
      .filter((key) => !known.includes(key))
      .map((key) => {
        const location = locate([...path.slice(0, -1), key], 'key');
        return diagnostic('key-unknown', { key, known, ...suggestKey(key, known) }, location);
      });
  }
  if (issue.type === 'strict_object' && issue.received === 'undefined' && path.length > 0) {
    return [diagnostic('key-missing', { key: String(path.at(-1)) }, locate(path.slice(0, -1), 'value'))];
  }
  const name = path.filter((part) => typeof part === 'string').join('.') || 'The YAML';
  const found = describeValue(issue.input);
  const near = typeof issue.input === 'string' ? suggestName(issue.input, findChoices(schema, path)) : {};
  const facts = { key: name, expected: issue.message, found, ...near };
  return [diagnostic('value-wrong', facts, locate(path, 'value'))];
}

/** Lists the values that the schema allows at a path; none if it does not list them. */
function findChoices(schema: object, path: Path): readonly string[] {
  const found = path.reduce(findInnerSchema, unwrapSchema(schema));
  const options = 'options' in found && Array.isArray(found.options) ? found.options : [];
  return options.filter((option) => typeof option === 'string');
}

/** Returns what is wrong in a group of keys that may also be text, with paths from the top. */
function findInnerIssues(union: v.BaseIssue<unknown>): readonly v.BaseIssue<unknown>[] {
  return (union.issues ?? []).flatMap((one) => {
    const [first, ...others] = [...(union.path ?? []), ...(one.path ?? [])];
    return one.path === undefined || first === undefined ? [] : { ...one, path: [first, ...others] };
  });
}

/** Finds the keys that the schema defines for the object at a path. */
function findKnownKeys(schema: object, path: Path): readonly string[] {
  const found = path.reduce(findInnerSchema, unwrapSchema(schema));
  return Object.keys(entriesOf(found) ?? {});
}

/** Returns the schema inside `v.optional` and the like; of several schemas, the one with keys. */
function unwrapSchema(schema: object): object {
  if ('wrapped' in schema && isObject(schema.wrapped)) return unwrapSchema(schema.wrapped);
  if (!('options' in schema && Array.isArray(schema.options))) return schema;
  return schema.options.filter(isObject).find((option) => entriesOf(option) !== undefined) ?? schema;
}

/** Returns the schema of an object's entry, of a list's items, or of a record's values; an empty one if there is none. */
function findInnerSchema(schema: object, key: PropertyKey): object {
  const entries = entriesOf(schema);
  const item = 'item' in schema ? schema.item : 'value' in schema ? schema.value : undefined;
  const inner: unknown = entries === undefined ? item : Reflect.get(entries, key);
  return isObject(inner) ? unwrapSchema(inner) : {};
}

const entriesOf = (schema: object): object | undefined =>
  'entries' in schema && isObject(schema.entries) ? schema.entries : undefined;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** Finds the offset of the key or the value at a path, or of its container if it is missing. */
function findNodeOffset(contents: unknown, path: Path, which: 'key' | 'value'): number {
  let node: unknown = contents;
  let offset = startOffset(contents) ?? 0;
  for (const [depth, part] of path.entries()) {
    const last = depth === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === part);
      offset = (last && which === 'key' ? startOffset(pair?.key) : startOffset(pair?.value)) ?? offset;
      node = pair?.value;
    } else {
      node = (node as { items?: readonly unknown[] } | undefined)?.items?.[Number(part)];
      offset = startOffset(node) ?? offset;
    }
  }
  return offset;
}

function startOffset(node: unknown): number | undefined {
  return isNode(node) ? (node as Node).range?.[0] : undefined;
}
