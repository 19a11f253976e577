/** Editions whose content differs: each is built with its own, and again when a variable changes. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { check } from '../../src/index.ts';
import { openProject, type Project } from './incremental/project.ts';

const TEXT = `# One

Call {{< var phone >}}.

::: {.content-visible when-edition="novel"}
## Secret

Words of the novel.
:::

::: {.content-hidden when-edition="novel"}
Words of the e-book.
:::
`;

let project: Project;
beforeAll(async () => {
  project = await openProject({
    'handpress.yaml': 'editions:\n  novel: { extends: epub }\n',
    'content/tale/publication.yaml':
      'title: Tale\nlanguage: en\nidentifier: urn:x:tale\neditions: [epub, novel]\nvariables: { phone: 01 23 }\n',
    'content/tale/1.md': TEXT,
  });
});
afterAll(() => project.remove());

const read = async (file: string): Promise<string> => {
  const entries = unzipSync(await readFile(join(project.root, 'dist/tale', file)));
  return Object.entries(entries)
    .filter(([name]) => /\.(?:xhtml|ncx|opf)$/.test(name))
    .map(([, bytes]) => strFromU8(bytes))
    .join('\n');
};

test('each edition has its own content, and nothing of the others', async () => {
  expect((await project.build()).made).toEqual(['tale/tale-novel.epub', 'tale/tale.epub']);
  const [novel, ebook] = [await read('tale-novel.epub'), await read('tale.epub')];
  expect(novel).toContain('Words of the novel.');
  expect(novel).not.toContain('Words of the e-book.');
  expect(ebook).toContain('Words of the e-book.');
  expect(ebook).not.toMatch(/Words of the novel|secret/i);
  expect((await project.build()).made).toEqual([]);
});

test('a variable of the command line makes the editions again', async () => {
  const { made } = await project.build({ variables: ['phone=99 88'] });
  expect(made).toEqual(['tale/tale-novel.epub', 'tale/tale.epub']);
  expect(await read('tale.epub')).toContain('Call 99 88.');
  await project.build();
  expect(await read('tale.epub')).toContain('Call 01 23.');
});

test('a problem of one edition names it', async () => {
  await project.write({
    'content/tale/1.md': TEXT.replace('Words of the novel', '[Words](#nowhere) of the novel'),
  });
  const { diagnostics } = await check({ root: project.root });
  const messages = diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  expect(messages).toEqual(['`1.md` has no heading or id `#nowhere`. (In the edition `novel`.)']);
});
