/** Prints a book with a chapter in each script. */
import { PDFDict, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Artifact } from '../../../src/core/model/artifact.ts';
import type { Book } from '../../../src/core/model/book.ts';
import { buildBookDocument } from '../../../src/print/document/document.ts';
import { openPress, type Press, printBook } from '../../../src/print/index.ts';
import { checkPdf, pageTexts } from '../../conformance/pdf.ts';
import { readAndRender } from '../../support/workbench.ts';
import { BOOK, printBench } from '../workbench.ts';

const { context, diagnostics } = printBench();

const chapter = (language: string, title: string, text: string): string =>
  `---\nlanguage: ${language}\n---\n\n# ${title}\n\n${text}\n\n## *${title}*\n\n- *${title}*\n- \`${title}\`\n`;

const CHAPTERS: Readonly<Record<string, string>> = {
  'one.md': '# English\n\nA word of each: عربي, שלום, ज्वर, 头痛, かな, 두통; and ½ ≤ β Ж Ĉ µ.\n',
  'two.md': chapter('ar', 'ما هو الصداع؟', 'الصداع النصفي مرض *عصبي* شائع، **4** ساعات.'),
  'three.md': chapter('he', 'מהי מיגרנה?', 'מחלה *נוירולוגית* (שכיחה).'),
  'four.md': chapter('hi', 'माइग्रेन क्या है?', 'एक *तंत्रिका* संबंधी बीमारी।'),
  'five.md': chapter('zh', '什么是偏头痛？', '一种常见的*神经*疾病。'),
  'six.md': chapter('ja', '片頭痛とは？', '*神経*の病気です。※①'),
  'seven.md': chapter('ko', '편두통이란?', '흔한 *신경* 질환입니다.'),
};

async function bookOf(head: string, chapters: Readonly<Record<string, string>>): Promise<Book> {
  const files = Object.entries(chapters).map(([name, text]) => [`book/${name}`, text] as const);
  const list = Object.keys(chapters).map((name) => `\n  - ${name}`);
  const yaml = `${head}\nchapters:${list.join('')}\n`;
  const { book } = await readAndRender({ 'book/publication.yaml': yaml, ...Object.fromEntries(files) });
  return book;
}

/** Without the fonts, which nobody wants to read in a report. */
const htmlOf = async (book: Book): Promise<string> => {
  const html = await (await buildBookDocument(book, BOOK, context)).html([], new Set());
  return html.replace(/base64,[^)"]*/g, '');
};

describe('a book with a chapter in each script', () => {
  let press: Press;
  let made: Artifact;
  beforeAll(async () => {
    press = openPress({ jobs: 1, debug: false }, context);
    made = await printBook(await bookOf('title: Atlas', CHAPTERS), BOOK, press, context);
  });
  afterAll(() => press.close());

  test('a book in many scripts embeds only TrueType fonts from its packages', async () => {
    const pdf = await PDFDocument.load(made.bytes);
    const fonts = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFDict && object.get(PDFName.of('Type')) === PDFName.of('Font') ? [object] : [],
      );
    const kinds = new Set(fonts.map((font) => String(font.get(PDFName.of('Subtype')))));
    expect([...kinds].sort()).toEqual(['/CIDFontType2', '/Type0']);
    const names = fonts.map((font) => String(font.get(PDFName.of('BaseFont'))).replace(/^\/[A-Z]{6}\+/, ''));
    const ours =
      /^(?:SourceSerif4|AtkinsonHyperlegible|NotoSans(?:Hebrew|Devanagari|SC|JP|KR)|STIXTwoMath|Amiri)/;
    expect(names.filter((name) => !ours.test(name))).toEqual([]);
    expect(await checkPdf(made.bytes)).toEqual([]);
    expect(diagnostics).toEqual([]);
  });

  test('the text of each script can be extracted except conjuncts of Devanagari', async () => {
    const texts = (await pageTexts(made.bytes)).join('\n').normalize('NFKC').replace(/\s+/g, '');
    for (const words of [
      '头痛',
      'かな',
      '두통',
      '常见的',
      '病気です',
      '질환입니다',
      'النصفي',
      'عصبي',
      'شائع',
      'מחלה',
      'נוירולוגית',
    ]) {
      expect(texts).toContain(words);
    }
  });
});

describe('the direction', () => {
  test('a chapter has the direction of its language, in the text and in the contents', async () => {
    const html = await htmlOf(await bookOf('title: Atlas', CHAPTERS));
    expect(html).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr"/);
    expect(html).toMatch(/<section [^>]*class="chapter"[^>]* lang="ar" dir="rtl">/);
    expect(html).toMatch(/<section [^>]*class="chapter"[^>]* lang="ja" dir="ltr">/);
    expect(html).toMatch(/<section [^>]*class="chapter" style="[^"]*">/);
    expect(html).toMatch(
      /<span class="entry-title collapsed"[^>]* lang="he[^"]*" dir="rtl">מהי מיגרנה\?(?:&#x206F;)?<\/span>/,
    );
    expect(html).toContain('<span class="entry-title collapsed">English&#x206F;</span>');
  });

  test('text around a chapter in the other direction has the direction of the publication', async () => {
    const chapters = {
      'two.md': '# فصل\n\nنص.\n',
      'one.md': '---\nlanguage: en\n---\n\n# English?\n\nText.\n',
    };
    const html = await htmlOf(await bookOf('title: كتاب\nlanguage: ar', chapters));
    expect(html).toMatch(/^<!doctype html>\s*<html lang="ar" dir="rtl"/);
    expect(html).toMatch(/<section [^>]*class="chapter"[^>]* lang="en" dir="ltr">/);
    // Its recto is a left page.
    expect(html).toMatch(/@page section-2:left\{@top-left\{content:counter\(section-2,section-2-head\)\}\}/);
    expect(html).toMatch(/@counter-style section-2-head\{[^}]*symbols:"\u2068English\?\u2069"/);
    expect(html).toMatch(/@counter-style section-1-head\{[^}]*symbols:"فصل"/);
  });
});
