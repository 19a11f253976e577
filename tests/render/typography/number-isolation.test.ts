/** Tests which parts of a text from right to left are isolated; the order on paper is tested in `tests/print`. */
import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../support/workbench.ts';

const renderIn = (language: string, markdown: string): Promise<string> =>
  renderMarkdown(markdown, {
    language,
  });

const ltr = (text: string): string => `<bdi dir="ltr">${text}</bdi>`;
const rtl = (text: string): string => `<bdi dir="rtl">${text}</bdi>`;

describe('numbers in Hebrew', () => {
  test.each([
    ['טלפון 020 7946 0123.', `טלפון ${ltr('020 7946 0123')}.`],
    ['טלפון **020** 7946 0123.', `טלפון ${ltr('<strong>020</strong> 7946 0123')}.`],
    [
      '**טלפון 020** 7946 *0123 כאן*',
      `<strong>טלפון </strong>${ltr('<strong>020</strong> 7946 <em>0123</em>')}<em> כאן</em>`,
    ],
    ['[אתר 020](https://a.example) 7946 0123', '<a href="https://a.example">אתר 020</a> 7946 0123'],
    ['מילה `020 7946 0123`', 'מילה <code>020 7946 0123</code>'],
    ['מילה <span dir="ltr">020 7946 0123</span>', 'מילה <span dir="ltr">020 7946 0123</span>'],
    ['מילה <bdi>020 7946 0123</bdi>', 'מילה <bdi>020 7946 0123</bdi>'],
    // A hyphen after a prefix is no minus.
    ['מ-10 עד ב-20, שנת 2026', 'מ-10 עד ב-20, שנת 2026'],
    ['שנת 2026 500 איש', 'שנת 2026 500 איש'],
    ['טווח 500-1000 או 555-1234', `טווח ${ltr(`${ltr('500')}-${ltr('1000')}`)} או ${ltr('555-1234')}`],
    ['מילה (5 mg, 10 mg).', `מילה (${ltr('5 mg')}, ${ltr('10 mg')}).`],
    [
      'אתר https://a.example/x-1/?b=2.',
      `אתר <a href="https://a.example/x-1/?b=2">${ltr('https://a.example/x-1/?b=2')}</a>.`,
    ],
  ])('%s', async (typed, made) => expect(await renderIn('he', typed)).toContain(`>${made}</p>`));
});

test('in Arabic a range is written from right to left, its numbers from left to right', async () => {
  expect(await renderIn('ar', 'من 8-12 ساعة')).toContain(rtl(`${ltr('8')}-${ltr('12')}`));
  expect(await renderIn('ar', 'رقم ٠٢٠ ٧٩٤٦ ٠١٢٣')).toContain('<bdo dir="ltr">٠٢٠ ٧٩٤٦ ٠١٢٣</bdo>');
});

describe('text of the other direction', () => {
  test.each([
    ['en', 'نص عربي طويل فيه كلمات.', '<p class="lead" dir="rtl">نص عربي طويل فيه كلمات.</p>'],
    ['en', '- One\n- ثلاثة.', `<li>${rtl('ثلاثة.')}</li>`],
    ['en', '<p lang="he">מילה.</p>', ' dir="rtl">מילה.</p>'],
    ['en', 'A word, مثل هذا.', '<p class="lead">A word, مثل هذا.</p>'],
    ['en', 'The number رقم 020 7946 0123, or 020 7946 0123', `رقم ${ltr('020 7946 0123')}, or 020 7946 0123`],
    ['ar', 'This is an English sentence.', '<p class="lead" dir="ltr">'],
    ['ar', 'Ibuprofen', `<p class="lead">${ltr('Ibuprofen')}</p>`],
    ['ar', '- Ibuprofen 400 mg\n- قرص واحد كل يوم', `<ul>\n<li>${ltr('Ibuprofen 400 mg')}</li>`],
    ['ar', '## COVID-19', `${ltr('COVID-19')}</h2>`],
  ])('in %s: %s', async (language, typed, made) => expect(await renderIn(language, typed)).toContain(made));
});

test('English text is unchanged', async () => {
  expect(await renderIn('en', 'Call 020 7946 0123, 10-20 or +5 at a.example.')).not.toContain('bdi');
});
