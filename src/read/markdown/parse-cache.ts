/** Caches parsed chapters, so that a change in one chapter of a book does not parse the others again. */
import type { Root } from 'mdast';
import { collectProblems } from '../../core/diagnostics/collect-problems.ts';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationAt } from '../../core/source-location.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import { extractFrontMatter, type ParsedChapter, parseChapter } from './chapter.ts';

/** A chapter as it is stored. The tree is plain JSON. */
interface CachedChapter {
  readonly tree: Root;
  readonly problems: readonly Diagnostic[];
}

/** A failed parse is not cached, because the cause may be this machine, for example its stack size. */
class UncacheableResult extends Error {}

/** Does what {@link parseChapter} does, from the cache if possible, and reports the same diagnostics. */
export async function parseChapterCached(
  source: SourceFile,
  { stepCache, report }: Pick<Context, 'stepCache' | 'report'>,
): Promise<ParsedChapter | undefined> {
  if (stepCache === undefined) return parseChapter(source, report);
  const { promise: parsed, resolve } = Promise.withResolvers<ParsedChapter>();
  let isParsed = false;
  const make = async (): Promise<Uint8Array> => {
    const problems: Diagnostic[] = [];
    const chapter = await parseChapter(source, collectProblems(report, problems));
    if (chapter === undefined) throw new UncacheableResult();
    isParsed = true;
    resolve(chapter);
    return encodeChapter({ tree: chapter.tree, problems });
  };
  const cached = cachedStep(stepCache, 'chapter', describeSource(source), make);
  const restored = cached.then(({ bytes }) => (isParsed ? parsed : restoreChapter(bytes, source, report)));
  try {
    // A newly parsed chapter is returned before it is stored on the disk.
    return await Promise.race([parsed, restored]);
  } catch (error) {
    if (error instanceof UncacheableResult) return undefined;
    throw error;
  }
}

/** Returns everything that the tree and the places of its problems depend on, except Handpress itself. */
export function describeSource({
  path,
  text,
  origins,
  withOwnLinks,
  featuresOff = new Set(),
  values,
  conditions,
}: SourceFile): readonly string[] {
  const chosen = values || conditions ? [JSON.stringify([[...(values ?? [])], [...(conditions ?? [])]])] : [];
  if (origins === undefined && featuresOff.size === 0) return [path, text, ...chosen];
  const pieces = (origins ?? []).map(({ start, source, offset, isGenerated }) => {
    const { line, column } = locationAt(source, offset);
    return [start, source.path, line, column, isGenerated];
  });
  return [path, text, JSON.stringify([pieces, [...(withOwnLinks ?? [])], [...featuresOff]]), ...chosen];
}

const encodeChapter = (chapter: CachedChapter): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(chapter));

function restoreChapter(bytes: Uint8Array, source: SourceFile, report: Report): ParsedChapter {
  const { tree, problems } = JSON.parse(new TextDecoder().decode(bytes)) as CachedChapter;
  for (const problem of problems) report(problem);
  return extractFrontMatter(tree, source);
}
