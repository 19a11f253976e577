/** Takes the language of a publication from its text, if its settings name none. */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Chapter } from '../../core/model/publication.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { sampleText } from './sample-text.ts';
import { determineLanguage } from './text-language.ts';

const DEFAULT = 'en';

/**
 * Returns the named language; without one, that of the chapters without a language of their own. Diagnostics:
 * `language-taken`, `language-guessed`.
 */
export async function takeLanguage(
  named: string | undefined,
  chapters: readonly Chapter[],
  place: SourceLocation,
  report: Report,
): Promise<string> {
  if (named !== undefined) return named;
  const trees = chapters.filter(({ metadata }) => metadata.language === undefined).map(({ body }) => body);
  const found = await determineLanguage(sampleText(trees));
  if (found === undefined) return DEFAULT;
  const { language } = found;
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  report(diagnostic(found.isGuess ? 'language-guessed' : 'language-taken', { language, name }, place));
  return language;
}
