/** Finds the files that a brand names. */
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../../core/model/context.ts';
import type { SourceLocation } from '../../../core/source-location.ts';
import { suggestName } from '../../../lib/text/nearest.ts';
import { listSiblingFiles, resolveInside } from '../../../runtime/guard/path-guard.ts';
import { MAX_STYLE_FILE_BYTES } from '../../../runtime/styles/style-files.ts';

/**
 * Finds a file of the project. Diagnostics: `brand-file-refused`, `style-file-too-large`.
 * @param path relative to the root
 * @returns the normalized path; `undefined` after an error
 */
export async function findBrandFile(
  path: string,
  place: SourceLocation,
  context: Context,
): Promise<string | undefined> {
  const found = await resolveInside('', path, context);
  if (found.kind === 'inside') {
    const { size } = await context.host.fileIdentity(join(context.root, found.path));
    if (size <= MAX_STYLE_FILE_BYTES) return found.path;
    context.report(diagnostic('style-file-too-large', { path, size, limit: MAX_STYLE_FILE_BYTES }, place));
    return undefined;
  }
  context.report(await describeProblem(found.kind, path, place, context));
  return undefined;
}

async function describeProblem(
  reason: 'outside' | 'withheld' | 'missing',
  path: string,
  place: SourceLocation,
  context: Context,
): Promise<Diagnostic> {
  const near = reason === 'missing' ? suggestName(path, await listSiblingFiles('', path, context)) : {};
  return diagnostic('brand-file-refused', { path, reason, ...near }, place);
}
