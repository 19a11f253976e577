/** `docs/limits.md` names the limits that the program has: each of its numbers is the one in the code. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { codes } from '../src/core/diagnostics/catalogue.ts';
import { DEEPEST_STYLE, LONGEST_STYLE } from '../src/epub/content/project-stylesheet.ts';
import { MOST_REPEATED as EBOOK_HEADS } from '../src/epub/content/wide-tables.ts';
import { MOST_AUTHORS } from '../src/epub/cover/cover.ts';
import { MOST_CODES } from '../src/print/document/links.ts';
import { MOST_REPEATED as PRINTED_HEADS } from '../src/print/document/tables/table-cards.ts';
import { LONGEST_PARAGRAPH, MOST_TEXT } from '../src/read/markdown/chapter.ts';
import { MOST_BOXES } from '../src/read/markdown/limits/box-limit.ts';
import { MOST_MARKS } from '../src/read/markdown/limits/delimiter-limit.ts';
import { MOST_LAZY_LINES } from '../src/read/markdown/limits/lazy-line-limit.ts';
import { MOST_LEVELS } from '../src/read/markdown/limits/nesting-limit.ts';
import { MOST_WRITTEN_OUT } from '../src/read/markdown/limits/reference-limit.ts';
import { MOST_GAPS } from '../src/read/markdown/limits/table-gap-limit.ts';
import { MOST_EDITIONS } from '../src/read/settings/project-schema.ts';
import { LONGEST_FIELD } from '../src/read/settings/reference-schema.ts';
import { MOST_REPEATED } from '../src/render/html/html-repetition.ts';
import { MOST_OPEN } from '../src/render/html/raw-html.ts';
import { LONGEST_FORMULA } from '../src/render/math/tex.ts';
import { DEEPEST, MOST_STEPS, MOST_WRITTEN } from '../src/runtime/templates/budget.ts';
import { LONGEST_TEMPLATE } from '../src/runtime/templates/engine.ts';
import { LONGEST_TERMS } from '../src/runtime/templates/terms-file.ts';

/** By how the row begins, in the order of the table. */
const LIMITS: readonly (readonly [row: string, limit: number])[] = [
  ['Text of one Markdown file', MOST_TEXT],
  ['Text without an empty line', LONGEST_PARAGRAPH],
  ['Marks such as', MOST_MARKS],
  ['Lines of one paragraph', MOST_LAZY_LINES],
  ['Quotations, lists, boxes and emphasis in each other', MOST_LEVELS],
  ['Boxes (`:::`) in each other', MOST_BOXES],
  ['Cells that the tables of one file leave out', MOST_GAPS],
  ['What references such as', MOST_WRITTEN_OUT],
  ['Elements of raw HTML in each other', MOST_OPEN],
  ['What elements such as', MOST_REPEATED],
  ['Authors named on the drawn cover', MOST_AUTHORS],
  ['Characters of a formula', LONGEST_FORMULA],
  ['Codes to be scanned', MOST_CODES],
  ['Characters of column heads', PRINTED_HEADS],
  ['Editions of a project', MOST_EDITIONS],
  ['A title or another text of a reference', LONGEST_FIELD],
  ['A template of the project, with all', LONGEST_TEMPLATE],
  ['Steps of filling a template', MOST_STEPS],
  ['Characters that it writes', MOST_WRITTEN],
  ['Templates, loops and conditions', DEEPEST],
  ['A style sheet of the project', LONGEST_STYLE],
  ['Blocks and brackets of such', DEEPEST_STYLE],
  ['A file of words', LONGEST_TERMS],
];

const text = await readFile(new URL('../docs/limits.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What |'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

test('a table becomes cards in print and in the e-book up to the same limit', () => {
  expect(EBOOK_HEADS).toBe(PRINTED_HEADS);
});

test('each row has a limit of the code, and each limit a row', () => {
  expect(
    rows.map(([, what = '']) => LIMITS.find(([begins]) => what.startsWith(begins))?.[0] ?? what),
  ).toEqual(LIMITS.map(([begins]) => begins));
});

test.each(LIMITS)('%s', (begins, limit) => {
  const [, , most = '', beyond = ''] = rows.find(([, what = '']) => what.startsWith(begins)) ?? [];
  expect(most).toMatch(new RegExp(`^${limit.toLocaleString('en')}(?: |$)`));
  const [, code] = /`([^`]+)`/.exec(beyond) ?? [];
  if (code !== undefined) expect(codes).toContain(code);
});
