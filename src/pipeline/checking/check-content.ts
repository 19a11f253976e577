/** Validates the content of the selected publications, and lists who uses what they include. */
import { relative, resolve } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { IncludeUse } from '../../core/model/include-use.ts';
import { discover, readEditions } from '../../read/read-publication.ts';
import { yieldToEventLoop } from '../../runtime/process/event-loop.ts';
import { readAndRender } from '../build-publication.ts';
import { checkDesign } from '../design-checks.ts';
import { checkAllGlyphs } from '../glyph-checks.ts';
import type { CheckRequest } from '../request.ts';
import { type SelectionTools, selectTargets } from '../selection/select-targets.ts';
import { type BuildEnvironment, openTrackedContext } from '../tracked-context.ts';
import type { RenderedViews } from '../views/read-views.ts';
import { checkAddresses } from './check-addresses.ts';
import { type Asked, type FileUses, UseCollector } from './file-uses.ts';
import { reportUnusedSnippets } from './unused-snippets.ts';

/** What a check found besides problems. */
export interface CheckedContent {
  /** The Markdown file or the `publication.yaml` of each publication that was checked. */
  readonly publications: readonly string[];
  readonly uses: readonly FileUses[];
}

/** The tools of a check: records of built editions are not valid for it. */
const NO_RECORDS: SelectionTools = {
  findDependencies: async () => undefined,
  readLastManifest: async () => ({ handpress: '', publications: [] }),
};

/** Validates the content and writes nothing. Diagnostics: `uses-missing`, `snippet-unused`, those of the content */
export async function checkContent(
  request: CheckRequest,
  environment: BuildEnvironment,
): Promise<CheckedContent> {
  const { context } = environment;
  const asked = await findAsked(request.uses, environment);
  const editions = await readEditions(context);
  if (editions === undefined) return { publications: [], uses: [] };
  const session = { editions, claimedIds: new Map<string, string>(), environment };
  const found = await discover(request.inputs, context);
  const { targets } = await selectTargets(found, request, NO_RECORDS, context);
  const collector = new UseCollector();
  const texts = new Set<string>();
  let isWhole = request.inputs.length === 0 && targets.length === found.length;
  for (const target of targets) {
    context.signal.throwIfAborted();
    const tracked = openTrackedContext(environment);
    const onInclude = (use: IncludeUse): void => collector.add(target.file, use);
    const reading = { context: { ...tracked.context, onInclude } };
    const views = await readAndRender(target, session, reading, (publication) => publication.editions);
    if (views !== undefined) {
      await checkAllGlyphs(views, tracked.context);
      await checkDesign(views.rendered, tracked.context);
      await checkAddresses(views, tracked.context);
      for (const text of listTexts(views)) texts.add(text);
    }
    texts.add(target.file);
    isWhole &&= views !== undefined;
    await yieldToEventLoop();
  }
  const isIncluded = (file: string): boolean => collector.has(file);
  if (isWhole) await reportUnusedSnippets({ texts, isIncluded }, context);
  const uses = collector.list(context.root, request.uses === undefined ? undefined : asked);
  return { publications: targets.map(({ file }) => file), uses };
}

const listTexts = ({ rendered, others }: RenderedViews): readonly string[] =>
  [rendered, ...others.values()].flatMap(({ publication }) =>
    publication.chapters.map(({ source }) => source.path),
  );

/** Finds the files and folders whose uses are asked for. Diagnostic: `uses-missing`. */
async function findAsked(
  paths: readonly string[] = [],
  { context, untrackedHost }: Pick<BuildEnvironment, 'context' | 'untrackedHost'>,
): Promise<readonly Asked[]> {
  const asked: Asked[] = [];
  for (const path of paths) {
    const at = resolve(context.root, path);
    const kind = await untrackedHost.kind(at);
    if (kind === 'file' || kind === 'folder') asked.push({ path: at, isFolder: kind === 'folder' });
    else context.report(diagnostic('uses-missing', { path: relative(context.root, at) }));
  }
  return asked;
}
