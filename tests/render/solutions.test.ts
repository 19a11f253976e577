/** Tests where the solutions of exercises are, what they are named, and the links between both. */
import { EpubCheck } from '@likecoin/epubcheck-ts';
import { toString as textOf } from 'hast-util-to-string';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../src/core/model/book.ts';
import { pack } from '../epub/packed.ts';
import {
  collectDiagnostics,
  type Files,
  readAndRender,
  renderHandout,
  sectionHtml,
} from '../support/workbench.ts';

const EXERCISES = '::: {#exr-a}\nHow many?\n:::\n\n::: {#exr-b}\n1. This.\n2. That.\n:::\n';
const SOLUTIONS = '::: {.solution for="exr-b" name="Short"}\nBoth.\n:::\n\n::: {#sol-a}\nSeven.\n:::\n';

const bookOf = (settings = ''): Files => ({
  'p/publication.yaml': `title: Sums\nlanguage: en\nnumber-sections: true\n${settings}`,
  'p/1.md': `# One\n\n${EXERCISES}`,
  'p/2.md': `# Two\n\n${SOLUTIONS}`,
});

const words = ({ sections }: Book, index: number): string =>
  textOf(sections[index]?.body ?? { type: 'root', children: [] })
    .replaceAll('\u00A0', ' ')
    .replace(/\s+/g, ' ');

describe('solutions', () => {
  test('are where they are written, and name their exercises', async () => {
    const { book } = await readAndRender(bookOf(), { what: 'p' });
    expect(book.sections).toHaveLength(2);
    expect(words(book, 1)).toContain('Solution (Exercise 1.2). (Short) Both.');
    expect(words(book, 1)).toContain('Solution (Exercise 1.1). Seven.');
    expect(sectionHtml(book, 1)).toContain(
      '(<a href="#1--exr-b">Exercise&nbsp;1.2</a>).'.replace('&nbsp;', '\u00A0'),
    );
    expect(sectionHtml(book, 1)).not.toContain('data-solves');
  });

  test('are linked from an exercise in another chapter, and not from one beside them', async () => {
    const { book } = await readAndRender(bookOf(), { what: 'p' });
    expect(sectionHtml(book, 0)).toContain(
      '<span class="solution-link">[<a href="#2--sol-a">Solution</a>]</span>',
    );
    const together = await readAndRender({ 't.md': `# T\n\n${EXERCISES}\n${SOLUTIONS}` });
    expect(sectionHtml(together.book, 0)).not.toContain('solution-link');
  });

  test('come at the end of a book in the order of the exercises', async () => {
    const { book } = await readAndRender(bookOf('solutions: end\n'), { what: 'p' });
    expect(words(book, 1)).toBe('2 Two ');
    expect(words(book, 2)).toMatch(
      /^Solutions Exercise 1\.1\. Seven\.\s*Exercise 1\.2\. \(Short\) Both\.\s*$/,
    );
    expect(book.navigation.map(({ title }) => title)).toEqual(['1 One', '2 Two', 'Solutions']);
    expect(book.anchors.get('2--sol-a')).toBe('solutions');
    const { bytes } = await pack(book);
    const { messages } = await EpubCheck.validate(bytes);
    expect(messages.filter(({ severity }) => severity !== 'usage' && severity !== 'info')).toEqual([]);
  });

  test('take their images with them to the end', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>';
    const image = '# Two\n\n::: {#sol-a}\n![A square.](x.svg)\n:::\n\nEnd.\n';
    const files = { ...bookOf('solutions: end\n'), 'p/x.svg': svg, 'p/2.md': image };
    const { book } = await readAndRender(files, { what: 'p' });
    expect(sectionHtml(book, 2)).toContain('<img');
    expect(book.assets.size).toBe(1);
  });

  test('come at the end of a handout, before its notes', async () => {
    const files = {
      'p/publication.yaml': 'title: Sums\nlanguage: en\nsolutions: end\n',
      'p/1.md': `# One\n\nWords.[^a]\n\n${EXERCISES}\n${SOLUTIONS}\n## More\n\nWords.\n\n[^a]: A note.\n`,
      'p/2.md': '# Two\n\nWords.\n',
    };
    const html = sectionHtml(await renderHandout(await readAndRender(files, { what: 'p' }), 0), 0);
    expect(html).toMatch(/More<\/h2>.*>Solutions<\/h2>.*Seven\..*Both\..*role="doc-endnotes"/s);
  });

  test('come at the end of a single file that is a book', async () => {
    const file = `---\ntitle: T\nchapter-level: 1\nsolutions: end\n---\n\n# One\n\n${EXERCISES}\n${SOLUTIONS}\n# Two\n\nWords.\n`;
    const { book } = await readAndRender({ 't.md': file }, { expected: ['file-as-book t.md:1:1'] });
    expect(book.sections.map(({ title }) => title)).toEqual(['One', 'Two', 'Solutions']);
  });

  test('come where the author has a place for them', async () => {
    const files = { ...bookOf(), 'p/3.md': '# Answers\n\n::: {#solutions}\n:::\n\nEnd.\n' };
    const { book } = await readAndRender(files, { what: 'p' });
    expect(words(book, 2)).toMatch(/Answers .*Exercise 1\.1\. Seven\..*Both\..*End\./);
  });

  test('are read in the spelling of MyST, without a label, and inside an exercise', async () => {
    const file =
      '# T\n\n```{exercise}\n:label: mine\n\nTry.\n```\n\n```{solution} mine\nDone.\n```\n\n' +
      ':::: {#exr-in}\nOuter.\n\n::: {#sol-in}\nInner.\n:::\n::::\n';
    const { book } = await readAndRender({ 't.md': file });
    expect(words(book, 0)).toMatch(
      /Exercise 1\. Try\. Solution \(Exercise 1\)\. Done\. Exercise 2\. Outer\. Solution \(Exercise 2\)\. Inner\./,
    );
  });

  test('keep their language in a book of another one', async () => {
    const files = {
      ...bookOf('solutions: end\n'),
      'p/2.md': `---\nlanguage: de\n---\n\n# Zwei\n\n${SOLUTIONS}`,
    };
    const { book } = await readAndRender(files, { what: 'p' });
    expect(sectionHtml(book, 2)).toMatch(/<section class="theorem" id="2--sol-a" lang="de"/);
  });
});

describe('a solution of no exercise', () => {
  test('is reported if it names one, also a figure, one that two chapters have, or itself', async () => {
    const of = (label: string): string => `# T\n\n::: {#sol-x for="${label}"}\nWords.\n:::\n`;
    for (const label of ['exr-z', 'sol-x', ''])
      expect(await collectDiagnostics({ 't.md': of(label) })).toEqual(['solution-exercise-missing t.md:3:1']);
    const twice = { ...bookOf(), 'p/3.md': `# Three\n\n${EXERCISES}` };
    expect(await collectDiagnostics(twice, 'p')).toEqual([
      'reference-ambiguous p/2.md:3:1',
      'reference-ambiguous p/2.md:7:1',
    ]);
  });

  test('has its word alone if its label is that of a solution, as in Quarto', async () => {
    const { book } = await readAndRender({ 't.md': '# T\n\n::: {#sol-x}\nWords.\n:::\n' });
    expect(words(book, 0)).toContain('Solution. Words.');
  });
});
