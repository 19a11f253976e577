/** Checks, before anything is printed, the styles and templates of a project that a publication uses. */
import { join } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import { DiagnosticError } from '../core/diagnostics/diagnostic-error.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import { checkPaperDesign } from '../print/index.ts';
import type { RenderedPublication } from '../render/render-publication.ts';
import { resolveInside } from '../runtime/guard/path-guard.ts';

/**
 * Reports what a build would report about the project's own styles and templates. A project without any is not slowed
 * down.
 */
export async function checkDesign(rendered: RenderedPublication, context: Context): Promise<void> {
  if (!(await hasOwnDesign(context))) return;
  for (const edition of rendered.publication.editions) {
    try {
      await checkEdition(edition, rendered, context);
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      context.report(error.diagnostic);
    }
  }
}

async function checkEdition(
  edition: Edition,
  { terms, cover }: RenderedPublication,
  context: Context,
): Promise<void> {
  if (edition.family === 'web') {
    const { checkWebDesign } = await import('../web/design-check.ts');
    return checkWebDesign(edition, context);
  }
  if (edition.family !== 'epub') return checkPaperDesign(edition, terms, context);
  const { checkEbookDesign } = await import('../epub/design-check.ts');
  return checkEbookDesign(edition, { terms, isCoverDrawn: cover === undefined }, context);
}

/** Returns whether the project has files of a design other than terms. */
async function hasOwnDesign({ root, host }: Context): Promise<boolean> {
  for (const folder of ['styles', 'templates']) {
    const path = join(root, folder);
    if ((await host.kind(path)) !== 'folder') continue;
    if ((await host.list(path)).some(({ name }) => name !== 'terms')) return true;
  }
  return false;
}

/**
 * Returns whether all style sheets can be used. Diagnostics: `option-wrong`, `design-file-missing`.
 * @param names relative to the root, with `/` at the start
 */
export async function areStylesReadable(
  names: readonly string[],
  context: Pick<Context, 'root' | 'host' | 'outputFolders' | 'report'>,
): Promise<boolean> {
  let areReadable = true;
  for (const name of names) {
    const path = name.slice(1);
    const { kind } = await resolveInside('', path, context);
    if (kind === 'inside' && /\.css$/i.test(path)) continue;
    areReadable = false;
    const facts = { option: '--css', expected: 'a `.css` file in the project', found: `\`${path}\`` };
    const isMissing = kind === 'missing';
    context.report(
      isMissing ? diagnostic('design-file-missing', { file: path }) : diagnostic('option-wrong', facts),
    );
  }
  return areReadable;
}
