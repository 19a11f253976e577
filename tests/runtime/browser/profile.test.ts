/** The profile folder of a browser: removed after use, or by a later build. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createProfile } from '../../../src/runtime/browser/profile.ts';

/** Returns the id of a process that has ended. */
const ENDED = spawnSync(process.execPath, ['--version']).pid;
const [OLD, YOUNG] = [25, 23];

let parent = '';
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'profiles-'));
});
afterEach(() => rm(parent, { recursive: true, force: true }));

/** @param hours since the last change */
async function left(name: string, hours: number): Promise<void> {
  const folder = join(parent, name);
  await mkdir(join(folder, 'Default'), { recursive: true });
  await writeFile(join(folder, 'Default', 'Cookies'), 'none');
  const time = new Date(Date.now() - hours * 3_600_000);
  await utimes(folder, time, time);
}

test('makes a new profile folder, and removes it with the browser', async () => {
  const [one, other] = await Promise.all([createProfile(parent), createProfile(parent)]);
  await writeFile(join(one.folder, 'Local State'), '{}');
  expect((await readdir(parent)).toSorted()).toEqual(
    [one, other].map(({ folder }) => basename(folder)).toSorted(),
  );
  await one.remove();
  await one.remove();
  expect(await readdir(parent)).toEqual([basename(other.folder)]);
});

test('removes the profile folder of a killed build after a day', async () => {
  await left(`handpress-browser-${ENDED}-aaaaaa`, OLD);
  await left(`handpress-browser-${ENDED}-bbbbbb`, YOUNG);
  await left(`handpress-browser-${process.pid}-cccccc`, OLD);
  await left(`handpress-browser-mine`, OLD);
  await left(`other-${ENDED}-dddddd`, OLD);
  await (await createProfile(parent)).remove();
  expect((await readdir(parent)).toSorted()).toEqual(
    [
      `handpress-browser-${ENDED}-bbbbbb`,
      `handpress-browser-${process.pid}-cccccc`,
      'handpress-browser-mine',
      `other-${ENDED}-dddddd`,
    ].toSorted(),
  );
});

test('works in a folder that cannot be listed', async () => {
  const profile = await createProfile(parent);
  await rm(parent, { recursive: true });
  await profile.remove();
});
