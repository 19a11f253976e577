/** An error in the content of one edition does not keep the others from being made. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

const TEXT = `# One

Words.

::: {.content-visible when-edition="novel"}
See [the end](#nowhere).
:::

::: {.content-visible when-edition="tale"}
Only here.
:::
`;
const SETTINGS = 'title: Tale\nlanguage: en\nidentifier: urn:x:tale\neditions: [novel, epub, tale]\n';

let project: Project;
beforeAll(async () => {
  project = await openProject({
    'handpress.yaml': 'editions:\n  novel: { extends: epub }\n  tale: { extends: epub }\n',
    'content/tale/publication.yaml': SETTINGS,
    'content/tale/1.md': TEXT,
  });
});
afterAll(() => project.remove());

const codesOf = ({ result }: Awaited<ReturnType<Project['build']>>): readonly string[] =>
  result.diagnostics.map(({ code, message }) =>
    `${code} ${/edition `[^`]+`/.exec(message)?.[0] ?? ''}`.trim(),
  );

const KEPT = ['edition-kept edition `novel`', 'link-anchor-missing edition `novel`'];

test('makes the editions whose content is right, and fails', async () => {
  const built = await project.build();
  expect(built.made).toEqual(['tale/tale-tale.epub', 'tale/tale.epub']);
  expect(built.result.ok).toBe(false);
  expect([...codesOf(built)].sort()).toEqual(KEPT);
});

test('reports the error again in the next build, in which nothing has changed', async () => {
  const built = await project.build();
  expect([...built.made, ...built.kept]).toContain('tale/tale.epub');
  expect([...codesOf(built)].sort()).toEqual(KEPT);
});

test('does not read the content of an edition that is not asked for', async () => {
  const built = await project.build({ editions: ['tale'] });
  expect(built.result.diagnostics).toEqual([]);
  expect([...built.made, ...built.kept]).toEqual(['tale/tale-tale.epub']);
});

test('makes all editions when the error is gone, and keeps the file of one that gets an error', async () => {
  await project.write({ 'content/tale/1.md': TEXT.replace('#nowhere', '#one') });
  const built = await project.build();
  expect(built.result.ok).toBe(true);
  const before = await project.published();
  expect(Object.keys(before)).toContain('tale/tale-novel.epub');
  await project.write({ 'content/tale/1.md': TEXT.replace('Words.', 'Other words.') });
  await project.build();
  const after = await project.published();
  expect(after['tale/tale-novel.epub']).toBe(before['tale/tale-novel.epub']);
  expect(after['tale/tale.epub']).not.toBe(before['tale/tale.epub']);
});

test('makes nothing where all contents have the error', async () => {
  await project.write({ 'content/tale/1.md': `${TEXT}\n[Gone](#gone)\n` });
  const built = await project.build();
  expect([...built.made, ...built.kept]).toEqual([]);
  expect(codesOf(built)).toContain('publication-kept');
});

test('makes the other editions where one has no chapter', async () => {
  await project.write({
    'content/tale/1.md': '---\nunless-edition: novel\n---\n\n# One\n\nWords.\n',
  });
  const built = await project.build();
  expect([...built.made, ...built.kept].sort()).toEqual(['tale/tale-tale.epub', 'tale/tale.epub']);
  expect([...codesOf(built)].sort()).toEqual([
    'chapter-none edition `novel`',
    'edition-kept edition `novel`',
  ]);
});
