/** Printed pages, fonts, covers and page lists. */
import { environment, error, listed, nearest, type Rule, some, usage, warning } from './rule.ts';

export const printProblems = {
  'handout-too-long': error<{
    edition: string;
    pages: number;
    sheets: number;
    allowed: number;
    lines: number;
  }>(({ edition, pages, sheets, allowed, lines }) => ({
    message: `\`${edition}\`: the handout takes ${pages} pages; ${sheets === 1 ? 'one sheet has' : `${sheets} sheets have`} ${allowed}. ${overBy(lines)}`,
    hint: 'Shorten the text or make figures smaller; the type stays as it is. Or allow more `sheets`.',
  })),
  'font-missing': environment<{ script: string; package: string; letters: readonly string[] }>(
    ({ script, package: name, letters }) => ({
      message: `The text has ${script} letters (${some(letters)}), and the package with their font is not installed.`,
      hint: `Install it in the project's folder: \`npm install ${name}\``,
    }),
  ),
  'draft-mark-missing': usage<{ path: string; mark: string; page?: number | string }>(
    ({ path, mark, page }) => ({
      message: `${
        page === undefined
          ? `Nowhere in \`${path}\` can people read`
          : `Page ${typeof page === 'string' ? `\`${page}\`` : page} of \`${path}\` does not show`
      } “${mark}”, which a draft must say.`,
      hint: 'Something hides it: a template, a style or a drawing of the project. Take that out; a file without the mark is not published.',
    }),
  ),
  'style-part-dropped': warning<{ what: string; why: string }>(({ what, why }) => ({
    message: `The style has \`${what.replaceAll('`', "'")}\`, which is left out of the e-book: ${why}.`,
    hint: 'Take it out, or write it in another way.',
  })),
  'text-unprintable': error<{ what: string; reason: string }>(({ what, reason }) => ({
    message: `The browser cannot print “${what}”: ${reason}. Other documents it prints.`,
    hint: 'Look for a very large table or a very long listing, and divide it.',
  })),
  'design-unprintable': error<{ what: string; files: readonly string[]; reason: string }>(
    ({ what, files, reason }) => ({
      message: `The browser cannot print “${what}” in the project’s own design (${listed(files)}): ${reason}. Other documents it prints.`,
      hint: 'Look in these files for lengths that no page has, such as `padding: 1e9px`.',
    }),
  ),
  'print-shrunk': warning<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser printed everything at ${percent} %.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'large-print-shrunk': error<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser would print everything at ${percent} %: no longer large print.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'letters-missing': error<{ letters: readonly string[] }>(({ letters }) => ({
    message: `The fonts have no glyphs for ${some(letters)} (${letters.length} in all): the text would print as empty boxes.`,
    hint: 'Print has Latin, Greek, Cyrillic, Arabic, Hebrew, Devanagari, Chinese, Japanese and Korean letters. For others name a `typeface` that has them, or make the e-book alone: `editions: [epub]`.',
  })),
  'glyph-missing': warning<{ character: string; codePoint: string }>(({ character, codePoint }) => ({
    message: `The fonts have no glyph for “${character}” (${codePoint}): it may print as an empty box.`,
    hint: 'Use another character.',
  })),
  'cover-unpainted': warning<{ lacking: readonly string[] } | { strange: string }>((why) => ({
    message: `The drawn cover is an SVG alone, which many shops refuse: ${
      'lacking' in why ? `no font here has ${some(why.lacking)}` : `nobody here can paint ${why.strange}`
    }.`,
    hint: `${
      'lacking' in why
        ? 'Install the font of its script in the project'
        : 'Draw it as `templates/epub/cover.svg` does'
    }, or name an image under \`cover\`.`,
  })),
  'terms-missing': warning<{ language: string }>(({ language }) => ({
    message: `There are no words for pages in \`${language}\` (“Contents”, “Page”, …): they are printed in English.`,
    hint: `Add \`templates/terms/${language}.yaml\` to the project.`,
  })),
  'pages-from-unknown': error<{ edition: string; near?: string; known: readonly string[] }>(
    ({ edition, near, known }) => ({
      message: `The page numbers of the e-book are to be those of \`${edition}\`, which is no book of the publication.`,
      hint: nearest(near, `It may be one of ${listed(known)}.`),
    }),
  ),
  'page-start-unknown': warning<{ page: string; edition: string; chapter: string }>(
    ({ page, edition, chapter }) => ({
      message: `Where page ${page} of \`${edition}\` begins is not found in the e-book's text of “${chapter}”: it has no such page.`,
      hint: 'What the chapter says may come out otherwise in print; compare the page with the e-book.',
    }),
  ),
} satisfies Record<string, Rule<never>>;

/** A page can be taken up by a picture alone. */
function overBy(lines: number): string {
  if (lines === 0) return 'What is over has no text.';
  return lines === 1 ? 'It is one line over.' : `It is ${lines} lines over.`;
}
