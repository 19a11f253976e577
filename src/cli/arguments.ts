/** Parses the command line, strictly: an unknown command or option is an error that names the nearest known one. */
import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isMarkdownFile } from '../lib/text/markdown-file.ts';
import { suggestName } from '../lib/text/nearest.ts';
import {
  type ApiOptionName,
  type ApiOptions,
  COMMANDS,
  type CommandName,
  listApiOptions,
  listOptions,
  OPTIONS,
  type Option,
  type OptionValues,
  SHELL_COMMANDS,
} from '../pipeline/option-table.ts';

/** The options that were given, by their names in the table of options. */
export type GivenOptions = Partial<OptionValues>;

export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'completion' }
  | { readonly kind: 'command'; readonly command: CommandName; readonly options: GivenOptions }
  | { readonly kind: 'wrong'; readonly problems: readonly Diagnostic[] };

/** The table of options, by the names on the command line. */
const FLAGS: ReadonlyMap<string, readonly [name: string, option: Option]> = new Map(
  listOptions().flatMap(([name, option]) => (option.flag ? [[option.flag, [name, option]] as const] : [])),
);

const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

type FlagConfig = {
  readonly type: 'boolean' | 'string';
  readonly multiple: boolean;
  readonly short?: string;
};

/** The configuration of `parseArgs`. */
const CONFIG: Readonly<Record<string, FlagConfig>> = Object.fromEntries(
  [...FLAGS].map(([flag, [, { value, isMultiple = false, short }]]) => [
    flag,
    { type: value === undefined ? 'boolean' : 'string', multiple: isMultiple, ...(short && { short }) },
  ]),
);

/**
 * Parses the arguments.
 * @param argv without the interpreter and the script
 * @returns the problems (`command-unknown`, `option-unknown`, `option-wrong`) if anything is wrong
 */
export function parseCommandLine(argv: readonly string[]): CommandLine {
  const parsed = parseArgs({
    args: [...argv],
    options: CONFIG,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const { values, positionals, tokens } = parsed;
  const problems = tokens.flatMap((token) => (token.kind === 'option' ? checkToken(token) : []));
  const found = findCommand(positionals, values);
  if (found === undefined) problems.push(unknownCommand(positionals));
  const options = parseValues(values, problems);
  if (found?.kind !== 'command') {
    return problems.length > 0 || found === undefined ? { kind: 'wrong', problems } : found;
  }
  const { command, words } = found;
  const operands = parseOperands(command, words, problems);
  if (problems.length > 0) return { kind: 'wrong', problems };
  return { kind: 'command', command, options: { ...options, ...operands } };
}

/** Returns the given options that the function of a command has. */
export function pickApiOptions<Name extends CommandName>(
  command: Name,
  options: GivenOptions,
): Partial<ApiOptions<Name>> {
  const known = listApiOptions(command);
  const picked = Object.entries(options).filter(([name]) => known.has(name as ApiOptionName<Name>));
  return Object.fromEntries(picked) as Partial<ApiOptions<Name>>;
}

type Values = ReturnType<typeof parseArgs>['values'];

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

/** Checks that the option is known, and has a value exactly if it needs one. */
function checkToken({ name, rawName, value }: OptionToken): readonly Diagnostic[] {
  const config = Object.hasOwn(CONFIG, name) ? CONFIG[name] : undefined;
  if (config === undefined) {
    const known = [...FLAGS.keys()].map((flag) => `--${flag}`);
    const advice = OPTIONS_ELSEWHERE.get(rawName);
    const help = advice === undefined ? suggestName(rawName, known) : { advice };
    return [diagnostic('option-unknown', { option: rawName, ...help })];
  }
  if (config.type === 'string' && (value === undefined || value === '')) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'a value', found: 'none' })];
  }
  if (config.type === 'boolean' && value !== undefined) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'no value', found: `\`${value}\`` })];
  }
  return [];
}

/** Options of other programs that do such work, and what to do here. */
const OPTIONS_ELSEWHERE: ReadonlyMap<string, string> = new Map([
  ...['-o', '--output', '--output-dir', '--dest'].map(
    (name) => [name, 'Use `--out` with a folder; the files in it are named after the publication.'] as const,
  ),
  ...['-w', '--watch', '--serve'].map(
    (name) =>
      [name, 'Handpress does not watch files. Run `build` again: it makes only what has changed.'] as const,
  ),
  ...['--toc', '--toc-depth', '--table-of-contents'].map(
    (name) =>
      [
        name,
        'A book always has its contents; set their depth with `contents-depth` in the settings.',
      ] as const,
  ),
  ...['-f', '--to', '-t', '--from'].map((name) => [name, 'Choose what is made with `--edition`.'] as const),
  ...['--css', '--style', '--stylesheet', '--template'].map(
    (name) => [name, 'Put your styles and templates into the project; see `docs/look.md`.'] as const,
  ),
]);

type Asked =
  | { readonly kind: 'help' | 'version' | 'completion' }
  | {
      readonly kind: 'command';
      readonly command: CommandName;
      /** The arguments after the command. */
      readonly words: readonly string[];
    };

/** What is certainly no command: `note.md`, `content/fever`, `.`, `..`. */
const isPath = (word = ''): boolean => isMarkdownFile(word) || /\.ya?ml$|[\\/]|^\.{1,2}$/i.test(word);

/** Finds the command, whose words come first. Without any word it is the help; a path alone is built. */
function findCommand(words: readonly string[], values: Values): Asked | undefined {
  if (values.help === true) return { kind: 'help' };
  if (values.version === true) return { kind: 'version' };
  if (words.length === 0) return { kind: 'help' };
  if (words[0] === 'help') return { kind: 'help' };
  if (words.length === 1 && words[0] === 'completion') return { kind: 'completion' };
  const command = COMMAND_NAMES.find((name) => name.split(' ').every((word, at) => words[at] === word));
  if (command !== undefined) {
    return { kind: 'command', command, words: words.slice(command.split(' ').length) };
  }
  return isPath(words[0]) ? { kind: 'command', command: 'build', words } : undefined;
}

function unknownCommand(words: readonly string[]): Diagnostic {
  const [first = ''] = words;
  const isGroup = COMMAND_NAMES.some((name) => name.startsWith(`${first} `));
  const command = isGroup ? words.slice(0, 2).join(' ') : first;
  const known = [...COMMAND_NAMES, ...Object.keys(SHELL_COMMANDS)];
  return diagnostic('command-unknown', { command, ...suggestName(command, known) });
}

/** Parses the values of all options, in the order of the command line. */
function parseValues(values: Values, problems: Diagnostic[]): GivenOptions {
  const options: Record<string, unknown> = {};
  for (const [flag, given] of Object.entries(values)) {
    const [name, option] = FLAGS.get(flag) ?? [];
    if (name === undefined || option === undefined) continue;
    if (option.value === undefined) options[name] = given === true;
    else if (option.isMultiple) options[name] = parseTexts(option, [given].flat(), problems);
    else [options[name]] = parseTexts(option, [given].flat(), problems);
  }
  if (options.noCache === true) options.cache = false;
  return options as GivenOptions;
}

/** Parses texts. Leaves out a missing value, which {@link checkToken} reports. */
function parseTexts(
  { flag, kind }: Option,
  texts: readonly (string | boolean | undefined)[],
  problems: Diagnostic[],
): readonly unknown[] {
  return texts.flatMap((text) => {
    if (typeof text !== 'string' || text === '') return [];
    const value = kind.parse === undefined ? text : kind.parse(text);
    if (value !== undefined) return [value];
    const expected = kind.expectedText ?? kind.expected;
    problems.push(diagnostic('option-wrong', { option: `--${flag}`, expected, found: `\`${text}\`` }));
    return [];
  });
}

/** Returns the arguments after the words of the command: `inputs`, or the `parts` of a merge. */
function parseOperands(
  command: CommandName,
  operands: readonly string[],
  problems: Diagnostic[],
): Pick<GivenOptions, 'inputs' | 'parts'> {
  if (operands.includes('-')) {
    const expected = 'the names of files or folders, because no Markdown is read from the standard input';
    problems.push(diagnostic('option-wrong', { option: command, expected, found: '`-`' }));
  }
  if (command !== 'manifest merge') return { inputs: operands };
  if (operands.length === 0) {
    const facts = { option: command, expected: 'the output folder of each part', found: 'none' };
    problems.push(diagnostic('option-wrong', facts));
  }
  return { parts: operands.map((operand) => OPTIONS.parts.kind.parse?.(operand) ?? operand) };
}
