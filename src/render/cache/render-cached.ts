/** Caches rendered chapters, so that a change of one chapter of a book does not render the others again. */

import type { Code } from '../../core/diagnostics/catalogue.ts';
import { collectProblems } from '../../core/diagnostics/collect-problems.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Feature, Heading } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { cachedStep } from '../../runtime/cached-step.ts';
import type { CaptionCounters } from '../blocks/captions.ts';
import { type ChapterInputs, type RenderedContent, type RenderState, renderChapter } from '../chapter.ts';
import type { FindImage, FoundImage, NamedImage } from '../images/find-image.ts';
import type { ChapterKeys } from './chapter-key.ts';
import { decodeTree, encodeTree, type TreeCode } from './tree-code.ts';

/** A rendered chapter as it is stored, and what rendering it added to the publication. Plain JSON. */
interface ContentEntry {
  readonly problems: readonly Diagnostic[];
  readonly counters: CaptionCounters;
  /** The ids that it took, in order. */
  readonly ids: readonly string[];
  readonly body: TreeCode;
  readonly headings: readonly Heading[];
  readonly anchors: readonly (readonly [name: string, id: string])[];
  readonly writtenIds: readonly string[];
  readonly features: readonly Feature[];
  readonly hasAbbreviations: boolean;
  readonly numbered: readonly string[];
  readonly hasReferences: boolean;
  readonly hasIndexMarks: boolean;
  readonly hasSolutions: boolean;
  readonly hasGlossary: boolean;
  readonly hasTermLinks: boolean;
}

/** What is stored of a chapter with images: what they are depends on other files, so its content has an entry of its own. */
interface ImagesEntry {
  readonly images: readonly NamedImage[];
}

/** What a chapter is rendered with. */
interface Rendering {
  readonly chapter: Chapter;
  readonly state: RenderState;
  readonly findImage: FindImage;
  readonly context: Pick<Context, 'stepCache' | 'report'>;
}

const PLUGIN_FAILURES: ReadonlySet<Code> = new Set<Code>([
  ...(['plugin-failed', 'plugin-unfinished', 'plugin-tree-wrong', 'plugins-off'] as const),
]);

/** A chapter on which a plugin failed. The next run tries it again, because its failure need not depend on the text alone. */
class UncachedContent extends Error {
  readonly content: RenderedContent;

  constructor(content: RenderedContent) {
    super('This content is not cached.');
    this.content = content;
  }
}

/** Does what {@link renderChapter} does, from the cache if possible, and reports the same diagnostics. */
export async function renderCached(rendering: Rendering, keys: ChapterKeys): Promise<RenderedContent> {
  try {
    return await renderOrRestore(rendering, keys);
  } catch (error) {
    if (error instanceof UncachedContent) return error.content;
    throw error;
  }
}

async function renderOrRestore(rendering: Rendering, keys: ChapterKeys): Promise<RenderedContent> {
  const { chapter, context } = rendering;
  const { origin } = chapter.body;
  if (context.stepCache === undefined || origin === undefined) return renderNow(rendering, context.report);
  const key = keys.compute(chapter, origin);
  const recorder = new ImageRecorder(rendering.findImage);
  let made: Made | undefined;
  const first = await cachedStep(context.stepCache, 'rendered', key, async () => {
    made = await make({ ...rendering, findImage: recorder.find });
    return encode(recorder.images.length === 0 ? made.entry : { images: recorder.images });
  });
  if (made === undefined) {
    const entry = decode<ContentEntry | ImagesEntry>(first.bytes);
    if (!('images' in entry)) return restore(entry, rendering);
    for (const image of entry.images) await recorder.find(image);
  } else if (recorder.images.length === 0) return made.content;
  // A chapter is rendered with the images that were found for its key, so that each is looked for once.
  const replay: Rendering = { ...rendering, findImage: recorder.replay() };
  const second = await cachedStep(
    context.stepCache,
    'rendered',
    [...key, JSON.stringify(recorder.found)],
    async () => {
      made ??= await make(replay);
      return encode(made.entry);
    },
  );
  return made?.content ?? restore(decode<ContentEntry>(second.bytes), rendering);
}

async function renderNow(
  { chapter, state, findImage }: Rendering,
  report: ChapterInputs['report'],
): Promise<RenderedContent> {
  return renderChapter(chapter, state, { tree: await chapter.body.read(), findImage, report });
}

interface Made {
  readonly content: RenderedContent;
  readonly entry: ContentEntry;
}

/** Renders a chapter, and describes it for the cache. Rejects with {@link UncachedContent}. */
async function make(rendering: Rendering): Promise<Made> {
  const { state, chapter, context } = rendering;
  const problems: Diagnostic[] = [];
  const before = state.ids.size;
  const content = await renderNow(rendering, collectProblems(context.report, problems));
  if (problems.some(({ code }) => PLUGIN_FAILURES.has(code))) throw new UncachedContent(content);
  const { body, anchors, features, ...facts } = content;
  const entry: ContentEntry = {
    problems,
    counters: { ...state.counters },
    ids: [...state.ids].slice(before),
    body: encodeTree(body, chapter.source),
    anchors: [...anchors],
    features: [...features],
    ...facts,
  };
  return { content, entry };
}

/** Returns a stored chapter, reports its problems, and adds to the publication what rendering it would add. */
function restore(
  { problems, counters, ids, body, anchors, features, ...facts }: ContentEntry,
  { chapter, state, context }: Rendering,
): RenderedContent {
  for (const problem of problems) context.report(problem);
  Object.assign(state.counters, counters);
  for (const id of ids) state.ids.add(id);
  const content = { anchors: new Map(anchors), features: new Set(features), ...facts };
  return { ...content, body: decodeTree(body, chapter.source) };
}

/** Finds the images of a chapter, and remembers them. */
class ImageRecorder {
  readonly #find: FindImage;
  readonly images: NamedImage[] = [];
  readonly found: FoundImage[] = [];

  constructor(find: FindImage) {
    this.#find = find;
  }

  readonly find: FindImage = async (image) => {
    const found = await this.#find(image);
    this.images.push(image);
    this.found.push(found);
    return found;
  };

  /** Returns a function that finds the same images in the same order. */
  replay(): FindImage {
    const found = this.found.values();
    return async (image) => found.next().value ?? this.#find(image);
  }
}

const encode = (entry: ContentEntry | ImagesEntry): Uint8Array =>
  new TextEncoder().encode(JSON.stringify(entry));

const decode = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;
