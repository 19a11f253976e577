/** Loads the logo of the project's brand: it is checked like the images of a text. */
import { collectProblems } from '../../core/diagnostics/collect-problems.ts';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { memoizeWith } from '../../core/host.ts';
import type { BookLogo } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { Publication } from '../../core/model/publication.ts';
import { createAssets } from './assets.ts';

/**
 * Loads the logo, once for all publications. Its faults are errors in every publication. Diagnostics: those of {@link createAssets}.
 * @returns `undefined` if there is none, or after an error
 */
export async function loadLogo({ brand }: Publication, context: Context): Promise<BookLogo | undefined> {
  const logo = brand?.logo;
  if (logo === undefined) return undefined;
  const load = memoizeWith(context.host)(`logo ${logo.path}`, async (host) => {
    const problems: Diagnostic[] = [];
    const report = collectProblems(() => undefined, problems);
    const assets = createAssets('.', { ...context, host, report });
    const asset = await assets.find(logo.path, '.', logo.place);
    await assets.finishChecks();
    return { asset, problems };
  });
  const { asset, problems } = await load;
  for (const problem of problems) context.report(problem);
  // The paths of other images are relative to the publication, so that none is equal.
  return asset && { asset: { ...asset, path: `/${asset.path}` }, alt: logo.alt };
}
