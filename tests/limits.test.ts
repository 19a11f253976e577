/** Compares each number of `docs/limits.md` with the limit in the code. */
import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { codes } from '../src/core/diagnostics/catalogue.ts';
import { MAX_REPEATED_LENGTH as EBOOK_HEADS } from '../src/core/screen/wide-tables.ts';
import { MAX_AUTHORS } from '../src/epub/cover/cover.ts';
import { MAX_ARCHIVE_SIZE, MAX_ENTRIES } from '../src/epub/package/archive.ts';
import { MAX_STYLE_DEPTH, MAX_STYLE_LENGTH } from '../src/epub/styles/project-stylesheet.ts';
import { MAX_QR_CODES } from '../src/print/document/links.ts';
import { MAX_REPEATED as PRINTED_HEADS } from '../src/print/document/tables/table-cards.ts';
import { MAX_INCLUDE_LEVELS, MAX_INCLUDED_FILES } from '../src/read/includes/include-file.ts';
import { MAX_INCLUDED_LENGTH } from '../src/read/includes/select-part.ts';
import { MAX_PARAGRAPH_LENGTH, MAX_TEXT_LENGTH } from '../src/read/markdown/chapter.ts';
import { MAX_DATA_CELLS } from '../src/read/markdown/dialects/tables/data-tables.ts';
import { MAX_BOX_DEPTH } from '../src/read/markdown/limits/box-limit.ts';
import { MAX_DELIMITERS } from '../src/read/markdown/limits/delimiter-limit.ts';
import { MAX_LAZY_LINES } from '../src/read/markdown/limits/lazy-line-limit.ts';
import { MAX_NESTING_LEVELS } from '../src/read/markdown/limits/nesting-limit.ts';
import { MAX_EXPANDED_LENGTH } from '../src/read/markdown/limits/reference-limit.ts';
import { MAX_MISSING_CELLS } from '../src/read/markdown/limits/table-gap-limit.ts';
import { MAX_CITATION_STYLE_LENGTH } from '../src/read/references/check-style.ts';
import { MAX_FIELD_LENGTH } from '../src/read/references/item-schema.ts';
import { MAX_EDITIONS } from '../src/read/settings/project-schema.ts';
import { MAX_CODE_LENGTH, MAX_CODE_LINE_LENGTH } from '../src/render/code/highlight.ts';

import { MAX_CHART_ROWS } from '../src/render/diagrams/chart-data.ts';
import { DRAW_MEMORY, DRAW_TIMEOUT, MAX_DIAGRAM_LENGTH } from '../src/render/diagrams/engine.ts';

import { MAX_REPEATED } from '../src/render/html/html-repetition.ts';
import { MAX_OPEN_ELEMENTS } from '../src/render/html/raw-html.ts';
import { MAX_FORMULA_LENGTH } from '../src/render/math/tex.ts';
import { MAX_TREE_DEPTH } from '../src/render/plugins/tree-faults.ts';
import { PLUGIN_MEMORY, PLUGIN_TIME } from '../src/runtime/plugins/plugin-runner.ts';
import { MAX_DEPTH, MAX_OUTPUT, MAX_STEPS } from '../src/runtime/templates/budget.ts';
import { MAX_TEMPLATE_LENGTH } from '../src/runtime/templates/engine.ts';
import { MAX_TERMS_LENGTH } from '../src/runtime/templates/terms-file.ts';

/** Beginnings of the rows, in the order of the table, with their limits. */
const LIMITS: readonly (readonly [row: string, limit: number])[] = [
  ['Text of one Markdown file', MAX_TEXT_LENGTH],
  ['Text without an empty line', MAX_PARAGRAPH_LENGTH],
  ['Marks such as', MAX_DELIMITERS],
  ['Lines of one paragraph', MAX_LAZY_LINES],
  ['Quotations, lists, boxes and emphasis in each other', MAX_NESTING_LEVELS],
  ['Boxes (`:::`) in each other', MAX_BOX_DEPTH],
  ['Cells that the tables of one file leave out', MAX_MISSING_CELLS],
  ['Cells of a table whose rows are data', MAX_DATA_CELLS],
  ['What references such as', MAX_EXPANDED_LENGTH],
  ['Files that one chapter includes', MAX_INCLUDED_FILES],
  ['Text of the files that one chapter includes', MAX_INCLUDED_LENGTH],
  ['Files that include each other', MAX_INCLUDE_LEVELS],
  ['Elements of raw HTML in each other', MAX_OPEN_ELEMENTS],
  ['What elements such as', MAX_REPEATED],
  ['Authors named on the drawn cover', MAX_AUTHORS],
  ['Characters of a formula', MAX_FORMULA_LENGTH],
  ['Characters of a listing that is highlighted', MAX_CODE_LENGTH],
  ['Characters of a line of it', MAX_CODE_LINE_LENGTH],
  ['Characters of a diagram or chart', MAX_DIAGRAM_LENGTH],
  ['Rows in the table of the data of a chart', MAX_CHART_ROWS],
  ['Milliseconds for drawing it', DRAW_TIMEOUT],
  ['Seconds for the plugins', PLUGIN_TIME / 1000],
  ['Memory for plugins', PLUGIN_MEMORY],
  ['Levels of a tree that plugins return', MAX_TREE_DEPTH],
  ['Megabytes of memory for drawing it', DRAW_MEMORY],
  ['Codes to be scanned', MAX_QR_CODES],
  ['Characters of column heads', PRINTED_HEADS],
  ['Editions of a project', MAX_EDITIONS],
  ['A title or another text of a reference', MAX_FIELD_LENGTH],
  ['A citation style of the project', MAX_CITATION_STYLE_LENGTH],
  ['A template of the project, with all', MAX_TEMPLATE_LENGTH],
  ['Steps of filling a template', MAX_STEPS],
  ['Characters that it writes', MAX_OUTPUT],
  ['Templates, loops and conditions', MAX_DEPTH],
  ['A style sheet of the project', MAX_STYLE_LENGTH],
  ['Blocks and brackets of such', MAX_STYLE_DEPTH],
  ['A file of words', MAX_TERMS_LENGTH],
  ['Files of an e-book', MAX_ENTRIES],
  ['Size of an e-book', MAX_ARCHIVE_SIZE],
];

const text = await readFile(new URL('../docs/limits.md', import.meta.url), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| What |'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));

test('a table becomes cards in print and in the e-book up to the same limit', () => {
  expect(EBOOK_HEADS).toBe(PRINTED_HEADS);
});

test('each row has a limit in the code, and each limit has a row', () => {
  expect(
    rows.map(([, what = '']) => LIMITS.find(([begins]) => what.startsWith(begins))?.[0] ?? what),
  ).toEqual(LIMITS.map(([begins]) => begins));
});

test.each(LIMITS)('the row “%s” has the number of the code', (begins, limit) => {
  const [, , most = '', beyond = ''] = rows.find(([, what = '']) => what.startsWith(begins)) ?? [];
  expect(most).toMatch(new RegExp(`^${limit.toLocaleString('en')}(?: |$)`));
  const [, code] = /`([^`]+)`/.exec(beyond) ?? [];
  if (code !== undefined) expect(codes).toContain(code);
});
