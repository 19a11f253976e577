/** Formats a bash script that completes commands, options and their values, from the table of options. */
import {
  COMMANDS,
  type CommandName,
  listOptions,
  type Option,
  SHELL_COMMANDS,
} from '../pipeline/option-table.ts';

/** Values in the help that are names of files or folders. */
const FOLDER = '<folder>';
const FILES: readonly (string | undefined)[] = ['<file>', '<path>'];

/** Returns the script. It defines one function and registers it for `handpress` (bash, Programmable Completion). */
export function formatCompletion(): string {
  return `# Completes the commands and options of handpress. In ~/.bashrc: eval "$(handpress completion)"
_handpress() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} words=
  COMPREPLY=()
  case $previous in
${formatValues()}  esac
  case "\${COMP_WORDS[*]:1:COMP_CWORD - 1} " in
${formatCommands()}  esac
  if [[ $current != -* && -n $words && $words != [a-z]* ]]; then
    mapfile -t COMPREPLY < <(compgen -f -- "$current")
  else
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
  fi
}
complete -o filenames -F _handpress handpress
`;
}

/** Formats one case for each way to complete the value of an option. */
function formatValues(): string {
  const flags = (isOfKind: (option: Option) => boolean): string =>
    listFlags((option) => option.value !== undefined && isOfKind(option)).join(' | ');
  const named = listOptions().filter(([, { flag, kind }]) => flag !== undefined && kind.names !== undefined);
  const isPath = ({ value }: Option): boolean => value === FOLDER || FILES.includes(value);
  return [
    ...named.map(([, { flag, kind }]) => formatCase(`--${flag}`, `-W '${kind.names?.join(' ')}'`)),
    formatCase(
      flags(({ value }) => value === FOLDER),
      '-d',
    ),
    formatCase(
      flags(({ value }) => FILES.includes(value)),
      '-f',
    ),
    `    ${flags((option) => option.kind.names === undefined && !isPath(option))}) return ;;\n`,
  ].join('');
}

const formatCase = (pattern: string, compgen: string): string =>
  `    ${pattern}) mapfile -t COMPREPLY < <(compgen ${compgen} -- "$current"); return ;;\n`;

/** Formats one case for each beginning of a command line: the words that can follow. The longest beginning is first. */
function formatCommands(): string {
  const names = Object.keys(COMMANDS) as readonly CommandName[];
  const groups = names.filter((name) => name.includes(' '));
  const first = [...names, ...Object.keys(SHELL_COMMANDS)].map((name) => name.split(' ')[0]);
  return [
    ...names.map((name) => `    '${name} '*) words='${optionsOf(name)}' ;;\n`),
    ...groups.map((name) => `    '${name.split(' ')[0]} ') words='${name.split(' ')[1]}' ;;\n`),
    `    ' ') words='${[...new Set(first)].join(' ')} --help --version' ;;\n`,
  ].join('');
}

/** Returns the options of a command, separated by spaces. */
const optionsOf = (command: CommandName): string =>
  listFlags(({ commands }) => commands.length === 0 || commands.includes(command)).join(' ');

/** Returns the options that pass, as they are typed. */
function listFlags(passes: (option: Option) => boolean): readonly string[] {
  return listOptions().flatMap(([, option]) =>
    option.flag !== undefined && passes(option) ? [`--${option.flag}`] : [],
  );
}
