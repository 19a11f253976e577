/** Runs the pipeline: read → render → print and pack → write. Reports content problems and never throws them. */
import { join } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { EditionIndex } from '../core/editions.ts';
import type { Context } from '../core/model/context.ts';
import { type Edition, isPaper } from '../core/model/edition.ts';
import { traceSpan } from '../core/trace.ts';
import { openPress } from '../print/index.ts';
import { discover, type PublicationRef, readEditions } from '../read/read-publication.ts';
import type { PrelaunchedBrowser } from '../runtime/browser/prelaunched-browser.ts';
import { computeDigest } from '../runtime/cache/digest.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import type { BuildTools } from './build-editions.ts';
import { startPublication } from './build-publication.ts';
import type { BuildSession } from './build-session.ts';
import { areStylesReadable } from './design-checks.ts';
import { findFreshDependencies, mergeDependencies, storeRunRecord } from './incremental/build-record.ts';
import { readHeads } from './incremental/heads.ts';
import { OutputState } from './incremental/output-state.ts';
import type { RunRecord } from './incremental/records.ts';
import { RunRecordBuilder } from './incremental/run-record.ts';
import type { ManifestFile } from './manifest/manifest.ts';
import { readManifest } from './manifest/manifest-file.ts';
import { MANIFEST_FILE } from './manifest/name.ts';
import { OutputFolder } from './output.ts';
import { type BuildRequest, resolveRequestedEditions } from './request.ts';
import { type SelectionTools, selectTargets } from './selection/select-targets.ts';
import { type BuildEnvironment, openTrackedContext } from './tracked-context.ts';

/**
 * Builds the requested editions of the selected publications.
 * @param prelaunched a browser that is already starting
 * @param former the record of the last build with the same options, however much has changed since
 * @returns the files that were written or are already in the output folder, by path
 * @throws DiagnosticError `manifest-foreign`, before anything is printed or written
 */
export async function buildContent(
  request: BuildRequest,
  environment: BuildEnvironment,
  prelaunched?: PrelaunchedBrowser,
  former?: RunRecord,
): Promise<readonly ManifestFile[]> {
  if ((await environment.untrackedHost.kind(request.out)) === 'outside') {
    environment.context.report(diagnostic('output-outside', { path: request.out }));
    return [];
  }
  const project = openTrackedContext(environment);
  const editions = await readEditions(project.context);
  if (editions === undefined) return [];
  const requested = resolveRequestedEditions(request, editions, project.context);
  if (requested === undefined) return [];
  const { context } = environment;
  if (request.styles !== undefined && !(await areStylesReadable(request.styles, project.context))) return [];
  // Tracked separately, because a publication does not depend on which others exist.
  const discovery = openTrackedContext(environment);
  const find = () => discover(request.inputs, discovery.context);
  const found = await traceSpan(context, 'find', 'publications', find);
  const { targets, part } = await selectTargets(
    found,
    request,
    openSelectionTools(request, environment),
    context,
  );
  const { untrackedHost: host, hasRead: isInput } = environment;
  const output = new OutputFolder({ out: request.out, context, host, isInput, part });
  await output.open();
  const outputState = new OutputState(request.out, host, former);
  // The tools and the output folder are closed below in any case.
  const { tools, close } = await openTools(request, environment, prelaunched);
  const session: BuildSession = {
    ...{ request, environment, projectContext: project, discoveryContext: discovery, editions },
    ...{ requested, tools, output, outputState },
    claimedIds: new Map(),
    runRecord: new RunRecordBuilder(),
  };
  let built: BuiltPublications = { files: [], editions: new Set() };
  try {
    await prepareBrowser([...requested.values()], targets.length > 0, tools, session);
    built = await buildPublications(targets, session);
  } finally {
    await Promise.all([close(), output.close()]);
  }
  const isSelected = isPartOfAll(request);
  const absent = targets.length === 0 ? [] : findAbsentEditions(built, request, editions);
  if (absent.length > 0) reportAbsentEditions(absent, request, context);
  const isComplete = absent.length === 0 && !environment.failed();
  if (!isSelected && isComplete) await storeRun(targets, session);
  return [...built.files].sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Starts the browser, unless workers print: then it is started when a document comes back. */
async function prepareBrowser(
  editions: readonly Edition[],
  hasTargets: boolean,
  { press }: BuildTools,
  { environment, request }: BuildSession,
): Promise<void> {
  const prints = hasTargets && editions.some(isPaper) && !environment.hasFleet;
  const isDrawn = editions.some((edition) => edition.family === 'epub' && edition.isCompatible);
  if (prints) press.warm();
  if (prints || request.proof || isDrawn) await reportMissingSandbox(environment.context);
}

/** Returns the requested names of editions that no publication has; none if one could not be read. */
function findAbsentEditions(
  { editions: built }: BuiltPublications,
  { editions: requested, only }: BuildRequest,
  known: EditionIndex,
): readonly string[] {
  if (built === undefined) return [];
  if (requested.length === 0 && only !== undefined && built.size === 0) return [only];
  return requested.filter((name) => known.find(name).every(({ id }) => !built.has(id)));
}

/** The other editions are made; and where only some publications are selected, others may have these. */
function reportAbsentEditions(
  absent: readonly string[],
  request: BuildRequest,
  { report }: Pick<Context, 'report'>,
): void {
  const problem = diagnostic('edition-none', { editions: absent });
  const isPartial = absent.length < request.editions.length;
  report(isPartial ? { ...problem, severity: isPartOfAll(request) ? 'note' : 'warning' } : problem);
}

const isPartOfAll = ({ changedSince, shard }: BuildRequest): boolean =>
  changedSince !== undefined || shard !== undefined;

async function reportMissingSandbox({ report }: Context): Promise<void> {
  const sandbox = await import('../runtime/browser/sandbox.ts');
  await sandbox.reportMissingSandbox(report);
}

const openSelectionTools = (
  request: BuildRequest,
  { cache, context, untrackedHost: host }: BuildEnvironment,
): SelectionTools => ({
  findDependencies: async (target) => cache && findFreshDependencies(cache, request, target),
  readLastManifest: () => readManifest(request.out, { host, root: context.root }),
});

/** Documents that are at the workers at the same time, about. */
const FLEET_JOBS = 64;

async function openTools(
  { browser, jobs, debug, proof }: BuildRequest,
  { context, hasFleet }: BuildEnvironment,
  prelaunched: PrelaunchedBrowser | undefined,
): Promise<{ readonly tools: BuildTools; close(): Promise<unknown> }> {
  const browserOptions = { debug, ...(browser !== undefined && { browser }) };
  // An e-book can start the browser, too: for the page numbers of its printed book, or to check its first pages.
  const onStart = () => reportMissingSandbox(context);
  const press = openPress({ jobs, ...browserOptions, onStart }, context, prelaunched);
  const proofs = proof
    ? (await import('../proof/proof-press.ts')).openProofPress(context, browserOptions)
    : undefined;
  return {
    tools: { press, proofs, browserOptions, jobs: hasFleet ? Math.max(jobs, FLEET_JOBS) : jobs },
    close: () => Promise.all([press.close(), proofs?.close()]),
  };
}

/** Publications that wait for a print job, beside those that are printed. More would only use memory. */
const MAX_WAITING = 2;

interface BuiltPublications {
  readonly files: readonly ManifestFile[];
  /** Ids of the requested editions that any publication has; `undefined` if one could not be read. */
  readonly editions: ReadonlySet<string> | undefined;
}

/** Reads and renders one publication after the other, while those before it are printed, packed and written. */
async function buildPublications(
  targets: readonly PublicationRef[],
  session: BuildSession,
): Promise<BuiltPublications> {
  const { signal } = session.environment.context;
  const files: ManifestFile[] = [];
  const editions = new Set<string>();
  let isUnknown = false;
  const working = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const target of targets) {
    if (failures.length > 0 || signal.aborted) break;
    const work = startPublication(target, session).then(async (started) => {
      isUnknown ||= started.editions === undefined;
      for (const id of started.editions ?? []) editions.add(id);
      const finishing = started
        .finish()
        .then((made) => void files.push(...made))
        .catch((error: unknown) => void failures.push(error))
        .finally(() => working.delete(finishing));
      working.add(finishing);
    });
    await work.catch((error: unknown) => failures.push(error));
    await yieldToEventLoop();
    while (working.size >= session.tools.jobs + MAX_WAITING) await Promise.race(working);
  }
  session.tools.press.closeAfterJobs();
  await Promise.all(working);
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return { files, editions: isUnknown ? undefined : editions };
}

/** Stores the record of the whole build. With it, the next build need not load the pipeline if nothing has changed. */
async function storeRun(targets: readonly PublicationRef[], session: BuildSession): Promise<void> {
  const { request, environment, projectContext, discoveryContext } = session;
  const dependencies = mergeDependencies([projectContext.host, discoveryContext.host]);
  if (environment.cache === undefined || dependencies === undefined) return;
  const manifest = computeDigest(await environment.untrackedHost.read(join(request.out, MANIFEST_FILE)));
  const before = { dependencies, problems: [...projectContext.problems, ...discoveryContext.problems] };
  const read = () => readHeads(environment);
  const record = await session.runRecord.build(targets, before, manifest, session.outputState, read);
  if (record !== undefined) await storeRunRecord(environment.cache, request, record);
}
