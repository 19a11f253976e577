/** Caches what is read of a long chapter, so that its tree is not decoded while no one needs it. */
import type { Root } from 'mdast';
import { collectProblems } from '../../core/diagnostics/collect-problems.ts';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter } from '../../core/model/publication.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { computeCombinedDigest } from '../../runtime/cache/digest.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { describeSource } from '../markdown/parse-cache.ts';
import { type ChapterContent, type ContentSettings, readContent } from './chapter-content.ts';

/** UTF-16 code units from which the content of a chapter is cached: a shorter one is read in the time of an entry. */
export const MIN_CACHED_LENGTH = 4000;

/** What is stored of a chapter: all but its tree, which step `chapter` caches. Plain JSON. */
interface CachedContent {
  readonly id: Chapter['id'];
  readonly metadata: Chapter['metadata'];
  readonly ownId?: string;
  readonly problems: readonly Diagnostic[];
}

/** A chapter that cannot be read is not cached, because the cause may be this machine, for example its stack size. */
class UncacheableContent extends Error {}

/** Does what {@link readContent} does, from the cache if possible, and reports the same diagnostics. */
export async function readContentCached(
  source: SourceFile,
  settings: ContentSettings,
  context: Pick<Context, 'stepCache' | 'report'>,
): Promise<ChapterContent | undefined> {
  const { stepCache, report } = context;
  if (stepCache === undefined || source.text.length < MIN_CACHED_LENGTH)
    return readContent(source, settings, context);
  const origin = computeCombinedDigest([...describeSource(source), JSON.stringify(settings)]);
  let made: ChapterContent | undefined;
  const make = async (): Promise<Uint8Array> => {
    const problems: Diagnostic[] = [];
    made = await readContent(source, settings, { stepCache, report: collectProblems(report, problems) });
    if (made === undefined) throw new UncacheableContent();
    return encodeContent(made, problems);
  };
  try {
    const { bytes } = await cachedStep(stepCache, 'content', [origin], make);
    if (made !== undefined) return withOrigin(made, origin);
    return restoreContent(bytes, { source, settings, origin }, context);
  } catch (error) {
    if (error instanceof UncacheableContent) return undefined;
    throw error;
  }
}

function encodeContent({ chapter, ownId }: ChapterContent, problems: readonly Diagnostic[]): Uint8Array {
  const { id, metadata } = chapter;
  const content: CachedContent = { id, metadata, ...(ownId !== undefined && { ownId }), problems };
  return new TextEncoder().encode(JSON.stringify(content));
}

const withOrigin = ({ chapter, ownId }: ChapterContent, origin: string): ChapterContent => ({
  chapter: { ...chapter, body: { ...chapter.body, origin } },
  ownId,
});

interface Restored {
  readonly source: SourceFile;
  readonly settings: ContentSettings;
  readonly origin: string;
}

function restoreContent(
  bytes: Uint8Array,
  { source, settings, origin }: Restored,
  context: Pick<Context, 'stepCache' | 'report'>,
): ChapterContent {
  const { id, metadata, ownId, problems } = JSON.parse(new TextDecoder().decode(bytes)) as CachedContent;
  for (const problem of problems) context.report(problem);
  let tree: Promise<Root> | undefined;
  const read = (): Promise<Root> => {
    tree ??= readTree(source, settings, context);
    return tree;
  };
  return { chapter: { id, source, metadata, body: { origin, read } }, ownId };
}

/** Reads the tree of a chapter whose problems are reported already. If that fails now, its problems are reported. */
async function readTree(
  source: SourceFile,
  settings: ContentSettings,
  { stepCache, report }: Pick<Context, 'stepCache' | 'report'>,
): Promise<Root> {
  const problems: Diagnostic[] = [];
  const collect: Report = (problem) => void problems.push(problem);
  const content = await readContent(source, settings, { ...(stepCache && { stepCache }), report: collect });
  if (content !== undefined) return content.chapter.body.read();
  for (const problem of problems) report(problem);
  return { type: 'root', children: [] };
}
