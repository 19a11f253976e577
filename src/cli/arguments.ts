/** Parses the command line, strictly: an unknown command or option is an error that names the nearest known one. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { isMarkdownFile } from '../lib/text/markdown-file.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { isBookFile } from '../pipeline/option-kinds.ts';
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
  type ShellCommandName,
} from '../pipeline/option-table.ts';

/** The options that were given, by their names in the table of options. */
export type GivenOptions = Partial<OptionValues>;

/** A command of {@link SHELL_COMMANDS}. */
export interface ShellCommand {
  readonly kind: 'shell';
  readonly command: ShellCommandName;
  /** The arguments after the command. */
  readonly words: readonly string[];
  readonly options: GivenOptions;
}

export type CommandLine =
  | { readonly kind: 'version' }
  | ShellCommand
  | {
      readonly kind: 'command';
      readonly command: CommandName;
      readonly options: GivenOptions;
      /** What is to be reported although the command is run. */
      readonly notes?: readonly Diagnostic[];
    }
  | {
      readonly kind: 'wrong';
      readonly problems: readonly Diagnostic[];
      /** Absent: it is unknown. */
      readonly command?: AnyCommand;
    };

/** The table of options, by the names on the command line. */
const FLAGS: ReadonlyMap<string, readonly [name: string, option: Option]> = new Map(
  listOptions().flatMap(([name, option]) => (option.flag ? [[option.flag, [name, option]] as const] : [])),
);

const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];
const SHELL_NAMES = Object.keys(SHELL_COMMANDS) as readonly ShellCommandName[];

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
 * Parses the arguments. Those of other programs are translated only if they are wrong here, so that others need not load
 * what translates them.
 * @param argv without the interpreter and the script
 */
export async function readCommandLine(argv: readonly string[]): Promise<CommandLine> {
  const parsed = parseCommandLine(argv);
  if (parsed.kind !== 'wrong') return parsed;
  const { translateHabits } = await import('./habits.ts');
  const hasOption = (name: string): boolean =>
    FLAGS.has(name.slice(2)) && !isForOthers(name.slice(2), parsed.command);
  const { args, notes, problems } = translateHabits(argv, hasOption);
  if (problems.length > 0) return { kind: 'wrong', problems };
  const translated = parseCommandLine(args);
  return translated.kind === 'command' && notes.length > 0 ? { ...translated, notes } : translated;
}

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
  const found = findCommand(positionals, values);
  const problems = tokens.flatMap((token) =>
    token.kind === 'option' ? checkToken(token, found?.command) : [],
  );
  if (found === undefined) problems.push(unknownCommand(positionals));
  const options = parseValues(values, problems);
  const operands = found?.kind === 'command' ? parseOperands(found.command, found.words, problems) : {};
  if (found === undefined || problems.length > 0) {
    return { kind: 'wrong', problems, ...(found?.command && { command: found.command }) };
  }
  if (found.kind === 'version') return { kind: 'version' };
  if (found.kind === 'shell') return { ...found, options };
  return { kind: 'command', command: found.command, options: { ...options, ...operands } };
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
function checkToken({ name, rawName, value }: OptionToken, command?: AnyCommand): readonly Diagnostic[] {
  const config = Object.hasOwn(CONFIG, name) ? CONFIG[name] : undefined;
  if (config === undefined || isForOthers(name, command)) {
    const known = [...FLAGS.keys()].filter((flag) => !isForOthers(flag, command)).map((flag) => `--${flag}`);
    return [diagnostic('option-unknown', { option: rawName, ...suggestName(rawName, known) })];
  }
  if (config.type === 'string' && (value === undefined || value === '')) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'a value', found: 'none' })];
  }
  if (config.type === 'boolean' && value !== undefined) {
    return [diagnostic('option-wrong', { option: rawName, expected: 'no value', found: `\`${value}\`` })];
  }
  return [];
}

/**
 * Returns whether only other commands have the option. Commands that read content take each other's options, so that one
 * line of options fits all; those of the command line alone do not.
 */
function isForOthers(flag: string, command: AnyCommand | undefined): boolean {
  const commands: readonly string[] = FLAGS.get(flag)?.[1].commands ?? [];
  const isOfAll = commands.length === 0 || command === 'help';
  if (isOfAll || (command !== undefined && commands.includes(command))) return false;
  const isOfShell = (name: string): boolean => Object.hasOwn(SHELL_COMMANDS, name);
  return (command !== undefined && isOfShell(command)) || commands.every(isOfShell);
}

type AnyCommand = CommandName | ShellCommandName;

type Asked =
  | { readonly kind: 'version'; readonly command?: undefined }
  | Omit<ShellCommand, 'options'>
  | {
      readonly kind: 'command';
      readonly command: CommandName;
      /** The arguments after the command. */
      readonly words: readonly string[];
    };

/** What is certainly no command: `note.md`, `content/fever`, `.`, `..`, and `-` for the standard input. */
const isPath = (word = ''): boolean =>
  isMarkdownFile(word) || /\.(?:ya?ml|docx)$|[\\/]|^\.{1,2}$|^-$/i.test(word);

/** Finds the command, whose words come first. Without any word it is the help; a path alone is built. */
function findCommand(words: readonly string[], values: Values): Asked | undefined {
  if (values.help === true) return { kind: 'shell', command: 'help', words };
  if (values.version === true) return { kind: 'version' };
  const [first = 'help', ...others] = words;
  const shell = SHELL_NAMES.find((name) => name === first);
  if (shell !== undefined && others.length <= MAX_WORDS[shell]) {
    return { kind: 'shell', command: shell, words: others };
  }
  const command = COMMAND_NAMES.find((name) => name.split(' ').every((word, at) => words[at] === word));
  if (command !== undefined) {
    return { kind: 'command', command, words: words.slice(command.split(' ').length) };
  }
  return isPath(first) ? { kind: 'command', command: 'build', words } : undefined;
}

/** The most arguments that a command of the command line takes. `help` takes any words. */
const MAX_WORDS: Readonly<Record<ShellCommandName, number>> = {
  init: 1,
  keys: 1,
  trust: 0,
  worker: 0,
  doctor: 0,
  help: Number.POSITIVE_INFINITY,
  completion: 0,
};

function unknownCommand(words: readonly string[]): Diagnostic {
  const [first = ''] = words;
  const isGroup = COMMAND_NAMES.some((name) => name.startsWith(`${first} `));
  const isShell = SHELL_NAMES.some((name) => name === first);
  const command = isShell ? words.join(' ') : isGroup ? words.slice(0, 2).join(' ') : first;
  const known = [...COMMAND_NAMES, ...SHELL_NAMES];
  return diagnostic('command-unknown', { command, ...suggestName(command, known) });
}

/** Parses the values of all options, in the order of the command line. */
function parseValues(values: Values, problems: Diagnostic[]): GivenOptions {
  const options: Record<string, unknown> = {};
  for (const [flag, given] of Object.entries(values)) {
    const [name, option] = FLAGS.get(flag) ?? [];
    if (name === undefined || option === undefined) continue;
    if (option.value === undefined) options[name] = given === true;
    else if (option.isMultiple) options[name] = parseTexts(option, [given].flat(), problems).flat();
    else [options[name]] = parseTexts(option, [given].flat(), problems);
  }
  return { ...options, ...combineOptions(options, problems) };
}

/** Returns the options of programs that options of the command line mean. */
function combineOptions(
  { noCache, noStrict, strict, noHighlight, output, pdf, epub }: GivenOptions,
  problems: Diagnostic[],
): Pick<GivenOptions, 'cache' | 'file' | 'out' | 'only' | 'strict' | 'highlight'> {
  const place = output === undefined ? {} : readOutput(output, problems);
  const only = pdf === epub ? {} : { only: pdf ? ('pdf' as const) : ('epub' as const) };
  // Of both, the one that finds more faults counts.
  const generous = noStrict && !strict ? { strict: false } : {};
  const plain = noHighlight ? { highlight: false } : {};
  return { ...(noCache && { cache: false }), ...generous, ...plain, ...place, ...only };
}

/** What other programs make of a text: other files, or `-` for the standard output. */
const OTHER_OUTPUT = /^-$|\.(?:htm|xhtml|docx?|odt|rtf|tex|txt|md|mobi|azw3?|ps|pptx?|png|jpe?g|svg)$/i;

/** Returns the file or the folder that `-o` names. */
function readOutput(output: string, problems: Diagnostic[]): Pick<GivenOptions, 'file' | 'out'> {
  const path = resolve(output);
  if (isBookFile(output)) return { file: path };
  if (!OTHER_OUTPUT.test(output)) return { out: path };
  const expected = 'a folder, or a file that ends in `.pdf`, `.epub` or `.html`';
  problems.push(diagnostic('option-wrong', { option: '--output', expected, found: `\`${output}\`` }));
  return {};
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
): Pick<GivenOptions, 'inputs' | 'parts' | 'document' | 'folder'> {
  if (
    operands.includes('-') &&
    (operands.length > 1 || command === 'manifest merge' || command === 'import')
  ) {
    const expected = 'the names of files or folders, or `-` alone for the standard input';
    problems.push(
      diagnostic('option-wrong', { option: command, expected, found: `\`${operands.join(' ')}\`` }),
    );
  }
  if (command === 'import') return parseImport(operands, problems);
  if (command !== 'manifest merge') return { inputs: operands };
  if (operands.length === 0) {
    const facts = { option: command, expected: 'the output folder of each part', found: 'none' };
    problems.push(diagnostic('option-wrong', facts));
  }
  return { parts: operands.map((operand) => OPTIONS.parts.kind.parse?.(operand) ?? operand) };
}

/** Returns the document and the folder of an import. */
function parseImport(
  operands: readonly string[],
  problems: Diagnostic[],
): Pick<GivenOptions, 'document' | 'folder'> {
  const [document, folder, ...others] = operands;
  if (document === undefined || others.length > 0) {
    const found = document === undefined ? 'none' : `${operands.length} names`;
    const expected = 'a Word document and, if you like, a folder for the publication';
    problems.push(diagnostic('option-wrong', { option: 'import', expected, found }));
  }
  return { ...(document !== undefined && { document }), ...(folder !== undefined && { folder }) };
}
