/** Builds the style sheet of a printed document: fonts, style files and generated page rules. */

import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import type { PaperEdition, Typefaces } from '../../core/model/edition.ts';
import { buildDocumentFonts, type DocumentFonts } from '../fonts/font-faces.ts';
import type { LanguageRun } from '../fonts/text-runs.ts';
import { buildFootLine, buildImprint } from '../imprint.ts';
import { buildBrandStyle } from './brand/brand-style.ts';
import { collectShownText, embedsFont } from './drawings/image.ts';

/** Style files of every printed document, in order. */
export const COMMON_STYLES = [
  'tokens.css',
  'type.css',
  'boxes.css',
  'tables.css',
  'figures.css',
  'layouts.css',
  'forms.css',
  'math.css',
  'code.css',
  'literature.css',
  'qr.css',
  'scripts.css',
  'print.css',
];

/** Returns the style files of an edition that come after the common ones. */
export const listEditionStyles = ({ family, styles }: PaperEdition): readonly string[] => [
  family === 'book' ? 'book.css' : 'handout.css',
  ...styles,
];

/** What the style sheets need of the context. */
export type StyleContext = Pick<Context, 'design' | 'root' | 'host' | 'outputFolders' | 'report'>;

/** What a document adds to the common styles. */
export interface StylesheetOptions {
  readonly typefaces: Typefaces;
  /** Style files of the kind of document, for example `book.css`, and of the edition. */
  readonly styleFiles: readonly string[];
  /** CSS generated for this document. */
  readonly rules: readonly string[];
}

/** The fonts of a document, and its whole CSS as one text. */
export interface DocumentStyles extends Omit<DocumentFonts, 'css'> {
  readonly styles: string;
  /** Returns the CSS with other generated rules. */
  stylesWith(rules: readonly string[]): string;
}

/**
 * Builds the style sheet. The generated rules come last, so that they win.
 * @param runs text of the sections; generated text is added here
 */
export async function buildStylesheet(
  book: Book,
  runs: readonly LanguageRun[],
  { typefaces, styleFiles: sheets, rules }: StylesheetOptions,
  context: StyleContext,
): Promise<DocumentStyles> {
  const { language } = book.publication.metadata;
  const [{ css, ...fonts }, ...files] = await Promise.all([
    buildDocumentFonts([...runs, ...collectGeneratedText(book)], language, typefaces, context),
    ...[...COMMON_STYLES, ...sheets].map((name) => readStyle(name, context)),
  ]);
  const common = files.splice(0, COMMON_STYLES.length);
  const styles = [...common, buildBrandStyle(book.publication.brand), ...files];
  // A style or a drawing of the project that brings fonts of its own may use them.
  const drawings = [...book.assets.values(), book.cover, book.logo?.asset].flatMap(
    (asset) => asset?.drawing?.root ?? [],
  );
  const hasOwnFaces = styles.some((style) => /@font-face/i.test(style)) || drawings.some(embedsFont);
  const isOwn = async (name: string) => hasOwnFaces || fonts.isOwn(name);
  const stylesWith = (generated: readonly string[]) => [css, ...styles, ...generated].join('\n');
  return { ...fonts, isOwn, styles: stylesWith(rules), stylesWith };
}

/** Reports what is wrong with the style sheets of the project that an edition uses. */
export async function reportStyleProblems(edition: PaperEdition, context: StyleContext): Promise<void> {
  for (const name of [...COMMON_STYLES, ...listEditionStyles(edition)]) await readStyle(name, context);
}

/** Reads a style sheet; one of the project with its imports, pictures and fonts. Reports what is wrong with it. */
async function readStyle(name: string, context: StyleContext): Promise<string> {
  const { design, report } = context;
  const [file] = await design.findOverrides('styles', [name]);
  if (file === undefined) return removeComments(await design.readStyle(name));
  const [{ readProjectStyle }, { buildPageStyle }] = await Promise.all([
    import('../../runtime/styles/project-style.ts'),
    import('../../runtime/styles/page-style.ts'),
  ]);
  const style = await readProjectStyle(name, context);
  if (style === undefined) return design.readStyle(name);
  for (const problem of [...style.problems, ...style.printProblems]) report(problem);
  return buildPageStyle(style);
}

/** Reads a style sheet of the project as it is printed, with its imports; its problems are reported elsewhere. */
export const readPrintStyle = (name: string, context: StyleContext): Promise<string> =>
  readStyle(name, { ...context, report: () => undefined });

/** Removes the comments of a style sheet of ours, which has none in a string: each costs Chromium time. */
const removeComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\/\n*/g, '');

/** Characters that counters print. */
const DIGITS = '0123456789';

/** Collects the printed text that is in no section: titles, names, dates, terms and digits. */
export function collectGeneratedText(book: Book): readonly LanguageRun[] {
  const { metadata } = book.publication;
  const facts = buildImprint(book).map(({ value }) => value);
  const words = [
    JSON.stringify(metadata),
    buildFootLine(book),
    ...facts,
    ...Object.values(book.terms),
    ...[book.logo?.asset.drawing?.root ?? []].flat().map(collectShownText),
    DIGITS,
  ];
  // Contents and running heads have formulas as text: `√y`, where the body has an element and no sign.
  const titles = book.sections.flatMap(
    ({ title, shortTitle = title, headings, language = metadata.language }) =>
      [title, shortTitle, ...headings.map(({ text }) => text)].map(
        (text) => ({ text, language, use: 'text' }) as const,
      ),
  );
  return [...words.map((text) => ({ text, language: metadata.language, use: 'text' }) as const), ...titles];
}
