/** One publication: what of it is kept, what is made, and what is kept of that. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Edition } from '../core/model/edition.ts';
import type { Publication } from '../core/model/publication.ts';
import { traced } from '../core/trace.ts';
import { readPublication, type Target } from '../read/read-publication.ts';
import { type Rendered, renderPublication } from '../render/render-publication.ts';
import { type MadeEdition, makeEditions } from './build-editions.ts';
import type { Run } from './build-session.ts';
import {
  answersOf,
  keepPublication,
  type Restored,
  recallPublication,
  restore,
} from './incremental/build-record.ts';
import type { KeptEdition } from './incremental/records.ts';
import type { ManifestFacts, ManifestFile } from './manifest/manifest.ts';
import { manifestFile } from './manifest/manifest-file.ts';
import type { PublishedEdition } from './output.ts';
import { chosenEditions } from './request.ts';
import { openScope, type Scope } from './tracked-context.ts';

/** What is left to do when a publication is read: printing, packing, writing. */
export type Rest = () => Promise<readonly ManifestFile[]>;

const NOTHING: Rest = async () => [];

/** Everything up to where other publications may be begun. Reports all that is wrong with the content. */
export async function beginPublication(target: Target, run: Run): Promise<Rest> {
  const { cache } = run.workplace;
  const kept = cache && (await recallPublication(cache, run.request, target));
  const restored = new Map<string, Restored>();
  for (const edition of kept?.editions ?? []) {
    const files = cache && (await restore(cache, edition, run.inPlace));
    if (files) restored.set(edition.id, files);
  }
  if (kept !== undefined && restored.size === kept.editions.length) {
    if (!claimId(kept.publication.id, target, run)) return NOTHING;
    run.anyEdition = true;
    for (const problem of kept.problems) run.workplace.context.report(problem);
    run.whole.add(target, kept);
    return () => publishRestored(kept.publication, [...restored.values()], run);
  }
  return beginAnew(target, restored, run);
}

async function beginAnew(target: Target, restored: ReadonlyMap<string, Restored>, run: Run): Promise<Rest> {
  const scope = openScope(run.workplace);
  const rendered = await readAndRender(target, run, scope);
  if (rendered === undefined || scope.failed()) {
    run.anyEdition = true;
    run.workplace.context.report(diagnostic('publication-kept', { publication: target.id }));
    return NOTHING;
  }
  const chosen = chosenEditions(rendered.publication, run.request, run.asked, run.editions);
  run.anyEdition ||= chosen.length > 0;
  if (chosen.length > 0) return () => finish({ target, rendered, chosen, scope, restored }, run);
  const answers = answersOf([run.project.host, scope.host]);
  if (answers) run.whole.add(target, { answers, problems: scope.problems, editions: [] });
  return NOTHING;
}

/** Reports `publication-id-duplicate`, too. */
export async function readAndRender(
  target: Target,
  run: Pick<Run, 'editions' | 'taken' | 'workplace'>,
  { context }: Pick<Scope, 'context'>,
): Promise<Rendered | undefined> {
  const { file } = target;
  run.workplace.begun?.(file);
  const read = () => readPublication(target, run.editions, context);
  const publication = await traced(context, 'read', file, read);
  if (publication === undefined || !claimId(publication.id, target, run)) return undefined;
  return traced(context, 'render', file, () => renderPublication(publication, context));
}

function claimId(
  id: string,
  target: Target,
  { taken, workplace }: Pick<Run, 'taken' | 'workplace'>,
): boolean {
  const other = taken.get(id.toLowerCase());
  taken.set(id.toLowerCase(), other ?? target.file);
  if (other === undefined) return true;
  workplace.context.report(diagnostic('publication-id-duplicate', { id, one: other, other: target.file }));
  return false;
}

interface Begun {
  readonly target: Target;
  readonly rendered: Rendered;
  readonly chosen: readonly Edition[];
  /** In which it was read and rendered. */
  readonly scope: Scope;
  /** Editions that are what an earlier build has made, by their ids. */
  readonly restored: ReadonlyMap<string, Restored>;
}

async function finish(begun: Begun, run: Run): Promise<readonly ManifestFile[]> {
  const { rendered, chosen, restored } = begun;
  const made = await makeEditions(
    rendered,
    chosen.filter(({ id }) => !restored.has(id)),
    run.tools,
    run.workplace,
  );
  const old = chosen.flatMap(({ id }) => restored.get(id) ?? []);
  for (const { edition } of old) announceRestored(edition, run);
  const facts = factsOf(rendered.publication);
  const files = await run.output.publish(facts, [...made.map(publishedNow), ...old.map(publishedBefore)]);
  if (made.length + old.length === chosen.length) await keep(begun, made, run);
  return files;
}

async function publishRestored(
  publication: ManifestFacts,
  restored: readonly Restored[],
  run: Run,
): Promise<readonly ManifestFile[]> {
  for (const { edition } of restored) announceRestored(edition, run);
  return run.output.publish(publication, restored.map(publishedBefore));
}

function announceRestored({ files, problems }: KeptEdition, { workplace }: Run): void {
  const { report, progress } = workplace.context;
  for (const problem of problems) report(problem);
  for (const { path, pages } of files) {
    progress({ path, isKept: true, ...(pages !== undefined && { pages }) });
  }
}

const publishedNow = ({ edition, artifacts }: MadeEdition): PublishedEdition => ({
  id: edition.id,
  files: artifacts.map(manifestFile),
  bytes: new Map(artifacts.map(({ path, bytes }) => [path, bytes])),
});

const publishedBefore = ({ edition, bytes }: Restored): PublishedEdition => ({
  id: edition.id,
  files: edition.files,
  bytes,
});

const factsOf = ({ id, metadata }: Publication): ManifestFacts => ({
  id,
  title: metadata.title,
  language: metadata.language,
  status: metadata.status,
  ...(metadata.version !== undefined && { version: metadata.version }),
});

/** What is kept rests on every answer that was given, by whichever part of the work. */
async function keep(begun: Begun, made: readonly MadeEdition[], run: Run): Promise<void> {
  const { target, rendered, chosen, scope, restored } = begun;
  const { cache } = run.workplace;
  const answers = answersOf([run.project.host, scope.host]);
  if (cache === undefined || answers === undefined) return;
  const editions: KeptEdition[] = [];
  for (const { id } of chosen) {
    const old = restored.get(id)?.edition;
    const now = made.find(({ edition }) => edition.id === id);
    const rests = old?.answers ?? (now && answersOf([now.scope.host], answers));
    if (rests === undefined) return;
    for (const artifact of now?.artifacts ?? []) await keepArtifact(artifact, run);
    const files = old?.files ?? now?.artifacts.map(manifestFile) ?? [];
    editions.push({ id, answers: rests, problems: old?.problems ?? now?.scope.problems ?? [], files });
  }
  const publication = factsOf(rendered.publication);
  const kept = { publication, answers, problems: scope.problems, editions };
  await keepPublication(cache, run.request, target, kept);
  run.whole.add(target, kept);
}

async function keepArtifact({ bytes }: Artifact, { workplace }: Run): Promise<void> {
  await workplace.cache?.keepFile(bytes);
}
