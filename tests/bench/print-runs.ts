/** Measures printing and finishing beside printing with Puppeteer alone: the same HTML, in turns, in one tab. */
import { performance } from 'node:perf_hooks';
import type { Artifact } from '../../src/core/model/artifact.ts';
import type { BenchPress } from './bench-press.ts';
import { timed } from './comparison.ts';

/** What is measured. */
export interface Work {
  /** The whole way from the book to the finished file, through the press of the bench. */
  print(): Promise<Artifact>;
  /** The way from what the browser printed to the finished file. */
  finish(printed: Uint8Array): Promise<Artifact>;
  /** Returns the HTML that Puppeteer prints; absent: the last document that the press was given. */
  document?(): Promise<string>;
}

/** Times in milliseconds. */
export interface PrintRun {
  /** From the book's trees on: its HTML is made, too. */
  readonly made: number;
  /** From the first document on that the press is given, as the floor is. */
  readonly whole: number;
  readonly bare: number;
  readonly finishing: number;
  /** How many times the press was asked to print. */
  readonly prints: number;
}

export interface PrintRuns {
  readonly runs: readonly PrintRun[];
  readonly pages: number;
}

/** One run that is not counted, then the others; in every second one Puppeteer comes first. */
export async function printRuns(
  bench: BenchPress,
  work: Work,
  count: number,
  say: (run: number) => void,
): Promise<PrintRuns> {
  bench.printed();
  const { pages = 0 } = await work.print();
  const last = bench.printed().at(-1)?.html;
  const html = work.document === undefined ? last : await work.document();
  if (html === undefined) throw new Error('The press was not asked to print.');
  await bench.bare(html);
  const runs: PrintRun[] = [];
  for (let run = 1; run <= count; run += 1) {
    runs.push(await oneRun(bench, work, html, run % 2 === 0));
    say(run);
  }
  return { runs, pages };
}

async function oneRun(bench: BenchPress, work: Work, html: string, bareFirst: boolean): Promise<PrintRun> {
  const early = bareFirst ? await timed(() => bench.bare(html)) : undefined;
  const made = await timed(work.print);
  const end = performance.now();
  const documents = bench.printed();
  const [first] = documents;
  const isOther = work.document === undefined && documents.at(-1)?.html !== html;
  if (first === undefined || isOther)
    throw new Error('The press was given another document than the run before.');
  const bare = early ?? (await timed(() => bench.bare(html)));
  const finishing = await timed(() => work.finish(bare.result));
  const times = { made: made.time, whole: end - first.at, bare: bare.time, finishing: finishing.time };
  return { ...times, prints: documents.length };
}

/** `1 print`, `2 or 3 prints`. */
export function printCounts(runs: readonly PrintRun[]): string {
  const counts = [...new Set(runs.map(({ prints }) => prints))].sort((one, other) => one - other);
  if (counts.length === 0) return 'more than 1 print';
  return `${counts.join(' or ')} ${counts.at(-1) === 1 ? 'print' : 'prints'}`;
}
