import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeHost } from '../../src/node.ts';
import { discover } from '../../src/read/index.ts';
import { benchOver } from '../workbench.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-discover-'));
  await mkdir(join(root, 'content/ward'), { recursive: true });
  await writeFile(join(root, 'content/fever.md'), '# Fever\n');
  await writeFile(join(root, 'content/ward/pain.md'), '# Pain\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function filesFound(): Promise<readonly string[]> {
  const { context, diagnostics } = benchOver(nodeHost, root);
  const found = await discover([], context);
  expect(diagnostics).toEqual([]);
  return found.map(({ file }) => file);
}

const OWN = ['content/fever.md', 'content/ward/pain.md'];

describe('links to folders', () => {
  test('that lead back to where they are hold nothing new, however many there are', async () => {
    for (const name of ['again', 'and-again', 'once-more']) await symlink('.', join(root, 'content', name));
    await symlink('..', join(root, 'content/ward/up'));
    expect(await filesFound()).toEqual(OWN);
  });

  test('that lead elsewhere are folders', async () => {
    await mkdir(join(root, 'shared'));
    await writeFile(join(root, 'shared/cough.md'), '# Cough\n');
    await symlink('../shared', join(root, 'content/more'));
    expect(await filesFound()).toEqual([OWN[0], 'content/more/cough.md', OWN[1]]);
  });
});

describe('what only looks like a publication', () => {
  test('is one, so that whoever reads it tells what is wrong', async () => {
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

  test('takes a chapter that is named with it', async () => {
    await writeFile(join(root, 'content/ward/publication.yml'), 'title: Ward\n');
    const { context } = benchOver(nodeHost, root);
    expect(await discover(['content/ward/pain.md'], context)).toMatchObject([
      { form: 'folder', file: 'content/ward/publication.yml' },
    ]);
  });
});
