/** Diagnostics about printed pages, fonts, covers and page lists. */
import {
  type CatalogueEntry,
  contentError,
  contentNote,
  contentWarning,
  didYouMean,
  environmentError,
  formatCodeList,
  formatMegabytes,
  formatSample,
  usageError,
} from './rule.ts';

/** Why shops refuse a cover. */
export type CoverObstacle =
  | { readonly kind: 'format'; readonly format: 'WebP' | 'GIF' | 'SVG' }
  | { readonly kind: 'cmyk' }
  | { readonly kind: 'small' | 'large' | 'shape'; readonly width: number; readonly height: number };

function describeCover(obstacle: CoverObstacle): string {
  if (obstacle.kind === 'format') return `it is a ${obstacle.format} file`;
  if (obstacle.kind === 'cmyk') return 'its colors are CMYK, those of a printing press';
  const size = `it has ${obstacle.width} × ${obstacle.height} pixels`;
  if (obstacle.kind === 'shape') return `${size}, and covers are higher than wide, but not more than twice`;
  return obstacle.kind === 'small'
    ? `${size}, fewer than 1000 on its longer side`
    : `${size}, more than 10,000 on a side`;
}

export const printDiagnostics = {
  'handout-too-long': contentError<{
    edition: string;
    pages: number;
    sheets: number;
    allowed: number;
    lines: number;
  }>(({ edition, pages, sheets, allowed, lines }) => ({
    message: `\`${edition}\`: the handout takes ${pages} pages; ${sheets === 1 ? 'one sheet has' : `${sheets} sheets have`} ${allowed}. ${overBy(lines)}`,
    hint: 'Shorten the text or make figures smaller; the type stays as it is. Or allow more `sheets`.',
  })),
  'font-missing': environmentError<{ script: string; package: string; letters: readonly string[] }>(
    ({ script, package: name, letters }) => ({
      message: `The text has ${script} letters (${formatSample(letters)}), and the package with their font is not installed.`,
      hint: `Install it in the project's folder: \`npm install ${name}\``,
    }),
  ),
  'draft-mark-missing': usageError<{ path: string; mark: string; page?: number | string }>(
    ({ path, mark, page }) => ({
      message: `${
        page === undefined ? 'No page' : `Page ${typeof page === 'string' ? `\`${page}\`` : page}`
      } of \`${path}\` ${page === undefined ? 'shows' : 'does not show'} “${mark}”, which a draft must show.`,
      hint: 'A template, a style or a drawing of the project hides it. Change that; a file without the mark is not published.',
    }),
  ),
  'style-part-dropped': contentWarning<{ part: string; reason: string }>(({ part, reason }) => ({
    message: `The style has \`${part.replaceAll('`', "'")}\`, which is left out of the e-book: ${reason}.`,
    hint: 'Take it out, or write it in another way.',
  })),
  'text-unprintable': contentError<{ title: string; reason: string }>(({ title, reason }) => ({
    message: `The browser cannot print “${title}”: ${reason}. It prints other documents.`,
    hint: 'Look for a very large table or a very long listing, and divide it.',
  })),
  'design-unprintable': contentError<{ title: string; files: readonly string[]; reason: string }>(
    ({ title, files, reason }) => ({
      message: `The browser cannot print “${title}” in the project’s own design (${formatCodeList(files)}): ${reason}. It prints other documents.`,
      hint: 'Look in these files for lengths that no page has, such as `padding: 1e9px`.',
    }),
  ),
  'book-in-one-piece': contentNote<{ edition: string; file: string; what?: string }>(
    ({ edition, file, what }) => ({
      message: `\`${edition}\` is printed in one piece, because \`${file}\` ${
        what === undefined ? 'is a template of the project' : `has \`${what}\``
      }. A long book takes less time in parts.`,
      hint: 'Nothing is wrong. A design without templates of its own, and without rules for pages, page counters and the order of sections, is printed in parts.',
    }),
  ),
  'print-shrunk': contentWarning<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser printed everything at ${percent} %.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'large-print-shrunk': contentError<{ edition: string; percent: number }>(({ edition, percent }) => ({
    message: `\`${edition}\`: something is wider than the page, so the browser would print everything at ${percent} %: no longer large print.`,
    hint: 'Look for a wide table, a formula or an image with a `width` of its own, and divide it.',
  })),
  'figure-text-small': contentWarning<{
    path: string;
    edition: string;
    page: number;
    size: number;
    smallest: number;
  }>(({ path, edition, page, size, smallest }) => ({
    message: `\`${edition}\`: the smallest words in \`${path}\` print at ${size} pt on page ${page}; this edition allows ${smallest} pt.`,
    hint: 'Make the words in the drawing larger, or the drawing narrower: its words grow as it fills the line.',
  })),
  'letters-missing': contentError<{ letters: readonly string[] }>(({ letters }) => ({
    message: `The fonts have no glyphs for ${formatSample(letters)} (${letters.length} in all). The publication has more than 20 such places: its text could not be read.`,
    hint: 'Name a `typeface` that has them, or make the e-book alone: `editions: [epub]`. `docs/editions.md` lists the scripts that can be printed.',
  })),
  'glyph-missing': contentWarning<{
    character: string;
    codePoint: string;
    font?: { readonly script: string; readonly package: string };
  }>(({ character, codePoint, font }) => ({
    message: `No font here has “${formatVisible(character, codePoint)}”: print shows \`${codePoint}\` in its place. Text that is copied or read aloud has the character; an e-book shows it if the reader's device can.`,
    hint:
      font === undefined
        ? 'Use another character, or name a `typeface` that has it.'
        : `Install the font for ${font.script} in the project's folder: \`npm install ${font.package}\``,
  })),
  'glyph-boxed': contentWarning<{ path: string; page: number }>(({ path, page }) => ({
    message: `Page ${page} of \`${path}\` shows a box in place of a character that no font of the document has.`,
    hint: 'A template, a style or a word in `templates/terms` prints it. Use another character there.',
  })),
  'font-foreign': usageError<{ path: string; name: string; page: number }>(({ path, name, page }) => ({
    message: `Page ${page} of \`${path}\` is set in “${name}”, a font of this computer. On another computer the page would be different.`,
    hint: 'A template or a style of the project names it, or a generic family such as `serif`. Write `var(--text)`, `var(--headings)` or `var(--mono)`, or name the family under `typefaces`.',
  })),
  'standard-unclaimed': contentWarning<{ path: string }>(({ path }) => ({
    message: `\`${path}\` is no PDF/UA and no PDF/A, and does not claim to be: it has a character for private use (from U+E000 to U+F8FF, or from U+F0000 on), which has no meaning outside its font, or a font shows its sign for a missing character.`,
    hint: 'Write a character that has a meaning in Unicode, or take out the font that a style of the project brings.',
  })),
  'cover-unpainted': contentWarning<
    { kind: 'missing-glyphs'; characters: readonly string[] } | { kind: 'unsupported'; construct: string }
  >((obstacle) => ({
    message: `The drawn cover exists only as SVG, which many shops refuse: ${
      obstacle.kind === 'missing-glyphs'
        ? `no font here has ${formatSample(obstacle.characters)}`
        : `Handpress cannot draw ${obstacle.construct}`
    }.`,
    hint: `${
      obstacle.kind === 'missing-glyphs'
        ? 'Install the font of its script in the project'
        : 'Draw it as `templates/epub/cover.svg` does'
    }, or name an image under \`cover\`.`,
  })),
  'cover-unfit': contentWarning<CoverObstacle & { path: string }>((obstacle) => ({
    message: `Many shops and reading systems refuse the cover \`${obstacle.path}\`: ${describeCover(obstacle)}.`,
    hint: 'Save it as JPEG or PNG in RGB, upright, with 1600 × 2560 pixels or nearly so.',
  })),
  'e-book-too-large': contentError<{ kind: 'files' | 'bytes'; found: number; limit: number }>(
    ({ kind, found, limit }) => ({
      message: `The e-book would have ${
        kind === 'files'
          ? `${found.toLocaleString('en')} files; the format has room for ${limit.toLocaleString('en')}`
          : `${formatMegabytes(found)} MB; the format has room for ${formatMegabytes(limit)} MB`
      }.`,
      hint: 'Divide it into several publications, or save its images smaller.',
    }),
  ),
  'terms-missing': contentWarning<{ language: string }>(({ language }) => ({
    message: `There are no words for pages in \`${language}\` (“Contents”, “Page”, …): they are printed in English.`,
    hint: `Add \`templates/terms/${language}.yaml\` to the project.`,
  })),
  'terms-unreviewed': contentWarning<{ language: string }>(({ language }) => ({
    message: `No native speaker has read Handpress's words in \`${language}\`, such as those that mark a draft and an emergency.`,
    hint: `Have \`templates/terms/${language}.yaml\` read. Then write the name and the day into a file of that name in the project: \`termsReview: …\`.`,
  })),
  'pages-from-unknown': contentError<{ edition: string; near?: string; known: readonly string[] }>(
    ({ edition, near, known }) => ({
      message: `The page numbers of the e-book are to be those of \`${edition}\`, which is not a book of the publication.`,
      hint: didYouMean(near, `It may be one of ${formatCodeList(known)}.`),
    }),
  ),
  'page-start-unknown': contentWarning<{ page: string; edition: string; chapter: string }>(
    ({ page, edition, chapter }) => ({
      message: `The start of page ${page} of \`${edition}\` was not found in the e-book's text of “${chapter}”: the e-book has no such page.`,
      hint: 'Compare the page with the e-book: the text of the chapter can differ in print.',
    }),
  ),
} satisfies Record<string, CatalogueEntry<never>>;

/** Returns the character, or the code point of a character that is not visible. */
const formatVisible = (character: string, codePoint: string): string =>
  /[\p{C}\p{Z}]/u.test(character) ? codePoint : character;

/** Says how much of a handout is over. A page can contain an image without text. */
function overBy(lines: number): string {
  if (lines === 0) return 'The part that is over has no text.';
  return lines === 1 ? 'It is one line over.' : `It is ${lines} lines over.`;
}
