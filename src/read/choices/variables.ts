/** Finds the values of variables: https://quarto.org/docs/authoring/variables.html */
import type { FoundValue } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';

/** The variables of a publication, and its metadata. */
export interface VariableData {
  /** Those of the command line, by path: `clinic.phone`. */
  readonly given: ReadonlyMap<string, string>;
  /** Texts, lists, or variables in each other. */
  readonly variables: unknown;
  /** The settings of the publication. */
  readonly metadata: unknown;
}

type Kind = 'var' | 'meta' | 'value';

const SHORTCODES = /\{\{[<%]\s*(var|meta)\s+["']?([\w-]+(?:\.[\w-]+)*)["']?\s*[%>]\}\}/g;
const VALUES = /\{\{-?\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)\s*-?\}\}/g;

/** Returns the value of each variable in a text, by kind and name. Of `{{ name }}`, only those that there are. */
export function findValues(text: string, data: VariableData): ReadonlyMap<string, FoundValue> {
  const found = new Map<string, FoundValue>();
  for (const [, kind = '', name = ''] of text.matchAll(SHORTCODES)) {
    found.set(`${kind} ${name}`, findValue(kind as Kind, name, data, []));
  }
  for (const [, name = ''] of text.matchAll(VALUES)) {
    const value = findValue('value', name, data, []);
    if (value.kind !== 'missing') found.set(`value ${name}`, value);
  }
  return found;
}

/** Returns the text of a variable or of metadata; `undefined` if there is none. */
export function readValue(name: string, data: VariableData): string | undefined {
  const [own, other] = [findValue('var', name, data, []), findValue('meta', name, data, [])];
  if (own.kind === 'text') return own.text;
  return other.kind === 'text' ? other.text : undefined;
}

/** @param path the variables whose values contain this one, outermost first */
function findValue(kind: Kind, name: string, data: VariableData, path: readonly string[]): FoundValue {
  const key = `${kind === 'meta' ? 'meta' : 'var'} ${name}`;
  if (path.includes(key)) return { kind: 'circular', path: [...path, key].map(nameOfKey) };
  const written = lookUp(kind, name, data);
  if (written === undefined) return { kind: 'missing', ...suggestName(name, listNames(kind, data)) };
  return fillIn(written, data, [...path, key]);
}

const nameOfKey = (key: string): string => key.replace(/^\w+ /, '');

/** Replaces the variables in a value. */
function fillIn(written: string, data: VariableData, path: readonly string[]): FoundValue {
  let text = '';
  let at = 0;
  for (const { 0: mark, 1: kind, 2: name = '', index } of written.matchAll(SHORTCODES)) {
    const value = findValue(kind as Kind, name, data, path);
    if (value.kind !== 'text') return value;
    text += written.slice(at, index) + value.text;
    if (text.length > MAX_LENGTH) return { kind: 'missing' };
    at = index + mark.length;
  }
  return { kind: 'text', text: text + written.slice(at) };
}

/** UTF-16 code units of a value, because values in values can double in length again and again. */
const MAX_LENGTH = 10_000;

function lookUp(kind: Kind, name: string, { given, variables, metadata }: VariableData): string | undefined {
  if (kind === 'meta') return readPath(metadata, name.split('.'));
  return given.get(name) ?? readPath(variables, name.split('.'));
}

function readPath(data: unknown, [key, ...rest]: readonly string[]): string | undefined {
  if (key === undefined) return formatValue(data);
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, key)) return undefined;
  return readPath((data as Readonly<Record<string, unknown>>)[key], rest);
}

/** Formats a text, a number, or a list of these; of people, the names. */
function formatValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value.length > MAX_LENGTH ? undefined : value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.map((item: unknown) =>
    typeof item === 'object' && item !== null && 'name' in item ? formatValue(item.name) : formatValue(item),
  );
  return items.includes(undefined) ? undefined : items.join(', ');
}

function listNames(kind: Kind, { given, variables, metadata }: VariableData): readonly string[] {
  return kind === 'meta' ? namesIn(metadata, '') : [...given.keys(), ...namesIn(variables, '')];
}

const MAX_NAMES = 1000;

function namesIn(data: unknown, prefix: string): readonly string[] {
  if (typeof data !== 'object' || data === null || Array.isArray(data) || prefix.length > 200) return [];
  return Object.entries(data)
    .slice(0, MAX_NAMES)
    .flatMap(([name, value]) => {
      const path = `${prefix}${name}`;
      return formatValue(value) === undefined ? namesIn(value, `${path}.`) : [path];
    });
}
