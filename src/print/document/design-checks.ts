/** Checks the template of an edition before it is filled. */
import type { Context } from '../../core/model/context.ts';
import type { Terms } from '../../core/model/design.ts';
import type { PaperEdition } from '../../core/model/edition.ts';

/** Reports `template-value-unknown` for the template of an edition. Rejects if it cannot be parsed. */
export async function reportUnknownValues(
  { template, family }: PaperEdition,
  terms: Terms,
  { design, report }: Pick<Context, 'design' | 'report'>,
): Promise<void> {
  const like = family === 'book' ? 'book.html' : 'handout.html';
  for (const problem of await design.findUnknownValues(template, { like, terms })) report(problem);
}
