/** Tests links and pictures by the names of files, as in Obsidian. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeHost } from '../../src/runtime/node-host.ts';
import {
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
  sectionHtml,
  withoutProposals,
} from '../support/workbench.ts';

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 8"/>';

const vault = (words: string) => ({
  'p/publication.yaml':
    'title: x\nchapters: [start.md, "one/My Note.md", "two/my note.md", "two/deep/Other.md", Wiki-Page.md]\n',
  'p/start.md': `# Start\n\n${words}\n`,
  'p/one/My Note.md': '---\nid: note-one\n---\n# One\n\n## A Heading: with signs!\n\nWords. ^mark\n',
  'p/two/my note.md': '---\nid: note-two\n---\n# Two\n\n[[My Note]]\n',
  'p/two/deep/Other.md': '# Other\n\n[[my note]] [[../my note]]\n',
  'p/Wiki-Page.md': '# Wiki page\n',
  'p/top.svg': SVG,
  'p/attachments/Picture one.svg': SVG,
  'p/attachments/Cafe\u0301.svg': SVG,
  'p/attachments/.hidden/secret.svg': SVG,
  'p/node_modules/pack.svg': SVG,
  'secret.svg': SVG,
});

test.each([
  ['[[other]]', '#other'],
  ['[[Other.md]]', '#other'],
  ['[[two/deep/Other|x]]', '#other'],
  ['[[deep/other]]', '#other'],
  ['[[one/My Note]]', '#note-one'],
  ['[[two/My Note]]', '#note-two'],
  ['[[MY NOTE]]', '#note-one'],
  ['[[one/My Note#A Heading: with signs!]]', '#note-one--a-heading-with-signs'],
  ['[[one/My Note#^mark]]', '#note-one---mark'],
  ['[[one/My Note#^gone]]', '#note-one'],
  ['[[wiki page]]', '#wiki-page'],
  ['[[#Start]]', '#start'],
])('%s leads to %s', async (words, href) => {
  const { book } = await readAndRender(vault(words));
  expect(sectionHtml(book)).toContain(`<a href="${href}">`);
});

test('a page of the same folder comes first', async () => {
  const { book } = await readAndRender(vault('x'));
  expect(sectionHtml(book)).toContain('<a href="#note-two">My Note</a>');
});

test('a page or a heading that is missing keeps its words', async () => {
  const { book, diagnostics } = await readAndRenderAny(
    openWorkbench(memoryHost(vault('[[Nowhere]] [[Other#Nothing|words]]'))),
  );
  expect(book && sectionHtml(book)).toContain('<span>Nowhere</span> <span>words</span>');
  expect(formatDiagnostics(withoutProposals(diagnostics))).toEqual([
    'link-chapter-missing p/start.md:3:1',
    'link-anchor-missing p/start.md:3:13',
  ]);
});

test.each([
  ['![[top.svg|x]]', 'top.svg'],
  ['![[Picture one.svg|x]]', 'attachments/Picture one.svg'],
  ['![[picture ONE.svg|x|100]]', 'attachments/Picture one.svg'],
  ['![[attachments/Picture one.svg|x]]', 'attachments/Picture one.svg'],
  ['![[Caf\u00e9.svg|x]]', 'attachments/Cafe\u0301.svg'],
])('%s shows %s', async (words, path) => {
  const { book } = await readAndRender(vault(words));
  expect([...book.assets.keys()]).toEqual([path]);
});

test.each([
  'secret.svg',
  '../secret.svg',
  '.hidden/secret.svg',
  'pack.svg',
  '/etc/x.svg',
  'a%.svg',
  'x%2f.svg',
])('a picture outside of the publication is not shown: %s', async (name) => {
  const { book } = await readAndRenderAny(openWorkbench(memoryHost(vault(`![[${name}|x]]`))));
  expect(book?.assets.size).toBe(0);
});

test('links of the disk to other places are not followed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'wiki-'));
  await mkdir(join(root, 'out'));
  await mkdir(join(root, 'p'));
  await writeFile(join(root, 'out/outer.svg'), SVG);
  await symlink(join(root, 'out'), join(root, 'p/out'));
  await symlink(join(root, 'p'), join(root, 'p/round'));
  await writeFile(join(root, 'p/publication.yaml'), 'title: x\nchapters: [a.md]\n');
  await writeFile(join(root, 'p/a.md'), '# A\n\n![[outer.svg|x]]\n');
  const { book } = await readAndRenderAny(openWorkbench(nodeHost, root), 'p');
  expect(book?.assets.size ?? 0).toBe(0);
  await rm(root, { recursive: true });
});
