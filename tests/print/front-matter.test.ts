/** Tests what the settings of a publication print: levels of the contents, and a subtitle. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPress, type Press, printBook, printHandout } from '../../src/print/index.ts';
import { readAndRender, renderHandout } from '../support/workbench.ts';
import { readBack } from './read-back.ts';
import { BOOK, HANDOUTS, printBench } from './workbench.ts';

const { context } = printBench();
let press: Press;
beforeAll(() => {
  press = openPress({ jobs: 1, debug: false }, context);
});
afterAll(() => press.close());

const TEXT =
  '# First level\n\nText.\n\n## Second level\n\nText.\n\n### Third level\n\nText.\n\n#### Fourth level\n\nText.\n';

test.each([
  ['', ['First', 'Second']],
  ['contents-depth: 1\n', ['First']],
  ['contents-depth: 2\n', ['First', 'Second']],
  ['contents-depth: 3\n', ['First', 'Second', 'Third']],
  ['contents-depth: 4\n', ['First', 'Second', 'Third', 'Fourth']],
])(
  'the contents of a printed book have the levels that the settings ask for: %j',
  async (setting, levels) => {
    const { book } = await readAndRender({
      'b/publication.yaml': `title: Depth\nversion: "1"\n${setting}`,
      'b/1-one.md': TEXT,
    });
    const pages = await readBack((await printBook(book, BOOK, press, context)).bytes);
    const contents = pages.find(({ text }) => text.includes('Contents'));
    const lines = contents?.lines.filter(({ text }) => text.includes(' level')) ?? [];
    expect(lines.map(({ text }) => text.replace(/ level.*? (\d+)$/, ' $1'))).toEqual(
      levels.map((level) => `${level} 1`),
    );
    const places = lines.map(({ x }) => x);
    expect(places).toEqual([...new Set(places)].sort((one, other) => one - other));
  },
);

test('running heads have the short titles of the book and of its chapters', async () => {
  const { book } = await readAndRender({
    'b/publication.yaml': 'title: A long title of a book\nshort-title: The "book"\nversion: "1"\n',
    'b/1-one.md': `---\nshort-title: The "first"\n---\n\n# A title that goes on\n\n${'Words.\n\n'.repeat(200)}`,
    'b/2-two.md': `# Two\n\n${'Words.\n\n'.repeat(200)}`,
  });
  const pages = await readBack((await printBook(book, BOOK, press, context)).bytes);
  const heads = new Set(pages.map(({ lines: [first] }) => first?.text));
  expect(heads).toContain('The “book”');
  expect(heads).toContain('The “first”');
  expect(heads).toContain('Two');
  expect(pages.some(({ text }) => text.includes('A title that goes on'))).toBe(true);
});

const printText = async (files: Record<string, string>): Promise<string> => {
  const { bytes } = await printHandout(
    await renderHandout(await readAndRender(files), 0),
    HANDOUTS,
    press,
    context,
  );
  return (await readBack(bytes)).map(({ text }) => text).join('\n');
};

test('a handout has the subtitle of a publication with one chapter, below its title', async () => {
  const text = '---\ntitle: A diary\nsubtitle: For four weeks\n---\n\n# A diary\n\nFirst words.\n';
  expect(await printText({ 'diary.md': text })).toMatch(/A diary\nFor four weeks\nFirst words\./);
});

test('a chapter that is printed alone has no subtitle of the whole publication', async () => {
  const files = {
    'b/publication.yaml': 'title: Book\nsubtitle: Of the whole\nversion: "1"\n',
    'b/1-one.md': '# One\n\nText.\n',
    'b/2-two.md': '# Two\n\nText.\n',
  };
  expect(await printText(files)).not.toContain('Of the whole');
});
