/** Computes the keys of rendered chapters: everything that rendering reads. */
import { computeDigest } from '../../runtime/cache/digest.ts';
import type { ChapterFacts, RenderState } from '../chapter.ts';
import { ID_SEPARATOR } from '../ids.ts';

/** Computes the keys of the chapters of one publication. */
export class ChapterKeys {
  readonly #state: RenderState;
  /** What is the same for all chapters. */
  readonly #common: string;
  /** Ids of chapters in which other chapters can have ids. */
  readonly #shared: ReadonlySet<string>;

  /** @param ids of all chapters */
  constructor(state: RenderState, ids: readonly string[]) {
    const { terms, publication, plugins } = state;
    const { references, hasUnreadReferences, isLenient, citationStyle, prose } = publication;
    const hasNotes = citationStyle?.format === 'note';
    const looks = [publication.hasPlainCode === true, publication.hasLargeDiagrams === true];
    const flags = [hasUnreadReferences === true, isLenient === true, ...looks, hasNotes];
    this.#state = state;
    this.#common = computeDigest(JSON.stringify([terms, [...references], ...flags, prose, plugins?.digest]));
    this.#shared = findSharedIds(ids);
  }

  /**
   * Returns the key of a chapter that is rendered next.
   * @param origin digest of everything that its tree and its source depend on
   */
  compute({ id, metadata }: ChapterFacts, origin: string): readonly string[] {
    const { publication, counters, ids } = this.#state;
    const language = metadata.language ?? publication.metadata.language;
    // Which ids a chapter gets depends on those before it that begin like its own.
    const taken = this.#shared.has(id) ? [...ids] : [];
    const { figure, table } = counters;
    const isGlossary = metadata.part === 'glossary';
    return [origin, this.#common, JSON.stringify([id, language, figure, table, taken, isGlossary])];
  }
}

/** Returns the ids of chapters that can take the same ids as another one: `a` and `a--b` have `a--b--c`. */
function findSharedIds(ids: readonly string[]): ReadonlySet<string> {
  const sorted = ids.map((id) => ({ id, start: `${id}${ID_SEPARATOR}` }));
  sorted.sort((one, other) => (one.start < other.start ? -1 : 1));
  const shared = new Set<string>();
  // In this order, what begins with a text follows it at once.
  const open: { readonly id: string; readonly start: string }[] = [];
  for (const next of sorted) {
    while (open.length > 0 && !next.start.startsWith(open.at(-1)?.start ?? '')) open.pop();
    for (const { id } of open) shared.add(id).add(next.id);
    open.push(next);
  }
  return shared;
}
