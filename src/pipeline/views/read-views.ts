/** Reads and renders a publication once for each content that its editions have. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Edition } from '../../core/model/edition.ts';
import { describeView } from '../../core/model/edition-conditions.ts';
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
  const seen = [{ edition: view.edition, problems }];
  const byView = new Map([[describeView(view.conditions, view.edition), rendered]]);
  const others = new Map<string, RenderedPublication>();
  for (const edition of choose(rendered)) {
    const key = describeView(view.conditions, edition);
    const own: Diagnostic[] = [];
    const found =
      byView.get(key) ??
      (await read({ ...context, shownIn: edition, report: (problem) => void own.push(problem) }));
    if (!byView.has(key)) seen.push({ edition, problems: own });
    if (found === undefined) break;
    byView.set(key, found);
    if (found !== rendered) others.set(edition.id, found);
  }
  for (const problem of nameEditions(seen)) context.report(problem);
  return { rendered, others };
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
