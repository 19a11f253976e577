/** Formats the text of `--help` from the table of options. `docs/command.md` shows the same text. */
import {
  COMMANDS,
  listOptions,
  type Option,
  type OptionName,
  SHELL_COMMANDS,
} from '../pipeline/option-table.ts';

/** Characters of a line. */
const WIDTH = 80;
/** The column in which the explanations start, from 0. */
const COLUMN = 24;

const INTRODUCTION = `Usage: handpress <command> [input...] [options]

Makes printable handouts, printed books (PDF) and e-books (EPUB) from Markdown.
`;

const INPUTS = `  An input is a Markdown file, a folder with a publication.yaml, a folder of
  such folders, or the name of a publication in content/; or - for Markdown
  from the standard input. Each is a document of its own. Default: all of
  content/. The word “build” can be left out before a path.
`;

const EXIT_CODES = `Exit codes
  0    no problem that fails the run
  1    problems in the content
  2    wrong usage or configuration
  3    the environment: no browser, disk full
  70   an internal error
  130  interrupted
`;

const ALL_COMMANDS = { ...COMMANDS, ...SHELL_COMMANDS };
type AnyCommand = keyof typeof ALL_COMMANDS;

/**
 * Returns the text, with a line end at its end.
 * @param words a command, whose help is returned; that of all commands if it is none
 */
export function formatHelp(words: readonly string[] = []): string {
  const names = Object.keys(ALL_COMMANDS) as readonly AnyCommand[];
  const asked = names.find((name) => name.split(' ').every((word, at) => words[at] === word));
  if (asked !== undefined) return formatCommandHelp(asked);
  const commands = names.map((name) =>
    formatEntry(`${name} ${ALL_COMMANDS[name].operands}`, ALL_COMMANDS[name].help),
  );
  const options = listOptions().flatMap(([, option]) => formatOption(option));
  return [
    INTRODUCTION,
    `Commands\n${commands.join('')}`,
    INPUTS,
    `Options\n${options.join('')}`,
    EXIT_CODES,
  ].join('\n');
}

/** Formats the help of one command, with the options that it has. */
function formatCommandHelp(name: AnyCommand): string {
  const { operands, help } = ALL_COMMANDS[name];
  const options = listOptions()
    .filter(([option, { commands }]) => commands.includes(name) || isOfAll(option))
    .flatMap(([, option]) => formatOption(option));
  const usage = `Usage: handpress ${name} ${operands}`.trim();
  const sentence = `${help.charAt(0).toUpperCase()}${help.slice(1)}.`;
  return [
    `${usage} [options]\n\n${wrap(sentence, WIDTH).join('\n')}\n`,
    ...(operands.includes('[input...]') ? [INPUTS] : []),
    `Options\n${options.join('')}`,
    'All commands and exit codes: handpress help\n',
  ].join('\n');
}

const isOfAll = (option: OptionName): boolean => option === 'help';

function formatOption(option: Option): readonly string[] {
  const { flag, short, value, help = '' } = option;
  if (flag === undefined) return [];
  const name = short === undefined ? `--${flag}` : `-${short}, --${flag}`;
  const label = value === undefined ? name : `${name} ${value}`;
  return [formatEntry(label, option.default === undefined ? help : `${help} (default: ${option.default})`)];
}

/** Formats a label and its explanation in two columns. A long label gets its own line. */
function formatEntry(label: string, text: string): string {
  const lines = wrap(text, WIDTH - COLUMN).map((line) => `${' '.repeat(COLUMN)}${line}\n`);
  const head = `  ${label.trim()}`;
  if (head.length + 2 > COLUMN) return `${head}\n${lines.join('')}`;
  return `${head}${lines.join('').slice(head.length)}`;
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line === undefined || line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines;
}
