/** Validates data of a YAML text by a schema: strictly, or so that what is wrong is left out. */
import * as v from 'valibot';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { findOwnKey, suggestKey } from './key-names.ts';
import { findChoices, findKnownKeys, isObject, type Path } from './schema-keys.ts';

export type Schema<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;

/** Returns the location of the key or the value at a path. */
export type Locate = (path: Path, which: 'key' | 'value') => SourceLocation;

/** What is not an error. */
export interface Leniency {
  /** What is left out with a warning, unless the data says `clinical:` or `strict: true`; else it is an error. */
  readonly leavesOut?: 'keys' | 'keys and values';
  /** Keys that belong in `publication.yaml` instead. */
  readonly keysOfWork?: readonly string[];
}

/** What data is validated by. */
export interface Validation<T> {
  readonly schema: Schema<T>;
  readonly locate: Locate;
  readonly report: Report;
}

/**
 * Returns the output of the schema.
 * @returns `undefined` after an error: `key-unknown`, `key-missing`, `value-wrong`
 */
export function validateStrictly<T>(
  input: unknown,
  { schema, locate, report }: Validation<T>,
): T | undefined {
  const result = v.safeParse(schema, input, { abortPipeEarly: true });
  if (result.success) return result.output;
  for (const issue of result.issues) {
    for (const problem of buildDiagnostics(issue, schema, locate)) report(problem);
  }
  return undefined;
}

/**
 * Returns the output of the schema without unknown keys and, unless values are strict, without wrong values. Warnings: `keys-unused`, `value-wrong`.
 * @returns `undefined` after an error, if more is wrong
 */
export function validateLeniently<T>(
  input: Readonly<Record<string, unknown>>,
  validation: Validation<T>,
  { leavesOut, keysOfWork = [] }: Leniency,
): T | undefined {
  const { schema, locate, report } = validation;
  const { data, unused: unknown } = leaveOutUnknown(input, schema);
  const unused = unknown.filter((path) => {
    const refused = refuseKey(path, locate);
    // Other programs have plugins, too.
    if (refused?.code === 'plugins-elsewhere') report({ ...refused, severity: 'warning' });
    else if (refused !== undefined) report(refused);
    return refused === undefined;
  });
  reportUnused(unused, { present: Object.keys(data), keysOfWork }, validation);
  if (leavesOut === 'keys') return validateStrictly(data, validation);
  let rest = data;
  // Each round leaves out a value at least.
  for (;;) {
    const result = v.safeParse(schema, rest, { abortPipeEarly: true });
    if (result.success) return result.output;
    const remaining = leaveOutWrong(rest, result.issues);
    if (remaining === undefined) return validateStrictly(rest, validation);
    for (const issue of result.issues) {
      for (const problem of buildDiagnostics(issue, schema, locate))
        report({ ...problem, severity: 'warning' });
    }
    rest = remaining;
  }
}

/** Keys for the shared cache and the queue, in any spelling. Only the command line and the environment have them. */
const isMachineKey = (key: string): boolean =>
  /^(?:handpress[-_ .]?)?(?:shared[-_ .]?cache|queue(?:[-_ .]?(?:url|address))?$)/i.test(key);

/** Returns the problem of a key that this file must not have, because a stranger could then choose a server, or code that is run. */
function refuseKey(path: Path, locate: Locate): Diagnostic | undefined {
  const key = String(path.at(-1));
  if (isMachineKey(key)) return diagnostic('shared-cache-in-file', { key }, locate(path, 'key'));
  const isPlugins = path.length === 1 && key === 'plugins';
  return isPlugins ? diagnostic('plugins-elsewhere', {}, locate(path, 'key')) : undefined;
}

/** Returns data without keys that the schema does not know at the top and in its groups, and the paths of these. */
function leaveOutUnknown(
  input: Readonly<Record<string, unknown>>,
  schema: object,
): { readonly data: Readonly<Record<string, unknown>>; readonly unused: readonly Path[] } {
  const unused: Path[] = [];
  const select = (group: object, path: Path): Readonly<Record<string, unknown>> => {
    const known = findKnownKeys(schema, path);
    if (known.length === 0) return { ...group };
    const entries = Object.entries(group).filter(
      ([key]) => known.includes(key) || !unused.push([...path, key]),
    );
    return Object.fromEntries(entries);
  };
  const selectInner = (value: unknown, path: Path): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown, index) => selectInner(item, [...path, index]));
    return isObject(value) && path.length < 3 ? select(value, path) : value;
  };
  const data = Object.entries(select(input, [])).map(
    ([key, value]) => [key, selectInner(value, [key])] as const,
  );
  return { data: Object.fromEntries(data), unused };
}

function reportUnused(
  unused: readonly Path[],
  { present, keysOfWork }: { readonly present: readonly string[]; readonly keysOfWork: readonly string[] },
  { schema, locate, report }: Pick<Validation<unknown>, 'schema' | 'locate' | 'report'>,
): void {
  const [first] = unused;
  if (first === undefined) return;
  const nearby = unused.flatMap((path) => {
    const known = findKnownKeys(schema, path.slice(0, -1));
    // There are contents without it.
    if (path.at(-1) === 'toc') return [];
    const { near } = suggestKey(String(path.at(-1)), known);
    return near === undefined || present.includes(near) ? [] : { path, near };
  });
  const names = unused.map((path) => path.filter((part) => typeof part === 'string').join('.'));
  const keys = [...new Set(names)];
  const [meant] = nearby;
  const isAccessibility = unused.some((path) => suggestKey(String(path.at(-1)), []).isAccessibility);
  const ofWork = keys.filter((key) => {
    const own = findOwnKey(key, keysOfWork);
    return own !== undefined && !present.includes(own);
  });
  const facts = {
    keys,
    ofWork,
    ...(meant && { meant: { key: String(meant.path.at(-1)), near: meant.near } }),
    ...(isAccessibility && { isAccessibility }),
  };
  report(diagnostic('keys-unused', facts, locate(meant?.path ?? first, 'key')));
}

/** Returns data without the values, or the items of lists, that are wrong; nothing if another thing is wrong. */
function leaveOutWrong(
  data: Readonly<Record<string, unknown>>,
  issues: readonly v.BaseIssue<unknown>[],
): Readonly<Record<string, unknown>> | undefined {
  const wrong = new Map<string, Set<unknown>>();
  for (const { path } of issues) {
    const key = path?.[0]?.key;
    if (typeof key !== 'string' || !Object.hasOwn(data, key)) return undefined;
    wrong.set(key, (wrong.get(key) ?? new Set()).add(path?.[1]?.key));
  }
  const rest = Object.entries(data).flatMap(([key, value]) => {
    const parts = wrong.get(key);
    if (parts === undefined) return [[key, value] as const];
    const areItems = Array.isArray(value) && [...parts].every((part) => typeof part === 'number');
    return areItems ? [[key, value.filter((_, index) => !parts.has(index))] as const] : [];
  });
  return Object.fromEntries(rest);
}

function buildDiagnostics(
  issue: v.BaseIssue<unknown>,
  schema: Schema<unknown>,
  locate: Locate,
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
    let listed = known;
    return Object.keys(holder ?? {})
      .filter((key) => !known.includes(key))
      .map((key) => {
        const own = [...path.slice(0, -1), key];
        const location = locate(own, 'key');
        const refused = refuseKey(own, locate);
        if (refused !== undefined) return refused;
        const suggestion = suggestKey(key, known);
        const problem = diagnostic('key-unknown', { key, known: listed, ...suggestion }, location);
        // The keys are listed once.
        if (suggestion.near === undefined && !suggestion.isAccessibility) listed = [];
        return problem;
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

/** Returns what is wrong in a group of keys that may also be text, with paths from the top. */
function findInnerIssues(union: v.BaseIssue<unknown>): readonly v.BaseIssue<unknown>[] {
  return (union.issues ?? []).flatMap((one) => {
    const [first, ...others] = [...(union.path ?? []), ...(one.path ?? [])];
    return one.path === undefined || first === undefined ? [] : { ...one, path: [first, ...others] };
  });
}

export function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of keys';
  const text = String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}
