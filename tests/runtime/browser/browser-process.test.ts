/** Starting, ending and prelaunching the browser process. */
import { access, chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { launchPrintBrowser } from '../../../src/runtime/browser/browser.ts';
import { findSharedBrowser } from '../../../src/runtime/browser/browser-identity.ts';
import { startBrowserProcess } from '../../../src/runtime/browser/browser-process.ts';
import { prelaunchProcess } from '../../../src/runtime/browser/prelaunched-browser.ts';
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

test('reports how a browser has ended, and its last messages', async () => {
  const executable = await script('echo "no such library" >&2\nexit 127');
  const started = await startBrowserProcess({ executable }, using());
  expect(await started.ended).toBe('it ended (127): no such library');
  expect(started.isAlive()).toBe(false);
  await started.kill();
});

test.each([
  ['the process', 'echo "no such library" >&2\nexit 127'],
  ['its pipe', 'exec 3<&- 4>&-\nsleep 0.2\necho "no such library" >&2\nexit 127'],
])('reports the reason of the process if %s of a browser ends first', async (_, text) => {
  const executable = await script(text);
  await expect(launchPrintBrowser({ executable }, using())).rejects.toThrow(
    'it ended (127): no such library',
  );
});

test('reports why a browser cannot be started', async () => {
  const started = await startBrowserProcess({ executable: join(folder, 'nothing') }, using());
  expect(await started.ended).toContain('ENOENT');
  await started.kill();
});

test('a killed browser leaves no folder', async () => {
  const before = await profiles();
  const started = await startBrowserProcess({ executable: await script('sleep 600') }, using());
  expect(started.isAlive()).toBe(true);
  expect((await profiles()).length).toBeGreaterThan(before.length);
  await started.kill();
  expect(await started.ended).toContain('SIGKILL');
  expect(await profiles()).toEqual(before);
});

// Puppeteer itself waits 30 s for a tab that the browser has promised before it ended.
test.each([2, 4, 6, 8, 10, 12, 14, 16, 18, 20])(
  'a browser that ends %d ms after tabs were asked for fails at once',
  async (after) => {
    const controller = new AbortController();
    const { signal } = controller;
    const browser = await launchPrintBrowser(await findSharedBrowser(undefined, nodeHost), {
      ...using(),
      signal,
    });
    await browser.openTab();
    const opening = Promise.allSettled(Array.from({ length: 4 }, () => browser.openTab()));
    setTimeout(() => controller.abort(), after);
    const began = performance.now();
    const tabs = await opening;
    await browser.close();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(tabs.some(({ status }) => status === 'rejected')).toBe(true);
  },
);

test('gives a prelaunched browser to the first caller, or kills it', async () => {
  const executable = await script(`touch '${join(folder, 'started')}'\nsleep 600`);
  const taken = prelaunchProcess(executable, using(), nodeHost);
  const started = await taken.take();
  expect(taken.take()).toBeUndefined();
  await taken.close();
  expect(started?.isAlive()).toBe(true);
  await expect.poll(() => access(join(folder, 'started'))).toBeUndefined();
  await started?.kill();
  const left = prelaunchProcess(executable, using(), nodeHost);
  await left.close();
  expect(left.take()).toBeUndefined();
});

test('reports a missing browser only to the caller that takes it', async () => {
  const early = prelaunchProcess(join(folder, 'nothing'), using(), nodeHost);
  await expect(early.take()).rejects.toThrow('nothing');
  await prelaunchProcess(join(folder, 'nothing'), using(), nodeHost).close();
});

/** Blocks the event loop. */
const isThere = (taken: Promise<unknown> | undefined): Promise<boolean> =>
  Promise.race([
    taken?.then(() => true),
    Promise.resolve().then(() => Promise.resolve(false)),
  ]) as Promise<boolean>;

test('awaiting `spawned` starts the browser before other work', async () => {
  const executable = await script('sleep 600');
  const hurried = prelaunchProcess(executable, using(), nodeHost).take();
  expect(await isThere(hurried)).toBe(false);
  const early = prelaunchProcess(executable, using(), nodeHost);
  await early.spawned;
  const taken = early.take();
  expect(await isThere(taken)).toBe(true);
  for (const started of await Promise.all([hurried, taken])) await started?.kill();
});

test('`spawned` does not wait for a slow search, nor for a missing browser', async () => {
  const slow = { ...nodeHost, kind: () => new Promise<never>(() => undefined) };
  const begun = prelaunchProcess(join(folder, 'nothing'), using(), slow).spawned;
  await expect(begun).resolves.toBeUndefined();
  await expect(prelaunchProcess(join(folder, 'nothing'), using(), nodeHost).spawned).resolves.toBeUndefined();
});
