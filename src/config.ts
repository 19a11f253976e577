/** Command line → what is asked for. Strict: an unknown command or option is an error that names the nearest known one. */
import { parseArgs } from 'node:util';
import { diagnostic } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import { near } from './nearest.ts';

export interface Config {
  readonly command: 'build' | 'check' | 'help' | 'version';
  readonly what: readonly string[];
  readonly root: string;
  readonly out?: string;
  /** Names; empty: all. */
  readonly editions: readonly string[];
  readonly browser?: string;
  readonly jobs?: number;
  readonly duplex?: 'long' | 'short';
  readonly proof: boolean;
  readonly format: 'pretty' | 'json';
  readonly debug: boolean;
}

const OPTIONS = {
  root: { type: 'string' },
  out: { type: 'string' },
  edition: { type: 'string', multiple: true },
  browser: { type: 'string' },
  jobs: { type: 'string' },
  duplex: { type: 'string' },
  proof: { type: 'boolean' },
  format: { type: 'string' },
  debug: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const;

const COMMANDS = ['build', 'check'] as const;
const FORMATS = ['pretty', 'json'] as const;
const EDGES = ['long', 'short'] as const;
const MOST_JOBS = 64;

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
  const [name, ...what] = positionals;
  const command = commandOf(name, values);
  if (command === undefined) {
    problems.push(diagnostic('command-unknown', { command: name ?? '', ...near(name ?? '', COMMANDS) }));
  }
  const text = (key: keyof Values): string | undefined =>
    typeof values[key] === 'string' ? values[key] : undefined;
  const format = oneOf('--format', text('format') ?? 'pretty', FORMATS, problems);
  const edge = text('duplex');
  const duplex = edge === undefined ? undefined : oneOf('--duplex', edge, EDGES, problems);
  const jobs = jobsOf(text('jobs'), problems);
  if (problems.length > 0 || command === undefined || format === undefined) return problems;
  const [out, browser] = [text('out'), text('browser')];
  return {
    command,
    what,
    root: text('root') ?? '.',
    editions: [values.edition ?? []].flat().filter((name) => typeof name === 'string'),
    format,
    proof: values.proof === true,
    debug: values.debug === true,
    ...(out !== undefined && { out }),
    ...(browser !== undefined && { browser }),
    ...(jobs !== undefined && { jobs }),
    ...(duplex !== undefined && { duplex }),
  };
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

function commandOf(name: string | undefined, values: Values): Config['command'] | undefined {
  if (values.help === true) return 'help';
  if (values.version === true) return 'version';
  if (name === undefined) return 'help';
  return COMMANDS.find((command) => command === name);
}

function oneOf<T extends string>(
  option: string,
  value: string,
  known: readonly T[],
  problems: Diagnostic[],
): T | undefined {
  const found = known.find((name) => name === value);
  if (found === undefined) {
    const expected = known.map((name) => `\`${name}\``).join(' or ');
    problems.push(diagnostic('option-wrong', { option, expected, found: `\`${value}\`` }));
  }
  return found;
}

function jobsOf(value: string | undefined, problems: Diagnostic[]): number | undefined {
  if (value === undefined) return undefined;
  const jobs = /^\d+$/.test(value) ? Number(value) : 0;
  if (jobs >= 1 && jobs <= MOST_JOBS) return jobs;
  const expected = `a number from 1 to ${MOST_JOBS}`;
  problems.push(diagnostic('option-wrong', { option: '--jobs', expected, found: `\`${value}\`` }));
  return undefined;
}
