/**
 * Workflow commands of GitHub Actions, which become annotations:
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Severity } from '../../core/diagnostics/severity.ts';
import type { WriteReport } from './outcome.ts';

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const satisfies Record<
  Severity,
  string
>;

/** One command a line, in the order of the diagnostics; what is allowed is not told. */
export const githubReport: WriteReport = ({ diagnostics }, { pathOf }) =>
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
 * Text for people that the runner takes for nothing else: a line of a pull request must not be able to give it commands,
 * in the form of now (`::` at the start of a line) or in the old one (`##[` anywhere).
 */
export const withoutCommands = (text: string): string =>
  text.replace(/^([^\S\n]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
