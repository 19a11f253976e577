/** Which single files are books, and which of their headings make the chapters. */
import { describe, expect, test } from 'vitest';
import { builtInEditions } from '../../src/core/editions.ts';
import type { Publication } from '../../src/core/model/publication.ts';
import { selectEditions } from '../../src/pipeline/request.ts';
import { collectDiagnostics, readAndRender } from '../support/workbench.ts';

const NOTE = 'file-as-book a.md:1:1';
const words = (count: number): string => `${'word '.repeat(count - 1)}word.\n\n`;
/** Writes chapters of a hundred paragraphs at most. */
const chapters = (mark: string, count: number, each: number): string =>
  Array.from({ length: count }, (_, index) => `${mark} Chapter ${index + 1}\n\n${words(each - 2)}`).join('');

async function read(
  frontMatter: string,
  body: string,
  expected: readonly string[] = [],
): Promise<Publication> {
  const head = frontMatter === '' ? '' : `---\n${frontMatter}\n---\n\n`;
  return (await readAndRender({ 'a.md': head + body }, { expected })).publication;
}

const familiesOf = ({ editions }: Publication): readonly string[] => [
  ...new Set(editions.map(({ family }) => family)),
];

describe('a file that says that it is a book', () => {
  test.each([
    ['chapter-level: 1', 1],
    ['chapter-level: 2', 2],
    ['chapter-level: auto', 1],
    ['editions: [book]', 1],
    ['editions: [epub, book-a5]', 1],
    ['documentclass: scrbook', 1],
    ['top-level-division: part', 2],
    ['epub-chapter-level: 2', 2],
  ])('%s', async (frontMatter, level) => {
    const body = '# One\n\n## A\n\nWords.\n\n## B\n\nWords.\n\n# Two\n\nWords.\n';
    const publication = await read(`title: T\n${frontMatter}`, body, [NOTE]);
    expect(publication.headingChapters).toEqual({ level, count: 2, isBook: true });
  });

  test('becomes a book and an e-book, unless it lists its editions', async () => {
    const body = '# One\n\nWords.\n\n# Two\n\nWords.\n';
    expect(familiesOf(await read('title: T\nchapter-level: 1', body, [NOTE]))).toEqual(['book', 'epub']);
    const listed = await read('title: T\nchapter-level: 1\neditions: [handouts]', body, [NOTE]);
    expect(familiesOf(listed)).toEqual(['handouts']);
  });

  test('has chapters at `##` below the only `#`, which is the title', async () => {
    const publication = await read('chapter-level: auto', '# T\n\n## One\n\nWords.\n\n## Two\n\nWords.\n', [
      NOTE,
    ]);
    expect(publication.headingChapters).toEqual({ level: 2, count: 2, hasTitle: true, isBook: true });
    expect(publication.metadata.title).toBe('T');
  });

  test('has chapters below a title in HTML', async () => {
    const body = '<h1 align="center">T</h1>\n\n# One\n\nWords.\n\n# Two\n\nWords.\n';
    const { headingChapters } = await read('chapter-level: auto', body, [NOTE]);
    expect(headingChapters).toEqual({ level: 1, count: 2, hasTitle: true, isBook: true });
  });

  test('is none without two such headings', async () => {
    expect((await read('chapter-level: auto', '# T\n\nWords.\n')).headingChapters).toBeUndefined();
    expect((await read('editions: [book]', '# T\n\n## One\n\nWords.\n')).headingChapters).toBeUndefined();
    expect((await read('chapter-level: 2', '# T\n\nWords.\n')).headingChapters).toBeUndefined();
  });

  test('counts no heading in a quotation or in code', async () => {
    const body = '# T\n\n> # One\n\n```md\n# Two\n```\n\nWords.\n';
    expect(await collectDiagnostics({ 'a.md': `---\nchapter-level: auto\n---\n${body}` })).not.toContain(
      NOTE,
    );
  });

  test('reports a value that is none, and reads the file without it', async () => {
    const body = '# T\n\n## One\n\nWords.\n\n## Two\n\nWords.\n';
    const publication = await read('chapter-level: seven', body, ['value-wrong a.md:2:16']);
    expect(publication.headingChapters?.isBook).toBeUndefined();
  });
});

describe('a long file', () => {
  const long = `# T\n\n${chapters('##', 10, 2000)}`;

  test('is a book from 20,000 words on', async () => {
    const publication = await read('', long, [NOTE]);
    expect(publication.headingChapters).toEqual({
      level: 2,
      count: 10,
      hasTitle: true,
      isBook: true,
      words: 20_001,
    });
    expect(familiesOf(publication)).toEqual(['book', 'epub']);
  });

  test('is no book if it is shorter, or its chapters are few or short', async () => {
    for (const body of [chapters('##', 10, 1990), chapters('##', 2, 11_000), chapters('##', 50, 420)]) {
      const publication = await read('', `# T\n\n${body}`);
      expect(publication.headingChapters?.isBook).toBeUndefined();
      expect(familiesOf(publication)).toEqual(['handouts', 'epub']);
    }
  });

  test('is no book if its front matter says so', async () => {
    const publication = await read('chapter-level: none', long);
    expect(publication.headingChapters).toBeUndefined();
    expect(familiesOf(publication)).toEqual(['handouts', 'epub']);
  });

  test('counts no code, and two characters of Chinese as a word', async () => {
    const code = ['# T\n\n## A\n\n```\n', words(8000), '```\n\n', chapters('##', 10, 1000)].join('');
    expect((await read('', code)).headingChapters?.isBook).toBeUndefined();
    const chinese = Array.from({ length: 4 }, () => `## 章\n\n${'字'.repeat(10_000)}\n\n`).join('');
    expect((await read('language: zh', `# 书\n\n${chinese}`, [NOTE])).headingChapters?.words).toBe(20_003);
  });

  test('has its chapters at `##` if there is a part after each `#`', async () => {
    const body = `# T\n\n# Part 1\n\n${chapters('##', 10, 1500)}# Part 2\n\n${chapters('##', 10, 1500)}`;
    expect((await read('', body, [NOTE])).headingChapters).toMatchObject({ level: 2, count: 20 });
    const short = `# T\n\n${chapters('#', 8, 3000)}## A\n\nWords.\n`;
    expect((await read('', short, [NOTE])).headingChapters).toMatchObject({ level: 1, count: 8 });
  });
});

test('a second `#` is reported in a file that is no book', async () => {
  const publication = await read('title: T', '# One\n\nWords.\n\n# Two\n\nWords.\n', [
    'heading-title-again a.md:9:1',
  ]);
  expect(publication.headingChapters).toEqual({ level: 1, count: 2 });
  expect(familiesOf(publication)).toEqual(['handouts', 'epub']);
});

test('one file of a book is the book, not the handout', async () => {
  const request = {
    inputs: [],
    out: '',
    editions: [],
    proof: false,
    jobs: 1,
    debug: false,
    isSingle: true,
  } as const;
  const all = new Map(builtInEditions.find('all').map((edition) => [edition.id, edition]));
  const choose = (publication: Publication) =>
    selectEditions(publication, request, all, builtInEditions).map(({ id }) => id);
  const body = '# One\n\nWords.\n\n# Two\n\nWords.\n';
  const book = await read('title: T\nchapter-level: 1\neditions: [handouts, book-a5]', body, [NOTE]);
  expect(choose(book)).toEqual(['book-a5']);
});
