/**
 * Compares a book of 3,000 pages with one of 300: the time for each page, and the most memory that all processes have together. It takes
 * minutes, so it runs only when it is named.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import type { Manifest } from '../../src/index.ts';
import { CACHE, CLI, forgetBuilds, inBook, withCompiled, writeContent } from './cli-builds.ts';
import { type Bench, type Comparison, timed } from './comparison.ts';
import { longText } from './long-text.ts';
import { watchMemory } from './tree-memory.ts';

/** Of about 15 pages each. Fewer can be chosen to try it out. */
const CHAPTERS = { few: 19, many: Number(process.env.HANDPRESS_BENCH_CHAPTERS ?? 190) } as const;
const CHAPTER = { parts: 5, paragraphs: 10 } as const;

export const pages3000: Bench = {
  name: 'pages-3000',
  onlyWhenNamed: true,
  run: (_runs, say) => withCompiled((folder) => measure(folder, say)),
};

interface Cost {
  readonly pages: number;
  /** Milliseconds for each page. */
  readonly time: number;
  /** At most, of all processes together; 0 where the system does not say it. */
  readonly megabytes: number;
  /** Megabytes that the browser printed. */
  readonly printed: number;
}

async function measure(folder: string, say: (text: string) => void): Promise<readonly Comparison[]> {
  const books = { few: join(folder, 'few'), many: join(folder, 'many') };
  await writeContent(books.few, inBook(longText({ chapters: CHAPTERS.few, ...CHAPTER })));
  await writeContent(books.many, inBook(longText({ chapters: CHAPTERS.many, ...CHAPTER })));
  // The first one reads the files from the disk and compiles the modules; it is not counted.
  await costOf(books.few);
  const few = await costOf(books.few);
  say(`pages-3000: ${few.pages} pages made`);
  const many = await costOf(books.many);
  say(`pages-3000: ${many.pages} pages made`);
  return comparisons(many, few);
}

function comparisons(many: Cost, few: Cost): readonly Comparison[] {
  const floor = `the same of ${few.pages} pages`;
  const memory = (cost: Cost, without: number) => (cost.megabytes === 0 ? [] : [cost.megabytes - without]);
  const pairs = (subject: readonly number[], base: readonly number[]) =>
    subject.flatMap((value, index) => ({ subject: value, floor: base[index] ?? 0 }));
  return [
    {
      subject: `each page of a book of ${many.pages} pages, PDF, cold`,
      ...{ floor, pairs: pairs([many.time], [few.time]), target: { ratio: 1.2 } },
    },
    {
      subject: 'most memory of all processes, without the bytes that the browser printed',
      ...{ floor, pairs: pairs(memory(many, many.printed), memory(few, few.printed)) },
      ...{ unit: 'MB', target: { ratio: 1.3 } },
    },
    {
      subject: 'most memory of all processes',
      ...{ floor, pairs: pairs(memory(many, 0), memory(few, 0)), unit: 'MB' },
    },
  ];
}

async function costOf(project: string): Promise<Cost> {
  await forgetBuilds(project);
  const { result: megabytes, time } = await timed(() => buildWatched(project));
  const { publications }: Manifest = JSON.parse(
    await readFile(join(project, 'dist', 'manifest.json'), 'utf8'),
  );
  const pages = publications.flatMap(({ files }) => files.map((file) => file.pages ?? 0))[0] ?? 0;
  return { pages, time: time / pages, megabytes, printed: await printedMegabytes() };
}

/** Returns the most megabytes that all processes of a build had together. @throws {Error} if it fails */
async function buildWatched(project: string): Promise<number> {
  const env = { ...process.env, XDG_CACHE_HOME: CACHE };
  const args = [CLI, 'build', '--root', project, '--edition', 'book-a4'];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const words = text(child.stderr);
  const watch = process.platform === 'linux' ? watchMemory(child.pid ?? 0) : undefined;
  const [code] = await once(child, 'exit');
  const most = watch?.stop() ?? 0;
  if (code !== 0) throw new Error(`The build of ${project} ended with ${code}: ${await words}`);
  return most;
}

/** Returns the megabytes of the entries of the cache that are PDFs as the browser prints them. */
async function printedMegabytes(): Promise<number> {
  const folder = join(CACHE, 'handpress', 'builds');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  let bytes = 0;
  for (const file of files.filter((entry) => entry.isFile())) {
    const entry = await readFile(join(file.parentPath, file.name));
    if (entry.subarray(0, 100).includes('%PDF-') && entry.includes('(Skia/PDF')) bytes += entry.length;
  }
  return bytes / 1024 / 1024;
}
