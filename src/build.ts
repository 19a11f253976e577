/** The pipeline: read → render → print and pack → write. Content problems are reported, never thrown. */
import pLimit from 'p-limit';
import { diagnostic } from './catalogue.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Editions } from './editions.ts';
import type { BoardOptions } from './epub/index.ts';
import type { ManifestFile } from './manifest.ts';
import type { Artifact, Context, Edition, Imposition, Publication } from './model.ts';
import { near } from './nearest.ts';
import type { Press } from './pdf/index.ts';
import { Printings, printedPages } from './printings.ts';
import type { ProofPress } from './proof/index.ts';
import { publish } from './publish.ts';
import { discover, readEditions, readPublication, type Target } from './read/index.ts';
import { handoutBook, type Rendered, renderPublication, wholeBook } from './render/index.ts';

export interface BuildRequest {
  /** Publications, folders or Markdown files; empty: all of `content/`. */
  readonly what: readonly string[];
  /** Absolute path of the output folder. */
  readonly out: string;
  /** Names of the editions to make, of those that a publication has; empty: all. */
  readonly editions: readonly string[];
  /** The edge over which the printer turns a sheet; left out: as each edition says. */
  readonly duplex?: Imposition['duplex'];
  /** Whether each file gets a picture of its pages. */
  readonly proof: boolean;
  /** How many documents are printed at once. */
  readonly jobs: number;
  /** Path of the browser to print with. */
  readonly browser?: string;
  readonly debug: boolean;
}

/** What the publications of one run have in common. */
interface Run {
  /** Every edition that there is in the project. */
  readonly editions: Editions;
  /** Files of the publications so far, by folder name in the output. */
  readonly taken: Map<string, string>;
  /** Whether any publication had an edition that was asked for. */
  anyEdition: boolean;
}

const newRun = (editions: Editions): Run => ({ editions, taken: new Map(), anyEdition: false });

/** Judges the content and makes nothing. */
export async function checkContent(what: readonly string[], context: Context): Promise<void> {
  const editions = await readEditions(context);
  if (editions === undefined) return;
  const run = newRun(editions);
  for (const target of await discover(what, context)) await readAndRender(target, run, context);
}

async function readAndRender(target: Target, run: Run, context: Context): Promise<Rendered | undefined> {
  const publication = await readPublication(target, run.editions, context);
  if (publication === undefined) return undefined;
  const { id } = publication;
  const other = run.taken.get(id.toLowerCase());
  run.taken.set(id.toLowerCase(), other ?? target.file);
  if (other === undefined) return renderPublication(publication, context);
  context.report(diagnostic('publication-id-duplicate', { id, one: other, other: target.file }));
  return undefined;
}

/** @returns the files that were made and written, in the order of their paths */
export async function buildContent(
  request: BuildRequest,
  context: Context,
): Promise<readonly ManifestFile[]> {
  const editions = await readEditions(context);
  if (editions === undefined) return [];
  const asked = askedEditions(request, editions, context);
  if (asked === undefined) return [];
  const targets = await discover(request.what, context);
  const { openPress } = await import('./pdf/index.ts');
  const { browser, jobs, debug } = request;
  const using = { debug, ...(browser !== undefined && { browser }) };
  const press = openPress({ jobs, ...using }, context);
  const proofs = request.proof
    ? (await import('./proof/index.ts')).openProofPress(context, using)
    : undefined;
  const made: ManifestFile[] = [];
  const run = newRun(editions);
  try {
    for (const target of targets) {
      made.push(...(await buildOne(target, { ...request, asked, proofs, using }, press, run, context)));
    }
  } finally {
    await Promise.all([press.close(), proofs?.close()]);
  }
  if (targets.length > 0 && !run.anyEdition && request.editions.length > 0) {
    context.report(diagnostic('edition-none', { editions: request.editions }));
  }
  return made.sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Ids of the editions that were named; all when none was. Diagnostic: `edition-unknown`. */
function askedEditions(
  request: BuildRequest,
  editions: Editions,
  { report }: Context,
): ReadonlySet<string> | undefined {
  const unknown = request.editions.filter((name) => editions.named(name).length === 0);
  for (const edition of unknown) {
    const facts = { edition, known: editions.names, ...near(edition, editions.names) };
    report({ ...diagnostic('edition-unknown', facts), domain: 'usage' });
  }
  const names = request.editions.length === 0 ? ['all'] : request.editions;
  return unknown.length > 0 ? undefined : new Set(names.flatMap((name) => editions.named(name).map(idOf)));
}

const idOf = ({ id }: Edition): string => id;

/** What was asked for, with the names of editions understood. */
interface Order extends BuildRequest {
  readonly asked: ReadonlySet<string>;
  /** There when proofs were asked for. */
  readonly proofs: ProofPress | undefined;
  /** How a browser is started. */
  readonly using: BoardOptions;
}

async function buildOne(
  target: Target,
  order: Order,
  press: Press,
  run: Run,
  context: Context,
): Promise<readonly ManifestFile[]> {
  const watched = watchErrors(context);
  const rendered = await readAndRender(target, run, watched.context);
  if (rendered === undefined || watched.failed()) {
    run.anyEdition = true;
    context.report(diagnostic('publication-kept', { publication: target.id }));
    return [];
  }
  const chosen = chosenEditions(rendered.publication, order, run.editions);
  run.anyEdition ||= chosen.length > 0;
  return chosen.length === 0 ? [] : makeEditions(rendered, chosen, order, press, context);
}

/** One that lists no editions of its own can be had in any. */
function chosenEditions(
  { editions, listsEditions }: Publication,
  { asked, editions: names, duplex }: Order,
  known: Editions,
): readonly Edition[] {
  const possible = listsEditions || names.length === 0 ? editions : known.named('all');
  return possible
    .filter(({ id }) => asked.has(id))
    .map((edition) =>
      edition.family === 'epub' || edition.imposition === undefined || duplex === undefined
        ? edition
        : { ...edition, imposition: { ...edition.imposition, duplex } },
    );
}

/** Editions are made side by side and each is published whole or not at all. */
async function makeEditions(
  rendered: Rendered,
  editions: readonly Edition[],
  { out, jobs, proofs, using }: Order,
  press: Press,
  context: Context,
): Promise<readonly ManifestFile[]> {
  const { publication } = rendered;
  const limit = pLimit(jobs);
  const printings = new Printings(rendered, press);
  const watches = new Map(editions.map(({ id }) => [id, watchErrors(context)]));
  for (const edition of editions) {
    const watched = watches.get(edition.id);
    if (watched && edition.family === 'book') printings.publish(edition, watched.context);
  }
  const work = editions.map(async (edition) => {
    const watched = watches.get(edition.id) ?? watchErrors(context);
    const tasks = tasksOf(rendered, edition, { press, printings, using }, watched.context);
    const artifacts = await Promise.all(tasks.map((task) => limit(() => announced(task, context))));
    if (watched.failed()) {
      context.report(diagnostic('edition-kept', { publication: publication.id, edition: edition.id }));
      return undefined;
    }
    const { direction } = publication.metadata;
    const pulled = await proofs?.pull({ edition, artifacts, direction });
    for (const { path } of pulled ?? []) context.progress({ path });
    return { edition, artifacts: [...artifacts, ...(pulled ?? [])] };
  });
  const results = await Promise.allSettled(work);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  const whole = results.flatMap((result) =>
    result.status === 'fulfilled' && result.value ? [result.value] : [],
  );
  return publish(publication, whole, out, context);
}

type Task = () => Promise<Artifact>;

/** What editions are made with. */
interface Tools {
  readonly press: Press;
  readonly printings: Printings;
  /** How a browser is started. */
  readonly using: BoardOptions;
}

function tasksOf(
  rendered: Rendered,
  edition: Edition,
  { press, printings, using }: Tools,
  context: Context,
): readonly Task[] {
  if (edition.family === 'handouts') {
    return rendered.publication.chapters.map((chapter) => async () => {
      const { printHandout } = await import('./pdf/index.ts');
      return printHandout(await handoutBook(rendered, chapter), edition, press, context);
    });
  }
  if (edition.family === 'epub') {
    return [
      async () => {
        const { packEpub } = await import('./epub/index.ts');
        const book = await wholeBook(rendered);
        const older = edition.id === 'epub-compatible' ? using : undefined;
        return packEpub(book, context, await printedPages(book, printings, context), older);
      },
    ];
  }
  return [() => printings.book(edition, context)];
}

async function announced(task: Task, { progress, signal }: Context): Promise<Artifact> {
  signal.throwIfAborted();
  const artifact = await task();
  const { path, pages } = artifact;
  progress({ path, ...(pages !== undefined && { pages }) });
  return artifact;
}

/** The same context, and whether an error was reported through it. */
function watchErrors(context: Context): { context: Context; failed(): boolean } {
  let errors = 0;
  const report = (problem: Diagnostic): void => {
    if (problem.severity === 'error') errors += 1;
    context.report(problem);
  };
  return { context: { ...context, report }, failed: () => errors > 0 };
}
