/** Finds the browser to print with. Nothing is downloaded; what is found is not started. */
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { PressError } from './browser-error.ts';
import type { FoundBrowser } from './found-browser.ts';
import { npmBrowser, npmBrowserName } from './npm-browser.ts';

/** One place to look in; finds nothing, or the best there. */
export type Finder = (host: Host) => Promise<FoundBrowser | undefined>;

/** Where to look when no browser was named, in this order. */
export const finders: readonly Finder[] = [inPuppeteerCache, npmBrowser, onSystem];

const NAMING = ['HANDPRESS_BROWSER', 'PUPPETEER_EXECUTABLE_PATH'];
const COMMANDS = ['chrome-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/**
 * The named browser, else the first of `places` that has one.
 * @param asked what the user named; a path, relative to the working folder or absolute
 * @throws {PressError} `browser-missing`: a named browser does not exist, or there is none at all
 */
export async function findBrowser(
  asked: string | undefined,
  host: Host,
  places: readonly Finder[] = finders,
): Promise<FoundBrowser> {
  const name = [asked, ...NAMING.map((variable) => host.variable(variable))].find(Boolean);
  if (name !== undefined) {
    const executable = resolve(name);
    // Whoever names a link in the project means what it leads to.
    if (/^(?:file|outside)$/.test((await host.kind(executable)) ?? '')) return { executable };
    throw new PressError(diagnostic('browser-missing', { asked: name }));
  }
  for (const find of places) {
    const found = await find(host);
    if (found !== undefined) return found;
  }
  const { adviseBrowser } = await import('../../core/install-advice.ts');
  const install = adviseBrowser(`${process.platform}-${process.arch}`, await npmBrowserName());
  throw new PressError(diagnostic('browser-missing', { install }));
}

/** The headless shell starts two to three times as fast as the whole browser, so it is preferred. */
async function inPuppeteerCache(host: Host): Promise<FoundBrowser | undefined> {
  const cacheDir = host.variable('PUPPETEER_CACHE_DIR') || join(homedir(), '.cache', 'puppeteer');
  if ((await host.kind(cacheDir)) !== 'folder') return undefined;
  const { Browser, getInstalledBrowsers } = await import('@puppeteer/browsers');
  // Another that is installed there later is to be noticed.
  for (const { name, kind } of await host.list(cacheDir)) {
    if (kind === 'folder') await host.list(join(cacheDir, name));
  }
  const installed = await getInstalledBrowsers({ cacheDir });
  for (const kind of [Browser.CHROMEHEADLESSSHELL, Browser.CHROME, Browser.CHROMIUM]) {
    const newest = installed.filter(({ browser }) => browser === kind).sort(byBuild);
    for (const { executablePath } of newest) {
      if ((await host.kind(executablePath)) === 'file') return { executable: executablePath };
    }
  }
  return undefined;
}

const byBuild = (one: { buildId: string }, other: { buildId: string }): number =>
  other.buildId.localeCompare(one.buildId, 'en', { numeric: true });

async function onSystem(host: Host): Promise<FoundBrowser | undefined> {
  for (const executable of [...(await chromeOfSystem()), ...onPath(host)]) {
    if ((await host.kind(executable)) === 'file') return { executable };
  }
  return undefined;
}

async function chromeOfSystem(): Promise<readonly string[]> {
  const { Browser, ChromeReleaseChannel, computeSystemExecutablePath } = await import('@puppeteer/browsers');
  try {
    return [computeSystemExecutablePath({ browser: Browser.CHROME, channel: ChromeReleaseChannel.STABLE })];
  } catch {
    return []; // It throws where Chrome is not installed, and on systems it does not know.
  }
}

/** Folders of the system: npm puts those of the project's packages in front, which a commit can bring along. */
function onPath(host: Host): readonly string[] {
  const folders = (host.variable('PATH') ?? '').split(delimiter).filter(isOfSystem);
  return COMMANDS.flatMap((command) => folders.map((folder) => resolve(folder, command)));
}

const isOfSystem = (folder: string): boolean =>
  isAbsolute(folder) && !folder.split(/[\\/]/).includes('node_modules');
