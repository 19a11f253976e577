/**
 * Makes cache folders for tests. Tests do not share cached results, and nothing gets into the cache of the user who runs them. The unpacked
 * browser and the compiled code of that user are used all the same, because unpacking the browser takes ten seconds.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { findNpmBrowser } from '../../src/runtime/browser/npm-browser.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { userCacheFolder } from '../../src/runtime/user-cache.ts';
import { TEMPORARY_FOLDER } from './temporary-folder.ts';

const SHARED = /^(?:chromium-.*|compiled)$/;

const USERS = userCacheFolder((name) => process.env[name]);
await findNpmBrowser(nodeHost);

const made: string[] = [];
process.once('exit', () => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Makes a folder for `XDG_CACHE_HOME`. It is removed when the process ends. */
export function makeCacheFolder(): string {
  const folder = mkdtempSync(join(process.env[TEMPORARY_FOLDER] ?? tmpdir(), 'handpress-test-cache-'));
  mkdirSync(join(folder, 'handpress'));
  for (const name of existsSync(USERS) ? readdirSync(USERS) : []) {
    if (SHARED.test(name)) symlinkSync(join(USERS, name), join(folder, 'handpress', name));
  }
  made.push(folder);
  return folder;
}
