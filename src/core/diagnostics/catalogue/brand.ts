/** Diagnostics about the look of a project: `brand:` and `brand.yaml`. */
import { type CatalogueEntry, didYouMean, entry, usageError } from './rule.ts';

/** The colors of a brand. */
export type BrandColor = 'primary' | 'text' | 'background';

/** What a color must be readable on, or what must be readable on it. */
export type ColorGround = 'paper' | 'background' | 'words';

const USES: Readonly<Record<BrandColor, string>> = {
  primary: 'the color of titles and links',
  text: 'the color of text',
  background: 'the background of web pages and covers',
};

const GROUNDS: Readonly<Record<ColorGround, string>> = {
  paper: 'white paper and pale boxes',
  background: 'the background of web pages and covers',
  words: 'the gray words of web pages (`#555555`)',
};

/** Why a file that a brand names cannot be used, and what to do. */
const REFUSALS = {
  missing: [
    'does not exist',
    'Correct the path, which begins at the folder of the project, or add the file.',
  ],
  outside: ['lies outside the project', 'Copy it into the project, and write its path from there.'],
  withheld: [
    'is hidden, among packages, in the output folder, or ignored by git, and is never put into a page',
    'Copy it into another folder of the project.',
  ],
} as const;

const usageWarning = entry('warning', 'usage');

export const brandDiagnostics = {
  'brand-file-refused': usageError<{ path: string; reason: keyof typeof REFUSALS; near?: string }>(
    ({ path, reason, near }) => ({
      message: `The file \`${path}\`, which the brand names, ${REFUSALS[reason][0]}.`,
      hint: didYouMean(near, REFUSALS[reason][1]),
    }),
  ),
  'logo-unpainted': usageWarning<{ path: string }>(({ path }) => ({
    message: `The logo \`${path}\` is not on the drawn covers of e-books: these can show only SVG of plain shapes in plain colors.`,
    hint: 'Export it as SVG with words as paths, without gradients, styles and rotated parts. Everything else shows it.',
  })),
  'brand-twice': usageError<{ file: string; other: string }>(({ file, other }) => ({
    message: `The project has a brand in \`${file}\` and, as \`brand:\`, in \`${other}\`.`,
    hint: `Keep one of the two: move the keys of \`brand:\` into \`${file}\`, or remove that file.`,
  })),
  'color-faint': usageError<{
    name: BrandColor;
    color: string;
    ground: ColorGround;
    contrast: number;
    nearest: string;
    /** What a printer without colors makes of it, and the contrast of that with paper. */
    gray: string;
    grayContrast: number;
  }>(({ name, color, ground, contrast, nearest, gray, grayContrast }) => ({
    message: `${name === 'background' ? 'Words on' : 'Words in'} \`${color}\`, ${USES[name]}, are hard to read: their contrast with ${GROUNDS[ground]} is ${format(contrast)} to 1, and 4.5 are needed.${
      name === 'background'
        ? ''
        : ` A printer without colors makes \`${gray}\` of it, ${format(grayContrast)} to 1 on white.`
    }`,
    hint: `Write \`${name}: "${nearest}"\`, the nearest color of this hue that is ${name === 'background' ? 'light' : 'dark'} enough.`,
  })),
} satisfies Record<string, CatalogueEntry<never>>;

/** Rounds down, so that a contrast that is too low is not shown as enough. */
const format = (contrast: number): string => (Math.floor(contrast * 10) / 10).toFixed(1);
