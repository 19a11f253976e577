/** What a commit contains never makes git run a program, and git is asked in the repository that the project belongs to. */
import { chmodSync, existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from '../../src/index.ts';
import { changedSince } from '../../src/pipeline/selection/changed-since.ts';
import { openRepository, PLAIN, type Repository } from '../pipeline/selection/repository.ts';

const { signal } = new AbortController();
let origin: Repository;
let clone: Repository;
/** A file that is there when a program was run. */
let trace = '';
beforeEach(() => {
  for (const [name, value] of Object.entries(PLAIN)) vi.stubEnv(name, value);
  vi.stubEnv('CI_SECRET', 'hunter2');
  origin = openRepository();
  clone = openRepository({ isInitialised: false });
  trace = join(origin.folder, '.git/was-run');
});
afterEach(() => {
  vi.unstubAllEnvs();
  origin.remove();
  clone.remove();
});

/** The files of a repository without a work tree, whose configuration says that it has one and runs a filter. */
const embedded = (folder: string, command: string): Readonly<Record<string, string>> => ({
  [`${folder}/HEAD`]: 'ref: refs/heads/main\n',
  [`${folder}/config`]: `[core]\n\tbare = false\n\tworktree = .\n\trepositoryformatversion = 0\n\tfsmonitor = "${command}"\n\thooksPath = hooks\n[filter "x"]\n\tclean = "${command} && cat"\n`,
  [`${folder}/objects/info/packs`]: '',
  [`${folder}/refs/heads/keep`]: '',
  [`${folder}/.gitattributes`]: '* filter=x\n',
  [`${folder}/content/note.md`]: '# Note\n\nText.\n',
});

test('files of a commit that look like a repository around the project are not taken for one', async () => {
  const files = embedded('docs', `env > ${trace}`);
  origin.commit({ ...files, 'docs/content/note.md': '# Note\n\nText.\n' });
  clone.git('clone', '--quiet', origin.folder, '.');
  clone.write({ 'docs/content/note.md': '# Note\n\nOther text.\n' });
  const root = join(clone.folder, 'docs');
  const result = await check({ root, changedSince: 'origin/main' });
  expect(existsSync(trace)).toBe(false);
  expect(result.publications).toEqual(['content/note.md']);
});

describe('whatever is configured around the project', () => {
  test('no filter, hook, monitor, pager or driver is run, and the answer is the same', async () => {
    origin.commit({
      'content/a.md': '# A\n',
      'content/b.md': '# B\n',
      '.gitattributes': '*.md filter=x diff=x merge=x\nb.md filter=a=b\n',
    });
    clone.git('clone', '--quiet', origin.folder, '.');
    const run = `touch '${trace}'`;
    for (const [name, value] of [
      ['filter.x.clean', `${run}; cat`],
      ['filter.x.smudge', `${run}; cat`],
      ['filter.x.process', run],
      ['filter.x.required', 'true'],
      ['filter.a=b.clean', `${run}; cat`],
      ['diff.x.command', run],
      ['diff.x.textconv', run],
      ['diff.external', run],
      ['core.fsmonitor', run],
      ['core.pager', run],
      ['core.sshCommand', run],
      ['core.hooksPath', join(clone.folder, '.git/made-hooks')],
    ] as const) {
      clone.git('config', name, value);
    }
    mkdirSync(join(clone.folder, '.git/made-hooks'));
    for (const hook of ['post-index-change', 'post-checkout', 'reference-transaction']) {
      clone.write({ [`.git/made-hooks/${hook}`]: `#!/bin/sh\n${run}\n` });
      chmodSync(join(clone.folder, '.git/made-hooks', hook), 0o755);
    }
    clone.write({ 'content/a.md': '# A, changed\n' });
    // The same bytes, and a time that makes git look at them.
    utimesSync(join(clone.folder, 'content/b.md'), 1, 1);
    vi.stubEnv('GIT_EXTERNAL_DIFF', run);
    const changes = await changedSince('origin/main', clone.folder, signal);
    expect(changes.map(({ path }) => path)).toEqual(['content/a.md']);
    expect(existsSync(trace)).toBe(false);
  });

  test('in a submodule, too: its changes are seen, and none of its filters is run', async () => {
    const inner = openRepository();
    inner.commit({ 'a.md': '# A\n', '.gitattributes': '*.md filter=x\n' });
    origin.git(
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'add',
      inner.folder,
      'content/inner',
    );
    origin.commit({ 'content/b.md': '# B\n' });
    const folder = join(origin.folder, 'content/inner');
    const innerGit = (...args: string[]) => origin.git('-C', folder, ...args);
    innerGit('config', 'filter.x.clean', `touch '${trace}'; cat`);
    expect(await changedSince('main', origin.folder, signal)).toEqual([]);
    origin.write({ 'content/inner/a.md': '# A, changed\n' });
    expect(await changedSince('main', origin.folder, signal)).toEqual([
      { path: 'content/inner', isMoved: true },
    ]);
    expect(existsSync(trace)).toBe(false);
    inner.remove();
  });

  test('nothing is fetched for a clone that has not all objects', async () => {
    origin.commit({ 'content/a.md': '# A\n' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    clone.git('clone', '--quiet', '--filter=tree:0', '--no-checkout', `file://${origin.folder}`, '.');
    clone.git('config', 'remote.origin.uploadpack', `touch '${trace}'; git-upload-pack`);
    await changedSince('origin/main', clone.folder, signal).catch(() => undefined);
    expect(existsSync(trace)).toBe(false);
  });
});
