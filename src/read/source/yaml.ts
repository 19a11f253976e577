/** Parses YAML text into data that matches a schema, and reports each fault at its line and column. */
import { isMap, isNode, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { convertKeys } from './foreign-keys.ts';
import { asksForStrictness, quoteValues } from './front-matter-repair.ts';
import { suggestKey } from './key-names.ts';
import { findKnownKeys, isObject, type Path } from './schema-keys.ts';
import {
  describeValue,
  type Leniency,
  type Locate,
  type Schema,
  type Validation,
  validateLeniently,
  validateStrictly,
} from './validate.ts';

/** A YAML file, or the front matter of a Markdown file. */
export interface YamlText {
  readonly file: string;
  readonly text: string;
  /** Lines of the file above the text: 1 for front matter, below its `---`. */
  readonly linesAbove: number;
}

/** How generously data is read. */
export interface YamlOptions extends Leniency {
  /** Whether keys and values of other programs are taken for ours. */
  readonly takesForeign?: boolean;
}

/**
 * Keys whose values are not text. All other values keep their source text, so that `1.10` and `no` stay text.
 */
const TYPED_KEYS = new Set([
  'sheets',
  'clinical',
  'strict',
  'highlight',
  'drop-caps',
  'llms',
  'markdown',
  'contents-depth',
  'number-sections',
  'number-depth',
  'list-of-figures',
  'list-of-tables',
  'list-of-listings',
  'half-title',
  'title-page',
  'list-of-abbreviations',
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
  /** Whether wrong and unknown things were left out. */
  readonly isLenient: boolean;
  /** Returns the location of the value at a path, or of its container if the value is missing. */
  location(...path: Path): SourceLocation;
  /** Returns the location of the last key of a path. */
  keyLocation(...path: Path): SourceLocation;
  /** Returns the keys in the source at a path. The data lacks some of them, such as `__proto__`. */
  keys(...path: Path): readonly string[];
}

/**
 * Parses YAML and validates it.
 * @returns what is right, after diagnostics: `yaml-broken`, `key-unknown`, `key-missing`, `value-wrong`, and the warnings
 * `keys-unused` and `value-wrong`; `undefined` if a value is missing without which nothing can be read
 */
export function readYaml<T>(
  yaml: YamlText,
  schema: Schema<T>,
  report: Report,
  options: YamlOptions = {},
): LocatedData<T> | undefined {
  const isRepaired = options.leavesOut === 'keys and values' && !asksForStrictness(yaml.text);
  // After an error, the text below front matter is read as well, so that all problems are reported in one run.
  const goesOn = options.takesForeign === true && yaml.linesAbove > 0;
  const parsed = parseYaml(yaml, { isRepaired, goesOn }, report);
  if (parsed === undefined) return undefined;
  const { document, locate: locateOffset } = parsed;

  restoreSourceText(document.contents);
  const data = convertToData(document) ?? {};
  if (data instanceof Error) {
    report(diagnostic('yaml-broken', { reason: data.message }, locateOffset(0)));
    return undefined;
  }
  if (!isRecord(data)) {
    const facts = { key: 'The YAML', expected: 'keys with their values', found: describeValue(data) };
    report(diagnostic('value-wrong', facts, locateOffset(0)));
    return undefined;
  }
  const known = findKnownKeys(schema, []);
  const { input, writtenKeys, isLenient } = prepareData(data, known, options);
  const locate: Locate = ([first, ...others], which) => {
    const written = first === undefined ? [] : [writtenKeys.get(first) ?? first];
    return locateOffset(findNodeOffset(document.contents, [...written, ...others], which));
  };
  const validation = { schema, locate, report };
  const output = isLenient
    ? validateLeniently(input, validation, options)
    : (validateStrictly(input, validation) ?? (goesOn ? readRest(input, validation) : undefined));
  if (output === undefined) return undefined;
  return {
    data: output,
    isLenient,
    location: (...path) => locate(path, 'value'),
    keyLocation: (...path) => locate(path, 'key'),
    keys: (...path) => {
      const node = document.getIn(path, true);
      return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
    },
  };
}

/** Returns what is right in front matter, to find the problems of the text below it as well. */
const readRest = <T>(input: Data, validation: Validation<T>): T | undefined =>
  validateLeniently(input, { ...validation, report: () => undefined }, { leavesOut: 'keys and values' });

/** A parsed document with its faults: `yaml-broken`. */
interface ParsedYaml {
  readonly document: ReturnType<typeof parseDocument>;
  readonly locate: (offset: number) => SourceLocation;
  readonly faults: readonly Diagnostic[];
}

/** What happens to YAML that cannot be read. */
interface Repair {
  /** Whether its faults are warnings. */
  readonly isRepaired: boolean;
  /** Whether what can be read of it is returned after errors. */
  readonly goesOn: boolean;
}

/** Parses YAML. A text that is to be repaired is parsed again with its values quoted; else it is left out. */
function parseYaml(
  yaml: YamlText,
  { isRepaired, goesOn }: Repair,
  report: Report,
): Omit<ParsedYaml, 'faults'> | undefined {
  const parsed = parseOnce(yaml);
  for (const fault of parsed.faults) report(isRepaired ? { ...fault, severity: 'warning' } : fault);
  if (parsed.faults.length === 0) return parsed;
  if (!isRepaired && !goesOn) return undefined;
  if (parsed.document.errors.length === 0) return parsed;
  const quoted = parseOnce({ ...yaml, text: quoteValues(yaml.text) });
  return quoted.document.errors.length === 0 ? quoted : parseOnce({ ...yaml, text: '' });
}

function parseOnce(yaml: YamlText): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(yaml.text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'error',
    // The library would compare each key with each other one.
    uniqueKeys: false,
  });
  const locate = (offset: number): SourceLocation => {
    const { line, col } = lines.linePos(offset);
    return { file: yaml.file, line: line + yaml.linesAbove, column: col };
  };
  // The library only warns of unknown tags and directives. They are errors here, because no author needs them.
  const broken = [...document.errors, ...document.warnings].map(({ code, message, pos }) =>
    diagnostic('yaml-broken', { reason: REASON_BY_CODE[code] ?? message }, locate(pos[0])),
  );
  const repeated = findRepeatedKeys(document.contents).map((offset) =>
    diagnostic('yaml-broken', { reason: 'Map keys must be unique' }, locate(offset)),
  );
  return { document, locate, faults: [...broken, ...repeated] };
}

type Data = Readonly<Record<string, unknown>>;

const isRecord = (data: unknown): data is Data => isObject(data) && !Array.isArray(data);

/** Returns the data with our keys, and whether it is read generously. */
function prepareData(
  data: Data,
  known: readonly string[],
  { takesForeign = false, leavesOut }: YamlOptions,
): { input: Data; writtenKeys: ReadonlyMap<PropertyKey, string>; isLenient: boolean } {
  const isLenient = leavesOut !== undefined;
  const { strict, ...others } = data;
  const saysStrict = isLenient && !known.includes('strict') && /^(?:true|false)$/.test(String(strict));
  const written = saysStrict ? others : data;
  const { data: input, writtenKeys } = takesForeign
    ? convertKeys(written, known)
    : { data: written, writtenKeys: new Map<string, string>() };
  const isGenerous = isLenient && String(strict) !== 'true' && !isClinical(input, known);
  return { input, writtenKeys, isLenient: isGenerous };
}

/** Returns whether a key says, or was meant to say, that the text is health information. */
const isClinical = (data: Data, known: readonly string[]): boolean =>
  known.includes('clinical') &&
  Object.keys(data).some((key) =>
    known.includes(key)
      ? key === 'clinical' && data[key] !== false
      : suggestKey(key, known).near === 'clinical',
  );

/** Finds the offsets of keys that a group has already. */
function findRepeatedKeys(contents: unknown): readonly number[] {
  const found: number[] = [];
  if (!isNode(contents)) return found;
  visit(contents, {
    Map: (_, map) => {
      const taken = new Set<unknown>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        if (taken.has(key.value)) found.push(startOffset(key) ?? 0);
        taken.add(key.value);
      }
    },
  });
  return found;
}

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
