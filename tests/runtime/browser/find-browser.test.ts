/** The search for a browser. */
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Browser, computeExecutablePath, detectBrowserPlatform } from '@puppeteer/browsers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Finder, findBrowser, finders } from '../../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { fakeHost } from '../../print/workbench.ts';

const nothing: Finder = async () => undefined;
const at =
  (executable: string): Finder =>
  async () => ({ executable });

describe('findBrowser', () => {
  test('prefers the named browser to those in variables, and these to searching', async () => {
    const variables = { HANDPRESS_BROWSER: '/h', PUPPETEER_EXECUTABLE_PATH: '/p' };
    const host = fakeHost(['/asked', '/h', '/p'], variables);
    expect(await findBrowser('/asked', host, [at('/found')])).toEqual({ executable: '/asked' });
    expect(await findBrowser(undefined, host, [at('/found')])).toEqual({ executable: '/h' });
    const { PUPPETEER_EXECUTABLE_PATH } = variables;
    expect(await findBrowser(undefined, fakeHost(['/p'], { PUPPETEER_EXECUTABLE_PATH }), [])).toEqual({
      executable: '/p',
    });
  });

  test('does not replace a named browser that does not exist', async () => {
    await expect(findBrowser('/gone', fakeHost([]), [at('/found')])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: expect.stringContaining('/gone') },
    });
    const host = fakeHost([], { HANDPRESS_BROWSER: '/gone-too' });
    await expect(findBrowser(undefined, host, [at('/found')])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: expect.stringContaining('/gone-too') },
    });
  });

  test('uses the first place that has a browser', async () => {
    expect(await findBrowser(undefined, fakeHost([]), [nothing, at('/two'), at('/three')])).toEqual({
      executable: '/two',
    });
  });

  test('reports that there is no browser', async () => {
    await expect(findBrowser(undefined, fakeHost([]), [nothing])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: 'No browser was found to print with.' },
    });
  });

  test('searches PATH last, and there for the headless shell first', async () => {
    const onSystem = finders.slice(-1);
    const host = fakeHost(['/b/chromium', '/a/google-chrome', '/b/chrome-headless-shell'], { PATH: '/a:/b' });
    expect(await findBrowser(undefined, host, onSystem)).toEqual({ executable: '/b/chrome-headless-shell' });
  });

  test('ignores browsers in the packages or among the files of a project, where a commit can add them', async () => {
    const PATH = '/project/node_modules/.bin:.:bin:/b';
    const host = fakeHost(['/project/node_modules/.bin/chromium', '/b/google-chrome'], { PATH });
    expect(await findBrowser(undefined, host, finders.slice(-1))).toEqual({ executable: '/b/google-chrome' });
  });
});

describe('the cache of Puppeteer', () => {
  let cacheDir = '';
  const platform = detectBrowserPlatform();

  async function install(browser: Browser, buildId: string): Promise<string> {
    const path = computeExecutablePath({ cacheDir, browser, buildId, ...(platform && { platform }) });
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, '');
    await chmod(path, 0o755);
    return path;
  }

  beforeAll(async () => {
    cacheDir = await mkdtemp(join(tmpdir(), 'handpress-test-'));
  });
  afterAll(() => rm(cacheDir, { recursive: true }));

  test('finds the newest headless shell in the cache of Puppeteer, otherwise the newest Chrome', async () => {
    const host = {
      ...nodeHost,
      variable: (name: string) => (name === 'PUPPETEER_CACHE_DIR' ? cacheDir : undefined),
    };
    const find = () => findBrowser(undefined, host, finders.slice(0, 1));
    await install(Browser.CHROME, '99.0.1.1');
    const chrome = await install(Browser.CHROME, '150.0.1.1');
    expect(await find()).toEqual({ executable: chrome });
    await install(Browser.CHROMEHEADLESSSHELL, '98.0.1.1');
    const shell = await install(Browser.CHROMEHEADLESSSHELL, '120.0.1.1');
    expect(await find()).toEqual({ executable: shell });
  });
});
