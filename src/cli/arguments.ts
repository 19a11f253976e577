/** Command line → what is asked for. Strict: an unknown command or option is an error that names the nearest known one. */
import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { MOST_SHARDS, type Shard, shardOf } from '../core/shard.ts';
import { near } from '../lib/text/nearest.ts';
import { MOST_JOBS } from '../pipeline/validate-options.ts';

export interface Config {
  readonly command: 'build' | 'check' | 'manifest merge' | 'cache clear' | 'help' | 'version';
  readonly what: readonly string[];
  readonly root: string;
  readonly out?: string;
  /** Names; empty: all. */
  readonly editions: readonly string[];
  /** Whether anything is kept for later builds; or the folder for it. */
  readonly cache: boolean | string;
  readonly browser?: string;
  readonly jobs?: number;
  /** A commit, by any name: only what was changed since the work left it. */
  readonly changedSince?: string;
  /** One machine's part of the work. */
  readonly shard?: Shard;
  readonly duplex?: 'long' | 'short';
  readonly proof: boolean;
  readonly format: (typeof FORMATS)[number];
  /** Files that the run is to be told in, too. */
  readonly reports: readonly ReportFile[];
  /** From where on a problem fails the run. */
  readonly failOn: (typeof GRAVITIES)[number];
  /** A file that is told where the time went. */
  readonly trace?: string;
  readonly debug: boolean;
}

export interface ReportFile {
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly path: string;
}

const OPTIONS = {
  root: { type: 'string' },
  out: { type: 'string' },
  edition: { type: 'string', multiple: true },
  cache: { type: 'string' },
  'no-cache': { type: 'boolean' },
  browser: { type: 'string' },
  jobs: { type: 'string' },
  'changed-since': { type: 'string' },
  shard: { type: 'string' },
  duplex: { type: 'string' },
  proof: { type: 'boolean' },
  format: { type: 'string' },
  report: { type: 'string', multiple: true },
  'fail-on': { type: 'string' },
  trace: { type: 'string' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const COMMANDS = ['build', 'check', 'manifest merge', 'cache clear'] as const;
const FORMATS = ['pretty', 'json', 'github', 'gitlab', 'junit', 'sarif'] as const;
/** Those that are files; the commands of GitHub have to be said. */
const REPORT_FORMATS = ['json', 'gitlab', 'junit', 'sarif'] as const;
const GRAVITIES = ['error', 'warning'] as const;
const EDGES = ['long', 'short'] as const;

type Values = ReturnType<typeof parseLoosely>['values'];

const parseLoosely = (argv: readonly string[]) =>
  parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true, strict: false, tokens: true });

/**
 * @param argv without the interpreter and the script
 * @returns diagnostics (`command-unknown`, `option-unknown`, `option-wrong`) when anything is wrong
 */
export function readArguments(argv: readonly string[]): Config | readonly Diagnostic[] {
  const { values, positionals, tokens } = parseLoosely(argv);
  const problems = tokens.flatMap((token) => (token.kind === 'option' ? optionProblems(token) : []));
  const { command, what } = commandOf(positionals, values);
  if (command === undefined) {
    const name = positionals.slice(0, 2).join(' ');
    const nearest = near(positionals[0] ?? '', COMMANDS);
    problems.push(diagnostic('command-unknown', { command: name, ...near(name, COMMANDS), ...nearest }));
  }
  const text = textsOf(values);
  const telling = tellingOf(values, problems);
  const edge = text('duplex');
  const duplex = edge === undefined ? undefined : oneOf('--duplex', edge, EDGES, problems);
  const jobs = jobsOf(text('jobs'), problems);
  const selection = selectionOf(text, problems);
  if (command === 'manifest merge' && what.length === 0) {
    const facts = { option: command, expected: 'the output folder of each part', found: 'none' };
    problems.push(diagnostic('option-wrong', facts));
  }
  if (problems.length > 0 || command === undefined || telling === undefined) return problems;
  return {
    command,
    what,
    root: text('root') ?? '.',
    editions: [values.edition ?? []].flat().filter((name) => typeof name === 'string'),
    ...telling,
    cache: values['no-cache'] === true ? false : (text('cache') ?? true),
    proof: values.proof === true,
    debug: values.debug === true,
    ...given({ out: text('out'), browser: text('browser'), trace: text('trace'), jobs, duplex }),
    ...selection,
  };
}

/** What is not there is left out. */
function given<T extends object>(settings: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const there = Object.entries(settings).filter(([, value]) => value !== undefined);
  return Object.fromEntries(there) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

const textsOf =
  (values: Values) =>
  (key: keyof Values): string | undefined =>
    typeof values[key] === 'string' ? values[key] : undefined;

function selectionOf(
  text: ReturnType<typeof textsOf>,
  problems: Diagnostic[],
): Pick<Config, 'changedSince' | 'shard'> {
  const [changedSince, written] = [text('changed-since'), text('shard')];
  const shard = written === undefined ? undefined : shardOf(written);
  if (written !== undefined && shard === undefined) {
    const expected = `one part of how many (${MOST_SHARDS} at most), such as \`1/4\` or \`4/4\``;
    problems.push(diagnostic('option-wrong', { option: '--shard', expected, found: `\`${written}\`` }));
  }
  return { ...(changedSince !== undefined && { changedSince }), ...(shard && { shard }) };
}

function tellingOf(
  values: Values,
  problems: Diagnostic[],
): Pick<Config, 'format' | 'reports' | 'failOn'> | undefined {
  const text = textsOf(values);
  const format = oneOf('--format', text('format') ?? 'pretty', FORMATS, problems);
  const failOn = oneOf('--fail-on', text('fail-on') ?? 'error', GRAVITIES, problems);
  const reports = reportsOf(values.report, problems);
  return format && failOn && { format, failOn, reports };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function optionProblems({ name, rawName, value }: OptionToken): readonly Diagnostic[] {
  const option = Object.hasOwn(OPTIONS, name) ? OPTIONS[name as keyof typeof OPTIONS] : undefined;
  if (option === undefined) {
    const known = Object.keys(OPTIONS).map((key) => `--${key}`);
    return [diagnostic('option-unknown', { option: rawName, ...near(rawName, known) })];
  }
  if (option.type === 'string' && (value === undefined || value === '')) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'a value', found: 'none' })];
  }
  if (option.type === 'boolean' && value !== undefined) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'no value', found: `\`${value}\`` })];
  }
  return [];
}

/** The words of a command come first; the rest is what it is to be done with. */
function commandOf(
  words: readonly string[],
  values: Values,
): { command?: Config['command']; what: string[] } {
  if (values.help === true) return { command: 'help', what: [] };
  if (values.version === true) return { command: 'version', what: [] };
  if (words.length === 0) return { command: 'help', what: [] };
  const command = COMMANDS.find((name) => name.split(' ').every((word, index) => words[index] === word));
  return command === undefined ? { what: [] } : { command, what: words.slice(command.split(' ').length) };
}

/** `a`, `b` or `c` */
const alternatives = (names: readonly string[]): string =>
  names.map((name, at) => `${at === 0 ? '' : at === names.length - 1 ? ' or ' : ', '}\`${name}\``).join('');

function oneOf<T extends string>(
  option: string,
  value: string,
  known: readonly T[],
  problems: Diagnostic[],
): T | undefined {
  const found = known.find((name) => name === value);
  if (found === undefined) {
    const expected = alternatives(known);
    problems.push(diagnostic('option-wrong', { option, expected, found: `\`${value}\`` }));
  }
  return found;
}

function reportsOf(given: Values['report'], problems: Diagnostic[]): readonly ReportFile[] {
  const written = [given ?? []].flat().filter((value) => typeof value === 'string');
  return written.flatMap((value) => {
    const [name, path] = value.split(/=(.*)/s, 2);
    const format = REPORT_FORMATS.find((known) => known === name);
    if (format !== undefined && path) return [{ format, path }];
    const expected = `a format (${alternatives(REPORT_FORMATS)}), \`=\` and a file, such as \`sarif=out.sarif\``;
    problems.push(diagnostic('option-wrong', { option: '--report', expected, found: `\`${value}\`` }));
    return [];
  });
}

function jobsOf(value: string | undefined, problems: Diagnostic[]): number | undefined {
  if (value === undefined) return undefined;
  const jobs = /^\d+$/.test(value) ? Number(value) : 0;
  if (jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  const expected = `a number from 1 to ${MOST_JOBS}`;
  problems.push(diagnostic('option-wrong', { option: '--jobs', expected, found: `\`${value}\`` }));
  return undefined;
}
