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
  readonly headings: readonly { readonly id: string }[];
  /** The ids of figures, tables and the like. */
  readonly numbered: readonly string[];
}

/** Finds labels in all chapters of a publication. */
export class LabelFinder {
  readonly #chapters: readonly LabeledChapter[];
  #all: ReadonlyMap<string, readonly string[]> | undefined;
  #named: ReadonlySet<string> | undefined;

  constructor(chapters: readonly LabeledChapter[]) {
    this.#chapters = chapters;
  }

  /**
   * Finds the ids of a label: that of the chapter itself, else those of the other chapters. bookdown puts the kind before an
   * id that has none: `thm:pyth` is `#pyth`.
   */
  find(label: string, chapter: Pick<LabeledChapter, 'anchors'>): readonly string[] {
    const ids = this.#findExactly(label, chapter);
    const [, bare] = /^[a-z]{3}:(.+)$/.exec(label) ?? [];
    return ids.length === 0 && bare !== undefined ? this.#findExactly(bare, chapter) : ids;
  }

  #findExactly(label: string, { anchors }: Pick<LabeledChapter, 'anchors'>): readonly string[] {
    const id = anchors.get(label);
    return id === undefined ? (this.#collect().get(label) ?? []) : [id];
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

  #collect(): ReadonlyMap<string, readonly string[]> {
    if (this.#all !== undefined) return this.#all;
    const all = new Map<string, string[]>();
    for (const { anchors } of this.#chapters) {
      for (const [name, id] of anchors) {
        const ids = all.get(name) ?? [];
        if (!ids.includes(id)) ids.push(id);
        all.set(name, ids);
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
  chapter: Pick<LabeledChapter, 'anchors'> & { readonly source: SourceFile },
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
