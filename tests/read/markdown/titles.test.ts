/** The title of a text: where it is taken from, and the headings and contents that follow from it. */
import { expect, test } from 'vitest';
import {
  type Files,
  memoryHost,
  openWorkbench,
  readAndRenderAny,
  sectionHtml,
} from '../../support/workbench.ts';

/** Title, headings as `level words`, contents as nested lists, and `severity code` of each diagnostic. */
async function outlineOf(files: Files) {
  const { book, publication, diagnostics } = await readAndRenderAny(openWorkbench(memoryHost(files)));
  const found = diagnostics.map(({ severity, code }) => `${severity} ${code}`);
  const html = book === undefined ? '' : sectionHtml(book);
  const headings = [...html.matchAll(/<h(\d)[^>]*? id="([^"]*)"[^>]*>(.*?)<\/h\1>/g)].map(
    ([, level, id, words]) => `${level} ${words} #${id}`,
  );
  return {
    title: publication?.metadata.title,
    headings,
    contents: book?.navigation.map(({ id }) => id),
    found,
  };
}

test.each<[string, string, string, string[], string[], string[]]>([
  ['a heading of level one', '# A\n\n## B\n', 'A', ['1 A #my-note', '2 B #my-note--b'], ['my-note'], []],
  [
    'a heading of level one below text',
    'Text.\n\n# A\n\n## B\n',
    'A',
    ['1 A #my-note', '2 B #my-note--b'],
    ['my-note'],
    [],
  ],
  [
    'the first heading of level two',
    '## A\n\n### B\n\n## C\n\n### D\n',
    'A',
    ['1 A #my-note', '2 B #my-note--b', '2 C #my-note--c', '3 D #my-note--d'],
    ['my-note'],
    ['note title-taken'],
  ],
  [
    'the first heading, before one of level one',
    '## A\n\nText.\n\n# B\n',
    'A',
    ['1 A #my-note', '1 B #my-note--b'],
    ['my-note', 'my-note--b'],
    ['note title-taken', 'warning heading-title-again'],
  ],
  [
    'the file, if text stands before the first heading',
    'Text.\n\n### A\n\n# B\n',
    'My note',
    ['1 My note #my-note', '2 A #my-note--a', '1 B #my-note--b'],
    ['my-note', 'my-note--b'],
    ['note title-taken', 'warning heading-skipped', 'warning heading-title-again'],
  ],
  [
    'the file, without headings',
    'Text.\n',
    'My note',
    ['1 My note #my-note'],
    ['my-note'],
    ['note title-taken'],
  ],
  [
    'the file, if the heading is quoted',
    '> ## A\n\nText.\n',
    'My note',
    ['1 My note #my-note', '2 A #my-note--a'],
    ['my-note'],
    ['note title-taken'],
  ],
  [
    'an empty heading',
    '#\n\nText.\n\n##\n',
    'My note',
    ['1 My note #my-note'],
    ['my-note'],
    ['warning heading-empty', 'note title-taken', 'warning heading-empty'],
  ],
  [
    'HTML',
    '<div><h1 align="center">A &amp; <b>B</b></h1></div>\n\n## C\n',
    'A & B',
    ['1 A &#x26; <b>B</b> #my-note', '2 C #my-note--c'],
    ['my-note'],
    [],
  ],
  [
    'an empty heading in HTML',
    '<h1><!-- A --></h1>\n\n## C\n',
    'C',
    ['1  #my-note', '1 C #my-note--c'],
    ['my-note--c'],
    ['note title-taken'],
  ],
  ['words in tags', '# <b>A</b>\n', 'A', ['1 <b>A</b> #my-note'], ['my-note'], []],
  [
    'front matter, for the first heading, too',
    '---\ntitle: A\n---\n\n## A\n\n### B\n',
    'A',
    ['1 A #my-note', '2 B #my-note--b'],
    ['my-note'],
    [],
  ],
  [
    'front matter, before other headings',
    '---\ntitle: T\n---\n\n## A\n\n# B\n',
    'T',
    ['1 T #my-note', '2 A #my-note--a', '1 B #my-note--b'],
    ['my-note', 'my-note--b'],
    ['warning heading-title-again'],
  ],
  [
    'a level skipped',
    '# A\n\n#### B\n\n### C\n\n## D\n',
    'A',
    ['1 A #my-note', '2 B #my-note--b', '2 C #my-note--c', '2 D #my-note--d'],
    ['my-note'],
    ['warning heading-skipped'],
  ],
])('takes the title of a file from %s', async (_, text, title, headings, contents, found) => {
  expect(await outlineOf({ 'my-note.md': text })).toEqual({
    ...{ title, headings, contents },
    // The language of so few words is not known.
    found: expect.arrayContaining(found),
  });
});

test.each([
  ['my-note.md', 'My note'],
  ['NOTES.md', 'NOTES'],
  ['04_first_aid.md', 'First aid'],
  ['2026-11-22-a-walk.md', 'A walk'],
  ['2024.md', '2024'],
  ['Follow-up visit.md', 'Follow-up visit'],
  ['v1.2.notes.md', 'V1.2.notes'],
  ['日本.md', '日本'],
  ['-.md', '-'],
])('makes a title of the name %j', async (name, title) => {
  expect((await outlineOf({ [name]: 'Text.\n' })).title).toBe(title);
});

test('takes the title of a chapter from its first heading, with a warning', async () => {
  const files = { 'p/publication.yaml': 'title: P\nlanguage: en\nid: p\nidentifier: urn:x:p\n' };
  expect(await outlineOf({ ...files, 'p/a.md': '## A\n\n### B\n' })).toMatchObject({
    headings: ['1 A #a', '2 B #a--b'],
    found: ['warning title-taken'],
  });
  expect((await outlineOf({ ...files, 'p/a.md': 'Text.\n' })).found).toEqual(['error title-missing']);
});

test.each([
  ['dedication', 'For Ada.\n', [], []],
  ['epigraph', '> Words.\n', [], []],
  ['copyright', 'Words.\n', [], []],
  ['dedication', '# For Ada\n', ['1 For Ada #a'], []],
  ['dedication', 'For Ada.\n\n## And Bo\n', ['1 A #a', '2 And Bo #a--and-bo'], ['error title-missing']],
  ['preface', 'Words.\n', ['1 A #a'], ['error title-missing']],
])('a page that is a %s needs no title: %j', async (part, text, headings, found) => {
  const files = { 'p/publication.yaml': 'title: P\nlanguage: en\nid: p\nidentifier: urn:x:p\n' };
  const chapter = { 'p/a.md': `---\npart: ${part}\n---\n\n${text}` };
  expect(await outlineOf({ ...files, ...chapter })).toMatchObject({ headings, found });
});

const SKIPPED = '# A\n\n### B\n';
test.each([
  ['a file', '---\nlanguage: en\n---\n', undefined, 'warning'],
  ['a strict file', '---\nlanguage: en\nstrict: true\n---\n', undefined, 'error'],
  ['a clinical file', '---\nlanguage: en\nclinical: true\nstrict: false\n---\n', undefined, 'error'],
  ['a publication', '', '', 'error'],
  ['a lenient publication', '', 'strict: false\n', 'warning'],
  ['a clinical publication', '', 'strict: false\nclinical: true\n', 'error'],
])('is as strict as it is asked to be: %s', async (_, frontMatter, yaml, severity) => {
  const settings =
    yaml === undefined ? {} : { 'publication.yaml': `title: T\nidentifier: urn:x:p\nlanguage: en\n${yaml}` };
  const { found } = await outlineOf({ 'a.md': frontMatter + SKIPPED, ...settings });
  expect(found).toContain(`${severity} heading-skipped`);
});

test('finds a title behind thousands of unclosed tags and comments in linear time', async () => {
  for (const mark of ['<', '<h1>', '<!--', '</h1']) {
    const start = performance.now();
    await outlineOf({ 'a.md': `<div>${mark.repeat(40_000)}\n\nText.\n` });
    expect(performance.now() - start).toBeLessThan(10_000);
  }
}, 60_000);
