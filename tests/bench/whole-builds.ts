/**
 * Compares whole builds on the command line with Puppeteer alone, which prints the same HTML. Each runs in a process of its own, which
 * starts without a browser.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Manifest } from '../../src/index.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { isSandboxAvailable } from '../../src/runtime/browser/sandbox.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import * as cli from './cli-builds.ts';
import type { Bench, Comparison, Pair } from './comparison.ts';
import { documentsOf } from './documents.ts';
import { BOOK, longText, shortText } from './long-text.ts';
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

const BARE = fileURLToPath(new URL('bare-print.ts', import.meta.url));

const HANDOUTS = 50;

export const wholeBuilds: Bench = {
  name: 'builds',
  run: (runs, say) => cli.withCompiled(async (folder) => measure(await prepare(folder), runs, say)),
};

/** Folders of a project, and of the documents that it prints as HTML. */
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
  return {
    one: await workIn(join(folder, 'one'), leaflets(1), handouts, 'handouts-a4'),
    many: await workIn(join(folder, 'many'), leaflets(HANDOUTS), handouts, 'handouts-a4'),
    book: await workIn(join(folder, 'book'), cli.inBook(longText(BOOK)), book, 'book-a4'),
  };
}

async function workIn(
  project: string,
  content: Readonly<Record<string, string>>,
  options: readonly string[],
  edition: 'handouts-a4' | 'book-a4',
): Promise<Work> {
  await cli.writeContent(project, content);
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
  const bare = (work: Work, tabs: number) =>
    cli.timeOfNode([BARE, String(tabs), work.documents], work.project, { BENCH_BROWSER: browser });
  const cold = async (work: Work) => {
    const time = await cli.buildCold(work.project, work.options);
    await requireBothFormats(work);
    return time;
  };
  const pair = (work: Work, tabs: number): Promise<Pair> =>
    cli.inTurns(
      index,
      () => cold(work),
      () => bare(work, tabs),
    );
  const build = ({ project, options }: Work) => cli.build(project, options);
  const single = await pair(one, 1);
  const whole = await pair(book, 1);
  const fifty = await pair(many, 2);
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
