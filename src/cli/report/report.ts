/** Reports the result of a command to people, to other programs and in files. */
import { resolve } from 'node:path';
import type { AppliedRules } from '../../core/diagnostics/allowances.ts';
import { type Diagnostic, exitCode } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import type { FileUses } from '../../pipeline/checking/file-uses.ts';
import { loadFormatter, type ReportFormat } from './formats.ts';
import { escapeWorkflowCommands } from './github.ts';
import type { ReportContext, ReportSinks, RunOutcome } from './outcome.ts';
import { formatDiagnostic, formatTally, splitLines } from './pretty.ts';
import { writeReportFiles } from './report-files.ts';
import { openRepositoryPaths } from './repository-paths.ts';

/** How a result is reported. */
export interface ReportOptions {
  readonly command: string;
  /** Folder of the project. */
  readonly root: string;
  readonly format: ReportFormat | 'pretty';
  /** The report files to write. */
  readonly reports: readonly { readonly format: ReportFormat; readonly path: string }[];
  readonly failOn: RunOutcome['failOn'];
  /** Whether the uses of included files are listed for people. */
  readonly listsUses?: boolean;
}

/** The result of any command. */
export interface RunResult extends AppliedRules {
  readonly ok: boolean;
  readonly files: RunOutcome['files'];
  readonly publications?: readonly string[];
  readonly uses?: readonly FileUses[];
  /** The folder of the publication that an import made. */
  readonly publication?: string;
}

/** Reports a result. Returns the exit code; that of `output-unwritable` if a report file could not be written. */
export async function report(result: RunResult, options: ReportOptions, sinks: ReportSinks): Promise<number> {
  const context = openReportContext(options.root, sinks.host);
  const found = toOutcome(result, options);
  const texts = new Map<string, string>();
  for (const { format, path } of options.reports) {
    texts.set(resolve(path), await (await loadFormatter(format))(found, context));
  }
  const unwritten = await writeReportFiles(texts, sinks.host);
  const diagnostics = [...result.diagnostics, ...unwritten];
  const outcome = toOutcome({ ...result, diagnostics, ok: result.ok && unwritten.length === 0 }, options);
  if (options.format !== 'pretty') {
    sinks.out(await (await loadFormatter(options.format))(outcome, context));
  }
  if (options.format === 'pretty' || options.format === 'github')
    await printForHumans(outcome, options, sinks);
  return outcome.exitCode;
}

function toOutcome(result: RunResult, { failOn }: ReportOptions): RunOutcome {
  return { ...result, failOn, exitCode: exitCode(result.diagnostics, failOn) };
}

/** Prints the diagnostics, the files and a summary. GitHub parses all output for commands, so these are escaped there. */
async function printForHumans(
  outcome: RunOutcome,
  options: ReportOptions,
  sinks: ReportSinks,
): Promise<void> {
  const onGitHub = options.format === 'github';
  const escapeText = onGitHub ? escapeWorkflowCommands : (text: string): string => text;
  const escaped = { ...sinks, err: (text: string) => sinks.err(escapeText(text)) };
  await printDiagnostics(outcome.diagnostics, options.root, escaped, onGitHub);
  if (!onGitHub) for (const { path } of outcome.files) sinks.out(`${path}\n`);
  if (options.listsUses && outcome.uses) {
    const { formatUses } = await import('./uses.ts');
    sinks.out(escapeText(formatUses(outcome.uses)));
  }
  sinks.err(`${formatSummary(outcome, options)}\n${formatNext(outcome)}`);
}

/**
 * Prints diagnostics with their locations, lines and hints.
 * @param isComplete whether each is printed, however many there are
 */
export async function printDiagnostics(
  problems: readonly Diagnostic[],
  root: string,
  { host, err, color }: ReportSinks,
  isComplete = false,
): Promise<void> {
  if (problems.length === 0) return;
  const { textOf } = openReportContext(root, host);
  const files = new Map<string, Promise<readonly string[] | undefined>>();
  // Reads each file once, because it can have ten thousand problems.
  const linesOf = (file: string): Promise<readonly string[] | undefined> => {
    const lines =
      files.get(file) ?? textOf(file).then((text) => (text === undefined ? text : splitLines(text)));
    files.set(file, lines);
    return lines;
  };
  if (isComplete) {
    for (const problem of problems) err(`${await formatDiagnostic(problem, { color, linesOf })}\n`);
    return;
  }
  const { formatGrouped } = await import('./grouped.ts');
  err(await formatGrouped(problems, { color, linesOf }));
}

function formatSummary({ diagnostics, allowed, files }: RunOutcome, { command }: ReportOptions): string {
  const found = formatTally(diagnostics, allowed.length);
  const made = `${files.length} ${files.length === 1 ? 'file' : 'files'} made`;
  const parts = command !== 'check' ? [made, found] : [found || 'no problems found'];
  return parts.filter((part) => part !== '').join('; ');
}

/** Names the command that comes next after an import. */
function formatNext({ publication }: Pick<RunResult, 'publication'>): string {
  if (publication === undefined) return '';
  return `next: handpress build ${/^[\w./-]+$/.test(publication) ? publication : JSON.stringify(publication)}\n`;
}

function openReportContext(root: string, host: Host): ReportContext {
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (file: string): Promise<string | undefined> => {
    const text = texts.get(file) ?? readText(resolve(root, file), host);
    texts.set(file, text);
    return text;
  };
  return { textOf, pathOf: openRepositoryPaths(root, (name) => host.variable(name)) };
}

const readText = (path: string, host: Host): Promise<string | undefined> =>
  host.read(path).then(
    // A Word document has no lines to show.
    (bytes) => (bytes.includes(0) ? undefined : new TextDecoder().decode(bytes)),
    () => undefined,
  );
