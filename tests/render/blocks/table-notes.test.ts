/** Tests notes below tables. */
import { expect, test } from 'vitest';
import { collectDiagnostics, renderMarkdown } from '../../support/workbench.ts';

const TABLE = '| A | B |\n|-|-|\n| 1 | x |';

test('what follows the table of a box with a title is its notes', async () => {
  const html = await renderMarkdown(
    `:::table[Doses]\n${TABLE}\n\n<sup>1</sup> With food.\n\nEach day.\n:::\n\nNext.`,
  );
  expect(html).toContain(
    '</table><div class="table-notes"><p><sup>1</sup> With food.</p><p>Each day.</p></div>',
  );
  expect(html).toContain('Doses</caption>');
});

test('without a title, or above the table, words are the caption', async () => {
  const below = await renderMarkdown(`:::table\n${TABLE}\n\nDoses.\n:::`);
  const above = await renderMarkdown(`:::table[Doses]\nEach day.\n\n${TABLE}\n:::`);
  expect([below, above].join()).not.toContain('table-notes');
  expect(below).toContain('Doses.</caption>');
  expect(above).toContain('<p>Each day.</p></caption>');
});

const call = (letter: string, table = 1, use = ''): string =>
  `<sup><a role="doc-noteref" class="table-note-reference" href="#text--table-note-${table}${letter}" id="text--table-noteref-${table}${letter}${use}">${letter}</a></sup>`;
const note = (letter: string, words: string, table = 1): string =>
  `<div class="table-note" role="doc-footnote" id="text--table-note-${table}${letter}"><p><sup class="table-note-mark"><a role="doc-backlink" href="#text--table-noteref-${table}${letter}">${letter}</a></sup>\u00A0${words}`;

test('notes that a table calls are below it, with letters in the order of its cells', async () => {
  const html = await renderMarkdown(
    'A[^t].\n\n:::table[Doses[^c]]\n| A[^h] | B |\n|-|-|\n| 1[^one] | 2[^two] |\n| 3[^one] | 4 |\n:::\n\nB[^u].\n\n' +
      '[^t]: T.\n[^u]: U.\n[^one]: One.\n[^two]: Two.\n[^h]: Head.\n[^c]: Caption.',
  );
  for (const part of [
    `Doses${call('a')}`,
    `A${call('b')}`,
    `1${call('c')}`,
    `2${call('d')}`,
    `3${call('c', 1, '-2')}`,
  ])
    expect(html).toContain(part);
  const back =
    '<a role="doc-backlink" class="backlink" href="#text--table-noteref-1c-2" aria-label="Back to the text 2">\u21A9\uFE0E<sup>2</sup></a>';
  expect(html).toContain(
    `</table><div class="table-notes">${[note('a', 'Caption.'), note('b', 'Head.'), note('c', `One. ${back}`), note('d', 'Two.')].join('</p></div>')}</p></div></div>`,
  );
  expect(html.match(/<li id="text--note-\d">\s*<p>./g)?.map((item) => item.at(-1))).toEqual(['T', 'U']);
  expect(html).toContain('id="text--noteref-2">2</a>');
});

test('letters begin again in each table, and a note that is called at several places is printed at each', async () => {
  const html = await renderMarkdown(
    '| A[^x] |\n|-|\n| 1[^y] |\n\n| B[^y] |\n|-|\n| 2 |\n\nText[^z] and[^y].\n\n[^x]: X.\n[^y]: Y.\n[^z]: Z.',
  );
  expect(html).toContain([note('a', 'X.'), note('b', 'Y.')].join('</p></div>'));
  expect(html).toContain(note('a', 'Y.', 2));
  expect(html.match(/<p>[XYZ]\. <a role="doc-backlink" class="backlink" href="#text--noteref-\d/g)).toEqual([
    '<p>Z. <a role="doc-backlink" class="backlink" href="#text--noteref-1',
    '<p>Y. <a role="doc-backlink" class="backlink" href="#text--noteref-2',
  ]);
});

test('a note of a table calls notes, also itself', async () => {
  const html = await renderMarkdown(
    '| A[^x] | B[^z] |\n|-|-|\n| 1 | 2 |\n\n[^x]: X[^y] [^x].\n[^y]: Y.\n[^z]: Z.',
  );
  expect(html).toContain(note('a', `X${call('c')} ${call('a', 1, '-2')}.`));
  expect(html).toContain([note('b', 'Z.'), note('c', 'Y.')].join('</p></div>'));
  expect(html).not.toContain('doc-endnotes');
});

test('notes of a table in HTML and of one in a list are below it', async () => {
  const html = await renderMarkdown(
    '- Item\n\n  | A[^x] |\n  |-|\n  | 1 |\n\n<table><tr><th>\n\nB[^x]\n\n</th></tr></table>\n\n[^x]: X.',
  );
  expect(html.match(/<\/table><div class="table-notes"><div class="table-note"/g)).toHaveLength(2);
});

test('notes that are written below a table are linked with their marks', async () => {
  const html = await renderMarkdown(
    ':::table[T]\n| A | B[^x] |\n|-|-|\n| 1<sup>a</sup> | m<sup>2</sup> |\n| 2<sup>a, †</sup> | x<sup>n</sup>y |\n\n<sup>a</sup> First.\n\n<sup>†</sup> Sign.\n\n<sup>2</sup> Power.\n:::\n\n[^x]: X.',
  );
  expect(html).toContain('href="#text--written-note-1a" id="text--written-noteref-1a">a</a></sup>');
  expect(html).toContain('id="text--written-noteref-1a-2">a</a>, <a');
  expect(html).toContain(
    '<div class="table-note" role="doc-footnote" id="text--written-note-1a"><p><sup class="table-note-mark"><a href="#text--written-noteref-1a" role="doc-backlink">a</a></sup> First.</p></div>'.replace(
      'href="#text--written-noteref-1a" role="doc-backlink"',
      'role="doc-backlink" href="#text--written-noteref-1a"',
    ),
  );
  expect(html).toContain('<p><sup>2</sup> Power.</p>');
  // Its letter is the next that the author has not taken.
  expect(html).toContain(note('b', 'X.'));
});

test('what is written about the whole table is before its notes', async () => {
  const html = await renderMarkdown(
    ':::table[T]\n| A[^x] |\n|-|\n| 1<sup>b</sup> |\n\nOf all rows.\n\n<sup>b</sup> Second.\n:::\n\n[^x]: X.',
  );
  expect(html).toContain(
    `</table><div class="table-notes"><p>Of all rows.</p>${note('a', 'X.')}</p></div><div`,
  );
});

test('reports notes and marks that are not linked', async () => {
  const text = (table: string): string => `# T\n\n:::table[T]\n${table}\n:::`;
  const uncalled = '| A |\n|-|\n| 1 |\n\n<sup>a</sup> First.';
  const twice = '| A |\n|-|\n| 1<sup>a</sup> |\n\n<sup>a</sup> First.\n\n<sup>a</sup> Second.';
  const missing = '| A |\n|-|\n| 1<sup>a</sup> 2<sup>b</sup> |\n\n<sup>a</sup> First.';
  const found = await Promise.all(
    [uncalled, twice, missing].map((table) => collectDiagnostics({ 'text.md': text(table) }, 'text.md')),
  );
  expect(found.flat().filter((line) => line.includes('table-note-unlinked'))).toHaveLength(3);
});
