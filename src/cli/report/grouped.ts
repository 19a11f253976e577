/** Formats many diagnostics for people on a screen and a half: each kind once, what to do first at the head. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { formatDiagnostic, type PrettyOptions } from './pretty.ts';
import { replaceControlCharacters } from './sanitize.ts';

/** Lines of a screen and a half. More are grouped. */
export const MAX_LINES = 60;

/** Lines that the list of the remaining kinds may take. */
const LIST_LINES = 14;

const RANKS = { error: 0, warning: 1, note: 2 } as const;

/** The problems of one code. */
interface Kind {
  readonly first: Diagnostic;
  /** Problems with the same words, in the order of their first places. */
  readonly groups: readonly (readonly Diagnostic[])[];
  readonly count: number;
  readonly files: number;
}

/** Formats the diagnostics of a run; those of a program of many files as {@link MAX_LINES} lines at most. */
export async function formatGrouped(
  problems: readonly Diagnostic[],
  options: PrettyOptions,
): Promise<string> {
  if (problems.length <= MAX_LINES) {
    const all = await formatAll(problems, options);
    if (countLines(all) <= MAX_LINES) return all;
  }
  const kinds = findKinds(problems);
  for (const examples of [3, 2, 1]) {
    const text = await formatKinds(kinds, examples, options);
    if (countLines(text) < MAX_LINES) return `${text}${formatEnd(problems.length)}`;
  }
  return `${await formatFirstKinds(kinds, options)}${formatEnd(problems.length)}`;
}

const formatEnd = (count: number): string =>
  `${count.toLocaleString('en')} problems in all: \`--format json\` lists each with its place.\n\n`;

/** Columns of a terminal; a longer line takes several rows. */
const COLUMNS = 100;

const countLines = (text: string): number =>
  text.split('\n').reduce((rows, line) => rows + Math.max(1, Math.ceil(line.length / COLUMNS)), -1);

async function formatAll(problems: readonly Diagnostic[], options: PrettyOptions): Promise<string> {
  const texts: string[] = [];
  for (const problem of problems) texts.push(`${await formatDiagnostic(problem, options)}\n`);
  return texts.join('');
}

/**
 * Sorts kinds by severity, then by the number of files that have it, because one repair helps most there. What needs no
 * repair is last of its severity.
 */
function findKinds(problems: readonly Diagnostic[]): readonly Kind[] {
  const kinds = [...Map.groupBy(problems, ({ code }) => code).values()].flatMap((same) => buildKind(same));
  return kinds.sort(
    (one, other) =>
      RANKS[one.first.severity] - RANKS[other.first.severity] ||
      Number(isHarmless(one)) - Number(isHarmless(other)) ||
      other.files - one.files ||
      other.count - one.count,
  );
}

/** Returns whether the hint of every problem says that nothing has to be done. */
const isHarmless = ({ groups }: Kind): boolean =>
  groups.every(([first]) => first?.hint?.startsWith('Nothing has to be done') ?? false);

function buildKind(same: readonly Diagnostic[]): readonly Kind[] {
  const [first] = same;
  if (first === undefined) return [];
  const groups = [...Map.groupBy(same, ({ message, hint }) => `${message}\n${hint}`).values()];
  return [{ first, groups, count: same.length, files: countFiles(same) }];
}

const countFiles = (problems: readonly Diagnostic[]): number =>
  new Set(problems.map(({ place }) => place?.file)).size;

/** @param examples different messages of one kind that are shown */
async function formatKinds(
  kinds: readonly Kind[],
  examples: number,
  options: PrettyOptions,
): Promise<string> {
  const texts: string[] = [];
  for (const kind of kinds) texts.push(await formatKind(kind, examples, options));
  return texts.join('');
}

async function formatKind({ groups }: Kind, examples: number, options: PrettyOptions): Promise<string> {
  const shown = groups.slice(0, examples);
  const texts: string[] = [];
  for (const [first, ...others] of shown) {
    if (first === undefined) continue;
    const also = others.length === 0 ? '' : `  also at ${formatPlaces(others)}\n`;
    texts.push(`${await formatDiagnostic(first, options)}${also}\n`);
  }
  const rest = groups.slice(examples).flat();
  if (rest.length === 0) return texts.join('');
  const where =
    rest[0]?.place === undefined ? '' : `, in ${formatFiles(countFiles(rest))}: ${formatPlaces(rest)}`;
  const more = `  ${rest.length} more of this kind${where}\n\n`;
  return `${texts.join('').replace(/\n$/, '')}${more}`;
}

/** Number of places in a line. */
const PLACES = 3;

function formatPlaces(problems: readonly Diagnostic[]): string {
  const named = problems
    .slice(0, PLACES)
    .map(({ place }) =>
      place === undefined
        ? 'elsewhere'
        : `${replaceControlCharacters(place.file)}:${place.line}:${place.column}`,
    );
  const more = problems.length - named.length;
  const others = more === 0 ? '' : ` and ${more} other ${more === 1 ? 'place' : 'places'}`;
  return `${named.join(', ')}${others}`;
}

/** Formats as many kinds as there is room for, and lists the others in a line each. */
async function formatFirstKinds(kinds: readonly Kind[], options: PrettyOptions): Promise<string> {
  let [text, shown] = ['', 0];
  for (const kind of kinds) {
    const next = `${text}${await formatKind(kind, 1, options)}`;
    if (countLines(next) > MAX_LINES - LIST_LINES - 3) break;
    text = next;
    shown += 1;
  }
  const others = kinds.slice(shown);
  const lines = others.slice(0, LIST_LINES).map(formatLine);
  const left = others.length - lines.length;
  return `${text}${lines.join('')}${left > 0 ? `  and ${left} other kinds\n` : ''}\n`;
}

const formatLine = ({ first: { severity, code }, count, files }: Kind): string =>
  `  ${severity}  ${code}: ${count} in ${formatFiles(files)}\n`;

const formatFiles = (count: number): string => `${count} ${count === 1 ? 'file' : 'files'}`;
