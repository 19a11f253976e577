/** Diagnostics about the style sheets of a project, and about the pictures and fonts that they name. */
import { type CatalogueEntry, contentError, contentWarning, didYouMean, formatMegabytes } from './rule.ts';

/** Why a file that a style sheet names cannot be used, and what to do. */
const REFUSALS = {
  remote: [
    'it is on another machine, and is never fetched',
    'Download it into the project, check its license, and write its path here, relative to this file.',
  ],
  outside: [
    'it lies outside the project',
    'Copy it into the project, for example beside this file, and write its path, relative to this file.',
  ],
  withheld: [
    'it is hidden, among packages, in the output folder, or ignored by git, and is never put into a page',
    'Copy it into `styles/`.',
  ],
  missing: ['there is no such file', 'Correct the path, which is relative to this file, or add the file.'],
  unreadable: ['it cannot be read', 'Correct its permissions.'],
  local: [
    'fonts of the machine are not used, because every machine has others',
    'Put the font file into the project, and name it with `url(…)`.',
  ],
  picture: ['it is not a PNG, JPEG, GIF, WebP or SVG picture', 'Convert it to PNG, JPEG or SVG.'],
  drawing: [
    'the drawing has scripts, animations, addresses or a document type, or is not well-formed',
    'Save it as plain SVG, or as PNG.',
  ],
  font: ['it is not a font in WOFF2, WOFF, TrueType or OpenType', 'Convert it to WOFF2.'],
  circular: ['it imports itself', 'Remove one of the `@import` rules.'],
  many: ['too many style sheets import each other', 'Join them in fewer files.'],
} as const;

/** Why a file that a style sheet names cannot be used. */
export type StyleRefusal = keyof typeof REFUSALS;

export const styleDiagnostics = {
  'style-broken': contentError<{ reason: string }>(({ reason }) => ({
    message: `The style sheet is broken here: ${reason}. The rules that follow would be lost, or read as other rules.`,
    hint: 'Correct it; an editor shows which brackets belong together.',
  })),
  'style-part-ignored': contentWarning<{ reason: string; near?: string }>(({ reason, near }) => ({
    message: `Browsers ignore this part of the style sheet: ${reason}.`,
    hint: didYouMean(near, 'Correct it, or remove it.'),
  })),
  'style-address-refused': contentError<{ address: string; reason: StyleRefusal; near?: string }>(
    ({ address, reason, near }) => ({
      message: `The style sheet names \`${address.replaceAll('`', "'")}\`, which cannot be used: ${REFUSALS[reason][0]}.`,
      hint: didYouMean(near, REFUSALS[reason][1]),
    }),
  ),
  'style-file-too-large': contentError<{ path: string; size: number; limit: number }>(
    ({ path, size, limit }) => ({
      message: `\`${path}\` has ${formatMegabytes(size)} MB; a file that a style sheet or a brand names may have ${formatMegabytes(limit)} MB.`,
      hint: 'Save a picture with fewer pixels; of a font keep the letters that are needed.',
    }),
  ),
  'font-embedding-restricted': contentWarning<{ path: string; right: 'none' | 'whole' | 'bitmaps' }>(
    ({ path, right }) => ({
      message: `The font \`${path}\` says that ${
        {
          none: 'it must not be embedded in a document without permission',
          whole: 'it may be embedded only whole, and a PDF gets only the letters that it shows',
          bitmaps: 'only its bitmaps may be embedded',
        }[right]
      }.`,
      hint: 'Read its license, ask its owner, or use a font with an open license.',
    }),
  ),
  'font-drawn': contentWarning<{ path: string; kind: 'cff' | 'variable' }>(({ path, kind }) => ({
    message: `The font \`${path}\` ${
      kind === 'cff' ? 'has PostScript outlines (CFF)' : 'is variable'
    }: the browser embeds it as drawings (Type 3), and a PDF becomes several times as large.`,
    hint: 'Use static files with TrueType outlines, one for each weight and style.',
  })),
} satisfies Record<string, CatalogueEntry<never>>;
