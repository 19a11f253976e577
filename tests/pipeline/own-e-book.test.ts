/** An e-book of the project: its file, its styles, and when it is made again. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProject, type Project } from './incremental/project.ts';

const FILES = {
  'handpress.yaml': 'editions:\n  novel: { extends: epub, styles: [mine.css] }\n',
  'styles/mine.css': 'p { text-indent: 1.5em }\n',
  'content/tale/publication.yaml':
    'title: Tale\nlanguage: en\nidentifier: urn:x:tale\neditions: [epub, novel]\n',
  'content/tale/1.md': '# One\n\nWords.\n',
};

let project: Project;
beforeAll(async () => {
  project = await openProject(FILES);
});
afterAll(() => project.remove());

const entryOf = async (file: string, name: string): Promise<string> => {
  const entries = unzipSync(await readFile(join(project.root, 'dist', file)));
  return new TextDecoder().decode(entries[`OEBPS/${name}`]);
};

test('makes an e-book of the project beside the other, and again only if it changes', async () => {
  const first = await project.build();
  expect(first.made).toEqual(['tale/tale-novel.epub', 'tale/tale.epub']);
  expect(first.result.files.map(({ edition }) => edition)).toEqual(['novel', 'epub']);
  expect(await entryOf('tale/tale-novel.epub', 'style.css')).toContain('text-indent:1.5em');
  expect(await entryOf('tale/tale.epub', 'style.css')).not.toContain('text-indent:1.5em');
  const identifier = /<dc:identifier[^>]*>([^<]*)/;
  const [own, other] = await Promise.all(
    ['tale/tale-novel.epub', 'tale/tale.epub'].map((file) => entryOf(file, 'content.opf')),
  );
  expect(identifier.exec(own ?? '')?.[1]).toBe('urn:x:tale');
  expect(identifier.exec(other ?? '')?.[1]).toBe('urn:x:tale');
  expect((await project.build()).made).toEqual([]);
  await project.write({ 'styles/mine.css': 'p { text-indent: 2em }\n' });
  expect((await project.build()).made).toEqual(['tale/tale-novel.epub']);
  expect(await entryOf('tale/tale-novel.epub', 'style.css')).toContain('text-indent:2em');
});

test('makes it alone if it is named, and with all e-books', async () => {
  const one = await project.build({ editions: ['novel'], cache: false });
  expect(one.made).toEqual(['tale/tale-novel.epub']);
  const ebooks = await project.build({ only: 'epub', cache: false });
  expect(ebooks.made).toEqual(['tale/tale-novel.epub', 'tale/tale.epub']);
  const prints = await project.build({ only: 'pdf', cache: false });
  expect(prints.made).toEqual([]);
});
