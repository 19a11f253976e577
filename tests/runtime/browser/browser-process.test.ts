import { access, chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchPrinter } from '../../../src/runtime/browser/browser.ts';
import { startBrowserProcess } from '../../../src/runtime/browser/browser-process.ts';
import { startEarly } from '../../../src/runtime/browser/prelaunched-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-process-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function script(text: string): Promise<string> {
  const path = join(folder, 'browser.sh');
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
  return path;
}

const using = () => ({ debug: false, signal: new AbortController().signal });
const profiles = async () =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`handpress-browser-${process.pid}-`));

test('one that ends says how, and what it said last', async () => {
  const executable = await script('echo "no such library" >&2\nexit 127');
  const started = await startBrowserProcess({ executable }, using());
  expect(await started.ended).toBe('it ended (127): no such library');
  expect(started.isAlive()).toBe(false);
  await started.kill();
});

test.each([
  ['the process', 'echo "no such library" >&2\nexit 127'],
  ['its pipe', 'exec 3<&- 4>&-\nsleep 0.2\necho "no such library" >&2\nexit 127'],
])('a browser of which %s ends first gives the reason of the process', async (_, text) => {
  const executable = await script(text);
  await expect(launchPrinter({ executable }, using())).rejects.toThrow('it ended (127): no such library');
});

test('one that cannot be started says why', async () => {
  const started = await startBrowserProcess({ executable: join(folder, 'nothing') }, using());
  expect(await started.ended).toContain('ENOENT');
  await started.kill();
});

test('what is killed leaves no folder', async () => {
  const before = await profiles();
  const started = await startBrowserProcess({ executable: await script('sleep 600') }, using());
  expect(started.isAlive()).toBe(true);
  expect((await profiles()).length).toBeGreaterThan(before.length);
  await started.kill();
  expect(await started.ended).toContain('SIGKILL');
  expect(await profiles()).toEqual(before);
});

test('what starts early goes to the first who asks, or ends', async () => {
  const executable = await script(`touch '${join(folder, 'started')}'\nsleep 600`);
  const taken = startEarly(executable, using(), nodeHost);
  const started = await taken.take();
  expect(taken.take()).toBeUndefined();
  await taken.close();
  expect(started?.isAlive()).toBe(true);
  await expect.poll(() => access(join(folder, 'started'))).toBeUndefined();
  await started?.kill();
  const left = startEarly(executable, using(), nodeHost);
  await left.close();
  expect(left.take()).toBeUndefined();
});

test('what cannot be found is told to whoever takes it, and to nobody else', async () => {
  const early = startEarly(join(folder, 'nothing'), using(), nodeHost);
  await expect(early.take()).rejects.toThrow('nothing');
  await startEarly(join(folder, 'nothing'), using(), nodeHost).close();
});

/** For as long as something else is done without a pause, nothing that waits goes on. */
const isThere = (taken: Promise<unknown> | undefined): Promise<boolean> =>
  Promise.race([
    taken?.then(() => true),
    Promise.resolve().then(() => Promise.resolve(false)),
  ]) as Promise<boolean>;

test('it has begun before anything else is done, where that is waited for', async () => {
  const executable = await script('sleep 600');
  const hurried = startEarly(executable, using(), nodeHost).take();
  expect(await isThere(hurried)).toBe(false);
  const early = startEarly(executable, using(), nodeHost);
  await early.begun;
  const taken = early.take();
  expect(await isThere(taken)).toBe(true);
  for (const started of await Promise.all([hurried, taken])) await started?.kill();
});

test('what takes long to find is not waited for, nor what cannot be found', async () => {
  const slow = { ...nodeHost, kind: () => new Promise<never>(() => undefined) };
  const begun = startEarly(join(folder, 'nothing'), using(), slow).begun;
  await expect(begun).resolves.toBeUndefined();
  await expect(startEarly(join(folder, 'nothing'), using(), nodeHost).begun).resolves.toBeUndefined();
});
