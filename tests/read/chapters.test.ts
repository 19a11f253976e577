/** Tests `chapters` of `publication.yaml`: parts, chapters below chapters, patterns, and ids that never clash. */
import { describe, expect, test } from 'vitest';
import type { NavigationNode } from '../../src/core/model/book.ts';
import {
  type Files,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
} from '../support/workbench.ts';

const page = (title: string): string => `# ${title}\n\nWords of this page.\n`;

const FILES = {
  'p/intro.md': page('Intro'),
  'p/one/2-b.md': page('Two'),
  'p/one/10-a.md': page('Ten'),
  'p/one/README.md': page('About the folder'),
  'p/one/_draft.md': page('Not ready'),
  'p/one/deep/c.md': page('Deep'),
  'p/two/b.md': page('Other two'),
} as const satisfies Files;

const outline = ({ title, level, children }: NavigationNode): readonly string[] =>
  level > 1 ? [] : [title, ...children.flatMap((child) => outline(child).map((line) => `  ${line}`))];

async function read(chapters: string, files: Files = FILES) {
  const settings = `title: Book\nlanguage: en\nidentifier: urn:x-test:a\n${chapters}`;
  const host = memoryHost({ ...files, 'p/publication.yaml': settings });
  const { publication, book, diagnostics } = await readAndRenderAny(openWorkbench(host));
  return {
    ids: publication?.chapters.map(({ id }) => id),
    contents: book?.navigation.flatMap((node) => outline(node)),
    problems: formatDiagnostics(diagnostics),
  };
}

describe('patterns', () => {
  test.each([
    ['a folder in natural order, without what is below it', 'one/*.md', ['Two', 'Ten']],
    ['all that is below', 'one/**/*.md', ['Two', 'Ten', 'Deep']],
    ['a folder by its name', 'one', ['Two', 'Ten', 'Deep']],
    ['a character', 'one/?-b.md', ['Two']],
    ['everything', '**', ['Intro', 'Two', 'Ten', 'Deep', 'Other two']],
  ])('match %s', async (_, pattern, contents) => {
    expect(await read(`chapters: ["${pattern}"]\n`)).toMatchObject({ contents, problems: [] });
  });

  test('leave out what is named in another place, and what another pattern has matched', async () => {
    const { contents, problems } = await read('chapters: ["one/*.md", intro.md, "**/*.md", one/10-a.md]\n');
    expect(contents).toEqual(['Two', 'Intro', 'Deep', 'Other two', 'Ten']);
    expect(problems).toEqual([]);
  });

  test('that match nothing, or lead out of the folder, are reported', async () => {
    const { problems } = await read('chapters: [intro.md, "x/*.md", "../*.md"]\n', {
      ...FILES,
      'secret.md': page('Secret'),
    });
    expect(problems).toEqual([
      'chapter-missing p/publication.yaml:4:22',
      'chapter-missing p/publication.yaml:4:32',
    ]);
  });

  test('do not hide a file with such a name', async () => {
    const files = { ...FILES, 'p/[a].md': page('Bracket') };
    expect((await read('chapters: ["[a].md"]\n', files)).contents).toEqual(['Bracket']);
  });
});

const NESTED = `chapters:
  - intro.md
  - part: First part
    chapters:
      - chapter: one/2-b.md
        chapters: [one/deep/c.md]
      - part: Group
        chapters: ["two/*"]
  - part: Empty
    chapters: []
  - one/10-a.md
`;

describe('parts', () => {
  test('have a page, groups in them a line, and chapters are below them', async () => {
    expect(await read(NESTED)).toEqual({
      ids: ['intro', 'part-1', 'one-2-b', 'c', 'two-b', 'a'],
      contents: ['Intro', 'First part', '  Two', '    Deep', '  Group', '    Other two', 'Ten'],
      problems: [],
    });
  });

  test('are no targets of links', async () => {
    const files = { ...FILES, 'p/intro.md': `${page('Intro')}\n[To the list](publication.yaml).\n` };
    expect((await read(NESTED, files)).problems).toEqual(['link-chapter-missing p/intro.md:5:1']);
  });

  test.each([
    ['without a title', 'chapters:\n  - chapters: [intro.md]\n', ['value-wrong p/publication.yaml:5:5']],
    ['with two', 'chapters:\n  - part: A\n    chapter: intro.md\n', ['value-wrong p/publication.yaml:5:5']],
    [
      'with a wrong key',
      'chapters:\n  - part: A\n    file: intro.md\n',
      ['key-unknown p/publication.yaml:6:5'],
    ],
  ])('%s are reported', async (_, chapters, problems) => {
    expect((await read(chapters)).problems).toEqual(problems);
  });
});

describe('ids', () => {
  test('come from the whole path where two names are the same', async () => {
    const files = { 'p/1-a.md': page('A'), 'p/2-a.md': page('B'), 'p/c.md': page('C') };
    expect((await read('', files)).ids).toEqual(['1-a', '2-a', 'c']);
  });

  test('give way to those of the author', async () => {
    const files = { 'p/1-b.md': page('A'), 'p/2-c.md': `---\nid: b\n---\n\n${page('B')}` };
    expect((await read('', files)).ids).toEqual(['1-b', 'b']);
  });

  test.each(['b', 'B'])('give way to %s of the author, also for a file of that name', async (id) => {
    const files = { 'p/a.md': `---\nid: ${id}\n---\n\n${page('A')}`, 'p/b.md': page('B') };
    expect((await read('', files)).ids).toEqual([id, 'b-2']);
  });
});

describe('a SUMMARY.md beside publication.yaml', () => {
  const summary = '- [First](two/b.md)\n  - [Below](one/2-b.md)\n';

  test('is the list of chapters, if the settings have none', async () => {
    const files = { ...FILES, 'p/SUMMARY.md': summary };
    expect(await read('', files)).toMatchObject({
      contents: ['First', '  Below'],
      problems: ['project-read p/SUMMARY.md:1:1'],
    });
    expect((await read('chapters: [intro.md]\n', files)).contents).toEqual(['Intro']);
  });

  test('that lists no chapters is one', async () => {
    expect((await read('', { ...FILES, 'p/SUMMARY.md': page('In short') })).contents).toEqual([
      'Intro',
      'In short',
    ]);
  });
});
