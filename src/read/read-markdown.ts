/** Reads a Markdown file with the files that it includes. */
import type { Context } from '../core/model/context.ts';
import type { SourceFile } from '../core/source-location.ts';
import { INCLUDE_FORMS } from './includes/forms.ts';
import { readText } from './source/read-source.ts';

/** Returns whether a text may include files. */
export const mayInclude = (text: string): boolean => INCLUDE_FORMS.some(({ mark }) => mark.test(text));

/**
 * Reads a file. Diagnostics: those of {@link readText}, and of `includes/expand.ts`.
 * @param path relative to the root
 * @param folder that of the publication
 */
export async function readMarkdown(
  path: string,
  folder: string,
  context: Context,
): Promise<SourceFile | undefined> {
  const source = await readText(path, context);
  if (source === undefined || !mayInclude(source.text)) return source;
  const [{ expandIncludes }, { findProjectFolder }] = await Promise.all([
    import('./includes/expand.ts'),
    import('./projects/project-folder.ts'),
  ]);
  return expandIncludes(source, await findProjectFolder(folder, context), context);
}
