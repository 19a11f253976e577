/** Finds the exercises that the solutions of a publication name. */
import type { Element, Root } from 'hast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { type CountedKind, readNumbered, THEOREM_KINDS } from '../blocks/numbered-element.ts';
import { LabelFinder } from '../references/resolve-labels.ts';

/** A chapter with exercises or solutions. */
export interface SolvedChapter {
  readonly body: Root;
  readonly source: SourceFile;
  /** Ids by the names that the author gave. */
  readonly anchors: ReadonlyMap<string, string>;
}

/**
 * Puts the id of its exercise into each solution, in place. A solution of nothing keeps its word alone.
 * Diagnostics: `solution-exercise-missing`, `reference-ambiguous`.
 */
export function findExercises(chapters: readonly SolvedChapter[], report: Report): void {
  const exercises = listExercises(chapters);
  const named = new Map(
    chapters.flatMap(({ anchors }) => [...anchors].filter(([, id]) => exercises.has(id))),
  );
  const finder = new LabelFinder(chapters.map(({ anchors }) => ({ anchors, headings: [], numbered: [] })));
  for (const { body, source, anchors } of chapters) {
    visit(body, 'element', (solution) => {
      const { dataSolves } = solution.properties;
      if (dataSolves === undefined) return;
      delete solution.properties.dataSolves;
      const written = String(dataSolves);
      const label = written.replace(/^\?/, '');
      const [id, ...others] = finder.find(label, { anchors }).filter((each) => exercises.has(each));
      if (id !== undefined && others.length === 0) solution.properties.dataSolves = id;
      else if (id !== undefined)
        report(diagnostic('reference-ambiguous', { label }, locationOf(source, solution)));
      else if (label === written)
        report(
          diagnostic(
            'solution-exercise-missing',
            { label, ...suggestName(label, named) },
            locationOf(source, solution),
          ),
        );
    });
  }
}

/** Returns the ids of all that can be solved: exercises, and what else is counted as they are. */
function listExercises(chapters: readonly SolvedChapter[]): ReadonlySet<string> {
  const kinds: ReadonlySet<CountedKind> = new Set(THEOREM_KINDS);
  const found = new Set<string>();
  const add = (element: Element): void => {
    const kind = readNumbered(element)?.kind;
    if (kind !== undefined && kinds.has(kind)) found.add(String(element.properties.id));
  };
  for (const { body } of chapters) visit(body, 'element', add);
  return found;
}
