/**
 * Runs veraPDF, the validator of the PDF Association, on PDFs: PDF/UA-1 and PDF/A-2a. It needs Java; where no `verapdf` is
 * installed, Maven fetches it.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkUnderAsciiNames } from './ascii-names.ts';
import { notRun, type Outcome, outcomeOf } from './outcome.ts';

const run = promisify(execFile);

/** Names of standards, as veraPDF has them. */
export type Flavor = 'ua1' | '2a';

const ARTIFACT = { groupId: 'org.verapdf.apps', artifactId: 'greenfield-apps', version: '1.28.2' } as const;
const MAIN = 'org.verapdf.apps.GreenfieldCliWrapper';
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/verapdf', import.meta.url));

// A short run starts sooner without the optimizing compiler and with one collector.
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];
const LONGEST_REPORT = 256 * 1024 * 1024;

/** How many places of a broken rule are reported. */
const PLACES = 3;

interface Rule {
  readonly ruleStatus: string;
  readonly clause: string;
  readonly testNumber: number;
  readonly failedChecks: number;
  readonly description: string;
  readonly checks?: readonly { readonly context?: string; readonly errorMessage?: string | null }[];
}

/** The part of veraPDF's JSON report that is read here. */
interface VeraReport {
  readonly report: {
    readonly jobs: readonly {
      readonly itemDetails: { readonly name: string };
      readonly validationResult?: readonly {
        readonly details: { readonly passedRules: number; readonly ruleSummaries: readonly Rule[] };
      }[];
      readonly taskException?: { readonly exceptionMessage?: string };
    }[];
  };
}

/** Validates all files in one run, because most of a short run is the start of Java. @returns outcomes by the given paths */
export async function verapdf(
  files: readonly string[],
  flavour: Flavor,
): Promise<ReadonlyMap<string, Outcome>> {
  const command = await commandOf();
  if ('reason' in command) return new Map(files.map((file) => [file, notRun(command.reason)]));
  const options = ['--flavour', flavour, '--format', 'json', '--maxfailuresdisplayed', String(PLACES)];
  const paths = new Map(files.map((file) => [resolve(file), file]));
  const outcomes = await checkUnderAsciiNames([...paths.keys()], (named) =>
    outcomesOf(command, options, named),
  );
  return new Map([...outcomes].map(([path, outcome]) => [paths.get(path) ?? path, outcome]));
}

async function outcomesOf(
  command: Command,
  options: readonly string[],
  paths: readonly string[],
): Promise<ReadonlyMap<string, Outcome>> {
  const { output, complaint } = await runVera(command, [...options, ...paths]);
  const report = reportIn(output);
  const missing = outcomeOf([`veraPDF gave no report: ${complaint || output.trim().slice(-500)}`]);
  return new Map(paths.map((path) => [path, (report && outcomeIn(report, path)) ?? missing]));
}

interface Command {
  readonly program: string;
  readonly before: readonly string[];
}

let command: Promise<Command | { readonly reason: string }> | undefined;

/** Checked once. */
function commandOf(): Promise<Command | { readonly reason: string }> {
  command ??= findCommand();
  return command;
}

async function findCommand(): Promise<Command | { readonly reason: string }> {
  if (await answers('verapdf', ['--version'])) return { program: 'verapdf', before: [] };
  if (!(await answers('java', ['-version']))) return { reason: 'no Java' };
  if (!(await answers('mvn', ['--version']))) return { reason: 'neither verapdf nor Maven' };
  try {
    const path = await classPath();
    return { program: 'java', before: [...JVM, '-cp', path, MAIN] };
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    const [said = 'no reason given'] = /^\[ERROR\] .*/m.exec(stdout) ?? [];
    return { reason: `Maven could not fetch veraPDF: ${said.slice(0, 300)}` };
  }
}

const answers = (program: string, args: readonly string[]): Promise<boolean> =>
  run(program, args).then(
    () => true,
    () => false,
  );

/** Maven resolves it from its repositories; if everything is there already, it asks none of them. */
async function classPath(): Promise<string> {
  const list = join(CACHE, 'class-path.txt');
  await mkdir(CACHE, { recursive: true });
  await writeFile(join(CACHE, 'pom.xml'), pom());
  const goal = [
    'dependency:build-classpath',
    `-Dmdep.outputFile=${list}`,
    `-Dmdep.pathSeparator=${delimiter}`,
  ];
  const options = { cwd: CACHE, maxBuffer: LONGEST_REPORT };
  // First without the network, which is not needed after the first fetch.
  await run('mvn', ['-B', '-o', ...goal], options).catch(() => run('mvn', ['-B', ...goal], options));
  return (await readFile(list, 'utf8')).trim();
}

function pom(): string {
  const { groupId, artifactId, version } = ARTIFACT;
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>conformance</groupId><artifactId>verapdf</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies><dependency>
    <groupId>${groupId}</groupId><artifactId>${artifactId}</artifactId><version>${version}</version>
  </dependency></dependencies>
</project>
`;
}

/** veraPDF ends with 1 when a file breaks a rule; the report is written all the same. */
async function runVera({ program, before }: Command, args: readonly string[]) {
  const options = { maxBuffer: LONGEST_REPORT, env: { ...process.env, LC_ALL: 'C' } };
  try {
    return { output: (await run(program, [...before, ...args], options)).stdout, complaint: '' };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return { output: stdout, complaint: (stderr || message).trim().slice(-500) };
  }
}

function reportIn(output: string): VeraReport | undefined {
  try {
    const report: unknown = JSON.parse(output.slice(output.indexOf('{')));
    return isReport(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

const isReport = (value: unknown): value is VeraReport =>
  typeof value === 'object' &&
  value !== null &&
  'report' in value &&
  typeof value.report === 'object' &&
  value.report !== null &&
  'jobs' in value.report;

function outcomeIn({ report }: VeraReport, file: string): Outcome | undefined {
  const job = report.jobs.find(({ itemDetails }) => itemDetails.name === file);
  if (job === undefined) return undefined;
  const [result] = job.validationResult ?? [];
  if (result === undefined) {
    return outcomeOf([
      `veraPDF could not read it: ${job.taskException?.exceptionMessage ?? 'no reason given'}`,
    ]);
  }
  const { passedRules, ruleSummaries } = result.details;
  const broken = ruleSummaries.filter(({ ruleStatus }) => ruleStatus === 'FAILED');
  return outcomeOf(broken.map(faultOf), `rules kept: ${passedRules}`);
}

function faultOf({ clause, testNumber, failedChecks, description, checks = [] }: Rule): string {
  const places = checks
    .slice(0, PLACES)
    .map(
      ({ errorMessage, context }) => `\n    ${errorMessage ?? ''} at ${context?.slice(-200) ?? 'no place'}`,
    );
  return `${clause} test ${testNumber}, ${failedChecks} times: ${description}${places.join('')}`;
}
