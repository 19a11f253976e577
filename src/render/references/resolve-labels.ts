/** Finds what the references of a publication mean: the elements that have their labels as ids. */
import type { Element, ElementContent, Root } from 'hast';
import { type Diagnostic, diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile, type SourceLocation } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { type FoundReference, readLabels, setReferences } from './placeholder.ts';

/** What can be referred to in a chapter. */
export interface LabeledChapter {
  /** Ids by the names that the author gave. */
  readonly anchors: ReadonlyMap<string, string>;
  /** The names among them that are written as ids; absent: all. Others are made from the words of headings. */
  readonly writtenIds?: readonly string[];
  readonly headings: readonly { readonly id: string }[];
  /** The ids of figures, tables and the like. */
  readonly numbered: readonly string[];
}

/** The places of a chapter that have names. */
type NamedPlaces = Pick<LabeledChapter, 'anchors' | 'writtenIds'>;

/** How certainly a name is that of a place: it is its id; it is made of the words of a heading; and that has another id. */
const RANKS = ['written', 'made', 'replaced'] as const;

/** The ids of one name in all chapters. */
type FoundIds = Readonly<Record<(typeof RANKS)[number], string[]>>;

/** Returns how certain the names of a chapter are. */
function rankNames({ anchors, writtenIds }: NamedPlaces): (name: string) => (typeof RANKS)[number] {
  if (writtenIds === undefined) return () => 'written';
  const written = new Set(writtenIds);
  const named = new Set(writtenIds.map((name) => anchors.get(name)));
  return (name) => (written.has(name) ? 'written' : named.has(anchors.get(name)) ? 'replaced' : 'made');
}

/** Finds labels in all chapters of a publication. */
export class LabelFinder {
  readonly #chapters: readonly LabeledChapter[];
  #all: ReadonlyMap<string, FoundIds> | undefined;
  #named: ReadonlySet<string> | undefined;

  constructor(chapters: readonly LabeledChapter[]) {
    this.#chapters = chapters;
  }

  /**
   * Finds the ids of a label: that of the chapter itself, else those of the other chapters. A written id wins over one that is
   * made from words. bookdown puts the kind before an
   * id that has none: `thm:pyth` is `#pyth`.
   */
  find(label: string, chapter: NamedPlaces): readonly string[] {
    const ids = this.#findExactly(label, chapter);
    const [, bare] = /^[a-z]{3}:(.+)$/.exec(label) ?? [];
    return ids.length === 0 && bare !== undefined ? this.#findExactly(bare, chapter) : ids;
  }

  #findExactly(label: string, chapter: NamedPlaces): readonly string[] {
    const own = chapter.anchors.get(label);
    const ownRank = own === undefined ? undefined : rankNames(chapter)(label);
    if (own !== undefined && ownRank === 'written') return [own];
    const found = this.#collect().get(label);
    for (const rank of RANKS) {
      if (own !== undefined && rank === ownRank) return [own];
      if (found !== undefined && found[rank].length > 0) return found[rank];
    }
    return [];
  }

  /** Returns the label that is most similar to an unknown one. */
  suggest(label: string): ReturnType<typeof suggestName> {
    return suggestName(label, this.#collect());
  }

  /** Returns whether an element has a number or a title, which a reference needs. */
  isNamed(id: string): boolean {
    this.#named ??= new Set(
      this.#chapters.flatMap(({ headings, numbered }) => [
        ...headings.map((heading) => heading.id),
        ...numbered,
      ]),
    );
    return this.#named.has(id);
  }

  #collect(): ReadonlyMap<string, FoundIds> {
    if (this.#all !== undefined) return this.#all;
    const all = new Map<string, FoundIds>();
    for (const chapter of this.#chapters) {
      const rankOf = rankNames(chapter);
      for (const [name, id] of chapter.anchors) {
        const found = all.get(name) ?? { written: [], made: [], replaced: [] };
        const ids = found[rankOf(name)];
        if (!ids.includes(id)) ids.push(id);
        all.set(name, found);
      }
    }
    this.#all = all;
    return all;
  }
}

/**
 * Resolves the labels of a chapter's references in place. A reference that means nothing, or several things, is printed as its
 * author wrote it. Diagnostics: `reference-missing`, `reference-ambiguous`, `reference-nameless`.
 */
export function resolveReferences(
  tree: Root,
  chapter: NamedPlaces & { readonly source: SourceFile },
  labels: LabelFinder,
  report: Report,
): void {
  visit(tree, 'element', (element, index, parent) => {
    const data = readLabels(element);
    if (data === undefined || parent === undefined || index === undefined) return;
    const place = locationOf(chapter.source, element);
    const items = data.items.map(({ label, ...rest }): FoundReference | undefined => {
      const ids = labels.find(label, chapter);
      const problem = findProblem(label, ids, labels);
      if (problem !== undefined) report(problem(place));
      const [id] = ids;
      return problem === undefined && id !== undefined ? { id, ...rest } : undefined;
    });
    if (items.every((item) => item !== undefined)) setReferences(element, data.written, items);
    else parent.children[index] = printWritten(element, data.written);
  });
}

/** Returns what the author wrote: in a formula as an element, because it has no text of its own. */
function printWritten(element: Element, written: string): ElementContent {
  const text = { type: 'text', value: written } as const;
  if (element.tagName !== 'mtext') return text;
  const { dataReference: _, ...properties } = element.properties;
  return { ...element, properties, children: [text] };
}

/** Returns what is wrong with a reference, if anything is. @param ids what has the label */
function findProblem(
  label: string,
  ids: readonly string[],
  labels: LabelFinder,
): ((place: SourceLocation) => Diagnostic) | undefined {
  const [id] = ids;
  if (id === undefined)
    return (place) => diagnostic('reference-missing', { label, ...labels.suggest(label) }, place);
  if (ids.length > 1) return (place) => diagnostic('reference-ambiguous', { label }, place);
  return labels.isNamed(id) ? undefined : (place) => diagnostic('reference-nameless', { label }, place);
}
