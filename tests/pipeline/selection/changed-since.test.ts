/** Finding changed files with git, in real repositories. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { findChanges } from '../../../src/pipeline/selection/changed-since.ts';
import { type Repository, useRepositories } from './repository.ts';

const { signal } = new AbortController();
let repository: Repository;
const another = useRepositories();

beforeEach(() => {
  repository = another();
  repository.commit({ 'content/a.md': '# A\n', 'content/b.md': '# B\n', 'content/c.md': '# C\n' });
  repository.git('checkout', '--quiet', '-b', 'work');
});

const changed = async (ref = 'main', folder = repository.folder): Promise<readonly string[]> =>
  (await findChanges(ref, folder, signal)).map(({ path }) => path).sort();

const refused = async (ref = 'main', folder = repository.folder): Promise<string> =>
  findChanges(ref, folder, signal).then(
    (changes) => `no refusal, but ${JSON.stringify(changes)}`,
    (error) => error.diagnostic?.code ?? String(error),
  );

test('finds nothing in an unchanged repository', async () => {
  expect(await changed()).toEqual([]);
});

test('finds committed, staged, unstaged, new, removed and renamed files, and no ignored ones', async () => {
  repository.commit({ 'content/a.md': '# A, committed\n', '.gitignore': 'dist/\n' });
  repository.write({ 'content/b.md': '# B, staged\n' });
  repository.git('add', 'content/b.md');
  repository.write({ 'content/new.md': '# New\n', 'dist/x.pdf': 'made' });
  repository.git('mv', 'content/c.md', 'content/d.md');
  expect(await findChanges('main', repository.folder, signal)).toEqual([
    { path: '.gitignore', isMoved: true },
    { path: 'content/a.md', isMoved: false },
    { path: 'content/b.md', isMoved: false },
    { path: 'content/c.md', isMoved: true },
    { path: 'content/d.md', isMoved: true },
    { path: 'content/new.md', isMoved: true },
  ]);
});

test('finds a file that was changed and one that was removed without staging', async () => {
  repository.write({ 'content/a.md': '# A, on the disk\n' });
  rmSync(join(repository.folder, 'content/b.md'));
  expect(await changed()).toEqual(['content/a.md', 'content/b.md']);
});

test('does not find commits of others after the merge base', async () => {
  repository.commit({ 'content/a.md': '# A, by us\n' });
  repository.git('checkout', '--quiet', 'main');
  repository.commit({ 'content/b.md': '# B, by others\n' });
  repository.git('checkout', '--quiet', 'work');
  expect(await changed()).toEqual(['content/a.md']);
});

test('finds the changes since each merge base of branches that were merged crosswise', async () => {
  repository.commit({ 'content/a.md': '# A, on work\n' });
  repository.git('branch', 'former-work');
  repository.git('checkout', '--quiet', 'main');
  repository.commit({ 'content/b.md': '# B, on main\n' });
  repository.git('merge', '--quiet', '--no-edit', 'former-work');
  repository.git('checkout', '--quiet', 'work');
  repository.git('merge', '--quiet', '--no-edit', 'main~1');
  expect(repository.git('merge-base', '--all', 'main', 'work').trim().split('\n')).toHaveLength(2);
  expect(await changed()).toEqual(['content/a.md', 'content/b.md']);
});

test('works on a detached head, since a commit or a tag', async () => {
  repository.commit({ 'content/a.md': '# A, changed\n' });
  repository.git('tag', 'before', 'main');
  repository.git('checkout', '--quiet', '--detach');
  expect(await changed('before')).toEqual(['content/a.md']);
  expect(await changed('HEAD~1')).toEqual(['content/a.md']);
  expect(await changed(repository.git('rev-parse', 'main').trim())).toEqual(['content/a.md']);
});

test('finds names with quotation marks, spaces, line breaks and letters of every script', async () => {
  const names = [
    '"quoted".md',
    'two\nlines.md',
    'tab\there.md',
    ' spaces .md',
    'Fièvre – 熱.md',
    '-dash.md',
    'M',
  ];
  const files = Object.fromEntries(names.map((name) => [`content/${name}`, '# X\n']));
  repository.write(files);
  const expected = Object.keys(files).sort();
  expect(await changed()).toEqual(expected);
  repository.commit({});
  expect(await changed()).toEqual(expected);
});

test('returns a name in decomposed letters as the composed one', async () => {
  repository.write({ ['content/Fièvre.md'.normalize('NFD')]: '# X\n' });
  expect(await changed()).toEqual(['content/Fièvre.md'.normalize('NFC')]);
});

test('returns a submodule and an untracked repository as one path each', async () => {
  const other = another();
  other.commit({ 'x.md': '# X\n' });
  repository.git(
    '-c',
    'protocol.file.allow=always',
    'submodule',
    'add',
    '--quiet',
    other.folder,
    'content/sub',
  );
  repository.commit({});
  repository.git('branch', 'with-submodule');
  expect(await changed('with-submodule')).toEqual([]);
  writeFileSync(join(repository.folder, 'content/sub/x.md'), '# X, changed\n');
  expect(await changed('with-submodule')).toEqual(['content/sub']);
  const unknown = another();
  unknown.commit({ 'y.md': '# Y\n' });
  renameSync(unknown.folder, join(repository.folder, 'content/unknown'));
  expect(await changed('with-submodule')).toEqual(['content/sub', 'content/unknown']);
});

test('returns paths relative to a project in a subfolder', async () => {
  repository.commit({
    'docs/handouts/content/a.md': '# A\n',
    'docs/other.txt': '',
    'package-lock.json': '{}',
  });
  const project = join(repository.folder, 'docs/handouts');
  repository.write({ 'docs/handouts/content/new.md': '# New\n', 'docs/new.txt': '' });
  expect(await changed('main', project)).toEqual([
    '../../package-lock.json',
    '../new.txt',
    '../other.txt',
    'content/a.md',
    'content/new.md',
  ]);
});

test('works in a project whose path is a link', async () => {
  const link = join(mkdtempSync(join(tmpdir(), 'handpress-link-')), 'project');
  symlinkSync(repository.folder, link);
  repository.write({ 'content/a.md': '# A, changed\n' });
  expect(await changed('main', link)).toEqual(['content/a.md']);
  rmSync(link);
});

test('works with any configuration of git, and runs no configured program', async () => {
  const trace = join(repository.folder, '.git/was-run');
  for (const [name, value] of [
    ['diff.external', `touch ${trace}`],
    ['core.fsmonitor', `touch ${trace}; true`],
    ['core.pager', `touch ${trace}`],
    ['diff.relative', 'true'],
    ['diff.orderFile', 'nowhere'],
    ['diff.renames', 'copies'],
    ['diff.noprefix', 'true'],
    ['diff.ignoreSubmodules', 'all'],
    ['core.quotePath', 'true'],
    ['color.ui', 'always'],
    ['status.showUntrackedFiles', 'no'],
  ] as const) {
    repository.git('config', name, value);
  }
  repository.write({ 'content/é.md': '# New\n', 'content/a.md': '# A, changed\n' });
  expect(await changed()).toEqual(['content/a.md', 'content/é.md']);
  expect(existsSync(trace)).toBe(false);
});

test('works while another git has locked the index', async () => {
  repository.write({ 'content/a.md': '# A, changed\n', '.git/index.lock': '' });
  expect(await changed()).toEqual(['content/a.md']);
});

test('works in a hook of git, which names the repository in the environment', async () => {
  const folder = another({ isInitialised: false }).folder;
  renameSync(join(repository.folder, '.git'), join(folder, 'store'));
  repository.write({ 'content/a.md': '# A, changed\n' });
  expect(await refused()).toBe('repository-missing');
  vi.stubEnv('GIT_DIR', join(folder, 'store'));
  vi.stubEnv('GIT_WORK_TREE', repository.folder);
  expect(await changed()).toEqual(['content/a.md']);
  vi.stubEnv('GIT_DIR', relative('.', join(folder, 'store')));
  vi.stubEnv('GIT_WORK_TREE', relative('.', repository.folder));
  expect(await changed('main', join(repository.folder, 'content'))).toEqual(['a.md']);
});

describe('fails', () => {
  test('for an unknown commit, and for one that git would parse as an option', async () => {
    const output = join(repository.folder, 'written');
    for (const ref of ['mian', `--output=${output}`, '-x', '', 'main:content', 'main..work', 'a\0b']) {
      expect(await refused(ref), ref).toBe('ref-unknown');
    }
    expect(existsSync(output)).toBe(false);
    await expect(findChanges('mian', repository.folder, signal)).rejects.toMatchObject({
      diagnostic: { domain: 'usage', hint: 'Did you mean `main`?' },
    });
  });

  test('in a repository without commits', async () => {
    expect(await refused('HEAD', another().folder)).toBe('ref-unknown');
  });

  test('without a repository, and in a bare one', async () => {
    const plain = another({ isInitialised: false });
    expect(await refused('main', plain.folder)).toBe('repository-missing');
    execFileSync('git', ['clone', '--quiet', '--bare', repository.folder, join(plain.folder, 'bare')]);
    expect(await refused('main', join(plain.folder, 'bare'))).toBe('repository-bare');
  });

  test('in a shallow clone that is not deep enough', async () => {
    repository.commit({ 'content/a.md': '# A, changed\n' });
    const clone = another({ isInitialised: false });
    const from = `file://${repository.folder}`;
    clone.git('clone', '--quiet', '--depth=1', '--branch=work', '--no-single-branch', from, '.');
    expect(await refused('origin/main', clone.folder)).toBe('history-shallow');
    clone.git('fetch', '--quiet', '--unshallow');
    expect(await changed('origin/main', clone.folder)).toEqual(['content/a.md']);
  });

  test('for an unrelated branch', async () => {
    repository.git('checkout', '--quiet', '--orphan', 'other');
    repository.commit({ 'content/a.md': '# Another A\n' });
    expect(await refused()).toBe('history-unrelated');
  });

  test('in a repository of another user', async () => {
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await refused()).toBe('repository-distrusted');
    await expect(findChanges('main', repository.folder, signal)).rejects.toMatchObject({
      diagnostic: {
        domain: 'environment',
        hint: expect.stringContaining(`safe.directory "${repository.folder}"`),
      },
    });
  });

  test('without git', async () => {
    vi.stubEnv('PATH', join(repository.folder, 'nowhere'));
    expect(await refused()).toBe('git-missing');
  });

  test('with the reason of git if git fails', async () => {
    writeFileSync(join(repository.folder, '.git/index'), 'no index');
    expect(await refused()).toBe('git-failed');
  });

  test('if it is interrupted', async () => {
    await expect(findChanges('main', repository.folder, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
