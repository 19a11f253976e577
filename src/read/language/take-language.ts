/** Takes the language of a publication from its text, if its settings name none. */
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Chapter } from '../../core/model/publication.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { normalizeLanguageTag, repairLanguageTag } from './language-tag.ts';
import { sampleText } from './sample-text.ts';
import { determineLanguage } from './text-language.ts';

const DEFAULT = 'en';

/** Settings that may name a language, and the place of it, or of the settings. */
export interface NamedLanguage {
  readonly language: string | undefined;
  readonly place: SourceLocation;
  /** Whether a repaired tag is a warning, because a single file must be printed as it is. */
  readonly isLenient: boolean;
  /** Whether a tag that cannot be repaired is a warning, and left out. */
  readonly isOptional: boolean;
}

/**
 * Returns the named language in its canonical form; without one, that of the chapters without a language of their own.
 * Diagnostics: `language-unknown`, `language-taken`, `language-guessed`.
 */
export async function takeLanguage(
  named: NamedLanguage,
  chapters: readonly Chapter[],
  report: Report,
): Promise<string> {
  if (named.language !== undefined) {
    const language = checkLanguage(named.language, named, report);
    if (language !== undefined || !named.isOptional) return language ?? DEFAULT;
  }
  const bodies = chapters.filter(({ metadata }) => metadata.language === undefined).map(({ body }) => body);
  const found = await determineLanguage(await sampleText(bodies));
  if (found === undefined) return DEFAULT;
  const { language } = found;
  const name = new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;
  const code = found.isGuess ? 'language-guessed' : 'language-taken';
  report(diagnostic(code, { language, name }, named.place));
  return language;
}

/** Returns a tag in its canonical form, or as repaired. Diagnostic: `language-unknown`. */
export function checkLanguage(
  tag: string,
  { place, isLenient, isOptional }: Omit<NamedLanguage, 'language'>,
  report: Report,
): string | undefined {
  const normal = normalizeLanguageTag(tag);
  if (normal !== undefined) return normal;
  const near = repairLanguageTag(tag);
  const problem = diagnostic('language-unknown', { tag, ...(near !== undefined && { near }) }, place);
  const isWarning = near === undefined ? isOptional : isLenient;
  report(isWarning ? { ...problem, severity: 'warning' } : problem);
  return near;
}
