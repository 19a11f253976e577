/** Builds one publication: reuses the editions that are up to date, builds the others, and records both for the next build. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import type { Publication } from '../core/model/publication.ts';
import type { FileMade } from '../core/progress.ts';
import { traceSpan } from '../core/trace.ts';
import { type PublicationRef, readPublication } from '../read/read-publication.ts';
import { type RenderedPublication, renderPublication } from '../render/render-publication.ts';
import { type BuiltEdition, buildEditions } from './build-editions.ts';
import type { BuildSession } from './build-session.ts';
import {
  findFreshPublication,
  mergeDependencies,
  type RestoredEdition,
  restoreEdition,
  storePublicationRecord,
} from './incremental/build-record.ts';
import type { EditionRecord } from './incremental/records.ts';
import { dateLastChange, prepareHistory } from './last-change.ts';
import type { ManifestFacts, ManifestFile } from './manifest/manifest.ts';
import { describeFile } from './manifest/manifest-file.ts';
import type { PublishedEdition } from './output.ts';
import { selectEditions } from './request.ts';
import { openTrackedContext, type TrackedContext } from './tracked-context.ts';
import { type RenderedViews, readViews } from './views/read-views.ts';

/** Prints, packs and writes a publication that was read and rendered. Returns the files that are in the output folder. */
export type FinishPublication = () => Promise<readonly ManifestFile[]>;

/** A publication that was read and rendered; printing, packing and writing are left. */
export interface StartedPublication {
  /** Ids of the requested editions that it has; absent if it could not be read, so that this is unknown. */
  readonly editions?: readonly string[];
  readonly finish: FinishPublication;
}

const finishNothing: FinishPublication = async () => [];

/** Reads and renders a publication; then the next one may start. Reports every problem of the content. */
export async function startPublication(
  target: PublicationRef,
  session: BuildSession,
): Promise<StartedPublication> {
  const { cache } = session.environment;
  const cached = cache && (await findFreshPublication(cache, session.request, target));
  session.environment.noteDependencies(cached?.dependencies ?? []);
  const restored = new Map<string, RestoredEdition>();
  for (const edition of cached?.editions ?? []) {
    session.environment.noteDependencies(edition.dependencies);
    const files = cache && (await restoreEdition(cache, edition, session.outputState));
    if (files) restored.set(edition.id, files);
  }
  if (cached !== undefined && restored.size === cached.editions.length) {
    if (!claimId(cached.publication.id, target, session)) {
      return { editions: [], finish: finishNothing };
    }
    for (const problem of cached.problems) session.environment.context.report(problem);
    session.runRecord.add(target, cached);
    const finish = () => publishRestored(cached.publication, [...restored.values()], session);
    return { editions: [...restored.keys()], finish };
  }
  return preparePublication(target, restored, session);
}

async function preparePublication(
  target: PublicationRef,
  restored: ReadonlyMap<string, RestoredEdition>,
  session: BuildSession,
): Promise<StartedPublication> {
  const tracked = openTrackedContext(session.environment);
  await prepareHistory(session.environment);
  const choose = (publication: Publication): readonly Edition[] =>
    selectEditions(publication, session.request, session.requested, session.editions);
  const reading = { context: { ...tracked.context, made: session.requested } };
  const views = await readAndRender(target, session, reading, (publication) =>
    withPageSource(publication, choose(publication)),
  );
  const chosen = views === undefined ? [] : choose(views.rendered.publication);
  const sound = views === undefined ? [] : findSound(views, chosen);
  if (views === undefined || (tracked.failed() && sound.length === 0)) {
    session.environment.context.report(diagnostic('publication-kept', { publication: target.id }));
    return { finish: finishNothing };
  }
  if (chosen.length > 0) {
    const dated = await dateLastChange(views.rendered, tracked, session);
    const { modified } = dated.publication.metadata;
    const others = new Map([...views.others].map(([id, other]) => [id, withDate(other, modified)]));
    const dating = { ...views, rendered: dated, others };
    const prepared = { target, views: dating, chosen, sound, tracked, restored };
    return { editions: chosen.map(({ id }) => id), finish: () => finishPublication(prepared, session) };
  }
  const dependencies = mergeDependencies([session.projectContext.host, tracked.host]);
  if (dependencies) session.runRecord.add(target, { dependencies, problems: tracked.problems, editions: [] });
  return { editions: [], finish: finishNothing };
}

/** Returns the editions that can be made: their content has no error, nor has that of the book whose pages an e-book names. */
function findSound({ rendered, broken }: RenderedViews, chosen: readonly Edition[]): readonly Edition[] {
  const { pagesFrom } = rendered.publication;
  const hasPages = pagesFrom === undefined || !broken.has(pagesFrom.id);
  return chosen.filter(({ id, family }) => !broken.has(id) && (family !== 'epub' || hasPages));
}

/** Adds the printed book that an e-book takes its page numbers from. */
const withPageSource = ({ pagesFrom }: Publication, chosen: readonly Edition[]): readonly Edition[] =>
  pagesFrom !== undefined && chosen.some(({ family }) => family === 'epub') ? [...chosen, pagesFrom] : chosen;

const withDate = (rendered: RenderedPublication, modified: string): RenderedPublication => ({
  ...rendered,
  publication: {
    ...rendered.publication,
    metadata: { ...rendered.publication.metadata, modified },
  },
});

/**
 * Returns `undefined` after an error, which it reports; also `publication-id-duplicate`.
 * @param choose returns the editions whose content is read
 */
export async function readAndRender(
  target: PublicationRef,
  session: Pick<BuildSession, 'editions' | 'claimedIds' | 'environment'>,
  { context }: Pick<TrackedContext, 'context'>,
  choose: (publication: Publication) => readonly Edition[],
): Promise<RenderedViews | undefined> {
  const { file } = target;
  session.environment.onPublicationStart?.(file);
  let isClaimed = false;
  const readView = async (own: Context): Promise<RenderedPublication | undefined> => {
    const read = () => readPublication(target, session.editions, own);
    const publication = await traceSpan(own, 'read', file, read);
    if (publication === undefined) return undefined;
    if (!isClaimed && !claimId(publication.id, target, session)) return undefined;
    isClaimed = true;
    return traceSpan(own, 'render', file, () => renderPublication(publication, own));
  };
  return readViews(readView, ({ publication }) => choose(publication), context);
}

/** Returns whether no other publication has the id. Reports `publication-id-duplicate`. */
function claimId(
  id: string,
  target: PublicationRef,
  { claimedIds, environment }: Pick<BuildSession, 'claimedIds' | 'environment'>,
): boolean {
  const other = claimedIds.get(id.toLowerCase());
  claimedIds.set(id.toLowerCase(), other ?? target.file);
  if (other === undefined) return true;
  environment.context.report(diagnostic('publication-id-duplicate', { id, one: other, other: target.file }));
  return false;
}

/** A publication that was read and rendered, before its editions are built. */
interface PreparedPublication {
  readonly target: PublicationRef;
  readonly views: RenderedViews;
  readonly chosen: readonly Edition[];
  /** Those of them whose content has no error. */
  readonly sound: readonly Edition[];
  /** The context in which it was read and rendered. */
  readonly tracked: TrackedContext;
  /** Editions that an earlier build made and that are up to date, by id. */
  readonly restored: ReadonlyMap<string, RestoredEdition>;
}

async function finishPublication(
  prepared: PreparedPublication,
  session: BuildSession,
): Promise<readonly ManifestFile[]> {
  const { views, chosen, sound, restored } = prepared;
  const { rendered } = views;
  for (const { id } of chosen.filter((edition) => !sound.includes(edition))) {
    const facts = { publication: rendered.publication.id, edition: id };
    session.environment.context.report(diagnostic('edition-kept', facts));
  }
  const made = await buildEditions(
    views,
    sound.filter(({ id }) => !restored.has(id)),
    { ...session.tools, made: sound },
    session.environment,
  );
  const old = sound.flatMap(({ id }) => restored.get(id) ?? []);
  const facts = manifestFacts(rendered.publication);
  for (const { edition } of old) reportProblems(edition, session);
  const files = await session.output.publish(facts, [
    ...made.map(toPublished),
    ...old.map(restoredToPublished),
  ]);
  const restoredFiles = old.flatMap(({ edition }) => edition.files.map(markRestored));
  const artifacts = made.flatMap((edition) => edition.artifacts);
  showProgress(files, [...artifacts, ...restoredFiles], session);
  if (made.length + old.length === chosen.length) await storePublication(prepared, made, session);
  return files;
}

async function publishRestored(
  publication: ManifestFacts,
  restored: readonly RestoredEdition[],
  session: BuildSession,
): Promise<readonly ManifestFile[]> {
  for (const { edition } of restored) reportProblems(edition, session);
  const files = await session.output.publish(publication, restored.map(restoredToPublished));
  showProgress(
    files,
    restored.flatMap(({ edition }) => edition.files.map(markRestored)),
    session,
  );
  return files;
}

function reportProblems({ problems }: EditionRecord, { environment }: BuildSession): void {
  for (const problem of problems) environment.context.report(problem);
}

const markRestored = ({ path, pages }: ManifestFile): FileMade => ({
  ...{ path, fromCache: true },
  ...(pages !== undefined && { pages }),
});

/** Shows each file that is in the output folder now. Before that, an error could still keep it from being made. */
function showProgress(
  files: readonly ManifestFile[],
  made: readonly FileMade[],
  { environment }: BuildSession,
): void {
  const written = new Set(files.map(({ path }) => path));
  for (const { path, pages, fromCache } of made.filter((file) => written.has(file.path))) {
    const facts = { ...(pages !== undefined && { pages }), ...(fromCache === true && { fromCache }) };
    environment.context.progress({ path, ...facts });
  }
}

const toPublished = ({ edition, artifacts }: BuiltEdition): PublishedEdition => ({
  id: edition.id,
  files: artifacts.map(describeFile),
  bytes: new Map(artifacts.map(({ path, bytes }) => [path, bytes])),
});

const restoredToPublished = ({ edition, bytes }: RestoredEdition): PublishedEdition => ({
  id: edition.id,
  files: edition.files,
  bytes,
});

const manifestFacts = ({ id, metadata }: Publication): ManifestFacts => ({
  id,
  title: metadata.title,
  language: metadata.language,
  status: metadata.status,
  ...(metadata.version !== undefined && { version: metadata.version }),
});

/**
 * Caches the built editions and a record of the publication. The record lists every dependency of the work, whichever part
 * of it asked. Stores nothing if a dependency changed while it was used.
 */
async function storePublication(
  prepared: PreparedPublication,
  made: readonly BuiltEdition[],
  session: BuildSession,
): Promise<void> {
  const { target, chosen, tracked, restored } = prepared;
  const { rendered } = prepared.views;
  const { cache } = session.environment;
  const dependencies = mergeDependencies([session.projectContext.host, tracked.host]);
  if (cache === undefined || dependencies === undefined) return;
  const editions: EditionRecord[] = [];
  for (const { id } of chosen) {
    const old = restored.get(id)?.edition;
    const now = made.find(({ edition }) => edition.id === id);
    const own = old?.dependencies ?? (now && mergeDependencies([now.tracked.host], dependencies));
    if (own === undefined) return;
    for (const artifact of now?.artifacts ?? []) await storeArtifact(artifact, session);
    const files = old?.files ?? now?.artifacts.map(describeFile) ?? [];
    editions.push({ id, dependencies: own, problems: old?.problems ?? now?.tracked.problems ?? [], files });
  }
  const publication = manifestFacts(rendered.publication);
  const record = { publication, dependencies, problems: tracked.problems, editions };
  await storePublicationRecord(cache, session.request, target, record);
  session.runRecord.add(target, record);
}

async function storeArtifact({ bytes }: Artifact, { environment }: BuildSession): Promise<void> {
  await environment.cache?.writeFile(bytes);
}
