/** Tests that the books of mdBook, HonKit and GitBook are publications as they stand. */
import { describe, expect, test } from 'vitest';
import type { NavigationNode } from '../../../src/core/model/book.ts';
import { type Files, memoryHost, openWorkbench, readAndRenderAny } from '../../support/workbench.ts';

const SUMMARY = `# Summary

[Welcome](README.md)

# Growing

- [Seeds](seeds/README.md)
    - [Sowing *early*](seeds/sowing.md)
    - [A draft]()
    - [A part of it](seeds/sowing.md#depth)
- [Water](./water.md)

---

[Elsewhere](https://example.org/)
[Thanks](a%20b.md)
`;

const CHAPTERS = {
  'content/garden/src/SUMMARY.md': SUMMARY,
  'content/garden/src/README.md': '# Welcome\n\nSee [water](water.md).\n',
  'content/garden/src/seeds/README.md': '# Seeds\n\nWords.\n',
  'content/garden/src/seeds/sowing.md': 'Words without a heading.\n',
  'content/garden/src/water.md': '# Water\n\nBack to [seeds](seeds/README.md).\n',
  'content/garden/src/a b.md': '# Thanks\n\nWords.\n',
  'content/garden/src/not-listed.md': '# Not listed\n\nWords.\n',
} as const satisfies Files;

const TOML = '[book]\ntitle = "The garden"\nauthors = ["A. Gardener"]\nlanguage = "en"\n';

/** Returns the titles of chapters, parts and groups, indented. */
const outline = ({ title, level, children }: NavigationNode): readonly string[] =>
  level > 1 ? [] : [title, ...children.flatMap((child) => outline(child).map((line) => `  ${line}`))];

async function read(files: Files) {
  const { publication, book, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  return {
    title: publication?.metadata.title,
    authors: publication?.metadata.authors.map(({ name }) => name),
    chapters: publication?.chapters.map(({ id, metadata }) => `${id}: ${metadata.title}`),
    contents: book?.navigation.flatMap((node) => outline(node)),
    problems: diagnostics
      .filter(({ severity }) => severity !== 'note')
      .map(({ code, place }) => `${code} ${place?.file}:${place?.line}`),
  };
}

const LISTED = [
  'introduction: Welcome',
  'part-1: Growing',
  'seeds: Seeds',
  'seeds-sowing: Sowing early',
  'water: Water',
  'a-b: Thanks',
];

describe('a SUMMARY.md', () => {
  test('with book.toml: the settings of the book, and its chapters in their order', async () => {
    expect(await read({ ...CHAPTERS, 'content/garden/book.toml': TOML })).toEqual({
      title: 'The garden',
      authors: ['A. Gardener'],
      chapters: LISTED,
      contents: ['Welcome', 'Growing', '  Seeds', '    Sowing early', '  Water', 'Thanks'],
      problems: [],
    });
  });

  test('with book.json of HonKit, which names the folder', async () => {
    const settings = JSON.stringify({ title: 'The garden', author: 'A. Gardener', root: './src' });
    expect(await read({ ...CHAPTERS, 'content/garden/book.json': settings })).toMatchObject({
      title: 'The garden',
      authors: ['A. Gardener'],
      chapters: LISTED,
      problems: [],
    });
  });

  test('with book.js of HonKit, which is not run', async () => {
    const settings =
      'process.exit(1);\nmodule.exports = { root: "./src", title: "The garden", author: name };\n';
    expect(await read({ ...CHAPTERS, 'content/garden/book.js': settings })).toMatchObject({
      title: 'The garden',
      chapters: LISTED,
    });
  });

  test('alone: the name of the folder is the title', async () => {
    const files = Object.entries(CHAPTERS).map(([path, text]) => [
      path.replace('/garden/src/', '/my-garden/'),
      text,
    ]);
    expect(await read(Object.fromEntries(files))).toMatchObject({ title: 'My garden', chapters: LISTED });
  });

  test('a chapter that is missing is named where the list has it', async () => {
    const { 'content/garden/src/water.md': _, ...without } = CHAPTERS;
    const { problems } = await read({ ...without, 'content/garden/book.toml': TOML });
    expect(problems).toContain('chapter-missing content/garden/src/SUMMARY.md:11');
  });

  test('files that are no chapters, and files outside, are left out, and no hint names one of them', async () => {
    const summary = `- [Water](water.md)
- [Itself](SUMMARY.md)
- [Picture](p.png)
- [Secret](.env)
- [Git](.git/config.md)
- [Outside](../../../../secre.md)
- [Root](/etc/passwd.md)
`;
    const files = { ...CHAPTERS, 'content/garden/src/SUMMARY.md': summary, '../secret.md': '# Secret\n' };
    const bench = openWorkbench(memoryHost(files));
    const { publication, diagnostics } = await readAndRenderAny(bench);
    expect(publication?.chapters.map(({ id }) => id)).toEqual(['water']);
    expect(JSON.stringify(diagnostics)).not.toContain('secret.md');
    expect(diagnostics.flatMap(({ severity }) => (severity === 'error' ? [severity] : []))).toEqual([]);
  });

  test('a book beside a publication.yaml is that publication', async () => {
    const settings =
      'title: Ours\nlanguage: en\nidentifier: urn:x-test:a\nchapters: [src/water.md, src/seeds/README.md]\n';
    const files = {
      ...CHAPTERS,
      'content/garden/book.toml': TOML,
      'content/garden/publication.yaml': settings,
    };
    expect((await read(files)).title).toBe('Ours');
  });

  test('the title in the list is that of the contents', async () => {
    const summary = '# Summary\n\n- [First of all](water.md)\n';
    const files = { ...CHAPTERS, 'content/garden/src/SUMMARY.md': summary };
    expect(await read({ ...files, 'content/garden/book.toml': TOML })).toMatchObject({
      chapters: ['water: Water'],
      contents: ['First of all'],
    });
  });

  test('in mdBook only headings of level one begin parts; in HonKit all do, and a line ends one', async () => {
    const summary = '# Summary\n\n## One\n\n* [Water](water.md)\n\n---\n\n* [Seeds](seeds/README.md)\n';
    const files = { ...CHAPTERS, 'content/garden/src/SUMMARY.md': summary };
    expect((await read({ ...files, 'content/garden/book.toml': TOML })).contents).toEqual(['Water', 'Seeds']);
    const honKit = { ...files, 'content/garden/book.json': '{ "root": "src" }' };
    expect((await read(honKit)).contents).toEqual(['One', '  Water', 'Seeds']);
  });

  test('an entry without a file, on the web or listed before is a group, if others are below it', async () => {
    const summary = `- [Draft]()
  - [Water](water.md)
    - [Elsewhere](https://example.org/)
      - [Again](water.md)
        - [Seeds](seeds/README.md)
- Nothing
- [Empty]()
  - [Draft]()
`;
    const bench = openWorkbench(memoryHost({ ...CHAPTERS, 'content/garden/src/SUMMARY.md': summary }));
    const { book, diagnostics } = await readAndRenderAny(bench);
    expect(book?.navigation.flatMap((node) => outline(node))).toEqual([
      'Draft',
      '  Water',
      '    Elsewhere',
      '      Again',
      '        Seeds',
    ]);
    const read = diagnostics.find(({ code }) => code === 'project-read');
    expect(read?.message).toBe(
      'This was read as a list of mdBook, HonKit or GitBook, with 2 chapters. Left out: 2 without a file, 1 that leads elsewhere, 1 whose file is listed before.',
    );
  });

  test('10,000 parts without chapters are left out in time', async () => {
    const summary = '# Summary\n\n# Part\n\n- [Water](water.md)\n'.concat('# Empty\n\n'.repeat(10_000));
    const files = { ...CHAPTERS, 'content/garden/src/SUMMARY.md': summary };
    expect((await read(files)).contents).toEqual(['Part', '  Water']);
  });

  test('settings that lead out of the folder are not followed', async () => {
    const { title } = await read({ ...CHAPTERS, 'content/garden/book.toml': '[book]\nsrc = "../../.."\n' });
    expect(title).toBe('Garden');
  });
});
