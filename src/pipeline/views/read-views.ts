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
  /** The ids of the editions whose content has an error. */
  readonly broken: ReadonlySet<string>;
}

/** Returns the content of an edition. */
export const viewOf = ({ rendered, others }: RenderedViews, { id }: Edition): RenderedPublication =>
  others.get(id) ?? rendered;

/** Reads and renders a publication with the content of the edition in the context. */
export type ReadView = (context: Context) => Promise<RenderedPublication | undefined>;

/**
 * Reads and renders a publication. Each problem that only some contents have names an edition that has it. An error in one of
 * them does not affect the editions that have another.
 * @param choose returns the editions that are made
 * @returns `undefined` if the first content cannot be read
 */
export async function readViews(
  read: ReadView,
  choose: (rendered: RenderedPublication) => readonly Edition[],
  context: Context,
): Promise<RenderedViews | undefined> {
  const { rendered, problems } = await readFirst(read, choose, context);
  const view = rendered?.publication.view;
  if (rendered === undefined || view === undefined) {
    for (const problem of problems) context.report(problem);
    const broken = rendered !== undefined && hasError(problems) ? choose(rendered).map(({ id }) => id) : [];
    return rendered && { rendered, others: new Map(), broken: new Set(broken) };
  }
  const seen: SeenProblems[] = [{ edition: view.edition, problems }];
  const editions = choose(rendered);
  const contents = await readContents(read, { rendered, view, editions, problems }, seen, context);
  for (const problem of nameEditions(seen)) context.report(problem);
  return assignContents(contents, { rendered, view, editions });
}

/** A content that was read, and its problems. */
interface ReadContent {
  readonly rendered: RenderedPublication | undefined;
  readonly problems: readonly Diagnostic[];
}

/** Reads the content of the first edition that is made; where that has no chapter, of the next one that has any. */
async function readFirst(
  read: ReadView,
  choose: (rendered: RenderedPublication) => readonly Edition[],
  context: Context,
): Promise<ReadContent> {
  const first = await readOne(read, context);
  if (!first.problems.some(({ code }) => code === 'chapter-none')) return first;
  for (const edition of context.made?.values() ?? []) {
    const other = await readOne(read, { ...context, shownIn: edition });
    if (other.rendered && choose(other.rendered).some(({ id }) => id === edition.id)) return other;
  }
  return first;
}

/** Reads a content. Reports its problems only if reading fails unexpectedly. */
async function readOne(read: ReadView, context: Context): Promise<ReadContent> {
  const problems: Diagnostic[] = [];
  const report = (problem: Diagnostic): void => void problems.push(problem);
  const rendered = await read({ ...context, report }).catch((error: unknown) => {
    for (const problem of problems) context.report(problem);
    throw error;
  });
  return { rendered, problems };
}

/** Gives each edition its content. */
function assignContents(
  contents: ReadonlyMap<string, Content>,
  { rendered, view, editions }: Omit<FirstView, 'problems'>,
): RenderedViews {
  const others = new Map<string, RenderedPublication>();
  const broken = new Set<string>();
  for (const edition of editions) {
    const content = contents.get(describeView(view.conditions, edition));
    if (content?.rendered && content.rendered !== rendered) others.set(edition.id, content.rendered);
    if (content === undefined || content.isBroken) broken.add(edition.id);
  }
  return { rendered, others, broken };
}

const hasError = (problems: readonly Diagnostic[]): boolean =>
  problems.some(({ severity }) => severity === 'error');

interface FirstView {
  readonly rendered: RenderedPublication;
  readonly view: ContentView;
  readonly editions: readonly Edition[];
  readonly problems: readonly Diagnostic[];
}

/** A content that some editions have; without a publication if it cannot be read. */
interface Content {
  readonly rendered?: RenderedPublication | undefined;
  readonly isBroken: boolean;
}

/** Reads each content that the first edition does not have, by what its conditions answer. @param seen receives the problems of each */
async function readContents(
  read: ReadView,
  { rendered, view, editions, problems: first }: FirstView,
  seen: SeenProblems[],
  context: Context,
): Promise<ReadonlyMap<string, Content>> {
  const contents = new Map<string, Content>([
    [describeView(view.conditions, view.edition), { rendered, isBroken: hasError(first) }],
  ]);
  for (const edition of editions) {
    const key = describeView(view.conditions, edition);
    if (contents.has(key)) continue;
    const { rendered: found, problems } = await readOne(read, { ...context, shownIn: edition });
    seen.push({ edition, problems });
    contents.set(key, { rendered: found, isBroken: found === undefined || hasError(problems) });
  }
  return contents;
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
