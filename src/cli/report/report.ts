/** How a run is told: to people, to the next program, and in files. */
import { resolve } from 'node:path';
import type { Judgement } from '../../core/diagnostics/allowances.ts';
import { type Diagnostic, exitCode } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { type ReportFormat, writerOf } from './formats.ts';
import { withoutCommands } from './github.ts';
import type { Audience, Outcome, Surroundings } from './outcome.ts';
import { linesIn, prettyDiagnostic, tally } from './pretty.ts';
import { writeReports } from './report-files.ts';
import { pathsInRepository } from './repository-paths.ts';

export interface Asked {
  readonly command: string;
  /** The project's folder. */
  readonly root: string;
  readonly format: ReportFormat | 'pretty';
  /** What goes into files, by path. */
  readonly reports: readonly { readonly format: ReportFormat; readonly path: string }[];
  readonly failOn: Outcome['failOn'];
}

export interface Result extends Judgement {
  readonly ok: boolean;
  readonly files: Outcome['files'];
  readonly publications?: readonly string[];
}

/** @returns the exit code; that of `output-unwritable` where a report could not be written */
export async function tell(result: Result, asked: Asked, audience: Audience): Promise<number> {
  const around = surroundings(asked.root, audience.host);
  const found = outcomeOf(result, asked);
  const texts = new Map<string, string>();
  for (const { format, path } of asked.reports) {
    texts.set(resolve(path), await (await writerOf(format))(found, around));
  }
  const unwritten = await writeReports(texts, audience.host);
  const diagnostics = [...result.diagnostics, ...unwritten];
  const outcome = outcomeOf({ ...result, diagnostics, ok: result.ok && unwritten.length === 0 }, asked);
  if (asked.format !== 'pretty') {
    audience.out(await (await writerOf(asked.format))(outcome, around));
  }
  if (asked.format === 'pretty' || asked.format === 'github') await tellPeople(outcome, asked, audience);
  return outcome.exitCode;
}

function outcomeOf(result: Result, { failOn }: Asked): Outcome {
  return { ...result, failOn, exitCode: exitCode(result.diagnostics, failOn) };
}

/** On GitHub everything on the terminal is read for commands. */
async function tellPeople(outcome: Outcome, asked: Asked, audience: Audience): Promise<void> {
  const onGitHub = asked.format === 'github';
  const settle = onGitHub ? withoutCommands : (text: string): string => text;
  await tellProblems(outcome.diagnostics, asked.root, {
    ...audience,
    err: (text) => audience.err(settle(text)),
  });
  if (!onGitHub) for (const { path } of outcome.files) audience.out(`${path}\n`);
  audience.err(`${summary(outcome, asked)}\n`);
}

/** Each with its place, its line and what to do. */
export async function tellProblems(
  problems: readonly Diagnostic[],
  root: string,
  { host, err, color }: Audience,
): Promise<void> {
  const { textOf } = surroundings(root, host);
  const files = new Map<string, Promise<readonly string[] | undefined>>();
  // Once for each file: one may have ten thousand problems.
  const linesOf = (file: string): Promise<readonly string[] | undefined> => {
    const lines = files.get(file) ?? textOf(file).then((text) => (text === undefined ? text : linesIn(text)));
    files.set(file, lines);
    return lines;
  };
  for (const problem of problems) err(`${await prettyDiagnostic(problem, { color, linesOf })}\n`);
}

function summary({ diagnostics, allowed, files }: Outcome, { command }: Asked): string {
  const found = tally(diagnostics, allowed.length);
  const made = `${files.length} ${files.length === 1 ? 'file' : 'files'} made`;
  const parts = command !== 'check' ? [made, found] : [found || 'no problems found'];
  return parts.filter((part) => part !== '').join('; ');
}

function surroundings(root: string, host: Host): Surroundings {
  const texts = new Map<string, Promise<string | undefined>>();
  const textOf = (file: string): Promise<string | undefined> => {
    const text = texts.get(file) ?? readText(resolve(root, file), host);
    texts.set(file, text);
    return text;
  };
  return { textOf, pathOf: pathsInRepository(root, (name) => host.variable(name)) };
}

const readText = (path: string, host: Host): Promise<string | undefined> =>
  host.read(path).then(
    (bytes) => new TextDecoder().decode(bytes),
    () => undefined,
  );
