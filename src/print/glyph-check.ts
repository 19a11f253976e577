/** Reports, before anything is printed, the characters of a book for which there is no glyph. */
import type { Book, Section } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import { visit } from '../lib/html/visit.ts';
import { collectShownText } from './document/drawings/image.ts';
import { collectGeneratedText } from './document/stylesheet.ts';
import { findGaps } from './fonts/font-faces.ts';
import { reportMissingGlyphs } from './fonts/missing-glyphs.ts';
import { collectTextRuns, type LanguageRun } from './fonts/text-runs.ts';

/**
 * Reports `glyph-missing`, or if there are many, `font-missing` and `letters-missing`.
 * @param book the whole publication
 */
export async function checkGlyphs(
  book: Book,
  { typefaces }: Pick<PaperEdition, 'typefaces'>,
  context: Pick<Context, 'root' | 'host' | 'report'>,
): Promise<void> {
  const { language } = book.publication.metadata;
  const known = collected.get(book) ?? collectTexts(book);
  collected.set(book, known);
  const { texts, runs } = known;
  const gaps = await findGaps(runs, language, typefaces, context);
  reportMissingGlyphs(book, { texts, gaps }, context.report);
}

/** The texts of each book, which are the same for all editions. */
const collected = new WeakMap<Book, ReturnType<typeof collectTexts>>();

function collectTexts(book: Book) {
  const texts = book.sections.map((section) => ({ section, runs: collectSectionRuns(section, book) }));
  return { texts, runs: [...texts.flatMap((text) => text.runs), ...collectGeneratedText(book)] };
}

/** Collects the runs of a section, with the text in its drawings. */
function collectSectionRuns(section: Section, { publication, assets }: Book): readonly LanguageRun[] {
  const { language = publication.metadata.language, body } = section;
  const runs = [...collectTextRuns(body, language)];
  visit(body, 'element', (image) => {
    const drawing = image.tagName === 'img' ? assets.get(String(image.properties.src))?.drawing : undefined;
    if (drawing === undefined) return;
    runs.push({ text: collectShownText(drawing.root), language, use: 'text', node: image });
  });
  return runs;
}
