/**
 * Runs `npm run fuzz [-- --runs 800 --seed 1]`: builds random projects with drawings, references, settings,
 * templates and styles. None may end in an internal error, take longer than 20 seconds (plus the print
 * timeout of each document), or produce a file that a validator rejects. EPUBCheck's TypeScript port checks
 * each e-book, EPUBCheck itself one in forty, veraPDF each PDF that claims a standard; skipped validators are
 * reported. A failure names its seed: `--runs 1 --seed <n>` repeats it.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pLimit from 'p-limit';
import { epubcheck } from '../conformance/epubcheck.ts';
import type { Outcome } from '../conformance/outcome.ts';
import { verapdf } from '../conformance/verapdf.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';
import type { Ask, Came } from './child.ts';

/** Time after which a project counts as hanging, in milliseconds. */
const LIMIT = 120_000;
/** Projects per process: enough to detect a leak, too few to exhaust the memory. */
const TURNS = 200;
const AT_ONCE = 2;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '800' }, seed: { type: 'string', default: '1' } },
});
const [runs, first] = [Number(values.runs), Number(values.seed)];
const keep = mkdtempSync(join(tmpdir(), 'handpress-fuzz-kept-'));
const env = { ...process.env, XDG_CACHE_HOME: makeCacheFolder() };

let next = first;
let files = 0;
const failed = new Map<number, readonly string[]>();
const codes = new Map<string, number>();

await Promise.all(Array.from({ length: AT_ONCE }, work));
const kept = readdirSync(keep).map((name) => join(keep, name));
const pdfs = kept.filter((name) => name.endsWith('.pdf'));
const ebooks = kept.filter((name) => name.endsWith('.epub'));
const notRun = new Set<string>();
const limit = pLimit(AT_ONCE);
await Promise.all([
  ...(['ua1', '2a'] as const).map((flavor) => limit(() => validate(flavor))),
  ...ebooks.map((ebook) => limit(async () => noteOutcome(ebook, 'EPUBCheck', await epubcheck(ebook)))),
]);
printSummary();
rmSync(keep, { recursive: true, force: true });
process.exitCode = failed.size > 0 ? 1 : 0;

async function work(): Promise<void> {
  while (next < first + runs) {
    const child = fork(fileURLToPath(new URL('child.ts', import.meta.url)), {
      env,
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let words = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      words = `${words}${bytes}`.slice(-1000);
    });
    for (let turn = 0; turn < TURNS && next < first + runs; turn += 1) {
      const seed = next;
      next += 1;
      const came = await answerOf(child, { seed, keep });
      note(
        came ?? {
          seed,
          files: 0,
          codes: [],
          faults: [`No answer within ${LIMIT / 1000} s, or the process ended: ${words}`],
        },
      );
      if (came === undefined) break;
    }
    child.kill('SIGKILL');
  }
}

function answerOf(child: ChildProcess, ask: Ask): Promise<Came | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(undefined), LIMIT);
    const done = (came: Came | undefined): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(came);
    };
    child.once('message', (came) => done(came as Came));
    child.once('exit', () => done(undefined));
    child.send(ask);
  });
}

function note(came: Came): void {
  files += came.files;
  for (const code of new Set(came.codes)) codes.set(code, (codes.get(code) ?? 0) + 1);
  if (came.faults.length > 0) failed.set(came.seed, came.faults);
  if ((came.seed - first + 1) % 100 === 0)
    console.error(`fuzz: ${came.seed - first + 1} of ${runs}, ${failed.size} failed`);
}

/** Validates all PDFs in one run. */
async function validate(flavor: 'ua1' | '2a'): Promise<void> {
  if (pdfs.length === 0) return;
  for (const [file, outcome] of await verapdf(pdfs, flavor)) noteOutcome(file, `veraPDF ${flavor}`, outcome);
}

function noteOutcome(file: string, validator: string, outcome: Outcome): void {
  if (outcome.state === 'not run') notRun.add(`${validator}: ${outcome.reason}`);
  if (outcome.state !== 'failed') return;
  const seed = Number(/(\d+)-[^/]*$/.exec(file)?.[1]);
  const faults = outcome.faults.map((fault) => `${validator}: ${fault}`);
  failed.set(seed, [...(failed.get(seed) ?? []), ...faults]);
}

function printSummary(): void {
  for (const what of notRun) console.log(`NOT RUN ${what}`);
  for (const [seed, faults] of failed) console.log([`seed ${seed}:`, ...faults.slice(0, 5)].join('\n  '));
  const common = [...codes]
    .sort((one, other) => other[1] - one[1])
    .map(([code, count]) => `${code} ${count}`);
  console.log(`Diagnostics, by how many projects have them: ${common.join(', ')}`);
  console.log(
    `fuzz: ${runs} projects from seed ${first}, ${files} files (${pdfs.length} PDFs that claim a standard, ${ebooks.length} e-books for EPUBCheck itself), ${failed.size} failed`,
  );
}
