/** Reads and renders a publication once for each content that its editions have. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Edition } from '../../core/model/edition.ts';
import { describeView } from '../../core/model/edition-conditions.ts';
import type { ContentView } from '../../core/model/publication.ts';
import type { RenderedPublication } from '../../render/render-publication.ts';

/** A rendered publication, and the contents of editions that show others. */
export interface RenderedViews {
  readonly rendered: RenderedPublication;
  /** By the id of an edition; editions that are not here have the content of `rendered`. */
  readonly others: ReadonlyMap<string, RenderedPublication>;
}

/** Returns the content of an edition. */
export const viewOf = ({ rendered, others }: RenderedViews, { id }: Edition): RenderedPublication =>
  others.get(id) ?? rendered;

/** Reads and renders a publication with the content of the edition in the context. */
export type ReadView = (context: Context) => Promise<RenderedPublication | undefined>;

/**
 * Reads and renders a publication. Each problem that only some contents have names an edition that has it.
 * @param choose returns the editions that are made
 * @returns `undefined` after an error
 */
export async function readViews(
  read: ReadView,
  choose: (rendered: RenderedPublication) => readonly Edition[],
  context: Context,
): Promise<RenderedViews | undefined> {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void problems.push(problem);
  const rendered = await read({ ...context, report }).catch((error: unknown) => {
    for (const problem of problems) context.report(problem);
    throw error;
  });
  const view = rendered?.publication.view;
  if (rendered === undefined || view === undefined) {
    for (const problem of problems) context.report(problem);
    return rendered && { rendered, others: new Map() };
  }
  const seen: SeenProblems[] = [{ edition: view.edition, problems }];
  const others = await readOthers(read, { rendered, view, editions: choose(rendered) }, seen, context);
  for (const problem of nameEditions(seen)) context.report(problem);
  return others && { rendered, others };
}

interface FirstView {
  readonly rendered: RenderedPublication;
  readonly view: ContentView;
  readonly editions: readonly Edition[];
}

/** Reads each content that the first edition does not have. @param seen receives the problems of each */
async function readOthers(
  read: ReadView,
  { rendered, view, editions }: FirstView,
  seen: SeenProblems[],
  context: Context,
): Promise<RenderedViews['others'] | undefined> {
  const byView = new Map([[describeView(view.conditions, view.edition), rendered]]);
  const others = new Map<string, RenderedPublication>();
  for (const edition of editions) {
    const key = describeView(view.conditions, edition);
    const known = byView.get(key);
    const problems: Diagnostic[] = [];
    const report = (problem: Diagnostic): void => void problems.push(problem);
    const found = known ?? (await read({ ...context, shownIn: edition, report }));
    if (known === undefined) seen.push({ edition, problems });
    if (found === undefined) return undefined;
    byView.set(key, found);
    if (found !== rendered) others.set(edition.id, found);
  }
  return others;
}

interface SeenProblems {
  readonly edition: Edition;
  readonly problems: readonly Diagnostic[];
}

/** Returns each problem once. One that not all contents have names the edition. */
function nameEditions(seen: readonly SeenProblems[]): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  for (const { problems } of seen) {
    for (const key of new Set(problems.map((problem) => JSON.stringify(problem)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const reported = new Set<string>();
  return seen.flatMap(({ edition, problems }) =>
    problems.flatMap((problem) => {
      const key = JSON.stringify(problem);
      const isEverywhere = counts.get(key) === seen.length;
      if (reported.has(key)) return [];
      reported.add(key);
      return [
        isEverywhere
          ? problem
          : { ...problem, message: `${problem.message} (In the edition \`${edition.id}\`.)` },
      ];
    }),
  );
}
