/** Runs the Nu Html Checker, W3C's validator of HTML, on web pages. It needs Java. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { checkUnderAsciiNames } from './ascii-names.ts';
import { hasJava } from './java.ts';
import { notRun, type Outcome, outcomeOf } from './outcome.ts';

const run = promisify(execFile);

// A large table overflows a stack of the usual size.
const JVM = ['-Xss64m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto'];
const LONGEST_REPORT = 64 * 1024 * 1024;
/** Files of one run, because a command line has a limit. */
const FILES_AT_ONCE = 500;

interface Message {
  readonly type: 'error' | 'info' | 'non-document-error';
  readonly url?: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
}

/** Faults of the checker itself: its list of CSS properties is older than container queries (CSS Containment Level 3). */
const WRONG = [/^CSS: “container-type”: Property “container-type” doesn't exist\.$/];

/** Checks all pages in few runs, because the start of Java takes longer than a page. Fails on every error and warning. */
export async function vnu(files: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  if (!(await hasJava())) return new Map(files.map((file) => [file, notRun('no Java')]));
  const outcomes = new Map<string, Outcome>();
  for (let start = 0; start < files.length; start += FILES_AT_ONCE) {
    const part = files.slice(start, start + FILES_AT_ONCE);
    for (const [file, outcome] of await checkUnderAsciiNames(part, checkFiles)) outcomes.set(file, outcome);
  }
  return outcomes;
}

async function checkFiles(files: readonly string[]): Promise<ReadonlyMap<string, Outcome>> {
  const jar = join(
    dirname(createRequire(import.meta.url).resolve('vnu-jar/package.json')),
    'build/dist/vnu.jar',
  );
  // The language of a page is a setting of its author, and short pages are often mistaken for another language.
  const options = ['--format', 'json', '--stdout', '--exit-zero-always', '--no-langdetect'];
  const { stdout } = await run('java', [...JVM, '-jar', jar, ...options, ...files], {
    maxBuffer: LONGEST_REPORT,
    env: { ...process.env, LC_ALL: 'C' },
  });
  // A message that is no report says why there is none.
  if (!stdout.startsWith('{')) throw new Error(stdout.trim().slice(0, 500) || 'it gave no report');
  const { messages } = JSON.parse(stdout) as { readonly messages: readonly Message[] };
  const faults = Map.groupBy(messages.filter(isFault), pathOf);
  const lost = faults.get(undefined);
  if (lost !== undefined) throw new Error(lost.map(({ message }) => message).join(' '));
  return new Map(files.map((file) => [file, outcomeOf((faults.get(resolve(file)) ?? []).map(sentenceOf))]));
}

const isFault = ({ message }: Message): boolean => !WRONG.some((pattern) => pattern.test(message));

const pathOf = ({ url }: Message): string | undefined => (url === undefined ? url : fileURLToPath(url));

function sentenceOf({ type, message, lastLine, extract = '' }: Message): string {
  const where = lastLine === undefined ? '' : `line ${lastLine} `;
  return `${where}${type === 'info' ? 'warning' : type}: ${message} ${extract.replace(/\s+/g, ' ').trim()}`.trim();
}
