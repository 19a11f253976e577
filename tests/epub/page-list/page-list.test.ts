/** The page list: a book is printed and packed, and what is at the top of each page stands behind its mark. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import type { Book } from '../../../src/core/model/book.ts';
import { packEpub } from '../../../src/epub/write-epub.ts';
import { openPress, type Press, printBook, readPrintedText } from '../../../src/print/index.ts';
import { paperEdition, printBench } from '../../print/workbench.ts';
import { png } from '../../support/pictures.ts';
import { type Files, formatDiagnostics, readAndRender } from '../../support/workbench.ts';
import { elements, type Packed, texts } from '../packed.ts';
import { type MarkedPage, markedPages } from './marked-pages.ts';
import { type TopOfPage, topsOfPages } from './printed-pages.ts';

let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 2, debug: false }, printBench().context);
});
afterAll(() => press.close());

/** Words in an order of no meaning, the same in each run; each tenth has a number, so that no two places are alike. */
function saying(words: readonly string[], count: number, seed: number): string {
  let state = seed + 1000;
  const said = Array.from({ length: count }, (_, index) => {
    state = (state * 48271) % 2147483647;
    return words[state % words.length] + (index % 10 === 9 ? ` ${seed}${index}` : '');
  });
  return `${said.join(' ')}.`;
}

const many = (count: number, make: (index: number) => string, between = '\n\n'): string =>
  Array.from({ length: count }, (_, index) => make(index + 1)).join(between);

const ENGLISH = (
  'garden evening understanding binder uninterrupted water weather extraordinarily paper leaf representation ' +
  'morning international thread well-known fold conversation'
).split(' ');
const ARABIC = 'الحديقة في الصباح كتاب الورق جميل الماء والضوء نقرأ الزهور'.split(' ');
const HEBREW = 'הגן בבוקר ספר הנייר יפה המים והאור קוראים את הפרחים'.split(' ');
const HINDI = 'बगीचा सुबह किताब काग़ज़ सुंदर पानी और रोशनी फूल पढ़ते'.split(' ');

const prose = (words: readonly string[], paragraphs: number): string =>
  many(paragraphs, (index) => saying(words, 90, index));

const CHAPTERS: Readonly<Record<string, string>> = {
  'prose.md': `# Prose\n\n${prose(ENGLISH, 40)}`,
  'marked.md':
    '# Marked\n\n' +
    many(30, (index) => {
      const text = saying(ENGLISH, 60, index + 50);
      return index % 5 === 0 ? `## Heading ${index}\n\n${text}` : `*${text}* and [${text}](#marked)`;
    }),
  'tables.md':
    '# Tables\n\n| Number | Weather | Work |\n|--|--|--|\n' +
    many(120, (row) => `| ${row} | ${saying(ENGLISH, 2, row)} | ${saying(ENGLISH, 12, row)} |`, '\n'),
  'notes.md':
    `# Notes\n\n${many(40, (index) => `${saying(ENGLISH, 40, index)}[^${index}]`)}\n\n` +
    many(40, (index) => `[^${index}]: Note ${saying(ENGLISH, 40, index + 100)}`),
  'lists.md':
    '# Lists\n\n' +
    many(
      40,
      (index) => `${index}. Item ${saying(ENGLISH, 25, index)}\n   - Inner ${saying(ENGLISH, 20, index + 9)}`,
      '\n',
    ) +
    `\n\n${many(60, (index) => `Term ${index}\nMeaning ${saying(ENGLISH, 15, index)}`)}`,
  'code.md': `# Code\n\n\`\`\`\n${many(150, (index) => `line ${index} = ${index * 7};`, '\n')}\n\`\`\``,
  'arabic.md': `---\nlanguage: ar\n---\n\n# ${ARABIC[0]}\n\n${prose(ARABIC, 40)}`,
  'hebrew.md': `---\nlanguage: he\n---\n\n# ${HEBREW[0]}\n\n${prose(HEBREW, 40)}`,
  'hindi.md': `---\nlanguage: hi\n---\n\n# ${HINDI[0]}\n\n${prose(HINDI, 20)}`,
  'japanese.md': `---\nlanguage: ja\n---\n\n# 春\n\n${many(25, (index) => many(5, (part) => `春は花${index}が咲く季節${part}です。庭にはいろいろな花があります。`, ''))}`,
  'figures.md': `# Figures\n\n${many(14, (index) => `![Picture number ${index}.](dot.png "Caption of ${index}")\n\n${saying(ENGLISH, 30, index)}`)}`,
};

const files = (chapters: Readonly<Record<string, string>>): Files => ({
  'book/publication.yaml': `title: Pages\nlanguage: en\nchapters:${Object.keys(chapters)
    .map((name) => `\n  - ${name}`)
    .join('')}\n`,
  'book/dot.png': png(
    Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => [90, 90, 200] as const)),
  ),
  ...Object.fromEntries(Object.entries(chapters).map(([name, text]) => [`book/${name}`, text])),
});

interface Both {
  readonly tops: readonly TopOfPage[];
  readonly marks: readonly MarkedPage[];
  readonly packed: Packed;
  readonly diagnostics: readonly Diagnostic[];
}

async function printAndPack(book: Book, name: string): Promise<Both> {
  const edition = paperEdition(name);
  const { context, diagnostics } = printBench();
  const { readText: held, ...printed } = await printBook(book, edition, press, context, () => undefined);
  const { bytes, unimposed } = printed;
  const text = readPrintedText(printed, book.sections.length);
  // What a build asks of the book that it has just printed is the same.
  expect(held?.(book.sections.length)).toEqual(text);
  const packed = await packEpub(book, context, {
    ...{ text, sections: book.sections, source: 'urn:print' },
    edition: edition.id,
  });
  const entries = new Map(Object.entries(unzipSync(packed.bytes)));
  const read = (file: string): string => new TextDecoder().decode(entries.get(`OEBPS/${file}`));
  const opened: Packed = { bytes: packed.bytes, entries, text: read, xml: (file) => fromXml(read(file)) };
  return {
    tops: await topsOfPages(unimposed ?? bytes),
    marks: markedPages(opened),
    packed: opened,
    diagnostics,
  };
}

/** Of words that a page's end may break, or whose marks a file may order in two ways, only what is sure is compared. */
const plain = (text: string): string => text.normalize('NFKC').replace(/\p{M}|\p{Pd}|\p{Cf}|['"‘’“”↩]/gu, '');

/** What is wrong with a mark, in words. */
function fault(top: TopOfPage, mark: MarkedPage | undefined): string | undefined {
  if (mark === undefined) return `page ${top.label} has no mark`;
  if (mark.isInWord && !/[ぁ-んァ-ヶ一-龠]/.test(top.text))
    return `page ${top.label}: the mark is inside a word`;
  if (top.picture !== undefined) {
    return mark.picture === top.picture
      ? undefined
      : `page ${top.label}: no ${top.picture} but ${mark.picture}`;
  }
  const [printed, after, before] = [top.text, mark.after, mark.before].map(plain);
  if (printed === undefined || after === undefined || before === undefined) return 'nothing to compare';
  // The rest of a word that began on the page before.
  const rest = /^[\p{L}\p{M}]{0,18}/u.exec(printed)?.[0].length ?? 0;
  for (let skipped = 0; skipped <= rest; skipped += 1) {
    const isRest = skipped === 0 || before.endsWith(printed.slice(0, skipped));
    if (isRest && after.startsWith(printed.slice(skipped, skipped + 20))) return undefined;
  }
  return `page ${top.label}: “${printed.slice(0, 40)}” is printed, “${after.slice(0, 40)}” stands behind the mark`;
}

/** Pages of the chapters that say anything. */
const counted = (tops: readonly TopOfPage[]): readonly TopOfPage[] => {
  const body = tops.filter(({ label }) => /^\d+$/.test(label));
  return body.filter(({ text, picture }) => text !== '' || picture !== undefined);
};

function faults({ tops, marks }: Both): readonly string[] {
  const byLabel = new Map(marks.map((mark) => [mark.label, mark]));
  return counted(tops).flatMap((top) => fault(top, byLabel.get(top.label)) ?? []);
}

const checked = async ({ packed }: Both): Promise<readonly string[]> => {
  const { messages } = await EpubCheck.validate(packed.bytes);
  return messages.flatMap(({ severity, id, message }) =>
    severity === 'usage' || severity === 'info' ? [] : [`${id} ${message}`],
  );
};

describe.each(['book-a5', 'book-large-print-uk', 'book-booklet'])('%s', (edition) => {
  let both: Both;
  beforeAll(async () => {
    both = await printAndPack((await readAndRender(files(CHAPTERS))).book, edition);
  });

  test('inserts each page break before the first word of its page', () => {
    expect(counted(both.tops).length).toBeGreaterThan(60);
    expect(faults(both)).toEqual([]);
    expect(formatDiagnostics(both.diagnostics)).toEqual([]);
  });

  test('covers pages that begin inside blocks, and with pictures', () => {
    const labels = new Set(counted(both.tops).map(({ label }) => label));
    const marks = both.marks.filter(({ label }) => labels.has(label));
    for (const file of Object.keys(CHAPTERS).map((name) => name.replace('.md', '.xhtml'))) {
      const inFile = marks.filter(({ href, before }) => href.startsWith(`${file}#`) && before !== '');
      expect(inFile.length, file).toBeGreaterThan(1);
    }
    if (edition === 'book-a5') expect(marks.some(({ picture }) => picture !== undefined)).toBe(true);
  });

  test('lists each page once and in order, in the navigation document and the NCX', () => {
    const printed = counted(both.tops).map(({ label }) => label);
    const listed = both.marks.map(({ label }) => label);
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.slice(1)).toEqual(printed);
    expect(both.marks[0]).toMatchObject({ label: 'iii', href: 'toc.xhtml#page-iii' });
    const ncx = both.packed.xml('toc.ncx');
    const targets = elements(ncx, 'pageTarget');
    expect(targets.map(({ attributes }) => attributes.id)).toEqual(listed.map((label) => `page-${label}`));
    const hrefs = targets.flatMap((target) => elements({ type: 'root', children: [target] }, 'content'));
    expect(hrefs.map(({ attributes }) => attributes.src)).toEqual(both.marks.map(({ href }) => href));
    expect(texts(both.packed.xml('content.opf'), 'meta', { property: 'pageBreakSource' })).toEqual([
      'urn:print',
    ]);
  });

  test('distinguishes a page break from that of another page', () => {
    const pages = counted(both.tops);
    const next = new Map(both.marks.map(({ label }, index) => [label, both.marks[index + 1]]));
    const known = pages.slice(0, -1).filter((top) => fault(top, next.get(top.label)) !== undefined);
    expect(known).toHaveLength(pages.length - 1);
  });

  test('makes a valid e-book', async () => {
    expect(await checked(both)).toEqual([]);
  });
});

test('inserts the page break of a page that begins with a card into the row, before its text', async () => {
  const cell = (row: number) => (_: unknown, column: number) => `r${row}c${column} ${'measured '.repeat(3)}`;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const columns = Array.from({ length: 12 }, (_, column) => `Column${column}`);
  const rows = Array.from({ length: 60 }, (_, index) => row(columns.map(cell(index))));
  const table = [row(columns), row(columns.map(() => '--')), ...rows].join('\n');
  const { book } = await readAndRender(files({ 'cards.md': `# Cards\n\n${table}` }));
  const both = await printAndPack(book, 'book-giant');
  const first = (text: string): string | undefined => /r\d+c\d+/.exec(text)?.[0];
  const pages = counted(both.tops).slice(1);
  const marks = new Map(both.marks.map((mark) => [mark.label, mark]));
  expect(pages.length).toBeGreaterThan(10);
  for (const { label, text } of pages) {
    expect(text).toMatch(/^Column\d+/);
    const mark = marks.get(label);
    expect(mark?.after.startsWith(first(text) ?? '?'), `page ${label}`).toBe(true);
  }
  expect(formatDiagnostics(both.diagnostics)).toEqual([]);
});
