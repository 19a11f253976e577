/** Which publications a change touches: in a real repository, found as a build finds them. */
import { appendFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { build, check } from '../../../src/index.ts';
import { touchedTargets } from '../../../src/pipeline/selection/affected.ts';
import { type SelectionRequest, selectTargets } from '../../../src/pipeline/selection/select-targets.ts';
import { discover } from '../../../src/read/read-publication.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { benchOver } from '../../support/workbench.ts';
import { openRepository, PLAIN, type Repository } from './repository.ts';

const ALL = ['book', 'cold', 'fever', 'guide'];
const FILES = {
  'content/fever.md': '# Fever\n\nDrink enough.\n',
  'content/cold.md': '# Cold\n\nRest.\n',
  'content/pictures/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
  'content/book/publication.yaml': 'title: A Book\n',
  'content/book/1.md': '# One\n\nText.\n',
  'content/book/2.md': '# Two\n\nText.\n',
  'content/book/images/x.png': 'a picture',
  'content/guide/publication.yaml': 'title: A Guide\n',
  'content/guide/1.md': '# One\n\nText.\n',
  'templates/page.liquid': 'x',
  'handpress.yaml': 'editions: {}\n',
  'package-lock.json': '{}',
  'README.md': '# Handouts\n',
  '.github/workflows/ci.yml': 'on: push\n',
  'data/words.csv': 'a,b\n',
};

let repository: Repository;
beforeEach(() => {
  for (const [name, value] of Object.entries(PLAIN)) vi.stubEnv(name, value);
  repository = openRepository();
  repository.commit(FILES);
  repository.git('checkout', '--quiet', '-b', 'work');
});
afterEach(() => {
  vi.unstubAllEnvs();
  repository.remove();
});

interface Asked extends SelectionRequest {
  readonly what?: readonly string[];
  /** Where the project is. */
  readonly root?: string;
}

async function select({ what = [], root = repository.folder, ...request }: Asked = {}) {
  const { context, diagnostics } = benchOver(nodeHost, root);
  const tools = {
    recordOf: async () => undefined,
    lastManifest: async () => ({ handpress: '', publications: [] }),
    outputs: [join(root, 'dist')],
  };
  const targets = await discover(what, context);
  const selection = await selectTargets(targets, { changedSince: 'main', ...request }, tools, context);
  return { ids: selection.targets.map(({ id }) => id).sort(), diagnostics };
}

const touched = async (asked?: Asked): Promise<readonly string[]> => (await select(asked)).ids;

describe('touched', () => {
  test.each<[path: string, ids: readonly string[]]>([
    ['content/fever.md', ['fever']],
    ['content/book/1.md', ['book']],
    ['content/book/publication.yaml', ['book']],
    ['content/book/new/deep.txt', ['book', 'cold', 'fever']],
    ['content/pictures/x.svg', ['cold', 'fever']],
    ['content/README.md', []],
    ['content/_set-aside.md', []],
    ['templates/page.liquid', ALL],
    ['templates/about.md', ALL],
    ['styles/print.css', ALL],
    ['handpress.yaml', ALL],
    ['package-lock.json', ALL],
    ['node_modules/@fontsource/x/package.json', ALL],
    ['data/words.csv', ALL],
    ['README.md', []],
    ['LICENSE', []],
    ['.github/workflows/ci.yml', []],
    ['dist/fever/fever.epub', []],
  ])('by %s: %j', async (path, ids) => {
    repository.write({ [path]: 'changed' });
    expect(await touched()).toEqual(ids);
  });

  test('by what is gone, and by what has moved from one to another', async () => {
    repository.git('rm', '--quiet', 'content/book/2.md');
    expect(await touched()).toEqual(['book']);
    repository.git('mv', 'content/book/1.md', 'content/guide/2.md');
    expect(await touched()).toEqual(['book', 'guide']);
  });

  test('by a new one: that alone; by one that is no more: none', async () => {
    repository.commit({ 'content/new.md': '# New\n' });
    expect(await touched()).toEqual(['new']);
    repository.git('rm', '--quiet', '-r', 'content/guide', 'content/new.md');
    expect(await touched({ what: ['content/book'] })).toEqual([]);
  });

  test('by a chapter of one that nobody asked for: none', async () => {
    repository.write({ 'content/guide/1.md': 'changed', 'content/guide/x.png': 'new' });
    expect(await touched({ what: ['content/book'] })).toEqual([]);
  });

  test('in a project that is a folder of the repository: by what is above it, only where that is packages', async () => {
    const root = join(repository.folder, 'content');
    repository.write({ 'templates/page.liquid': 'changed', 'content/guide/1.md': 'changed' });
    expect(await touched({ what: ['book', 'guide'], root })).toEqual(['guide']);
    repository.write({ 'package-lock.json': 'changed' });
    expect(await touched({ what: ['book', 'guide'], root })).toEqual(['book', 'guide']);
  });

  test('by a file of a publication that is a link to elsewhere in the repository', async () => {
    repository.commit({ 'store/leaflet/publication.yaml': 'title: L\n', 'store/leaflet/1.md': '# One\n' });
    symlinkSync('../store/leaflet', join(repository.folder, 'content/leaflet'));
    repository.commit({});
    repository.git('branch', '--force', 'main');
    repository.write({ 'store/leaflet/1.md': '# Changed\n' });
    expect(await touched()).toEqual(['leaflet']);
  });

  test('by a submodule, with all that is in it', async () => {
    const other = openRepository();
    other.commit({ 'leaflet/publication.yaml': 'title: L\n', 'leaflet/1.md': '# One\n' });
    const add = ['submodule', 'add', '--quiet', other.folder, 'content/others'];
    repository.git('-c', 'protocol.file.allow=always', ...add);
    repository.commit({});
    repository.git('branch', '--force', 'main');
    expect(await touched()).toEqual([]);
    appendFileSync(join(repository.folder, 'content/others/leaflet/1.md'), 'Changed.\n');
    expect(await touched()).toContain('leaflet');
    expect(await touched()).not.toContain('book');
    other.remove();
  });
});

test('whatever a record says, by what makes the pages: the code of Handpress, or a repository that holds it', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { context } = benchOver(nodeHost, root);
  const target = { id: 'a', form: 'file', folder: 'content', file: 'content/a.md' } as const;
  const because = async (path: string, at = root): Promise<string | undefined> => {
    const changes = [{ path, isMoved: false }];
    return (await touchedTargets([target], changes, async () => [], { ...context, root: at })).because;
  };
  expect(await because('src/runtime/version.ts')).toBe('src/runtime/version.ts');
  expect(await because(basename(root), dirname(root))).toBe(basename(root));
  const { targets } = await touchedTargets(
    [target],
    [{ path: 'tests/x', isMoved: false }],
    async () => [],
    context,
  );
  expect(targets).toEqual([]);
});

test('what is touched is told, with the file that touches everything', async () => {
  const none = await select();
  expect(none.diagnostics).toMatchObject([
    { severity: 'note', message: '0 of 4 publications touched since `main`.' },
  ]);
  repository.write({ 'data/words.csv': 'changed' });
  const all = await select();
  expect(all.diagnostics).toMatchObject([
    { message: '4 of 4 publications touched since `main`.', hint: expect.stringContaining('data/words.csv') },
  ]);
});

describe('a whole run', () => {
  const editions = ['epub'];

  test('makes and judges what is touched; nothing touched is fine', async () => {
    const root = repository.folder;
    rmSync(join(root, 'templates'), { recursive: true });
    repository.commit({ 'content/cold.md': '# Cold\n\n![](gone.png)\n' });
    repository.git('branch', '--force', 'main');
    const request = { root, editions, changedSince: 'main' };
    const nothing = await build(request);
    expect([nothing.ok, nothing.files, nothing.diagnostics.map(({ code }) => code)]).toEqual([
      true,
      [],
      ['publications-touched'],
    ]);
    repository.write({ 'content/fever.md': '# Fever\n\nDrink more.\n' });
    expect((await build(request)).files.map(({ path }) => path)).toEqual(['fever/fever.epub']);
    expect((await check({ root, changedSince: 'main' })).ok).toBe(true);
    repository.write({ 'content/cold.md': '# Cold\n\n![](gone.png)\n\nRest.\n' });
    const judged = await check({ root, changedSince: 'main' });
    expect(judged.diagnostics.map(({ code }) => code)).toContain('image-missing');
    expect((await build({ ...request, changedSince: 'gone' })).diagnostics.map(({ code }) => code)).toEqual([
      'ref-unknown',
    ]);
  });

  test('what an earlier build knows of a publication says that a file is no part of it', async () => {
    const root = repository.folder;
    rmSync(join(root, 'templates'), { recursive: true });
    repository.commit({ '.gitignore': '.cache\ndist\n' });
    repository.git('branch', '--force', 'main');
    const request = { root, editions, what: ['fever', 'book'] };
    const touchedBy = async (files: Readonly<Record<string, string>>) => {
      repository.write(files);
      const { diagnostics } = await build({ ...request, changedSince: 'main' });
      return diagnostics.find(({ code }) => code === 'publications-touched')?.message.slice(0, 6);
    };
    const { diagnostics: first } = await build(request);
    // Its book is printed for the page numbers, and whether Chromium has a sandbox is about the machine.
    expect(first.filter(({ code }) => code !== 'sandbox-off')).toEqual([]);
    expect(await touchedBy({ 'data/words.csv': 'changed' })).toBe('0 of 2');
    expect(await touchedBy({ 'content/pictures/y.svg': 'new' })).toBe('0 of 2');
    expect(await touchedBy({ 'content/fever.md': '# Fever\n\nDrink more.\n' })).toBe('1 of 2');
    // What makes the pages may have made other ones before: no record knows.
    expect(await touchedBy({ 'package-lock.json': 'changed' })).toBe('2 of 2');
    repository.git('checkout', '--quiet', 'package-lock.json');
    // Where one file shadows ours, former builds have looked for it and not found it.
    expect(await touchedBy({ 'styles/epub.css': 'p { color: #000 }' })).toBe('2 of 2');
  });
});
