/**
 * Runs the benchmarks: `npm run bench [-- --only book-300] [--runs 5] [--format json]`. Reports ratios to a floor measured in the same run.
 * The numbers are for people to read: a missed target ends with 0, too, a crash with 1, wrong arguments with 2.
 */
import process from 'node:process';
import { parseArgs } from 'node:util';
import { book300 } from './book-300.ts';
import { changedChapter } from './changed-chapter.ts';
import { type Bench, type Comparison, verdictOf } from './comparison.ts';
import { epubPack } from './epub-pack.ts';
import { handout } from './handout.ts';
import { manyHandouts } from './many.ts';
import { pageList } from './page-list.ts';
import { pages3000 } from './pages-3000.ts';
import { pandocBenches } from './pandoc.ts';
import { tableOf } from './table.ts';
import { wholeBuilds } from './whole-builds.ts';

const BENCHES: readonly Bench[] = [
  ...[wholeBuilds, ...pandocBenches, ...changedChapter, pageList],
  ...[handout, book300, epubPack, pages3000, manyHandouts],
];
const RUNS = 5;

interface BenchOptions {
  readonly benches: readonly Bench[];
  readonly runs: number;
  readonly json: boolean;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}

async function main(args: string[]): Promise<number> {
  const asked = readArguments(args);
  if (asked === undefined) return 2;
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const results: { name: string; comparisons: readonly Comparison[] }[] = [];
  for (const { name, run } of asked.benches) {
    const comparisons = await run(asked.runs, say);
    results.push({ name, comparisons });
    if (!asked.json) console.log(tableOf(name, comparisons));
  }
  if (asked.json) console.log(JSON.stringify(results.map(withVerdicts), null, 2));
  return 0;
}

/** Whether it is the name, or its first word. */
function isAsked(name: string, asked: string): boolean {
  return name === asked || name.startsWith(`${asked}-`);
}

function withVerdicts({ name, comparisons }: { name: string; comparisons: readonly Comparison[] }) {
  return {
    name,
    comparisons: comparisons.map((comparison) => ({ ...comparison, verdict: verdictOf(comparison) })),
  };
}

function readArguments(args: string[]): BenchOptions | undefined {
  try {
    const options = {
      only: { type: 'string', multiple: true },
      runs: { type: 'string', default: String(RUNS) },
      format: { type: 'string', default: 'pretty' },
    } as const;
    const { only = [], runs, format } = parseArgs({ args, options }).values;
    const unknown = only.find((asked) => !BENCHES.some(({ name }) => isAsked(name, asked)));
    if (unknown !== undefined) throw new Error(`There is no bench ${unknown}.`);
    if (!/^[1-9]\d{0,2}$/.test(runs)) throw new Error('--runs needs a number from 1 to 999.');
    if (format !== 'pretty' && format !== 'json') throw new Error('--format needs pretty or json.');
    const benches = BENCHES.filter(({ name, onlyWhenNamed }) =>
      only.length === 0 ? onlyWhenNamed !== true : only.some((asked) => isAsked(name, asked)),
    );
    return { benches, runs: Number(runs), json: format === 'json' };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}`);
    console.error('Usage: npm run bench -- [--only <name>] [--runs <number>] [--format pretty|json]');
    console.error(`Benches: ${BENCHES.map(({ name }) => name).join(', ')}`);
    return undefined;
  }
}
