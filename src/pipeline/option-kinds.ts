/** The kinds of values that an option can have: how a value of a program is validated, and how a text is parsed. */
import { resolve } from 'node:path';
import type { Host } from '../core/host.ts';
import type { Progress } from '../core/progress.ts';
import { MAX_SHARDS, parseShard, type Shard } from '../core/shard.ts';

/** @typeParam Item what one text of the command line is parsed to; of a list one item */
export interface OptionKind<T, Item = T> {
  /** Follows “needs” in a diagnostic about an option of a program. */
  readonly expected: string;
  /** Follows “needs” in a diagnostic about the command line, if it differs. */
  readonly expectedText?: string;
  /** TypeScript type, for the documentation. */
  readonly type: string;
  /** All values, if the kind is one of some names. */
  readonly names?: readonly string[];
  isValid(value: unknown): value is T;
  /** Parses one text of the command line. Returns `undefined` if it is not valid. Absent: the text is the value. */
  parse?(text: string): Item | undefined;
}

/** The value that an option of a kind has. */
export type ValueOf<Kind> = Kind extends OptionKind<infer T, unknown> ? T : never;

/** The most documents that can be printed at once. */
export const MAX_JOBS = 64;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const isCallable = (value: unknown): boolean => typeof value === 'function';
const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isText);
const isWholeNumber = (value: unknown, most: number): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= most;

const textOf = (expected: string): OptionKind<string> => ({ expected, type: 'string', isValid: isText });

/** A text, which can be empty. */
export const markdownText: OptionKind<string> = {
  expected: 'a text',
  type: 'string',
  isValid: (value): value is string => typeof value === 'string',
};

/** A path. On the command line it stays as it is. */
export const path = textOf('a path');

/** A path that is relative to the project in a program, and to the working folder on the command line. */
export const folder: OptionKind<string> = { ...path, parse: (text) => resolve(text) };

/** A file that readers get. */
export const bookFile: OptionKind<string> = {
  expected: 'a name that ends in `.pdf`, `.epub` or `.html`',
  type: 'string',
  isValid: (value): value is string => isText(value) && isBookFile(value),
};

/** Returns whether a path names a PDF, an e-book or a web page. */
export const isBookFile = (name: string): boolean => /\.(?:pdf|epub|html)$/i.test(name);

/** An address on the network. Validated where it is used, because the environment can have it, too. */
export const address = textOf('an address, such as "https://cache.example.org"');

/** An address that can have a password, so that it is never shown. */
export const queue = textOf('an address, such as "redis://queue.example.org:6379"');

export const commit = textOf('the name of a commit');

export const flag: OptionKind<boolean> = { expected: 'true or false', type: 'boolean', isValid: isFlag };

export const listOf = (items: string): OptionKind<readonly string[], string> => ({
  expected: `a list of ${items}`,
  type: 'readonly string[]',
  isValid: isTextList,
});

/** Variables with their values. */
export const assignments: OptionKind<readonly string[], string> = {
  expected: 'a list of variables such as "clinic.phone=01 23"',
  expectedText: 'a name and a value, such as clinic.phone="01 23"',
  type: 'readonly string[]',
  isValid: (value): value is readonly string[] => isTextList(value) && value.every(isAssignment),
  parse: (text) => (isAssignment(text) ? text : undefined),
};

const isAssignment = (text: string): boolean => /^\s*[\w-]+(?:\.[\w-]+)*\s*=/.test(text);

/** Style sheets of one build. */
export const styleSheets: OptionKind<readonly string[], string> = {
  ...listOf('style sheets'),
  parse: (text) => resolve(text),
};

/** Files and folders that are relative to the project in a program, and to the working folder on the command line. */
export const filePaths: OptionKind<readonly string[], string> = {
  ...listOf('files or folders'),
  parse: (text) => resolve(text),
};

/** Names of editions; a text of the command line can have several. */
export const editionNames: OptionKind<readonly string[], readonly string[]> = {
  ...listOf('editions, such as ["epub"]'),
  parse: (text) => text.split(',').filter((name) => name !== ''),
};

/** The output folders of the parts of a build, one or more. */
export const partFolders: OptionKind<readonly string[], string> = {
  ...listOf('the output folder of each part'),
  isValid: (value): value is readonly string[] => isTextList(value) && value.length > 0,
  parse: (text) => resolve(text),
};

/** One of some names. */
export const oneOf = <T extends string>(...names: readonly T[]): OptionKind<T> => ({
  expected: joinAlternatives(names.map((name) => `"${name}"`)),
  expectedText: joinAlternatives(names.map((name) => `\`${name}\``)),
  type: names.map((name) => `'${name}'`).join(' | '),
  names,
  isValid: (value): value is T => names.some((name) => name === value),
  parse: (text) => names.find((name) => name === text),
});

export const cacheFolder: OptionKind<boolean | string> = {
  expected: 'true, false or a path',
  type: 'boolean | string',
  isValid: (value): value is boolean | string => isFlag(value) || isText(value),
};

export const jobCount: OptionKind<number> = {
  expected: `a whole number from 1 to ${MAX_JOBS}`,
  expectedText: `a number from 1 to ${MAX_JOBS}`,
  type: 'number',
  isValid: (value): value is number => isWholeNumber(value, MAX_JOBS),
  parse: (text) => (/^\d+$/.test(text) && isWholeNumber(Number(text), MAX_JOBS) ? Number(text) : undefined),
};

export const shard: OptionKind<Shard> = {
  expected: `{ index, count }, from 1 of ${MAX_SHARDS} at most`,
  expectedText: `one part of how many (${MAX_SHARDS} at most), such as \`1/4\` or \`4/4\``,
  type: 'Shard',
  isValid: (value): value is Shard =>
    isRecord(value) && isWholeNumber(value.count, MAX_SHARDS) && isWholeNumber(value.index, value.count),
  parse: parseShard,
};

export const abortSignal: OptionKind<AbortSignal> = {
  expected: 'an AbortSignal',
  type: 'AbortSignal',
  isValid: (value): value is AbortSignal =>
    isRecord(value) && isFlag(value.aborted) && isCallable(value.addEventListener),
};

export const progressCallback: OptionKind<Progress> = {
  expected: 'a function',
  type: 'Progress',
  isValid: (value): value is Progress => isCallable(value),
};

/** The methods that every host has; the others are optional. */
const HOST_METHODS = Object.keys({
  ...{ list: true, kind: true, resolve: true, read: true, write: true, remove: true },
  ...{ fingerprint: true, fileIdentity: true, variable: true, today: true },
} satisfies Record<Exclude<keyof Host, 'inspect' | 'withLock' | 'memoize' | 'lastCommit'>, true>);

export const hostObject: OptionKind<Host> = {
  expected: `an object with the functions ${HOST_METHODS.join(', ')}`,
  type: 'Host',
  isValid: (value): value is Host => isRecord(value) && HOST_METHODS.every((name) => isCallable(value[name])),
};

/** Formats of a report that can be written to a file. The commands of GitHub have to be on stdout. */
const FILE_FORMATS = ['json', 'gitlab', 'junit', 'sarif'] as const;

export const reportFormat = oneOf('pretty', 'json', 'github', 'gitlab', 'junit', 'sarif');

/** A report that is written to a file. */
export interface ReportFile {
  readonly format: (typeof FILE_FORMATS)[number];
  readonly path: string;
}

const EXPECTED_REPORT = `a format (${joinAlternatives(FILE_FORMATS.map((name) => `\`${name}\``))}), \`=\` and a file, such as \`sarif=out.sarif\``;

export const reportFiles: OptionKind<readonly ReportFile[], ReportFile> = {
  expected: EXPECTED_REPORT,
  type: 'readonly ReportFile[]',
  isValid: (value): value is readonly ReportFile[] => Array.isArray(value),
  parse(text) {
    const [name, file] = text.split(/=(.*)/s, 2);
    const format = FILE_FORMATS.find((known) => known === name);
    return format !== undefined && file ? { format, path: file } : undefined;
  },
};

/** `a`, `b` or `c` */
function joinAlternatives(names: readonly string[]): string {
  const last = names.length - 1;
  return names.map((name, at) => `${at === 0 ? '' : at === last ? ' or ' : ', '}${name}`).join('');
}
