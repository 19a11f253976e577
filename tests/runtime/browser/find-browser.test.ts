import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Browser, computeExecutablePath, detectBrowserPlatform } from '@puppeteer/browsers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Finder, findBrowser, finders } from '../../../src/runtime/browser/find-browser.ts';
import { nodeHost } from '../../../src/runtime/node-host.ts';
import { fakeHost } from '../../print/workbench.ts';

const nothing: Finder = async () => undefined;
const at =
  (executable: string): Finder =>
  async () => ({ executable });

describe('findBrowser', () => {
  it('takes the named one before those of the environment, and these before any place', async () => {
    const variables = { HANDPRESS_BROWSER: '/h', PUPPETEER_EXECUTABLE_PATH: '/p' };
    const host = fakeHost(['/asked', '/h', '/p'], variables);
    expect(await findBrowser('/asked', host, [at('/found')])).toEqual({ executable: '/asked' });
    expect(await findBrowser(undefined, host, [at('/found')])).toEqual({ executable: '/h' });
    const { PUPPETEER_EXECUTABLE_PATH } = variables;
    expect(await findBrowser(undefined, fakeHost(['/p'], { PUPPETEER_EXECUTABLE_PATH }), [])).toEqual({
      executable: '/p',
    });
  });

  it('takes no other in the place of a named one that is not there', async () => {
    await expect(findBrowser('/gone', fakeHost([]), [at('/found')])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: expect.stringContaining('/gone') },
    });
    const host = fakeHost([], { HANDPRESS_BROWSER: '/gone-too' });
    await expect(findBrowser(undefined, host, [at('/found')])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: expect.stringContaining('/gone-too') },
    });
  });

  it('takes the first place that has one', async () => {
    expect(await findBrowser(undefined, fakeHost([]), [nothing, at('/two'), at('/three')])).toEqual({
      executable: '/two',
    });
  });

  it('says so when there is none', async () => {
    await expect(findBrowser(undefined, fakeHost([]), [nothing])).rejects.toMatchObject({
      diagnostic: { code: 'browser-missing', message: 'No browser was found to print with.' },
    });
  });

  it('looks along PATH last, for the headless shell first', async () => {
    const onSystem = finders.slice(-1);
    const host = fakeHost(['/b/chromium', '/a/google-chrome', '/b/chrome-headless-shell'], { PATH: '/a:/b' });
    expect(await findBrowser(undefined, host, onSystem)).toEqual({ executable: '/b/chrome-headless-shell' });
  });

  it('takes none that a commit can put into the packages of a project, or beside its files', async () => {
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

  it('gives the newest headless shell, else the newest Chrome', async () => {
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
