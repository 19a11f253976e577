import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../src/core/host.ts';
import { discover } from '../../src/read/read-publication.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { openWorkbench } from '../support/workbench.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-discover-'));
  await mkdir(join(root, 'content/ward'), { recursive: true });
  await writeFile(join(root, 'content/fever.md'), '# Fever\n');
  await writeFile(join(root, 'content/ward/pain.md'), '# Pain\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function filesFound(): Promise<readonly string[]> {
  const { context, diagnostics } = openWorkbench(nodeHost, root);
  const found = await discover([], context);
  expect(diagnostics).toEqual([]);
  return found.map(({ file }) => file);
}

const OWN = ['content/fever.md', 'content/ward/pain.md'];

describe('links to folders', () => {
  test('finds nothing new behind links that lead back, however many there are', async () => {
    for (const name of ['again', 'and-again', 'once-more']) await symlink('.', join(root, 'content', name));
    await symlink('..', join(root, 'content/ward/up'));
    expect(await filesFound()).toEqual(OWN);
  });

  test('follows links to folders elsewhere', async () => {
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'shared/cough.md'), '# Cough\n');
    await symlink('../shared', join(root, 'content/more'));
    expect(await filesFound()).toEqual([OWN[0], 'content/more/cough.md', OWN[1]]);
  });

  test('follows links in linear time and loses no publication', async () => {
    const names = [...Array(9).keys()].map((n) => `folder-${n}`);
    for (const name of names) {
      await mkdir(join(root, 'content', name));
      await writeFile(join(root, 'content', name, 'one.md'), '# One\n');
      for (const other of names) {
        if (other !== name) await symlink(`../${other}`, join(root, 'content', name, `to-${other}`));
      }
    }
    let lists = 0;
    const counting: Host = {
      ...nodeHost,
      list: (folder) => nodeHost.list(folder).finally(() => (lists += 1)),
    };
    const { context } = openWorkbench(counting, root);
    const found = (await discover([], context)).map(({ file }) => file);
    expect(found).toEqual([OWN[0], ...names.map((name) => `content/${name}/one.md`), OWN[1]]);
    expect(lists).toBe(2 + names.length);
  });

  test('lists a linked folder only under its own name, whichever comes first', async () => {
    await symlink('ward', join(root, 'content/a-ward'));
    await symlink('ward', join(root, 'content/z-ward'));
    expect(await filesFound()).toEqual(OWN);
    const { context } = openWorkbench(nodeHost, root);
    expect(await discover(['content/z-ward'], context)).toMatchObject([{ file: 'content/z-ward/pain.md' }]);
  });

  test('follows links into excluded folders, publications and linked folders', async () => {
    for (const folder of ['content/_later', 'content/book/more', 'shared/deep']) {
      await mkdir(join(root, folder), { recursive: true });
      await writeFile(join(root, folder, 'one.md'), '# One\n');
    }
    await writeFile(join(root, 'content/book/publication.yaml'), 'title: Book\n');
    await writeFile(join(root, 'shared/two.md'), '# Two\n');
    await symlink('_later', join(root, 'content/now'));
    await symlink('book/more', join(root, 'content/extra'));
    await symlink('../shared/deep', join(root, 'content/a-deep'));
    await symlink('../shared', join(root, 'content/all-shared'));
    expect(await filesFound()).toEqual([
      'content/a-deep/one.md',
      'content/all-shared/two.md',
      'content/book/publication.yaml',
      'content/extra/one.md',
      OWN[0],
      'content/now/one.md',
      OWN[1],
    ]);
  });
});

test('publications of one name have ids from their whole paths', async () => {
  for (const path of ['ward/fever.md', 'fever/publication.yaml', '01-pain.md', 'ward/FEVER.markdown']) {
    await mkdir(join(root, 'content', path, '..'), { recursive: true });
    await writeFile(join(root, 'content', path), 'title: x\n');
  }
  const { context } = openWorkbench(nodeHost, root);
  expect((await discover([], context)).map(({ id, file }) => `${file}: ${id}`)).toEqual([
    'content/01-pain.md: 01-pain',
    'content/fever/publication.yaml: fever',
    'content/fever.md: fever-2',
    'content/ward/FEVER.markdown: ward-fever',
    'content/ward/fever.md: ward-fever-2',
    'content/ward/pain.md: ward-pain',
  ]);
});

describe('lookalikes of publications', () => {
  test('discovers a lookalike, so that reading it reports the fault', async () => {
    await mkdir(join(root, 'content/folder/publication.yaml'), { recursive: true });
    await mkdir(join(root, 'content/link'));
    await symlink('nowhere', join(root, 'content/link/publication.yaml'));
    await mkdir(join(root, 'content/notepad'));
    await writeFile(join(root, 'content/notepad/publication.yaml.txt'), 'title: Notes\n');
    for (const name of ['folder', 'link', 'notepad']) {
      await writeFile(join(root, 'content', name, 'one.md'), '# One\n');
    }
    await symlink('nowhere.md', join(root, 'content/lone.md'));
    expect(await filesFound()).toEqual([
      OWN[0],
      'content/folder/publication.yaml',
      'content/link/publication.yaml',
      'content/lone.md',
      'content/notepad/publication.yaml.txt',
      OWN[1],
    ]);
  });

  test('accepts a chapter of a lookalike', async () => {
    await writeFile(join(root, 'content/ward/publication.yml'), 'title: Ward\n');
    const { context } = openWorkbench(nodeHost, root);
    expect(await discover(['content/ward/pain.md'], context)).toMatchObject([
      { form: 'folder', file: 'content/ward/publication.yml' },
    ]);
  });
});

test('finds Markdown files with the endings of other programs, but not the source of a file that was made', async () => {
  const names = [
    'a.markdown',
    'b.mkd',
    'c.qmd',
    'd.Rmd',
    'e.mdx',
    'f.text',
    'g.txt',
    'fever.Rmd',
    'README.qmd',
  ];
  for (const name of names) await writeFile(join(root, 'content', name), '# Title\n');
  expect(await filesFound()).toEqual([...names.slice(0, 6).map((name) => `content/${name}`), ...OWN]);
  const { context } = openWorkbench(nodeHost, root);
  const named = await discover(['content/e.mdx', 'content/fever.Rmd'], context);
  expect(named.map(({ id }) => id)).toEqual(['e', 'fever']);
});
