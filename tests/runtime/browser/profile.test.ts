/** The folder of a browser: removed with it, or by a later build where its own was killed. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openProfile } from '../../../src/runtime/browser/profile.ts';

/** A process that was there and has ended. */
const ENDED = spawnSync(process.execPath, ['--version']).pid;
const [OLD, YOUNG] = [25, 23];

let parent = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'profiles-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** @param hours since anything was written into it */
async function left(name: string, hours: number): Promise<void> {
  const folder = join(parent, name);
  await mkdir(join(folder, 'Default'), { recursive: true });
  await writeFile(join(folder, 'Default', 'Cookies'), 'none');
  const time = new Date(Date.now() - hours * 3_600_000);
  await utimes(folder, time, time);
}

test('is a folder of its own, and goes when the browser does', async () => {
  const [one, other] = await Promise.all([openProfile(parent), openProfile(parent)]);
  await writeFile(join(one.folder, 'Local State'), '{}');
  expect((await readdir(parent)).toSorted()).toEqual(
    [one, other].map(({ folder }) => basename(folder)).toSorted(),
  );
  await one.remove();
  await one.remove();
  expect(await readdir(parent)).toEqual([basename(other.folder)]);
});

test('that a killed build has left is removed by another, a day after', async () => {
  await left(`handpress-browser-${ENDED}-aaaaaa`, OLD);
  await left(`handpress-browser-${ENDED}-bbbbbb`, YOUNG);
  await left(`handpress-browser-${process.pid}-cccccc`, OLD);
  await left(`handpress-browser-mine`, OLD);
  await left(`other-${ENDED}-dddddd`, OLD);
  await (await openProfile(parent)).remove();
  expect((await readdir(parent)).toSorted()).toEqual(
    [
      `handpress-browser-${ENDED}-bbbbbb`,
      `handpress-browser-${process.pid}-cccccc`,
      'handpress-browser-mine',
      `other-${ENDED}-dddddd`,
    ].toSorted(),
  );
});

test('need not be where others can be looked for', async () => {
  const profile = await openProfile(parent);
  await rm(parent, { recursive: true });
  await profile.remove();
});
