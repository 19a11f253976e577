/** Finding the publications that a change affects, in a real repository. */
import { appendFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { build, check } from '../../../src/index.ts';
import { findAffectedTargets } from '../../../src/pipeline/selection/affected.ts';
import { type SelectionRequest, selectTargets } from '../../../src/pipeline/selection/select-targets.ts';
import { discover } from '../../../src/read/read-publication.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { openWorkbench } from '../../support/workbench.ts';
import { openRepository, PLAIN, type Repository } from './repository.ts';

const ALL = ['book', 'cold', 'fever', 'guide'];
const FILES = {
  'content/fever.md': '# Fever\n\nDrink enough.\n',
  'content/cold.md': '# Cold\n\nRest.\n',
  'content/pictures/x.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>',
  'content/book/publication.yaml': 'title: A Book\nidentifier: urn:example:book\n',
  'content/book/1.md': '# One\n\nText.\n',
  'content/book/2.md': '# Two\n\nText.\n',
  'content/book/images/x.png': 'a picture',
  'content/guide/publication.yaml': 'title: A Guide\nidentifier: urn:example:guide\n',
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

interface SelectOptions extends SelectionRequest {
  readonly inputs?: readonly string[];
  /** Folder of the project. */
  readonly root?: string;
}

async function select({ inputs = [], root = repository.folder, ...request }: SelectOptions = {}) {
  const { context, diagnostics } = openWorkbench(nodeHost, root);
  const tools = {
    findDependencies: async () => undefined,
    readLastManifest: async () => ({ handpress: '', publications: [] }),
    outputs: [join(root, 'dist')],
  };
  const targets = await discover(inputs, context);
  const selection = await selectTargets(targets, { changedSince: 'main', ...request }, tools, context);
  return { ids: selection.targets.map(({ id }) => id).sort(), diagnostics };
}

const touched = async (options?: SelectOptions): Promise<readonly string[]> => (await select(options)).ids;

describe('affected publications', () => {
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
  ])('a change of %s affects %j', async (path, ids) => {
    repository.write({ [path]: 'changed' });
    expect(await touched()).toEqual(ids);
  });

  test('a text that includes files is affected by all that it may include', async () => {
    repository.commit({
      'content/shared/dose.md': 'Ask.\n',
      'content/cold.md': '# Cold\n\n{{#include shared/dose.md}}\n',
      'content/guide/1.md': '# One\n\n--8<-- "content/shared/dose.md"\n',
    });
    repository.git('checkout', '--quiet', '-B', 'main');
    repository.git('checkout', '--quiet', '-B', 'work');
    repository.write({ 'content/shared/dose.md': 'Ask first.\n' });
    expect(await touched()).toEqual(['cold', 'dose', 'guide']);
    repository.git('checkout', '--quiet', '.');
    repository.write({ 'content/book/1.md': 'changed' });
    expect(await touched()).toEqual(['book', 'cold', 'guide']);
  });

  test('the brand and its logo affect all, also a logo in the folder of one', async () => {
    const logo = 'content/book/logo.svg';
    repository.commit({ 'brand.yaml': `logo: { path: ${logo}, alt: Ward 4 }\n`, [logo]: '<svg/>' });
    expect(await touched()).toEqual(ALL);
    repository.git('checkout', '--quiet', '-b', 'later');
    repository.commit({ [logo]: '<svg width="9"/>' });
    expect(await touched({ changedSince: 'work' })).toEqual(ALL);
  });

  test('a removed file affects its publication, and a moved file affects both', async () => {
    repository.git('rm', '--quiet', 'content/book/2.md');
    expect(await touched()).toEqual(['book']);
    repository.git('mv', 'content/book/1.md', 'content/guide/2.md');
    expect(await touched()).toEqual(['book', 'guide']);
  });

  test('a new publication affects only itself, and a removed one affects none', async () => {
    repository.commit({ 'content/new.md': '# New\n' });
    expect(await touched()).toEqual(['new']);
    repository.git('rm', '--quiet', '-r', 'content/guide', 'content/new.md');
    expect(await touched({ inputs: ['content/book'] })).toEqual([]);
  });

  test('a chapter of a publication that was not requested affects none', async () => {
    repository.write({ 'content/guide/1.md': 'changed', 'content/guide/x.png': 'new' });
    expect(await touched({ inputs: ['content/book'] })).toEqual([]);
  });

  test('of the files above a project in a subfolder, only package files affect publications', async () => {
    const root = join(repository.folder, 'content');
    repository.write({ 'templates/page.liquid': 'changed', 'content/guide/1.md': 'changed' });
    expect(await touched({ inputs: ['book', 'guide'], root })).toEqual(['guide']);
    repository.write({ 'package-lock.json': 'changed' });
    expect(await touched({ inputs: ['book', 'guide'], root })).toEqual(['book', 'guide']);
  });

  test('a file outside the project affects the publication that links to it', async () => {
    repository.commit({ 'store/leaflet/publication.yaml': 'title: L\n', 'store/leaflet/1.md': '# One\n' });
    symlinkSync('../store/leaflet', join(repository.folder, 'content/leaflet'));
    repository.commit({});
    repository.git('branch', '--force', 'main');
    repository.write({ 'store/leaflet/1.md': '# Changed\n' });
    expect(await touched()).toEqual(['leaflet']);
  });

  test('a submodule affects every publication that is in it', async () => {
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

test('the code of Handpress affects every publication, whatever an earlier build recorded', async () => {
  const root = fileURLToPath(new URL('../../..', import.meta.url));
  const { context } = openWorkbench(nodeHost, root);
  const target = { id: 'a', form: 'file', folder: 'content', file: 'content/a.md' } as const;
  const because = async (path: string, at = root): Promise<string | undefined> => {
    const changes = [{ path, isMoved: false }];
    return (await findAffectedTargets([target], changes, async () => [], { ...context, root: at }))
      .sharedFile;
  };
  expect(await because('src/runtime/version.ts')).toBe('src/runtime/version.ts');
  expect(await because(basename(root), dirname(root))).toBe(basename(root));
  const { targets } = await findAffectedTargets(
    [target],
    [{ path: 'tests/x', isMoved: false }],
    async () => [],
    context,
  );
  expect(targets).toEqual([]);
});

test('reports the affected publications, with the file that affects all of them', async () => {
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

describe('a run with changedSince', () => {
  const editions = ['epub'];

  test('builds and checks the affected publications, and succeeds without any', async () => {
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
    const checked = await check({ root, changedSince: 'main' });
    expect(checked.diagnostics.map(({ code }) => code)).toContain('image-missing');
    expect((await build({ ...request, changedSince: 'gone' })).diagnostics.map(({ code }) => code)).toEqual([
      'ref-unknown',
    ]);
  });

  test('uses the recorded dependencies of an earlier build to exclude a file', async () => {
    const root = repository.folder;
    rmSync(join(root, 'templates'), { recursive: true });
    repository.commit({ '.gitignore': '.cache\ndist\n' });
    repository.git('branch', '--force', 'main');
    const request = { root, editions, inputs: ['fever', 'book'] };
    const touchedBy = async (files: Readonly<Record<string, string>>) => {
      repository.write(files);
      const { diagnostics } = await build({ ...request, changedSince: 'main' });
      return diagnostics.find(({ code }) => code === 'publications-touched')?.message.slice(0, 6);
    };
    const { diagnostics: first } = await build(request);
    // Its book is printed for the page numbers. Whether Chromium has a sandbox depends on the machine.
    expect(first.filter(({ code }) => code !== 'sandbox-off')).toEqual([]);
    expect(await touchedBy({ 'data/words.csv': 'changed' })).toBe('0 of 2');
    expect(await touchedBy({ 'content/pictures/y.svg': 'new' })).toBe('0 of 2');
    expect(await touchedBy({ 'content/fever.md': '# Fever\n\nDrink more.\n' })).toBe('1 of 2');
    // Another version of the program may have made other pages; records do not cover this.
    expect(await touchedBy({ 'package-lock.json': 'changed' })).toBe('2 of 2');
    repository.git('checkout', '--quiet', 'package-lock.json');
    // The date in its files is that of the last commit of any template.
    repository.commit({ 'templates/unused.html': '<p>' });
    repository.git('branch', '--force', 'main');
    await build(request);
    expect(await touchedBy({ 'templates/unused.html': '<p></p>' })).toBe('2 of 2');
    repository.commit({});
    await build(request);
    expect(await touchedBy({})).toBe('2 of 2');
    repository.git('branch', '--force', 'main');
    expect(await touchedBy({})).toBe('0 of 2');
    // Earlier builds looked for a project file that overrides a built-in one and did not find it.
    expect(await touchedBy({ 'styles/epub.css': 'p { color: #000 }' })).toBe('2 of 2');
  });
});
