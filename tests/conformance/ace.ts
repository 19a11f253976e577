/** Runs Ace by DAISY, the accessibility checker for EPUB, on an e-book. It needs a browser. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import type { FoundBrowser } from '../../src/runtime/browser/found-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { notRun, type Outcome, outcomeOf } from './outcome.ts';

const run = promisify(execFile);

/** Milliseconds that the browser may take to start; Ace's default of five seconds is too short on a busy machine. */
const START = '60000';

interface Assertion {
  readonly 'earl:test': { readonly 'dct:title': string; readonly 'earl:impact'?: string };
  readonly 'earl:result': { readonly 'earl:outcome': string; readonly 'dct:description'?: string };
}

/** The part of Ace's report (EARL 1.0 in JSON) that is read here: assertions by document. */
interface AceReport {
  readonly assertions: readonly {
    readonly 'earl:testSubject': { readonly url: string };
    readonly assertions: readonly Assertion[];
  }[];
}

/** Fails on every violation, whatever its impact. */
export async function ace(file: string): Promise<Outcome> {
  const browser = await browserOf();
  if (browser === undefined) return notRun('no browser');
  const folder = await mkdtemp(join(tmpdir(), 'handpress-ace-'));
  try {
    const problem = await runAce(file, folder, browser);
    const report = await readReport(folder);
    if (report === undefined) return outcomeOf([`Ace gave no report: ${problem}`]);
    return outcomeOf(faultsIn(report));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let found: Promise<FoundBrowser | undefined> | undefined;

/** The browser that pages are printed with; asked once. */
function browserOf(): Promise<FoundBrowser | undefined> {
  found ??= findBrowser(undefined, nodeHost).catch(() => undefined);
  return found;
}

/** @returns the message of Ace when it failed; there may be a report all the same */
async function runAce(file: string, folder: string, browser: FoundBrowser): Promise<string> {
  const cli = join(
    dirname(createRequire(import.meta.url).resolve('@daisy/ace-cli/package.json')),
    'bin/ace.js',
  );
  const env = {
    ...process.env,
    ...browser.environment,
    PUPPETEER_EXECUTABLE_PATH: browser.executable,
    ACE_TIMEOUT_INITIAL: START,
    // Ace writes a configuration and a log; they are removed with the folder.
    XDG_CONFIG_HOME: folder,
    XDG_STATE_HOME: folder,
  };
  try {
    await run(process.execPath, [cli, '--silent', '--force', '--outdir', folder, file], { env });
    return 'it ended without one';
  } catch (error) {
    const { stdout = '', stderr = '', message } = error as Error & { stdout?: string; stderr?: string };
    return (stderr || stdout || message).trim().slice(-500);
  }
}

async function readReport(folder: string): Promise<AceReport | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as AceReport;
  } catch {
    return undefined;
  }
}

const faultsIn = ({ assertions }: AceReport): string[] =>
  assertions.flatMap((document) =>
    document.assertions
      .filter((assertion) => assertion['earl:result']['earl:outcome'] === 'fail')
      .map((assertion) => {
        const { 'dct:title': rule, 'earl:impact': impact = 'violation' } = assertion['earl:test'];
        const words = (assertion['earl:result']['dct:description'] ?? '').replace(/\s+/g, ' ').trim();
        return `${document['earl:testSubject'].url} ${impact} ${rule}: ${words}`;
      }),
  );
