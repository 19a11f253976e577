/**
 * Highlights the code of a chapter whose language is named: listings, and code in the line. The text of the tree stays the same;
 * pieces of code get elements with the classes of styles/code.css.
 */
import type { ElementContent } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { OncePerKind } from '../html/once-per-kind.ts';
import { findLanguage } from './languages.ts';
import type { NamedCode } from './named-code.ts';
import type { Token } from './tokenize.ts';

/** Limits of one listing, in UTF-16 code units, because some grammars take quadratic time: C# 4 s for 30,000 hostile ones. */
export const MAX_CODE_LENGTH = 25_000;
export const MAX_CODE_LINE_LENGTH = 1000;

/**
 * Highlights code, in place. Diagnostics: `listing-language-unknown`, once for each language; `listing-too-long` for a listing that
 * stays plain.
 */
export async function highlightCode(
  codes: readonly NamedCode[],
  source: SourceFile,
  report: Report,
): Promise<void> {
  const unknown = new OncePerKind();
  for (const { element, language: name, listing } of codes) {
    const place = locationOf(source, listing ?? element);
    const language = findLanguage(name);
    if (language.kind === 'unknown' && listing !== undefined) {
      const { near } = language;
      unknown.add(name, place, (places) =>
        diagnostic('listing-language-unknown', { language: name, ...(near && { near }), ...places }, place),
      );
    }
    // In the line, the class of an author may name something else than a language.
    if (language.kind === 'unknown' && listing === undefined) delete element.properties.className;
    if (language.kind !== 'known') continue;
    const code = element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    if (isTooLong(code)) {
      const limits = { limit: MAX_CODE_LENGTH, lineLimit: MAX_CODE_LINE_LENGTH };
      report(diagnostic('listing-too-long', limits, place));
      continue;
    }
    // Loaded on demand, because most texts have no code.
    const { loadTokenizer } = await import('./tokenize.ts');
    const tokens = (await loadTokenizer(language.grammar))(code);
    if (tokens !== undefined) element.children = tokens.map(buildToken);
  }
  unknown.reportAll(report);
}

const isTooLong = (code: string): boolean =>
  code.length > MAX_CODE_LENGTH || code.split('\n').some(({ length }) => length > MAX_CODE_LINE_LENGTH);

function buildToken({ text, kind }: Token): ElementContent {
  const value = { type: 'text', value: text } as const;
  if (kind === undefined) return value;
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [`token-${kind}`] },
    children: [value],
  };
}
