/**
 * Formats workflow commands of GitHub Actions, which become annotations:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Severity } from '../../core/diagnostics/severity.ts';
import type { FormatReport } from './outcome.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** Formats one command for each diagnostic, in order. Allowed diagnostics are left out. */
export const formatGithub: FormatReport = ({ diagnostics }, { pathOf }) =>
  diagnostics.map((problem) => `${command(problem, pathOf)}\n`).join('');

function command(
  { code, severity, message, hint, place }: Diagnostic,
  pathOf: (file: string) => string,
): string {
  const properties = [
    ...(place ? [`file=${property(pathOf(place.file))}`, `line=${place.line}`, `col=${place.column}`] : []),
    `title=${property(code)}`,
  ];
  const text = hint === undefined ? message : `${message}\n${hint}`;
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(text)}`;
}

const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/**
 * Escapes text so that the runner finds no command in it, because a line of a pull request must not run commands. There are
 * two forms: `::` at the start of a line, and the older `##[` anywhere.
 */
export const escapeWorkflowCommands = (text: string): string =>
  text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
