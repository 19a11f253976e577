/** Unpacking the browser from npm. */
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from '../../../src/runtime/browser/browser.ts';
import { findNpmBrowser } from '../../../src/runtime/browser/npm-browser.ts';
import { fakeHost } from '../../print/workbench.ts';

const made = process.platform === 'linux' && process.arch === 'x64';

describe.runIf(made)('the browser of the npm registry', () => {
  let folder = '';
  const from = (cache: string) => findNpmBrowser(fakeHost([], { XDG_CACHE_HOME: cache }));

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'handpress-test-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('unpacks the browser once for concurrent callers, without leftovers', async () => {
    const [one, other] = await Promise.all([from(folder), from(folder)]);
    expect(one).toEqual(other);
    const home = dirname(one?.executable ?? '');
    expect(await readdir(dirname(home))).toEqual([expect.stringMatching(/^chromium-\d+\.\d+\.\d+$/)]);
    expect((await stat(home)).mode & 0o077).toBe(0);
    expect(await readFile(join(home, 'fonts', 'fonts.conf'), 'utf8')).toContain(
      `<dir>${home}/fonts/fonts</dir>`,
    );
  });

  test('does not unpack the browser again', async () => {
    const before = await stat((await from(folder))?.executable ?? '');
    const after = await stat((await from(folder))?.executable ?? '');
    expect(after.ino).toBe(before.ino);
  });

  describe('where the cache cannot be written', () => {
    const usual = process.env.TMPDIR;
    let place = '';

    beforeAll(async () => {
      process.env.TMPDIR = await mkdtemp(join(folder, 'temporary-'));
      place = join(process.env.TMPDIR, `handpress-${process.getuid?.()}`);
      await writeFile(join(folder, 'file'), '');
    });
    afterAll(() => {
      if (usual === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = usual;
    });

    test('unpacks into a private temporary folder if the cache is not writable, and prints from there repeatedly', async () => {
      const found = await from(join(folder, 'file'));
      expect(found?.executable.startsWith(`${place}/chromium-`)).toBe(true);
      expect((await stat(place)).mode & 0o077).toBe(0);
      if (found === undefined) throw new Error('no browser');
      const { signal } = new AbortController();
      for (const title of ['A', 'B']) {
        const browser = await launchBrowser(found, { debug: false, signal });
        const tab = await browser.openTab();
        const bytes = await tab.print(`<!doctype html><title>${title}</title><p>a`, 30_000);
        expect(Buffer.from(bytes.subarray(0, 5)).toString()).toBe('%PDF-');
        await browser.close();
      }
      expect(await from(join(folder, 'file'))).toEqual(found);
    });

    test('does not hang where no folder can be made', async () => {
      expect((await from('/proc/nothing'))?.executable.startsWith(place)).toBe(true);
    });

    test.each([
      ['open to others', async () => chmod(place, 0o777)],
      [
        'a link',
        async () => {
          await rm(place, { recursive: true });
          await symlink(folder, place);
        },
      ],
    ])('does not use a temporary folder that is %s', async (_what, spoil) => {
      await spoil();
      await expect(from(join(folder, 'file'))).rejects.toMatchObject({
        diagnostic: { code: 'browser-failed', message: expect.stringContaining('no folder of the user') },
      });
    });
  });
});
