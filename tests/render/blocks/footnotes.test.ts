/** Tests footnotes: their place, their numbers in a book, and the links between references and notes. */
import { describe, expect, test } from 'vitest';
import {
  collectDiagnostics,
  readAndRender,
  renderHandout,
  renderMarkdown,
  sectionHtml,
} from '../../support/workbench.ts';

const mark = (note: number, id: string): string =>
  `<sup class="note-reference"><a role="doc-noteref" href="#text--note-${note}" id="text--${id}">${note}</a></sup>`;
const back = (id: string): string =>
  `<a role="doc-backlink" class="backlink" href="#text--${id}" aria-label="Back to the text">↩︎</a>`;

test('numbers notes by first mention, whatever their labels are', async () => {
  const html = await renderMarkdown('A[^two], b[^1].\n\n[^1]: One.\n[^two]: Two.');
  expect(html).toContain(`A${mark(1, 'noteref-1')}, b${mark(2, 'noteref-2')}.`);
  expect(html).toContain('<section class="notes" role="doc-endnotes" aria-labelledby="text--notes">');
  expect(html).toContain('<h2 id="text--notes">Notes</h2>');
  expect(html).toMatch(/<li id="text--note-1">\s*<p>Two\..*<li id="text--note-2">\s*<p>One\./s);
});

test('a note with two references has two backlinks', async () => {
  const html = await renderMarkdown('A[^a] b[^a].\n\n[^a]: One.');
  expect(html).toContain(`A${mark(1, 'noteref-1')} b${mark(1, 'noteref-1-2')}.`);
  expect(html).toContain(`<p>One. ${back('noteref-1')} ${back('noteref-1-2')}</p>`);
});

test('transforms notes in headings, lists, boxes and notes', async () => {
  const html = await renderMarkdown(
    '## H[^h]\n\n- a[^a]\n\n:::note[T[^t]]\nx\n:::\n\n[^h]: H\n[^a]: A\n[^t]: T[^in]\n[^in]: In',
  );
  for (const number of [1, 2, 3, 4]) expect(html).toContain(mark(number, `noteref-${number}`));
  const { book } = await readAndRender({ 'text.md': '# T\n\n## H[^1] m<sup>2</sup>\n\n[^1]: x' });
  expect(book.sections[0]?.headings.map(({ id, text }) => [id, text])).toEqual([
    ['text', 'T'],
    ['text--h-m2', 'H m2'],
    ['text--notes', 'Notes'],
  ]);
  expect(book.sections[0]?.features).toContain('note');
});

test('a note reference in a link is not a link', async () => {
  const html = await renderMarkdown('[see[^1]](https://x.org)\n\n[^1]: x');
  expect(html).toContain(
    '<a href="https://x.org">see<sup class="note-reference"><span id="text--noteref-1">1</span></sup></a>',
  );
});

test('a heading with the name of the notes has another id', async () => {
  const { book } = await readAndRender({ 'text.md': '# T\n\n## Notes\n\nx[^1] [there](#notes)\n\n[^1]: y' });
  expect(book.sections[0]?.headings.map(({ id }) => id)).toEqual(['text', 'text--notes-1', 'text--notes']);
});

describe('a book of several chapters', () => {
  const files = {
    'p/publication.yaml': 'title: T\nlanguage: en\n',
    'p/1.md': '# A\n\nOne[^a], one again[^a], two[^b].\n\n[^a]: One.\n[^b]: Two.',
    'p/2.md':
      '# B\n\nNo note, but <sup class="note-reference"><a id="noteref-1" role="doc-noteref" href="#b">x</a>' +
      ' and <a id="noteref-2">2</a></sup>.',
    'p/3.md': '# C\n\nThree[^a], [four[^b]](https://x.org).\n\n[^a]: Three.\n\n    1. A list\n\n[^b]: Four.',
    'p/4.md': '# D\n\n<b>Five</b>[^a], [six[^b]](https://x.org).\n\n[^a]: Five.\n[^b]: Six.',
  };

  test('a book numbers its notes continuously', async () => {
    const { book } = await readAndRender(files);
    const [first, second, third, fourth] = [0, 1, 2, 3].map((section) => sectionHtml(book, section));
    expect(first).toContain('href="#1--note-1" id="1--noteref-1">1</a>');
    expect(first).toContain('href="#1--note-1" id="1--noteref-1-2">1</a>');
    expect(first).toContain('href="#1--note-2" id="1--noteref-2">2</a>');
    expect(first).toMatch(/<ol>\s*<li id="1--note-1">/);
    expect(third).toContain('href="#3--note-1" id="3--noteref-1">3</a>');
    expect(third).toContain('<span id="3--noteref-2">4</span>');
    expect(third).toMatch(/<ol start="3">\s*<li id="3--note-1">/);
    expect(third).toMatch(/<ol>\s*<li>A list/);
    expect(second).toMatch(/>x<\/a> and <a id="2--noteref-2">2<\/a>/);
    expect(fourth).toContain('href="#4--note-1" id="4--noteref-1">5</a>');
    expect(fourth).toContain('href="#4--note-2" id="4--noteref-2">6</a>');
    expect(fourth).toMatch(/<ol start="5">\s*<li id="4--note-1">/);
  });

  test('a handout numbers its notes from 1', async () => {
    const html = sectionHtml(await renderHandout(await readAndRender(files), 2));
    expect(html).toContain('href="#3--note-1" id="3--noteref-1">1</a>');
    expect(html).toMatch(/<ol>\s*<li id="3--note-1">/);
  });
});

test.each([
  ['x[^a]', ['note-missing text.md:1:6']],
  ['x\n\n[^a]: y', ['note-unused text.md:3:1']],
  ['x[^A]\n\n[^a]: y', []],
  ['x `[^a]` \\[^b]', []],
])('reports unknown and unused notes: %j', async (text, expected) => {
  expect(await collectDiagnostics({ 'text.md': `# T ${text}` })).toEqual(expected);
});
