/** The pipeline: read → render → print and pack → write. Content problems are reported, never thrown. */
import { join } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Context } from '../core/model/context.ts';
import { traced } from '../core/trace.ts';
import { openPress } from '../print/index.ts';
import { discover, readEditions, type Target } from '../read/read-publication.ts';
import type { EarlyBrowser } from '../runtime/browser/prelaunched-browser.ts';
import { digestOf } from '../runtime/cache/digest.ts';
import { giveTurn } from '../runtime/process/turn.ts';
import type { Tools } from './build-editions.ts';
import { beginPublication, readAndRender } from './build-publication.ts';
import type { Run } from './build-session.ts';
import { answersOf, answersOfPublication, keepRun } from './incremental/build-record.ts';
import { InPlace } from './incremental/output-state.ts';
import type { KeptRun } from './incremental/records.ts';
import { WholeRun } from './incremental/run-record.ts';
import type { ManifestFile } from './manifest/manifest.ts';
import { readManifest } from './manifest/manifest-file.ts';
import { MANIFEST } from './manifest/name.ts';
import { Output } from './output.ts';
import { askedEditions, type BuildRequest, type CheckRequest } from './request.ts';
import { type SelectionTools, selectTargets } from './selection/select-targets.ts';
import { openScope, type Workplace } from './tracked-context.ts';

/**
 * Judges the content and makes nothing.
 * @returns the files by which the publications that were looked at are named
 */
export async function checkContent(request: CheckRequest, workplace: Workplace): Promise<readonly string[]> {
  const { context } = workplace;
  const editions = await readEditions(context);
  if (editions === undefined) return [];
  const run = { editions, taken: new Map<string, string>(), workplace };
  const found = await discover(request.what, context);
  const { targets } = await selectTargets(found, request, NOTHING_KNOWN, context);
  for (const target of targets) {
    context.signal.throwIfAborted();
    await readAndRender(target, run, openScope(workplace));
    await giveTurn();
  }
  return targets.map(({ file }) => file);
}

/**
 * @param early a browser that is starting already
 * @param former the last build of the same, however much has changed since
 * @returns the files that were made and written, or are there already, in the order of their paths
 */
export async function buildContent(
  request: BuildRequest,
  workplace: Workplace,
  early?: EarlyBrowser,
  former?: KeptRun,
): Promise<readonly ManifestFile[]> {
  if ((await workplace.world.kind(request.out)) === 'outside') {
    workplace.context.report(diagnostic('output-outside', { path: request.out }));
    return [];
  }
  const project = openScope(workplace);
  const editions = await readEditions(project.context);
  if (editions === undefined) return [];
  const asked = askedEditions(request, editions, project.context);
  if (asked === undefined) return [];
  const { context } = workplace;
  // By itself: a publication does not rest on which others there are.
  const finding = openScope(workplace);
  const find = () => discover(request.what, finding.context);
  const found = await traced(context, 'find', 'publications', find);
  const { targets, part } = await selectTargets(found, request, toolsOf(request, workplace), context);
  const output = new Output(request.out, context, part);
  const inPlace = new InPlace(request.out, context.host, former);
  // Whatever is opened here is closed below, whatever happens.
  const { tools, close } = await openTools(request, context, early);
  const run: Run = {
    ...{ request, workplace, project, finding, editions, asked, tools, output, inPlace },
    taken: new Map(),
    anyEdition: false,
    whole: new WholeRun(),
  };
  let made: readonly ManifestFile[] = [];
  try {
    const prints = targets.length > 0 && [...asked].some((id) => !id.startsWith('epub'));
    if (prints) tools.press.warm();
    if (prints || request.proof || asked.has('epub-compatible')) await noteSandbox(context);
    made = await buildAll(targets, run);
  } finally {
    await Promise.all([close(), output.close()]);
  }
  if (targets.length > 0 && !run.anyEdition && request.editions.length > 0) {
    context.report(diagnostic('edition-none', { editions: request.editions }));
  }
  const isSelected = request.changedSince !== undefined || request.shard !== undefined;
  if (!isSelected && !workplace.failed()) await keepWhole(targets, run);
  return [...made].sort((one, other) => (one.path < other.path ? -1 : 1));
}

async function noteSandbox({ report }: Context): Promise<void> {
  const { reportSandbox } = await import('../runtime/browser/sandbox.ts');
  await reportSandbox(report);
}

/** What was kept of editions says nothing of what is checked without them. */
const NOTHING_KNOWN: SelectionTools = {
  recordOf: async () => undefined,
  lastManifest: async () => ({ handpress: '', publications: [] }),
};

const toolsOf = (request: BuildRequest, { cache, context }: Workplace): SelectionTools => ({
  recordOf: async (target) => cache && answersOfPublication(cache, request, target),
  lastManifest: () => readManifest(request.out, context),
});

async function openTools(
  { browser, jobs, debug, proof }: BuildRequest,
  context: Context,
  early: EarlyBrowser | undefined,
): Promise<{ readonly tools: Tools; close(): Promise<unknown> }> {
  const using = { debug, ...(browser !== undefined && { browser }) };
  // An e-book, too, may have its book printed, or its first pages.
  const onStart = () => noteSandbox(context);
  const press = openPress({ jobs, ...using, onStart }, context, early);
  const proofs = proof ? (await import('../proof/proof-press.ts')).openProofPress(context, using) : undefined;
  return {
    tools: { press, proofs, using, jobs },
    close: () => Promise.all([press.close(), proofs?.close()]),
  };
}

/** Publications begun and not yet finished, beyond those that are printed: more would only take memory. */
const AHEAD = 2;

/** One is read and rendered after the other, while those before are printed, packed and written. */
async function buildAll(targets: readonly Target[], run: Run): Promise<readonly ManifestFile[]> {
  const { signal } = run.workplace.context;
  const made: ManifestFile[] = [];
  const working = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for (const target of targets) {
    if (failures.length > 0 || signal.aborted) break;
    const work = beginPublication(target, run).then(async (rest) => {
      const finishing = rest()
        .then((files) => void made.push(...files))
        .catch((error: unknown) => void failures.push(error))
        .finally(() => working.delete(finishing));
      working.add(finishing);
    });
    await work.catch((error: unknown) => failures.push(error));
    await giveTurn();
    while (working.size >= run.tools.jobs + AHEAD) await Promise.race(working);
  }
  run.tools.press.lastJob();
  await Promise.all(working);
  signal.throwIfAborted();
  if (failures.length > 0) throw failures[0];
  return made;
}

/** So that the next build need not even load what reads and prints, if nothing has changed. */
async function keepWhole(targets: readonly Target[], run: Run): Promise<void> {
  const { request, workplace, project, finding } = run;
  const answers = answersOf([project.host, finding.host]);
  if (workplace.cache === undefined || answers === undefined) return;
  const manifest = digestOf(await workplace.context.host.read(join(request.out, MANIFEST)));
  const before = { answers, problems: [...project.problems, ...finding.problems] };
  const record = await run.whole.record(targets, before, manifest, run.inPlace);
  if (record !== undefined) await keepRun(workplace.cache, request, record);
}
