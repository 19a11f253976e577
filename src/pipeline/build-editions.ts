/** Builds the editions of a rendered publication side by side. An edition is complete or not built. */
import pLimit from 'p-limit';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, EpubEdition, PaperEdition, WebEdition } from '../core/model/edition.ts';
import { selectHandouts } from '../core/output-files.ts';
import { startOfFile } from '../core/source-location.ts';
import { traceSpan } from '../core/trace.ts';
import type { RasterizerOptions } from '../epub/write-epub.ts';
import { cachedPrintJob, DocumentError, type Press, type PrintJob, printHandout } from '../print/index.ts';
import type { ProofPress } from '../proof/proof-press.ts';
import { assembleBook, assembleHandout, type RenderedPublication } from '../render/render-publication.ts';
import { identifyBrowser } from '../runtime/browser/browser-identity.ts';
import { TemplateError } from '../runtime/templates/template-error.ts';
import { openEbookDraftCheck, openWebDraftCheck } from './draft-check.ts';
import { openGlyphCheck } from './glyph-checks.ts';
import { openPageSource, PrintRegistry } from './shared-prints.ts';
import { type BuildEnvironment, openTrackedContext, type TrackedContext } from './tracked-context.ts';
import { type RenderedViews, viewOf } from './views/read-views.ts';

/** The printer, the proof renderer and their settings, shared by all publications of a build. */
export interface BuildTools {
  readonly press: Press;
  /** Absent if no proofs were requested. */
  readonly proofs: ProofPress | undefined;
  /** How a browser is started. */
  readonly browserOptions: RasterizerOptions;
  /** How many documents are processed at once. */
  readonly jobs: number;
}

/** The tools, and what the editions of one publication share. */
interface EditionTools extends BuildTools {
  readonly prints: PrintRegistry;
  /** All editions of the build, also those that are restored. */
  readonly made: readonly Edition[];
}

/** An edition with all its files. */
export interface BuiltEdition {
  readonly edition: Edition;
  readonly artifacts: readonly Artifact[];
  readonly tracked: TrackedContext;
}

/** Returns the editions that could be built. Reports `edition-kept` for each of the others. */
export async function buildEditions(
  views: RenderedViews,
  editions: readonly Edition[],
  tools: BuildTools & Pick<EditionTools, 'made'>,
  environment: BuildEnvironment,
): Promise<readonly BuiltEdition[]> {
  const contexts = new Map(editions.map((edition) => [edition.id, openTrackedContext(environment)]));
  const contextOf = ({ id }: Edition): TrackedContext => contexts.get(id) ?? openTrackedContext(environment);
  const { publication } = views.rendered;
  const hasEbook = editions.some(({ family }) => family === 'epub');
  const prints = new PrintRegistry(views, hasEbook ? publication.pagesFrom?.id : undefined);
  const limit = pLimit(tools.jobs);
  // Opens the print jobs of all editions first, because the press closes once no job is open.
  const opened = editions.map((edition) => {
    const tracked = contextOf(edition);
    return {
      edition,
      tracked,
      tasks: openTasks(viewOf(views, edition), edition, { ...tools, prints }, tracked.context),
    };
  });
  const checkGlyphs = openGlyphCheck(views);
  const results = await Promise.allSettled(
    opened.map(async ({ edition, tracked, tasks }) => {
      await checkGlyphs(edition, tracked.context);
      const run = openTaskRunner(tracked, environment.context);
      const files = await Promise.all(tasks.map((task) => limit(run, task)));
      const artifacts = files.flat();
      const pageSource = edition.family === 'epub' ? publication.pagesFrom : undefined;
      // The e-book names the pages of the printed book, so it depends on everything that book depends on.
      if (pageSource) tracked.host.inheritDependencies(contextOf(pageSource).host);
      return finishEdition({ edition, artifacts, tracked }, views.rendered, tools, environment.context);
    }),
  );
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' && result.value ? [result.value] : []));
}

/** The work on one file of an edition, or on all files of a web edition. */
interface EditionTask {
  /** Absent: nothing is printed. */
  readonly job?: PrintJob;
  build(): Promise<readonly Artifact[]>;
}

function openTasks(
  rendered: RenderedPublication,
  edition: Edition,
  tools: EditionTools,
  context: Context,
): readonly EditionTask[] {
  const { press, prints, browserOptions } = tools;
  const job = (): PrintJob => cachedPrintJob(press.openJob(), browserOptions.browser, context);
  if (edition.family === 'handouts') return openHandoutTasks(rendered, edition, job, context);
  if (edition.family === 'epub') return [openEpubTask(rendered, edition, tools, context)];
  if (edition.family === 'web')
    return [openWebTask(rendered, edition, { made: tools.made, job: job() }, context)];
  reportChapters(rendered, context);
  const printing = { ...{ edition, context }, job: job() };
  prints.register(printing);
  return [{ job: printing.job, build: async () => [await prints.print(printing).artifact] }];
}

/** Reports a single file that is a book only in the printed edition. Diagnostic: `file-as-book` */
function reportChapters({ publication }: RenderedPublication, { report }: Context): void {
  const { headingChapters: made, chapters } = publication;
  const [file] = chapters;
  if (made === undefined || made.isBook || file === undefined) return;
  const place = startOfFile(file.source.path);
  report(diagnostic('file-as-book', { chapters: made.count, level: made.level }, place));
}

function openEpubTask(
  rendered: RenderedPublication,
  edition: EpubEdition,
  { press, prints, browserOptions }: Pick<EditionTools, 'press' | 'prints' | 'browserOptions'>,
  context: Context,
): EditionTask {
  const open = (): PrintJob => cachedPrintJob(press.openJob(), browserOptions.browser, context);
  const [job, checkJob] = [open(), open()];
  const isDraft = rendered.publication.metadata.status === 'draft';
  const draftMarkCheck = openEbookDraftCheck(isDraft, checkJob, context);
  const end = (): void => {
    job.end?.();
    checkJob.end?.();
  };
  return {
    job: { ...job, end },
    build: async () => {
      const pageSource = openPageSource(rendered, prints, context, job);
      await pageSource?.printDispatched;
      const { packEpub } = await import('../epub/write-epub.ts');
      const book = await assembleBook(rendered);
      const older = edition.isCompatible ? browserOptions : undefined;
      if (older !== undefined) await identifyBrowser(browserOptions.browser, context.host);
      const artifact = await packEpub(book, context, pageSource?.pages, older, edition);
      await draftMarkCheck.run([artifact], book);
      return [artifact];
    },
  };
}

/** @param tools `job` is for the check of the draft mark; nothing else of web pages is printed */
function openWebTask(
  rendered: RenderedPublication,
  edition: WebEdition,
  { made, job }: Pick<EditionTools, 'made'> & { readonly job: PrintJob },
  context: Context,
): EditionTask {
  const isDraft = rendered.publication.metadata.status === 'draft';
  const draftMarkCheck = openWebDraftCheck(isDraft, edition, job, context);
  return {
    job,
    build: async () => {
      const { writeWeb } = await import('../web/write-web.ts');
      const book = await assembleBook(rendered);
      const artifacts = await writeWeb(book, edition, context, made);
      await draftMarkCheck.run(artifacts, book);
      return artifacts;
    },
  };
}

const openHandoutTasks = (
  rendered: RenderedPublication,
  edition: PaperEdition,
  open: () => PrintJob,
  context: Context,
): readonly EditionTask[] =>
  selectHandouts(rendered.publication.chapters).map((chapter) => {
    const job = open();
    return {
      job,
      build: async () => [
        await printHandout(await assembleHandout(rendered, chapter), edition, job, context),
      ],
    };
  });

/**
 * Returns a function that runs one task of an edition. After a document or template error, which it reports, or an error
 * before, it skips the tasks that are left, because an edition is complete or not built.
 */
function openTaskRunner(
  tracked: TrackedContext,
  { signal }: Context,
): (task: EditionTask) => Promise<readonly Artifact[]> {
  const { context } = tracked;
  let hasFailed = tracked.failed();
  return async ({ build, job }) => {
    signal.throwIfAborted();
    if (hasFailed) {
      job?.end?.();
      return [];
    }
    try {
      return await build().finally(job?.end);
    } catch (error) {
      if (!(error instanceof DocumentError || error instanceof TemplateError)) throw error;
      hasFailed = true;
      context.report(error.diagnostic);
      return [];
    }
  };
}

async function finishEdition(
  made: BuiltEdition,
  { publication }: RenderedPublication,
  { proofs, browserOptions }: BuildTools,
  { report }: Context,
): Promise<BuiltEdition | undefined> {
  const { edition, artifacts, tracked } = made;
  if (tracked.failed()) {
    report(diagnostic('edition-kept', { publication: publication.id, edition: edition.id }));
    return undefined;
  }
  // Browsers show web pages themselves.
  if (proofs === undefined || edition.family === 'web') return made;
  // The proof of an e-book shows screens of the browser, so it depends on which browser that is.
  if (edition.family === 'epub')
    await identifyBrowser(browserOptions.browser, tracked.host).catch(() => undefined);
  const { direction } = publication.metadata;
  const pull = () => proofs.createProofs({ edition, artifacts, direction });
  const pulled = await traceSpan(tracked.context, 'proof', `${publication.id}, ${edition.id}`, pull);
  return { ...made, artifacts: [...artifacts, ...pulled] };
}
