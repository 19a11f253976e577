/** A rendered publication → its editions, side by side; each is whole or not made. */
import pLimit from 'p-limit';
import { browserIdentity } from '../browser/identity.ts';
import { diagnostic } from '../catalogue.ts';
import type { BoardOptions } from '../epub/index.ts';
import type { Artifact, Context, Edition, PaperEdition } from '../model.ts';
import type { Press } from '../pdf/index.ts';
import type { ProofPress } from '../proof/index.ts';
import { handoutBook, type Rendered, wholeBook } from '../render/index.ts';
import { traced } from '../trace.ts';
import { Printings, printedPages } from './printings.ts';
import { openScope, type Scope, type Workplace } from './scope.ts';

/** What editions are made with. */
export interface Tools {
  readonly press: Press;
  /** There when proofs were asked for. */
  readonly proofs: ProofPress | undefined;
  /** How a browser is started. */
  readonly using: BoardOptions;
  /** How many documents are worked on at once. */
  readonly jobs: number;
}

/** An edition of which every file was made. */
export interface MadeEdition {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  readonly scope: Scope;
}

/** Reports `edition-kept` for each of which something could not be made. */
export async function makeEditions(
  rendered: Rendered,
  editions: readonly Edition[],
  tools: Tools,
  workplace: Workplace,
): Promise<readonly MadeEdition[]> {
  const scopes = new Map(editions.map((edition) => [edition.id, openScope(workplace)]));
  const scopeOf = ({ id }: Edition): Scope => scopes.get(id) ?? openScope(workplace);
  const printings = await openPrintings(rendered, editions, scopeOf, tools);
  const limit = pLimit(tools.jobs);
  const results = await Promise.allSettled(
    editions.map(async (edition) => {
      const scope = scopeOf(edition);
      const tasks = tasksOf(rendered, edition, { ...tools, printings }, scope.context);
      const artifacts = await Promise.all(tasks.map((task) => limit(announced, task, workplace.context)));
      const paired = edition.family === 'epub' ? rendered.publication.pagesFrom : undefined;
      // What the pages of the printed book depend on, the e-book that names them does.
      if (paired) scope.host.include(scopeOf(paired).host);
      return finished({ edition, artifacts, scope }, rendered, tools, workplace.context);
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
}

async function openPrintings(
  rendered: Rendered,
  editions: readonly Edition[],
  scopeOf: (edition: Edition) => Scope,
  { press, using }: Tools,
): Promise<Printings> {
  const { keepPrints } = await import('../pdf/index.ts');
  const printings = new Printings(rendered, (context) => keepPrints(press, using.browser, context));
  for (const edition of editions) {
    if (edition.family === 'book') printings.publish(edition, scopeOf(edition).context);
  }
  return printings;
}

type Task = () => Promise<Artifact>;

function tasksOf(
  rendered: Rendered,
  edition: Edition,
  { press, printings, using }: Tools & { readonly printings: Printings },
  context: Context,
): readonly Task[] {
  if (edition.family === 'handouts') return handoutTasks(rendered, edition, press, using, context);
  if (edition.family !== 'epub') return [() => printings.book(edition, context)];
  return [
    async () => {
      const { packEpub } = await import('../epub/index.ts');
      const book = await wholeBook(rendered);
      const older = edition.id === 'epub-compatible' ? using : undefined;
      if (older !== undefined) await browserIdentity(using.browser, context.host);
      return packEpub(book, context, await printedPages(book, printings, context), older);
    },
  ];
}

const handoutTasks = (
  rendered: Rendered,
  edition: PaperEdition,
  press: Press,
  { browser }: BoardOptions,
  context: Context,
): readonly Task[] =>
  rendered.publication.chapters.map((chapter) => async () => {
    const { keepPrints, printHandout } = await import('../pdf/index.ts');
    const book = await handoutBook(rendered, chapter);
    return printHandout(book, edition, keepPrints(press, browser, context), context);
  });

async function announced(task: Task, { progress, signal }: Context): Promise<Artifact> {
  signal.throwIfAborted();
  const artifact = await task();
  const { path, pages, isKept } = artifact;
  progress({ path, ...(pages !== undefined && { pages }), ...(isKept === true && { isKept }) });
  return artifact;
}

async function finished(
  made: MadeEdition,
  { publication }: Rendered,
  { proofs, using }: Tools,
  { report, progress }: Context,
): Promise<MadeEdition | undefined> {
  const { edition, artifacts, scope } = made;
  if (scope.failed()) {
    report(diagnostic('edition-kept', { publication: publication.id, edition: edition.id }));
    return undefined;
  }
  if (proofs === undefined) return made;
  // The screens of an e-book are the browser's.
  if (edition.family === 'epub') await browserIdentity(using.browser, scope.host).catch(() => undefined);
  const { direction } = publication.metadata;
  const pull = () => proofs.pull({ edition, artifacts, direction });
  const pulled = await traced(scope.context, 'proof', `${publication.id}, ${edition.id}`, pull);
  for (const { path } of pulled) progress({ path });
  return { ...made, artifacts: [...artifacts, ...pulled] };
}
