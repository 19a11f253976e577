/** Files of the output folder are recognized by `stat` without reading, and never wrongly. */
import { readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Host } from '../../../src/core/host.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { openProject, type Project } from './project.ts';

const FILES = {
  'content/fever/publication.yaml': 'title: Fever\neditions: [handouts-a4, epub]\n',
  'content/fever/signs.md': '# Signs\n\nA *hot* forehead.\n',
};
const BOOK = 'fever/fever.epub';

let project: Project;
let right: Readonly<Record<string, string>>;
beforeEach(async () => {
  project = await openProject(FILES);
  await project.build();
  right = await project.published();
  // The times of a file that was just written prove nothing.
  await sleep(100);
  await project.build();
});
afterEach(() => project.remove());

const published = (path: string): string => join(project.root, 'dist', path);

/** Runs a build and returns the files of the content and of the output that it read, with `/`. */
async function readBy(
  host: Partial<Host> = {},
  editions: readonly string[] = [],
): Promise<readonly string[]> {
  const read: string[] = [];
  const counting: Host = {
    ...nodeHost,
    ...host,
    read: (path) => {
      read.push(relative(project.root, path).split(sep).join('/'));
      return nodeHost.read(path);
    },
  };
  const { result, made } = await project.build({ host: counting, editions });
  expect(result.ok).toBe(true);
  expect(made).toEqual([]);
  return read.filter((path) => /^(?:content|dist)\//.test(path)).sort();
}

test('does not read a file that has not changed since the last build', async () => {
  expect(await readBy()).toEqual(['content/fever/publication.yaml', 'content/fever/signs.md']);
});

test('reads a file that was written again only once', async () => {
  await writeFile(published(BOOK), await readFile(published(BOOK)));
  await sleep(100);
  expect(await readBy()).toContain(`dist/${BOOK}`);
  expect(await readBy()).not.toContain(`dist/${BOOK}`);
});

test('reads a file that was written a moment ago in the next build, too', async () => {
  const hurried: Partial<Host> = {
    fileIdentity: async (path) => ({ ...(await nodeHost.fileIdentity(path)), isStable: false }),
  };
  await writeFile(published(BOOK), await readFile(published(BOOK)));
  for (let times = 0; times < 2; times += 1) expect(await readBy(hurried)).toContain(`dist/${BOOK}`);
});

describe('detects another file of the same length', () => {
  test.each([
    ['written over', (path: string, bytes: Buffer) => writeFile(path, bytes)],
    ['put there', putInPlace],
  ])('that was %s with the times of the first', async (_name, put) => {
    const { atime, mtime } = await stat(published(BOOK));
    const bytes = await readFile(published(BOOK));
    await put(published(BOOK), bytes.fill(0, bytes.length - 9));
    await utimes(published(BOOK), atime, mtime);
    const { result } = await project.build();
    expect(result.diagnostics.map(({ code }) => code)).toContain('output-in-way');
    await rm(published(BOOK));
    expect((await project.build()).result.ok).toBe(true);
    expect(await project.published()).toEqual(right);
  });
});

async function putInPlace(path: string, bytes: Buffer): Promise<void> {
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
}

test('recognizes unchanged files beside a publication without the requested edition', async () => {
  const text = '---\ntitle: Cold\neditions: [epub]\n---\n\n# Cold\n\nA *cold* nose.\n';
  await project.write({ 'content/cold.md': text });
  const editions = ['handouts-a4'];
  await project.build({ editions });
  await sleep(100);
  await project.build({ editions });
  // Reads each file once to compare it. Work on a file would read it again.
  const texts = ['content/cold.md', 'content/fever/publication.yaml', 'content/fever/signs.md'];
  expect(await readBy({}, editions)).toEqual(texts);
});
