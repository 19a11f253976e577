import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../src/browser/browser.ts';
import { npmBrowser } from '../../src/browser/npm-browser.ts';
import { fakeHost } from '../pdf/workbench.ts';

const made = process.platform === 'linux' && process.arch === 'x64';

describe.runIf(made)('the browser of the npm registry', () => {
  let folder = '';
  const from = (cache: string) => npmBrowser(fakeHost([], { XDG_CACHE_HOME: cache }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handpress-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is unpacked whole, by whoever comes first, and nothing is left lying about', async () => {
    const [one, other] = await Promise.all([from(folder), from(folder)]);
    expect(one).toEqual(other);
    const home = dirname(one?.executable ?? '');
    expect(await readdir(dirname(home))).toEqual([expect.stringMatching(/^chromium-\d+\.\d+\.\d+$/)]);
    expect((await stat(home)).mode & 0o077).toBe(0);
    expect(await readFile(join(home, 'fonts', 'fonts.conf'), 'utf8')).toContain(
      `<dir>${home}/fonts/fonts</dir>`,
    );
  });

  it('is not unpacked again', async () => {
    const before = await stat((await from(folder))?.executable ?? '');
    const after = await stat((await from(folder))?.executable ?? '');
    expect(after.ino).toBe(before.ino);
  });

  it('goes where it is removed again when the cache cannot be written, and prints from there', async () => {
    const file = join(folder, 'file');
    await writeFile(file, '');
    const found = await from(file);
    if (found?.temporary === undefined) throw new Error('expected a temporary folder');
    const { signal } = new AbortController();
    const browser = await launchBrowser(found, { debug: false, signal });
    const tab = await browser.openTab();
    const bytes = await tab.print('<!doctype html><title>A</title><p>a', 30_000);
    expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
    await browser.close();
    await expect(stat(found.temporary)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
