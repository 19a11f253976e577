/** Checks the styles and the templates of a project that an e-book uses. */
import type { Context } from '../core/model/context.ts';
import type { Terms } from '../core/model/design.ts';
import type { EpubEdition } from '../core/model/edition.ts';
import { reportUnknownValues } from './checks/project-templates.ts';
import { buildStylesheet } from './styles/stylesheet.ts';

/**
 * Reports what a build would report about the styles and the templates. Rejects if a template cannot be parsed.
 * @param isCoverDrawn whether a cover is drawn from its template
 */
export async function checkEbookDesign(
  { styles }: EpubEdition,
  { terms, isCoverDrawn }: { readonly terms: Terms; readonly isCoverDrawn: boolean },
  context: Context,
): Promise<void> {
  await buildStylesheet(styles, undefined, context);
  await reportUnknownValues(terms, isCoverDrawn, context);
}
