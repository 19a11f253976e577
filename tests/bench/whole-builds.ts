/**
 * Compares whole builds on the command line with Puppeteer alone, which prints the same HTML. Each runs in a process of its own, which
 * starts without a browser.
 */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Manifest } from '../../src/index.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { isSandboxAvailable } from '../../src/runtime/browser/sandbox.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';
import { type Bench, type Comparison, type Pair, timed } from './comparison.ts';
import { documentsOf } from './documents.ts';
import { longText, shortText } from './long-text.ts';
import {
  isInstalled,
  mdToPdf,
  pagedJs,
  pandoc,
  pandocByMake,
  type Rival,
  type RivalWork,
  vivliostyle,
} from './rivals.ts';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const BARE = fileURLToPath(new URL('bare-print.ts', import.meta.url));
/** The package, as it is installed: compiled. */
const CLI = join(REPOSITORY, 'lib/cli/main.js');

const HANDOUTS = 50;
/** 60,000 words. */
const BOOK = { chapters: 20, parts: 4, paragraphs: 9 } as const;

export const wholeBuilds: Bench = {
  name: 'builds',
  run: async (runs, say) => {
    await run('npm', ['run', '--silent', 'prepack'], { cwd: REPOSITORY });
    const folder = await mkdtemp(join(tmpdir(), 'handpress-builds-'));
    try {
      return await measure(await prepare(folder), runs, say);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Folders of a project, and of the documents that it prints as HTML. */
/** A folder of its own, so that no result of an earlier build is found. */
const CACHE = makeCacheFolder();

interface Work {
  readonly project: string;
  readonly documents: string;
  readonly options: readonly string[];
}

interface Works {
  readonly one: Work;
  readonly many: Work;
  readonly book: Work;
}

async function prepare(folder: string): Promise<Works> {
  const handouts = ['--edition', 'handouts-a4', '--edition', 'epub'];
  const book = ['--edition', 'book-a4', '--edition', 'epub'];
  const leaflets = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`leaflet-${index + 1}.md`, shortText(index)]),
    );
  const inBook = (files: Readonly<Record<string, string>>) =>
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`book/${path}`, text]));
  return {
    one: await workIn(join(folder, 'one'), leaflets(1), handouts, 'handouts-a4'),
    many: await workIn(join(folder, 'many'), leaflets(HANDOUTS), handouts, 'handouts-a4'),
    book: await workIn(join(folder, 'book'), inBook(longText(BOOK)), book, 'book-a4'),
  };
}

async function workIn(
  project: string,
  content: Readonly<Record<string, string>>,
  options: readonly string[],
  edition: 'handouts-a4' | 'book-a4',
): Promise<Work> {
  for (const [path, text] of Object.entries(content)) {
    await mkdir(join(project, 'content', path, '..'), { recursive: true });
    await writeFile(join(project, 'content', path), text);
  }
  const documents = join(project, 'documents');
  await mkdir(documents);
  for (const [name, html] of await documentsOf(project, edition)) {
    await writeFile(join(documents, `${name}.html`), html);
  }
  return { project, documents, options };
}

type Row = 'one' | 'book' | 'many' | 'changed' | 'unchanged';
type Runs = Record<Row, Pair[]>;

/** Another program, and the row that it is compared with. */
interface Match {
  readonly rival: Rival;
  readonly row: 'one' | 'book' | 'many';
  readonly target?: number;
}

const MATCHES: readonly Match[] = [
  { rival: pandoc, row: 'one', target: 1 },
  { rival: mdToPdf, row: 'one' },
  { rival: vivliostyle, row: 'one' },
  { rival: pagedJs, row: 'book', target: 0.4 },
  { rival: pandocByMake, row: 'many', target: 0.2 },
];

async function measure(
  works: Works,
  runs: number,
  say: (text: string) => void,
): Promise<readonly Comparison[]> {
  const browser = await bareBrowser();
  const pairs: Runs = { one: [], book: [], many: [], changed: [], unchanged: [] };
  const rivals = MATCHES.map((match): Measured => ({ ...match, pairs: [], why: undefined }));
  // The first run reads the files from the disk and compiles the modules; it is not counted.
  for (let index = 0; index <= runs; index += 1) {
    const measured = await oneRun(works, browser, index);
    if (index > 0) for (const row of Object.keys(pairs) as Row[]) pairs[row].push(measured[row]);
    for (const one of rivals)
      await runRival(one, works[one.row], index === 0 ? undefined : measured[one.row]);
    say(`builds: ${index} of ${runs}`);
  }
  return [...comparisons(pairs), ...rivals.map(matchOf)];
}

interface Measured extends Match {
  readonly pairs: Pair[];
  /** It was not measured. */
  why: string | undefined;
}

/** A program that fails is not run again. @param beside what it is compared with; without it, the run is not counted */
async function runRival(one: Measured, work: Work, beside: Pair | undefined): Promise<void> {
  if (one.why !== undefined) return;
  const { rival, pairs } = one;
  if (!(await isInstalled(rival))) {
    one.why = `needs ${rival.programs.join(', ')}`;
    return;
  }
  try {
    const floor = await rival.time(rivalWork(work));
    if (beside !== undefined) pairs.push({ subject: beside.subject, floor });
  } catch (error) {
    one.why = `it failed: ${error instanceof Error ? error.message.split('\n')[0] : error}`;
    pairs.length = 0;
  }
}

const rivalWork = ({ project, documents }: Work): RivalWork => ({
  content: join(project, 'content'),
  documents,
});

const NAMES = { one: 'one handout', book: 'the book', many: `${HANDOUTS} handouts` } as const;

function matchOf({ rival, row, target, pairs, why }: Measured): Comparison {
  return {
    subject: `${NAMES[row]}, PDF and EPUB, cold`,
    ...{ floor: `${rival.name}, PDF alone${why === undefined ? '' : ` (${why})`}`, pairs },
    ...(target !== undefined && { target: { ratio: target } }),
  };
}

async function oneRun(
  { one, many, book }: Works,
  browser: string,
  index: number,
): Promise<Readonly<Record<Row, Pair>>> {
  const bare = (work: Work, tabs: number) => timeOf([BARE, String(tabs), work.documents], work, browser);
  const cold = async (work: Work, options: readonly string[] = []) => {
    await rm(join(work.project, 'dist'), { recursive: true, force: true });
    await rm(join(CACHE, 'handpress', 'builds'), { recursive: true, force: true });
    const time = await build(work, options);
    await requireBothFormats(work);
    return time;
  };
  const floorFirst = index % 2 === 0;
  const pair = async (subject: () => Promise<number>, floor: () => Promise<number>): Promise<Pair> => {
    if (floorFirst) {
      const first = await floor();
      return { floor: first, subject: await subject() };
    }
    return { subject: await subject(), floor: await floor() };
  };
  const single = await pair(
    () => cold(one),
    () => bare(one, 1),
  );
  const whole = await pair(
    () => cold(book),
    () => bare(book, 1),
  );
  const fifty = await pair(
    () => cold(many),
    () => bare(many, 2),
  );
  const unchanged = await build(many);
  await writeFile(join(many.project, 'content/leaflet-7.md'), shortText(1000 + index));
  const changed = await build(many);
  return {
    one: single,
    book: whole,
    many: fifty,
    changed: { subject: changed, floor: single.subject },
    unchanged: { subject: unchanged, floor: single.floor },
  };
}

/** Checks that every publication became PDF and EPUB, as the rows promise. @throws {Error} if one did not */
async function requireBothFormats({ project }: Work): Promise<void> {
  const { publications }: Manifest = JSON.parse(
    await readFile(join(project, 'dist', 'manifest.json'), 'utf8'),
  );
  for (const { id, files } of publications) {
    const types = files.map(({ mediaType }) => mediaType);
    if (!types.includes('application/pdf') || !types.includes('application/epub+zip'))
      throw new Error(`${id} was made as ${types.join(', ') || 'nothing'}, not as PDF and EPUB`);
  }
}

const build = (work: Work, options: readonly string[] = []): Promise<number> =>
  timeOf([CLI, 'build', '--root', work.project, ...work.options, ...options], work);

async function timeOf(args: readonly string[], work: Work, browser?: string): Promise<number> {
  const env = {
    ...{ ...process.env, XDG_CACHE_HOME: CACHE },
    ...(browser !== undefined && { BENCH_BROWSER: browser }),
  };
  const options = { cwd: work.project, env, maxBuffer: 1 << 26 };
  return (await timed(() => run(process.execPath, [...args], options))).time;
}

async function bareBrowser(): Promise<string> {
  const { executable, environment = {} } = await findBrowser(undefined, nodeHost);
  return JSON.stringify({ executable, environment, sandboxed: await isSandboxAvailable() });
}

function comparisons(pairs: Runs): readonly Comparison[] {
  const bare = 'Puppeteer prints the same';
  return [
    {
      subject: 'one handout, PDF and EPUB, cold',
      ...{ floor: `${bare} PDF, cold`, pairs: pairs.one, target: { ratio: 1.5 } },
    },
    {
      subject: 'a book of 60,000 words with contents, PDF and EPUB, cold',
      ...{ floor: `${bare} PDF once, cold`, pairs: pairs.book, target: { ratio: 1.4 } },
    },
    {
      subject: `${HANDOUTS} handouts, PDF and EPUB, cold`,
      ...{ floor: `${bare} ${HANDOUTS} PDFs in two tabs, cold`, pairs: pairs.many, target: { ratio: 0.8 } },
    },
    {
      subject: `one of ${HANDOUTS} changed`,
      ...{ floor: 'one handout, PDF and EPUB, cold', pairs: pairs.changed, target: { ratio: 1.1 } },
    },
    {
      subject: `none of ${HANDOUTS} changed`,
      ...{ floor: `${bare} PDF of one, cold`, pairs: pairs.unchanged, target: { ratio: 0.15 } },
    },
  ];
}
