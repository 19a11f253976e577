/**
 * Prints numbers in text from right to left, and reads them back in the order of their glyphs. Each expectation names
 * its source.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import {
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  renderHandout,
  type WorkbenchBook,
} from '../support/workbench.ts';
import { readGlyphOrder } from './glyph-order.ts';
import { BOOK, HANDOUTS, printBench } from './workbench.ts';

/**
 * - `phone`: “For ISBN numbers, telephone numbers, and so forth, a left-to-right sequencing is likely to be preferred”
 *   (https://r12a.github.io/scripts/arab/arb#expressions)
 * - `range-ar`: “a range of values generally runs right to left in the Arabic language” (the same section)
 * - `range-fa`: “runs from left to right in Persian” (https://r12a.github.io/scripts/arab/pes#expressions)
 * - `range-he`: “generally runs left to right in Hebrew” (https://r12a.github.io/scripts/hebr/he#expressions)
 * - `calculation`: “This also tends to apply to expressions such as 1 + 2 = 3” (arb#expressions)
 * - `percent-arab`: “The percent sign is placed on the left after the number (ie. ٪١٢)”
 *   (https://www.w3.org/TR/alreq/#h_Arabic_number_in_other_uses); for Persian pes#percentages
 * - `percent-latn`: CLDR, `ar` with `latn` digits writes `%` between left-to-right marks; alreq allows both sides
 * - `degree`: “degree signs are placed at the right of the number (37.5° C)” (alreq, the same section)
 * - `currency`: “Money or currency signs … are placed at the left and treated as part of the number” (alreq)
 * - `sign-latn`: CLDR, symbols minusSign of `ar` (latn), `fa` and `he`: U+200E before the sign
 * - `sign-arab`: CLDR, symbols minusSign of `ar` (arab): U+061C before the sign
 * - `unit`, `address`: the text is Latin, which is read from left to right (UAX 9, table 4: L)
 * - `date`, `time`, `fraction`: UAX 9, W4: separators between digits do not change their order; `date` with hyphens as
 *   `phone`
 */
type Source =
  | 'phone'
  | `range-${'ar' | 'fa' | 'he'}`
  | 'calculation'
  | `percent-${'arab' | 'latn'}`
  | 'degree'
  | 'currency'
  | `sign-${'arab' | 'latn'}`
  | 'unit'
  | 'address'
  | 'date'
  | 'time'
  | 'fraction';

type Expectation = readonly [typed: string, printed: string, source: Source];

/** Printed as typed, in every language. */
const AS_TYPED: readonly Expectation[] = [
  ['020 7946 0123', '020 7946 0123', 'phone'],
  ['+44 20 7946 0123', '+44 20 7946 0123', 'phone'],
  ['(020) 7946 0123', '(020) 7946 0123', 'phone'],
  ['020-7946-0123', '020-7946-0123', 'phone'],
  ['116 123', '116 123', 'phone'],
  ['978-3-16-148410-0', '978-3-16-148410-0', 'phone'],
  ['٠٢٠ ٧٩٤٦ ٠١٢٣', '٠٢٠ ٧٩٤٦ ٠١٢٣', 'phone'],
  ['۰۲۰ ۷۹۴۶ ۰۱۲۳', '۰۲۰ ۷۹۴۶ ۰۱۲۳', 'phone'],
  ['31-12-2026', '31-12-2026', 'date'],
  ['31/12/2026', '31/12/2026', 'date'],
  ['٢٠٢٦-١٢-٣١', '٢٠٢٦-١٢-٣١', 'date'],
  ['10:30', '10:30', 'time'],
  ['1/2', '1/2', 'fraction'],
  ['5 mg/ml', '5 mg/ml', 'unit'],
  ['2x/day', '2x/day', 'unit'],
  ['10-20 mg', '10-20 mg', 'unit'],
  ['Ibuprofen 400 mg', 'Ibuprofen 400 mg', 'unit'],
  ['٥ mg', '٥ mg', 'unit'],
  ['1 000 000 IU', '1 000 000 IU', 'unit'],
  ['A+', 'A+', 'unit'],
  ['37.5 °C', '37.5 °C', 'degree'],
  ['37.5°', '37.5°', 'degree'],
  ['€12.3', '€12.3', 'currency'],
  ['50%', '50%', 'percent-latn'],
  ['-5', '-5', 'sign-latn'],
  ['+5', '+5', 'sign-latn'],
  ['example.org/a-1/2', 'example.org/a-1/2', 'address'],
  ['info-1@example.org', 'info-1@example.org', 'address'],
];

/** A word of the language, and what its numbers are printed as. */
const LANGUAGES: Readonly<Record<string, readonly [word: string, own: readonly Expectation[]]>> = {
  ar: [
    'كلمة',
    [
      ['10-20', '20-10', 'range-ar'],
      ['10–20', '20–10', 'range-ar'],
      ['١٠-٢٠', '٢٠-١٠', 'range-ar'],
      ['10:30–11:45', '11:45–10:30', 'range-ar'],
      ['1 + 2 = 3', '3 = 2 + 1', 'calculation'],
      ['١٢٪', '٪١٢', 'percent-arab'],
      ['−٥', '٥−', 'sign-arab'],
    ],
  ],
  fa: [
    'کلمه',
    [
      ['10-20', '10-20', 'range-fa'],
      ['۱۰–۲۰', '۱۰–۲۰', 'range-fa'],
      ['10:30–11:45', '10:30–11:45', 'range-fa'],
      ['1 + 2 = 3', '1 + 2 = 3', 'calculation'],
      ['۱۲٪', '٪۱۲', 'percent-arab'],
      ['−۵', '−۵', 'sign-latn'],
    ],
  ],
  he: [
    'מילים',
    [
      ['10-20', '10-20', 'range-he'],
      ['10–20', '10–20', 'range-he'],
      ['10:30–11:45', '10:30–11:45', 'range-he'],
      ['1 + 2 = 3', '1 + 2 = 3', 'calculation'],
    ],
  ],
};

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

async function render(files: Readonly<Record<string, string>>): Promise<WorkbenchBook> {
  const made = await readAndRenderAny(openWorkbench(memoryHost(files)));
  if (made.book === undefined) throw new Error('Nothing could be rendered.');
  return made as WorkbenchBook;
}

async function printNote(text: string, language: string): Promise<readonly string[]> {
  const made = await render({ 'note.md': `---\nlanguage: ${language}\n---\n\n# T\n\n${text}\n` });
  const handout: Book = await renderHandout(made, 0);
  const lines = await readGlyphOrder((await printHandout(handout, HANDOUTS, press, context)).bytes);
  // A number and its unit have a no-break space between them.
  return lines.map((line) => line.replaceAll('\u00A0', ' '));
}

const reverse = (word: string): string => [...word].reverse().join('');

test.each(Object.entries(LANGUAGES))(
  'numbers in %s are printed in the order of the language',
  async (language, [word, own]) => {
    const expected = [...AS_TYPED, ...own];
    // After a letter, and without one before: the order is the same.
    const text = expected.flatMap(([typed]) => [`${word} ${typed}`, `${typed} ${word}`]).join('\n\n');
    const lines = await printNote(text, language);
    const [right, left] = [` ${reverse(word)}`, `${reverse(word)} `];
    for (const [, printed, source] of expected) {
      expect(lines, source).toContain(printed + right);
      expect(lines, source).toContain(left + printed);
    }
  },
);

test('the order of a number is the same in every part of a text', async () => {
  const phone = '020 7946 0123';
  const lines = await printNote(
    `نص 020 *7946* 0123\n\n- نص ${phone}\n\n| نص ${phone} |\n|---|\n| نص ${phone} |\n\nنص [${phone}](tel:0123) و [^1]\n\n[^1]: نص ${phone}`,
    'ar',
  );
  expect(lines.filter((line) => line.includes(phone))).toHaveLength(6);
  expect(lines.join('\n')).not.toContain('0123 7946');
});

test('contents, running heads and facts keep the order of a number', async () => {
  const { book } = await render({
    'book/publication.yaml':
      'title: كتاب 020 7946 0123\nlanguage: ar\ndescription: وصف 020 7946 0123\nchapters: [a.md]',
    'book/a.md': `# فصل 020 7946 0123\n\n${'نص\n\n'.repeat(60)}`,
  });
  const lines = await readGlyphOrder((await printBook(book, BOOK, press, context)).bytes);
  const found = lines.map((line) => line.replace(/\s+/g, ' ')).filter((line) => line.includes('7946'));
  expect(found.filter((line) => !line.includes('020 7946 0123'))).toEqual([]);
  // Cover, contents, heading, heads, foot lines, and the description.
  expect(found.length).toBeGreaterThan(6);
});

test('a paragraph in the other direction has its full stop at its end', async () => {
  expect(await printNote('نص عربي طويل فيه كلمات كثيرة.', 'en')).toContain(
    `.${reverse('نص عربي طويل فيه كلمات كثيرة')}`,
  );
  expect(await printNote('An English sentence in an Arabic note.', 'ar')).toContain(
    'An English sentence in an Arabic note.',
  );
});
