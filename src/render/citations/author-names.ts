/** Writes the authors of a source as words of a sentence: “Ames”, “Ames and Berg”, “Ames et al.”. */
import type { CslItem } from '../../core/model/publication.ts';

/** Words for further authors that are not “et al.”, as in the locales of CSL, with the space before them. */
// cspell:disable
const OTHERS: Readonly<Record<string, string>> = {
  ar: ' وآخرون',
  fa: ' و دیگران',
  he: ' ואחרים',
  hi: ' व अन्य',
  ja: 'ほか',
  ko: ' 외',
  pl: ' i in.',
  ru: ' и др.',
  tr: ' vd.',
  uk: ' та ін.',
  zh: '等',
};
// cspell:enable

/** Most authors that are named: natbib and the Vancouver style name two. */
const MOST_NAMED = 2;

/** Returns the names of the authors, else of the editors, else the title. */
export function formatAuthors({ author, editor, title, id, ...item }: CslItem, language: string): string {
  const names = readNames(author).length > 0 ? readNames(author) : readNames(editor);
  const [primary = 'en'] = language.split('-');
  const [first] = names;
  if (first === undefined) return String(item['title-short'] ?? title ?? id);
  if (names.length > MOST_NAMED) return `${first}${OTHERS[primary] ?? ' et al.'}`;
  return formatList(names, language);
}

function formatList(names: readonly string[], language: string): string {
  try {
    return new Intl.ListFormat(language, { type: 'conjunction' }).format(names);
  } catch {
    return names.join(', ');
  }
}

function readNames(given: unknown): readonly string[] {
  if (!Array.isArray(given)) return [];
  return given.flatMap((name: Readonly<Record<string, unknown>>) => {
    const family = [name['non-dropping-particle'], name.family].filter(Boolean).join(' ');
    const shown = family || String(name.literal ?? name.given ?? '');
    return shown === '' ? [] : [shown];
  });
}
