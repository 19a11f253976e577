/** The help and the options in `docs/command.md` and `docs/api.md`, from the table of options. */
import { formatHelp } from '../../src/cli/help.ts';
import {
  COMMANDS,
  type CommandName,
  listApiOptions,
  listOptions,
  type Option,
} from '../../src/pipeline/option-table.ts';
import type { GeneratedSection } from './generated-section.ts';

const COMMAND_PAGE = 'docs/command.md';
const API_PAGE = 'docs/api.md';

const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

export const optionsSections = (): readonly GeneratedSection[] => [
  { page: COMMAND_PAGE, name: 'help', text: `\`\`\`\n${formatHelp()}\`\`\`` },
  { page: COMMAND_PAGE, name: 'options', text: commandTable() },
  { page: API_PAGE, name: 'options', text: COMMAND_NAMES.map(functionSection).join('\n\n') },
];

function commandTable(): string {
  const rows = listOptions().flatMap(([name, option]) => {
    if (option.flag === undefined) return [];
    const commands = option.commands.map((command) => `\`${command}\``).join(', ');
    return [[`\`--${option.flag}\``, commands || 'all', option.doc === undefined ? '' : `\`${name}\``]];
  });
  return writeTable(['Option', 'Commands', 'In a program'], rows);
}

/** Lists the options of a function. */
function functionSection(command: CommandName): string {
  const rows = [...listApiOptions(command)].map(([name, option]) => apiRow(name, option));
  const heading = `### \`${COMMANDS[command].function}(options)\``;
  return `${heading}\n\n${writeTable(['Option', 'Type', 'Default', 'Meaning'], rows)}`;
}

function apiRow(
  name: string,
  { kind, docDefault, isRequired, doc = '', formerName }: Option,
): readonly string[] {
  const former = formerName === undefined ? '' : ` Former name: \`${formerName}\`.`;
  const type = `\`${kind.type.replaceAll('|', '\\|')}\``;
  return [`\`${name}\``, type, isRequired ? 'required' : (docDefault ?? ''), `${doc}${former}`];
}

function writeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return lines.join('\n');
}
