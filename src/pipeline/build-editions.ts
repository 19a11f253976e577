/** A rendered publication → its editions, side by side; each is whole or not made. */
import pLimit from 'p-limit';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, PaperEdition } from '../core/model/edition.ts';
import { traced } from '../core/trace.ts';
import type { BoardOptions } from '../epub/write-epub.ts';
import { DocumentError, keepPrints, type Press, type PrintJob, printHandout } from '../print/index.ts';
import type { ProofPress } from '../proof/proof-press.ts';
import { handoutBook, type Rendered, wholeBook } from '../render/render-publication.ts';
import { browserIdentity } from '../runtime/browser/browser-identity.ts';
import { TemplateFault } from '../runtime/templates/template-error.ts';
import { openMarksCheck } from './ebook-draft-check.ts';
import { Printings, pairedBook } from './shared-prints.ts';
import { openScope, type Scope, type Workplace } from './tracked-context.ts';

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
  const hasEbook = editions.some(({ family }) => family === 'epub');
  const printings = new Printings(rendered, hasEbook ? rendered.publication.pagesFrom?.id : undefined);
  const limit = pLimit(tools.jobs);
  const results = await Promise.allSettled(
    editions.map(async (edition) => {
      const scope = scopeOf(edition);
      // All jobs of the press are begun before the first is waited for: it ends with the last.
      const tasks = tasksOf(rendered, edition, { ...tools, printings }, scope.context);
      const announce = announcer(scope, workplace.context);
      const made = await Promise.all(tasks.map((task) => limit(announce, task)));
      const artifacts = made.filter((artifact) => artifact !== undefined);
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

interface Task {
  readonly job: PrintJob;
  make(): Promise<Artifact>;
}

function tasksOf(
  rendered: Rendered,
  edition: Edition,
  tools: Tools & { readonly printings: Printings },
  context: Context,
): readonly Task[] {
  const { press, printings, using } = tools;
  const job = (): PrintJob => keepPrints(press.job(), using.browser, context);
  if (edition.family === 'handouts') return handoutTasks(rendered, edition, job, context);
  if (edition.family === 'epub') return [epubTask(rendered, edition, tools, context)];
  const printing = { ...{ edition, context }, job: job() };
  printings.publish(printing);
  return [{ job: printing.job, make: () => printings.book(printing).artifact }];
}

function epubTask(
  rendered: Rendered,
  edition: Edition,
  { press, printings, using }: Tools & { readonly printings: Printings },
  context: Context,
): Task {
  const open = (): PrintJob => keepPrints(press.job(), using.browser, context);
  const [job, look] = [open(), open()];
  const marks = openMarksCheck(rendered.publication.metadata.status === 'draft', look, context);
  const end = (): void => {
    job.end?.();
    look.end?.();
  };
  return {
    job: { ...job, end },
    make: async () => {
      const paired = pairedBook(rendered, printings, context, job);
      await paired?.underway;
      const { packEpub } = await import('../epub/write-epub.ts');
      const book = await wholeBook(rendered);
      const older = edition.id === 'epub-compatible' ? using : undefined;
      if (older !== undefined) await browserIdentity(using.browser, context.host);
      const artifact = await packEpub(book, context, paired?.pages, older);
      await marks.require(artifact, book);
      return artifact;
    },
  };
}

const handoutTasks = (
  rendered: Rendered,
  edition: PaperEdition,
  open: () => PrintJob,
  context: Context,
): readonly Task[] =>
  rendered.publication.chapters.map((chapter) => {
    const job = open();
    return {
      job,
      make: async () => printHandout(await handoutBook(rendered, chapter), edition, job, context),
    };
  });

/**
 * Returns a function that does a task of an edition. Reports the fault of a document or template that cannot be made, and leaves out the
 * tasks after it, because an edition is whole or not made.
 */
function announcer(
  { context }: Scope,
  { progress, signal }: Context,
): (task: Task) => Promise<Artifact | undefined> {
  let isLost = false;
  return async ({ make, job }) => {
    signal.throwIfAborted();
    if (isLost) {
      job.end?.();
      return undefined;
    }
    try {
      const artifact = await make().finally(job.end);
      const { path, pages, isKept } = artifact;
      progress({ path, ...(pages !== undefined && { pages }), ...(isKept === true && { isKept }) });
      return artifact;
    } catch (error) {
      if (!(error instanceof DocumentError || error instanceof TemplateFault)) throw error;
      isLost = true;
      context.report(error.diagnostic);
      return undefined;
    }
  };
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
