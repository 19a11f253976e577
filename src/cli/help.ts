/** Formats the text of `--help` from the table of options. `docs/command.md` shows the same text. */
import { COMMANDS, listOptions, type Option, SHELL_COMMANDS } from '../pipeline/option-table.ts';

/** Characters of a line. */
const WIDTH = 80;
/** The column in which the explanations start, from 0. */
const COLUMN = 24;

const INTRODUCTION = `Usage: handpress <command> [input...] [options]

Makes printable handouts, printed books (PDF) and e-books (EPUB) from Markdown.
`;

const INPUTS = `  An input is a Markdown file, a folder with a publication.yaml, a folder of
  such folders, or the name of a publication in content/. Default: all of
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

/** Returns the text, with a line end at its end. */
export function formatHelp(): string {
  const commands = Object.entries({ ...COMMANDS, ...SHELL_COMMANDS }).map(([name, { operands, help }]) =>
    formatEntry(`${name} ${operands}`, help),
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

function formatOption(option: Option): readonly string[] {
  const { flag, value, help = '' } = option;
  if (flag === undefined) return [];
  const label = value === undefined ? `--${flag}` : `--${flag} ${value}`;
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
