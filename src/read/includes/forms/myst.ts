/**
 * Finds includes of MyST and Sphinx: the directives `include` and `literalinclude`,
 * https://mystmd.org/guide/directives#directive-include.
 */
import { posix } from 'node:path';
import type { Boundary, FilePart, FindMarks, IncludedFile, Line, LineRange } from '../include-mark.ts';
import { buildLineRange } from './line-range.ts';

const OPENING = /^([ \t>]*)(`{3,}|~{3,}|:{3,})\{(include|literalinclude)\}[ \t]*(\S.*)$/;
const OPTION = /^[ \t>]*:?([\w-]+):(?:[ \t]+(.*)|[ \t]*)$/;

/** How many lines an include may have. */
const MOST_LINES = 40;

export const findMystMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line === undefined || (line.place !== 'text' && line.place !== 'opening')) return [];
  const [, indent = '', signs = '', directive, path = ''] = OPENING.exec(line.text) ?? [];
  if (directive === undefined) return [];
  const options = lines.slice(index + 1, index + MOST_LINES);
  const length = options.findIndex(({ text }) => text.replace(/^[ \t>]+/, '').trim() === signs);
  const last = length === -1 ? undefined : lines[index + 1 + length];
  if (last === undefined) return [];
  const files = [
    readFile(path.trimEnd(), directive === 'literalinclude', readOptions(options.slice(0, length))),
  ];
  return [{ start: line.start + indent.length, end: last.start + last.text.length, files }];
};

type Options = ReadonlyMap<string, string>;

const readOptions = (lines: readonly Line[]): Options =>
  new Map(
    lines.flatMap(({ text }) => {
      const [, key, value = ''] = OPTION.exec(text) ?? [];
      return key === undefined ? [] : [[key, value.trimEnd().replace(/^(["'])(.*)\1$/, '$2')] as const];
    }),
  );

function readFile(path: string, isLiteral: boolean, options: Options): IncludedFile {
  const language = options.get('language') ?? options.get('lang') ?? options.get('code');
  const isListing = isLiteral || options.has('literal') || language !== undefined;
  const dedent = options.get('dedent');
  const caption = options.get('caption');
  return {
    path,
    bases: ['file', 'chapter'],
    part: readPart(options, isListing),
    as: isListing ? 'listing' : 'markdown',
    ...nameLanguage(path, language, options),
    ...(dedent !== undefined && { dedent: dedent === '' ? 'common' : Number(dedent) || 0 }),
    ...(caption !== undefined && isListing && { caption }),
  };
}

/** Returns the language, with numbers and marks of lines as after a fence: `python:line-numbers=10{2,4-5}`. */
function nameLanguage(
  path: string,
  language: string | undefined,
  options: Options,
): Pick<IncludedFile, 'language'> {
  const [, start] =
    /^(\d{1,5})$/.exec(options.get('lineno-start') ?? options.get('number-lines') ?? '') ?? [];
  const isNumbered = ['linenos', 'number-lines', 'lineno-start'].some((name) => options.has(name));
  const [marked] = /^[\d\s,-]+$/.exec(options.get('emphasize-lines') ?? '') ?? [];
  if (language === undefined && !isNumbered && marked === undefined) return {};
  const named = language ?? posix.extname(path).slice(1).toLowerCase();
  const numbers = isNumbered ? `:line-numbers${start === undefined ? '' : `=${start}`}` : '';
  return { language: `${named}${numbers}${marked === undefined ? '' : `{${marked}}`}` };
}

function readPart(options: Options, isListing: boolean): FilePart {
  const lines = options.get('lines');
  if (lines !== undefined) return { kind: 'lines', ranges: lines.split(',').map(readRange) };
  const [first, last] = [options.get('start-line'), options.get('end-line')];
  if (first !== undefined || last !== undefined) {
    // The first line is 0 here, and the last one is not included.
    const to = last === undefined ? Number.POSITIVE_INFINITY : Number(last);
    return { kind: 'lines', ranges: [{ from: Number(first ?? 0) + 1, to }] };
  }
  const other = isListing ? 'other lines' : 'rest';
  const from = findBoundary(options, { 'start-at': 'its line, too', 'start-after': other });
  const to = findBoundary(options, { 'end-at': 'its line, too', 'end-before': other });
  if (from === undefined && to === undefined) return { kind: 'all' };
  return { kind: 'between', ...(from && { from }), ...(to && { to }) };
}

function findBoundary(
  options: Options,
  ways: Readonly<Record<string, Boundary['takes']>>,
): Boundary | undefined {
  for (const [key, takes] of Object.entries(ways)) {
    const text = options.get(key);
    if (text !== undefined) return { text, takes };
  }
  return undefined;
}

/** Reads `3`, `3-5`, `3-` and `-5`. */
function readRange(written: string): LineRange {
  const [from = '', to] = written.trim().split('-');
  return buildLineRange(from, to);
}
