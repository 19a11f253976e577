/** Tests where references come from: several files, formats and the settings, and what is wrong with them. */
import { expect, test } from 'vitest';
import { readAndRender, sectionHtml } from '../../support/workbench.ts';

const JSON_FILE = JSON.stringify([{ id: 'ames', type: 'book', title: 'Water', issued: { raw: '2020' } }]);
const BIB_FILE = '@book{berg, title={Air}, author={Berg, Ann}, year={2019}}\n@book{rest, title={Earth}}';
const YAML_FILE = '- id: cole\n  type: book\n  title: Fire\n  issued:\n    year: 2018\n    month: 5\n';

/** Returns the keys and the words of the list. */
async function listOf(files: Readonly<Record<string, string>>, expected: readonly string[] = []) {
  const { book, publication } = await readAndRender(files, { expected });
  const html = sectionHtml(book, book.sections.length - 1);
  return { keys: [...publication.references.keys()], text: html.replace(/<[^>]+>/g, '') };
}

const chapter = '# T\n\n[@ames; @berg; @cole]';

test('reads several files of several formats, and items of the settings', async () => {
  const yaml = 'title: x\nreferences: [a.json, b.bib]\nbibliography: c.yaml\n';
  const files = {
    'p/publication.yaml': yaml,
    'p/a.json': JSON_FILE,
    'p/b.bib': BIB_FILE,
    'p/c.yaml': YAML_FILE,
    'p/t.md': chapter,
  };
  const { keys, text } = await listOf(files);
  expect(keys).toEqual(['ames', 'berg', 'rest', 'cole']);
  expect(text).toContain('Water. 2020.');
  expect(text).toContain('Berg A. Air. 2019.');
  expect(text).toContain('Fire. 2018');
  expect(text).not.toContain('Earth');
});

test('reads items in front matter, and a list below `references` in a file, as pandoc does', async () => {
  const head =
    '---\nbibliography: c.yaml\nreferences:\n- id: ames\n  type: book\n  title: Water\n  issued: 2020-05\n- {id: berg, type: book, title: Air}\n---\n';
  const { keys, text } = await listOf({ 't.md': head + chapter, 'c.yaml': `references:\n${YAML_FILE}` });
  expect(keys).toEqual(['ames', 'berg', 'cole']);
  expect(text).toContain('Water. 2020.');
});

test('lists what `nocite` names, at the end', async () => {
  const files = {
    't.md': '---\nreferences: b.bib\nnocite: |\n  @rest, @berg\n---\n# T\n\n[@berg]',
    'b.bib': BIB_FILE,
  };
  expect((await listOf(files)).text).toMatch(/Air.*Earth/s);
  const all = { 't.md': '---\nreferences: b.bib\nnocite: "@*"\n---\n# T\n', 'b.bib': BIB_FILE };
  expect((await listOf(all)).text).toMatch(/Air.*Earth/s);
});

test.each([
  [
    'a key of two references',
    {
      'a.json': JSON_FILE,
      'b.bib': BIB_FILE,
      'c.yaml': '- id: ames\n  type: book\n  title: x\n- id: cole\n  type: book\n  title: y',
    },
    ['reference-duplicate c.yaml:1:3'],
  ],
  [
    'YAML that is none',
    { 'a.json': JSON_FILE, 'b.bib': BIB_FILE, 'c.yaml': '- id: [x\n' },
    ['references-broken c.yaml:2:1'],
  ],
  [
    'YAML that grows',
    { 'a.json': JSON_FILE, 'b.bib': BIB_FILE, 'c.yaml': `- &a [x, x]\n${'- [*a, *a]\n'.repeat(60)}` },
    ['references-broken c.yaml:1:1'],
  ],
  [
    'an item without a type',
    { 'a.json': JSON_FILE, 'b.bib': BIB_FILE, 'c.yaml': '- id: cole\n  title: x\n' },
    ['references-broken c.yaml:1:3'],
  ],
  ['a file that is missing', { 'a.json': JSON_FILE, 'b.bib': BIB_FILE }, ['references-missing t.md:2:29']],
])('reports %s', async (_, files, expected) => {
  const head = '---\nreferences: [a.json, b.bib, c.yaml]\n---\n';
  await readAndRender({ ...files, 't.md': head + chapter }, { expected });
});

test('reports a key of `nocite` that no source has', async () => {
  const head = '---\nreferences: b.bib\nnocite: "@bergs, @rest"\n---\n';
  await readAndRender(
    { 't.md': `${head}# T\n`, 'b.bib': BIB_FILE },
    { expected: ['citation-unknown t.md:3:9'] },
  );
});
