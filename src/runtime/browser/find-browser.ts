/** Finds the browser to print with. Downloads nothing and starts nothing. */
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import process from 'node:process';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { BrowserError } from './browser-error.ts';
import type { FoundBrowser } from './found-browser.ts';
import { findNpmBrowser, readNpmBrowserName } from './npm-browser.ts';

/** Searches one place and returns the best browser in it. */
export type Finder = (host: Host) => Promise<FoundBrowser | undefined>;

/** The places to search if no browser is named, in order. */
export const finders: readonly Finder[] = [findInPuppeteerCache, findNpmBrowser, findOnSystem];

const BROWSER_VARIABLES = ['HANDPRESS_BROWSER', 'PUPPETEER_EXECUTABLE_PATH'];
const COMMANDS = ['chrome-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'];

/**
 * Returns the named browser, otherwise the first one that `places` find.
 * @param namedPath path from the user, absolute or relative to the working directory
 * @throws {BrowserError} `browser-missing` if the named browser does not exist, or if there is none
 */
export async function findBrowser(
  namedPath: string | undefined,
  host: Host,
  places: readonly Finder[] = finders,
): Promise<FoundBrowser> {
  const name = [namedPath, ...BROWSER_VARIABLES.map((variable) => host.variable(variable))].find(Boolean);
  if (name !== undefined) {
    const executable = resolve(name);
    // A named link in the project can lead out of it.
    if (/^(?:file|outside)$/.test((await host.kind(executable)) ?? '')) return { executable };
    throw new BrowserError(diagnostic('browser-missing', { asked: name }));
  }
  for (const find of places) {
    const found = await find(host);
    if (found !== undefined) return found;
  }
  const { adviseBrowser } = await import('../../core/install-advice.ts');
  const install = adviseBrowser(`${process.platform}-${process.arch}`, await readNpmBrowserName());
  throw new BrowserError(diagnostic('browser-missing', { install }));
}

/** Prefers the headless shell, because it starts two to three times as fast as the full browser. */
async function findInPuppeteerCache(host: Host): Promise<FoundBrowser | undefined> {
  const cacheDir = host.variable('PUPPETEER_CACHE_DIR') || join(homedir(), '.cache', 'puppeteer');
  if ((await host.kind(cacheDir)) !== 'folder') return undefined;
  const { Browser, getInstalledBrowsers } = await import('@puppeteer/browsers');
  // Recorded as dependencies, so that a browser that is installed later is noticed.
  for (const { name, kind } of await host.list(cacheDir)) {
    if (kind === 'folder') await host.list(join(cacheDir, name));
  }
  const installed = await getInstalledBrowsers({ cacheDir });
  for (const kind of [Browser.CHROMEHEADLESSSHELL, Browser.CHROME, Browser.CHROMIUM]) {
    const newest = installed.filter(({ browser }) => browser === kind).sort(compareBuilds);
    for (const { executablePath } of newest) {
      if ((await host.kind(executablePath)) === 'file') return { executable: executablePath };
    }
  }
  return undefined;
}

const compareBuilds = (one: { buildId: string }, other: { buildId: string }): number =>
  other.buildId.localeCompare(one.buildId, 'en', { numeric: true });

async function findOnSystem(host: Host): Promise<FoundBrowser | undefined> {
  for (const executable of [...(await findSystemChrome()), ...listPathCandidates(host)]) {
    if ((await host.kind(executable)) === 'file') return { executable };
  }
  return undefined;
}

async function findSystemChrome(): Promise<readonly string[]> {
  const { Browser, ChromeReleaseChannel, computeSystemExecutablePath } = await import('@puppeteer/browsers');
  try {
    return [computeSystemExecutablePath({ browser: Browser.CHROME, channel: ChromeReleaseChannel.STABLE })];
  } catch {
    return []; // It throws if Chrome is not installed, and on unknown systems.
  }
}

/**
 * Lists candidates on `PATH`. Skips `node_modules`, which npm adds to `PATH`, because a commit can contain
 * it.
 */
function listPathCandidates(host: Host): readonly string[] {
  const folders = (host.variable('PATH') ?? '').split(delimiter).filter(isSystemFolder);
  return COMMANDS.flatMap((command) => folders.map((folder) => resolve(folder, command)));
}

const isSystemFolder = (folder: string): boolean =>
  isAbsolute(folder) && !folder.split(/[\\/]/).includes('node_modules');
