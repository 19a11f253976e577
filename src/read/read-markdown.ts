/** Reads a Markdown file with the files that it includes. */
import type { Context } from '../core/model/context.ts';
import type { SourceFile } from '../core/source-location.ts';
import { mayHaveChoices, type TextChoices } from './choices/text-choices.ts';
import { findIncludeForms } from './includes/forms.ts';
import { readText } from './source/read-source.ts';

/** Returns whether a text may include files. */
export const mayInclude = (text: string, off?: ReadonlySet<string>): boolean =>
  findIncludeForms(text, off).length > 0;

/**
 * Reads a file. Diagnostics: those of {@link readText}, and of `includes/expand.ts`.
 * @param path relative to the root
 * @param folder that of the publication
 */
export async function readMarkdown(
  path: string,
  folder: string,
  context: Context,
  choices: TextChoices,
): Promise<SourceFile | undefined> {
  const whole = await readWhole(path, folder, context, choices.featuresOff);
  if (whole === undefined || choices.own === undefined || !mayHaveChoices(whole.text)) return whole;
  const { applyChoices } = await import('./choices/apply-choices.ts');
  return applyChoices(whole, choices.own, context);
}

/** Reads a file with the files that it includes. */
async function readWhole(
  path: string,
  folder: string,
  context: Context,
  featuresOff: ReadonlySet<string>,
): Promise<SourceFile | undefined> {
  const read = await readText(path, context);
  const source = read && { ...read, ...(featuresOff.size > 0 && { featuresOff }) };
  if (source === undefined || !mayInclude(source.text, featuresOff)) return source;
  const [{ expandIncludes }, { findProjectFolder }] = await Promise.all([
    import('./includes/expand.ts'),
    import('./projects/project-folder.ts'),
  ]);
  return expandIncludes(source, await findProjectFolder(folder, context), context);
}
