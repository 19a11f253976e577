/** Checks the styles and the template of a project that a printed edition uses. */
import type { Context } from '../../core/model/context.ts';
import type { Terms } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';
import { reportStyleProblems, type StyleContext } from './stylesheet.ts';

/** Reports what a build would report about the styles and the template of an edition. Rejects as {@link reportUnknownValues} does. */
export async function checkPaperDesign(
  edition: PaperEdition,
  terms: Terms,
  context: StyleContext,
): Promise<void> {
  await reportStyleProblems(edition, context);
  await reportUnknownValues(edition, terms, context);
}

/** Reports `template-value-unknown` for the template of an edition. Rejects if it cannot be parsed. */
export async function reportUnknownValues(
  { template, family }: PaperEdition,
  terms: Terms,
  { design, report }: Pick<Context, 'design' | 'report'>,
): Promise<void> {
  const like = family === 'book' ? 'book.html' : 'handout.html';
  for (const problem of await design.findUnknownValues(template, { like, terms })) report(problem);
}
