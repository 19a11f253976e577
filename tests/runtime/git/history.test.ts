/** The last commit that changed any of some files, in real repositories. */
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { LastCommit } from '../../../src/core/host.ts';
import { readHead as readNamedHead } from '../../../src/runtime/git/head.ts';
import { History } from '../../../src/runtime/git/history.ts';
import { type Repository, useRepositories } from '../../pipeline/selection/repository.ts';

type Files = Readonly<Record<string, string>>;

let repository: Repository;
const another = useRepositories();

beforeEach(() => {
  repository = another();
});

/** Sets the time of the next commits, in seconds since 1970. */
function setTime(seconds: number | string): void {
  vi.stubEnv('GIT_COMMITTER_DATE', `@${seconds} +0200`);
  vi.stubEnv('GIT_AUTHOR_DATE', '@1000000000 +0000');
}

function commitAt(seconds: number | string, files: Files, { commit } = repository): void {
  setTime(seconds);
  commit(files);
}

function mergeAt(seconds: number, ...args: readonly string[]): void {
  setTime(seconds);
  repository.git('merge', '--quiet', '--no-ff', '--message', 'A merge', ...args);
}

const ask = (paths: readonly string[], root = repository.folder): Promise<LastCommit> =>
  new History(root).lastCommit(paths.map((path) => join(root, path)));

const found = (seconds: number): LastCommit => ({ kind: 'found', seconds });

const readHead = (folder: string): string => readNamedHead(folder, undefined);

const T = 1_700_000_000;

describe('the date', () => {
  test('is the committer date of the last commit that changed one of the files', async () => {
    commitAt(T, { 'a.md': '1', 'b.md': '1', 'c.md': '1' });
    commitAt(T + 1, { 'a.md': '2' });
    commitAt(T + 2, { 'c.md': '2' });
    expect(await ask(['a.md'])).toEqual(found(T + 1));
    expect(await ask(['b.md'])).toEqual(found(T));
    expect(await ask(['a.md', 'b.md'])).toEqual(found(T + 1));
    expect(await ask(['c.md', 'b.md'])).toEqual(found(T + 2));
  });

  test('of a renamed file is that of the renaming', async () => {
    commitAt(T, { 'a.md': 'a text that stays' });
    renameSync(join(repository.folder, 'a.md'), join(repository.folder, 'b.md'));
    commitAt(T + 5, {});
    expect(await ask(['b.md'])).toEqual(found(T + 5));
  });

  test('of names with spaces, line ends and letters of any script is found', async () => {
    const names = ['a b.md', 'a\nb.md', '\n.md', 'مثال.md', 'é.md', 'tab\t"quote".md', '-n', ':(top)x'];
    for (const [at, name] of names.entries()) commitAt(T + at, { [name]: '1' });
    for (const [at, name] of names.entries()) expect(await ask([name]), name).toEqual(found(T + at));
  });

  test('of a merge counts only for files that differ from both sides', async () => {
    commitAt(T, { 'a.md': '1', 'b.md': '1', 'c.md': '1' });
    repository.git('checkout', '--quiet', '-b', 'side');
    commitAt(T + 10, { 'b.md': '2' });
    repository.git('checkout', '--quiet', 'main');
    commitAt(T + 20, { 'a.md': '2' });
    mergeAt(T + 30, 'side');
    expect(await ask(['a.md', 'b.md', 'c.md'])).toEqual(found(T + 20));
    repository.write({ 'c.md': 'both' });
    repository.git('add', '--all');
    setTime(T + 40);
    repository.git('commit', '--quiet', '--amend', '--no-edit');
    expect(await ask(['c.md'])).toEqual(found(T + 40));
    expect(await ask(['b.md'])).toEqual(found(T + 10));
  });

  test('of a detached commit is that of its history', async () => {
    commitAt(T, { 'a.md': '1' });
    commitAt(T + 1, { 'a.md': '2' });
    repository.git('checkout', '--quiet', '--detach', 'HEAD~');
    expect(await ask(['a.md'])).toEqual(found(T));
  });

  test('can be in the future, and does not count after the year 9999', async () => {
    commitAt(253_402_300_799, { 'a.md': '1' });
    expect(await ask(['a.md'])).toEqual(found(253_402_300_799));
    commitAt(253_402_300_800, { 'a.md': '2' });
    expect(await ask(['a.md'])).toEqual({ kind: 'none' });
  });

  test('far back is found, for each publication by itself', async () => {
    const lines: string[] = [];
    const blob = (mark: number, text: string) =>
      lines.push('blob', `mark :${mark}`, `data ${text.length}`, text);
    blob(1, 'old');
    blob(2, 'new');
    for (let at = 0; at < 11_500; at += 1) {
      lines.push('commit refs/heads/main', `committer A <a@example.org> ${T + at} +0000`, 'data 1', 'x');
      if (at < 3) lines.push(`M 100644 :1 old-${at}.md`);
      lines.push(`M 100644 :${1 + (at % 2)} new.md`, '');
    }
    const { execFileSync } = await import('node:child_process');
    execFileSync('git', ['fast-import', '--quiet'], { cwd: repository.folder, input: lines.join('\n') });
    repository.git('reset', '--quiet', '--hard', 'main');
    const history = new History(repository.folder);
    const last = (...names: readonly string[]) =>
      history.lastCommit(names.map((name) => join(repository.folder, name)));
    expect(await last('old-0.md', 'old-1.md')).toEqual(found(T + 1));
    expect(await last('old-2.md')).toEqual(found(T + 2));
    expect(await last('old-0.md', 'new.md')).toEqual(found(T + 11_499));
  });
});

describe('no date', () => {
  test('without a repository', async () => {
    const plain = another({ isInitialised: false });
    plain.write({ 'a.md': '1' });
    expect(await ask(['a.md'], plain.folder)).toEqual({ kind: 'none' });
  });

  test.each<readonly [what: string, change: () => void]>([
    ['a changed file', () => repository.write({ 'a.md': '2' })],
    [
      'a staged file',
      () => {
        repository.write({ 'a.md': '2' });
        repository.git('add', '--all');
      },
    ],
    ['a file of a commit that was taken back', () => repository.git('reset', '--quiet', '--soft', 'HEAD~')],
    ['a file that git no longer tracks', () => repository.git('rm', '--quiet', '--cached', 'a.md')],
  ])('with %s', async (_what, change) => {
    commitAt(T, { 'b.md': '1' });
    commitAt(T, { 'a.md': '1' });
    change();
    const files = [join(repository.folder, 'a.md')];
    expect(await ask(['a.md', 'b.md'])).toEqual({ kind: 'uncommitted', files });
    expect(await ask(['b.md'])).toEqual(found(T));
  });

  test('with an untracked or an ignored file, and before the first commit', async () => {
    repository.write({ 'a.md': '1', 'made.svg': '1', '.gitignore': 'made.svg\n' });
    const at = (name: string): string => join(repository.folder, name);
    expect(await ask(['a.md'])).toEqual({ kind: 'uncommitted', files: [at('a.md')] });
    commitAt(T, { 'b.md': '1' });
    repository.write({ 'new.md': '1' });
    const files = [at('made.svg'), at('new.md')];
    expect(await ask(['new.md', 'b.md', 'made.svg', 'a.md'])).toEqual({ kind: 'uncommitted', files });
  });

  test('where a shallow clone ends before the commit', async () => {
    for (let at = 0; at < 5; at += 1) commitAt(T + at, { [`${at}.md`]: '1' });
    const clone = another({ isInitialised: false });
    clone.git('clone', '--quiet', '--depth', '3', `file://${repository.folder}`, '.');
    expect(await ask(['4.md', '0.md'], clone.folder)).toEqual(found(T + 4));
    expect(await ask(['3.md'], clone.folder)).toEqual(found(T + 3));
    // The commit that changed it is the end of the clone, where every file seems to be new.
    for (const name of ['2.md', '1.md', '0.md']) {
      expect(await ask([name], clone.folder), name).toEqual({ kind: 'cut' });
    }
    clone.git('fetch', '--quiet', '--unshallow');
    expect(await ask(['0.md'], clone.folder)).toEqual(found(T));
  });

  test('where git cannot run or refuses to', async () => {
    commitAt(T, { 'a.md': '1' });
    const history = new History(repository.folder);
    vi.stubEnv('PATH', '');
    expect(await history.lastCommit([join(repository.folder, 'a.md')])).toMatchObject({
      kind: 'unavailable',
      reason: expect.stringContaining('not installed'),
    });
    expect(history.heads).toBeUndefined();
    vi.unstubAllEnvs();
    vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
    expect(await ask(['a.md'])).toMatchObject({
      kind: 'unavailable',
      hint: expect.stringContaining('safe.directory'),
    });
  });
});

describe('the same answer', () => {
  test('in the original, in a clone, in a linked work tree and in a folder of the repository', async () => {
    commitAt(T, { 'docs/content/a.md': '1', 'b.md': '1' });
    commitAt(T + 1, { 'b.md': '2' });
    const clone = another({ isInitialised: false });
    clone.git('clone', '--quiet', repository.folder, '.');
    const linked = join(another({ isInitialised: false }).folder, 'linked');
    repository.git('worktree', 'add', '--quiet', '--detach', linked);
    for (const top of [repository.folder, clone.folder, linked]) {
      expect(await ask(['docs/content/a.md'], top)).toEqual(found(T));
      expect(await ask(['content/a.md'], join(top, 'docs'))).toEqual(found(T));
    }
  });

  test('with settings and refs of one machine that change what git shows', async () => {
    commitAt(T, { 'a.md': '1' });
    commitAt(T + 1, { 'b.md': '1' });
    for (const [name, value] of [
      ['log.showRoot', 'false'],
      ['log.follow', 'true'],
      ['log.diffMerges', 'first-parent'],
      ['diff.noprefix', 'true'],
      ['diff.renames', 'copies'],
      ['color.ui', 'always'],
      ['format.pretty', 'oneline'],
      ['core.quotePath', 'true'],
      ['i18n.logOutputEncoding', 'utf-16'],
    ] as const) {
      repository.git('config', name, value);
    }
    const first = repository.git('rev-parse', 'HEAD~').trim();
    setTime(T + 9);
    const other = repository.git('commit-tree', `${first}^{tree}`, '-m', 'Another date').trim();
    repository.git('replace', first, other);
    expect(await ask(['a.md'])).toEqual(found(T));
  });

  test('whether or not a file has another mode or time', async () => {
    commitAt(T, { 'a.md': '1' });
    chmodSync(join(repository.folder, 'a.md'), 0o755);
    utimesSync(join(repository.folder, 'a.md'), 1, 1);
    expect(await ask(['a.md'])).toEqual(found(T));
    repository.git('add', '--all');
    expect(repository.git('diff', '--cached', '--name-only')).toBe('a.md\n');
    expect(await ask(['a.md'])).toEqual(found(T));
  });

  test('for a file of Git LFS, although its filter is not run', async () => {
    const content = 'picture';
    const oid = createHash('sha256').update(content).digest('hex');
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    commitAt(T, { 'a.png': pointer });
    repository.write({ 'a.png': content });
    expect(await ask(['a.png'])).toEqual(found(T));
    repository.write({ 'a.png': 'Picture' });
    expect((await ask(['a.png'])).kind).toBe('uncommitted');
  });
});

describe('a file in another place', () => {
  test('behind a link depends on the link and on the file', async () => {
    commitAt(T, { 'shared/a.svg': '1', 'content/x.md': '1' });
    symlinkSync('../shared', join(repository.folder, 'content/pictures'));
    commitAt(T + 1, {});
    expect(await ask(['shared/a.svg'])).toEqual(found(T));
    expect(await ask(['content/pictures/a.svg'])).toEqual(found(T + 1));
    commitAt(T + 2, { 'shared/a.svg': '2' });
    expect(await ask(['content/pictures/a.svg'])).toEqual(found(T + 2));
  });

  test('in a submodule has the date of the submodule', async () => {
    const inner = another();
    commitAt(T + 5, { 'a.svg': '1' }, inner);
    const add = ['submodule', '--quiet', 'add', inner.folder, 'content/inner'];
    repository.git('-c', 'protocol.file.allow=always', ...add);
    commitAt(T + 9, { 'b.md': '1' });
    expect(await ask(['content/inner/a.svg'])).toEqual(found(T + 5));
    expect(await ask(['content/inner/a.svg', 'b.md'])).toEqual(found(T + 9));
    expect(await ask(['a.svg'], join(repository.folder, 'content/inner'))).toEqual(found(T + 5));
    repository.write({ 'content/inner/a.svg': '2' });
    expect((await ask(['content/inner/a.svg', 'b.md'])).kind).toBe('uncommitted');
  });

  test('outside of the repository is not committed', async () => {
    const plain = another({ isInitialised: false });
    plain.write({ 'x.md': '1' });
    commitAt(T, { 'a.md': '1' });
    const outside = join(plain.folder, 'x.md');
    expect(
      await new History(repository.folder).lastCommit([join(repository.folder, 'a.md'), outside]),
    ).toEqual({ kind: 'uncommitted', files: [outside] });
  });

  test('of the repository that a hook names is found', async () => {
    commitAt(T, { 'a.md': '1' });
    const named = join(repository.folder, '.git');
    vi.stubEnv('GIT_DIR', named);
    expect(await ask(['a.md'])).toEqual(found(T));
    const head = repository.git('rev-parse', 'HEAD').trim();
    expect(readNamedHead(another({ isInitialised: false }).folder, named)).toBe(head);
  });
});

test('git runs no program that the repository names', async () => {
  const trace = join(repository.folder, '.git/was-run');
  const run = `touch '${trace}'`;
  commitAt(T, { 'a.md': '1', '.gitattributes': '*.md filter=x diff=x merge=x\n' });
  for (const [name, value] of [
    ['filter.x.clean', `${run}; cat`],
    ['filter.x.process', run],
    ['filter.x.required', 'true'],
    ['diff.x.command', run],
    ['diff.x.textconv', run],
    ['diff.external', run],
    ['core.fsmonitor', run],
    ['core.pager', run],
    ['gpg.program', join(repository.folder, '.git/gpg')],
    ['log.showSignature', 'true'],
    ['core.hooksPath', join(repository.folder, '.git/made-hooks')],
  ] as const) {
    repository.git('config', name, value);
  }
  mkdirSync(join(repository.folder, '.git/made-hooks'));
  for (const name of ['.git/gpg', '.git/made-hooks/post-index-change']) {
    repository.write({ [name]: `#!/bin/sh\n${run}\n` });
    chmodSync(join(repository.folder, name), 0o755);
  }
  utimesSync(join(repository.folder, 'a.md'), 1, 1);
  expect(await ask(['a.md'])).toEqual(found(T));
  expect(existsSync(trace)).toBe(false);
});

describe('which commit is checked out', () => {
  const head = (): string => repository.git('rev-parse', 'HEAD').trim();

  test('is read without git', async () => {
    expect(readHead(repository.folder)).toBe('unborn');
    commitAt(T, { 'docs/a.md': '1' });
    expect(readHead(repository.folder)).toBe(head());
    expect(readHead(join(repository.folder, 'docs'))).toBe(head());
    repository.git('pack-refs', '--all');
    expect(readHead(repository.folder)).toBe(head());
    repository.git('tag', 'zmain');
    repository.git('pack-refs', '--all');
    commitAt(T + 1, { 'docs/a.md': '2' });
    expect(readHead(repository.folder)).toBe(head());
    repository.git('checkout', '--quiet', '--detach', 'HEAD~');
    expect(readHead(repository.folder)).toBe(head());
  });

  test('is read in a linked work tree and in a submodule', async () => {
    commitAt(T, { 'a.md': '1' });
    const linked = join(another({ isInitialised: false }).folder, 'linked');
    repository.git('worktree', 'add', '--quiet', '-b', 'other', linked);
    expect(readHead(linked)).toBe(head());
    const outer = another();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', repository.folder, 'in');
    expect(readHead(join(outer.folder, 'in'))).toBe(head());
  });

  test('changes when a shallow clone gets its history', async () => {
    commitAt(T, { 'a.md': '1' });
    commitAt(T + 1, { 'a.md': '2' });
    const clone = another({ isInitialised: false });
    clone.git('clone', '--quiet', '--depth', '1', `file://${repository.folder}`, '.');
    expect(readHead(clone.folder)).toBe(`${head()} ${head()}`);
    clone.git('fetch', '--quiet', '--unshallow');
    expect(readHead(clone.folder)).toBe(head());
  });

  test('is read where git keeps refs in tables', () => {
    const plain = another({ isInitialised: false });
    const before = {
      '.git/HEAD': 'ref: refs/heads/.invalid\n',
      '.git/reftable/tables.list': '0x1-0x2.ref\n',
    };
    plain.write(before);
    const first = readHead(plain.folder);
    expect(readHead(plain.folder)).toBe(first);
    plain.write({ '.git/reftable/tables.list': '0x1-0x2.ref\n0x3-0x3.ref\n' });
    expect(readHead(plain.folder)).not.toBe(first);
  });

  test('is none without a repository', () => {
    expect(readHead(another({ isInitialised: false }).folder)).toBe('none');
    expect(readHead(join(repository.folder, 'missing'))).toBe('none');
  });
});
