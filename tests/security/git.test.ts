/** Tests that a commit cannot make git run a program, and that git runs in the repository of the project. */
import { chmodSync, existsSync, mkdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { check } from '../../src/index.ts';
import { findChanges } from '../../src/pipeline/selection/changed-since.ts';
import { openRepository, PLAIN, type Repository } from '../pipeline/selection/repository.ts';

const { signal } = new AbortController();
let origin: Repository;
let clone: Repository;
/** A file that exists if a program was run. */
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

/** Returns the files of a bare repository whose configuration claims a work tree and runs a filter. */
const embedded = (folder: string, command: string): Readonly<Record<string, string>> => ({
  [`${folder}/HEAD`]: 'ref: refs/heads/main\n',
  [`${folder}/config`]: `[core]\n\tbare = false\n\tworktree = .\n\trepositoryformatversion = 0\n\tfsmonitor = "${command}"\n\thooksPath = hooks\n[filter "x"]\n\tclean = "${command} && cat"\n`,
  [`${folder}/objects/info/packs`]: '',
  [`${folder}/refs/heads/keep`]: '',
  [`${folder}/.gitattributes`]: '* filter=x\n',
  [`${folder}/content/note.md`]: '# Note\n\nText.\n',
});

test('does not take committed files for a repository around the project', async () => {
  const files = embedded('docs', `env > ${trace}`);
  origin.commit({ ...files, 'docs/content/note.md': '# Note\n\nText.\n' });
  clone.git('clone', '--quiet', origin.folder, '.');
  clone.write({ 'docs/content/note.md': '# Note\n\nOther text.\n' });
  const root = join(clone.folder, 'docs');
  const result = await check({ root, changedSince: 'origin/main' });
  expect(existsSync(trace)).toBe(false);
  expect(result.publications).toEqual(['content/note.md']);
});

describe('git configuration', () => {
  test('runs no filter, hook, monitor, pager or driver, and returns the same result', async () => {
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
    // The same bytes with a new time, which makes git read the file.
    utimesSync(join(clone.folder, 'content/b.md'), 1, 1);
    vi.stubEnv('GIT_EXTERNAL_DIFF', run);
    const changes = await findChanges('origin/main', clone.folder, signal);
    expect(changes.map(({ path }) => path)).toEqual(['content/a.md']);
    expect(existsSync(trace)).toBe(false);
  });

  test('reads changes of a submodule without running its filters', async () => {
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
    expect(await findChanges('main', origin.folder, signal)).toEqual([]);
    origin.write({ 'content/inner/a.md': '# A, changed\n' });
    expect(await findChanges('main', origin.folder, signal)).toEqual([
      { path: 'content/inner', isMoved: true },
    ]);
    expect(existsSync(trace)).toBe(false);
    inner.remove();
  });

  test('fetches nothing for a partial clone', async () => {
    origin.commit({ 'content/a.md': '# A\n' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    clone.git('clone', '--quiet', '--filter=tree:0', '--no-checkout', `file://${origin.folder}`, '.');
    clone.git('config', 'remote.origin.uploadpack', `touch '${trace}'; git-upload-pack`);
    await findChanges('origin/main', clone.folder, signal).catch(() => undefined);
    expect(existsSync(trace)).toBe(false);
  });
});
