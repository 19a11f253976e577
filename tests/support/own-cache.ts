/** Gives each file of tests a cache folder of its own. */
import { rmSync } from 'node:fs';
import process from 'node:process';
import { afterAll } from 'vitest';
import { makeCacheFolder } from './cache-folder.ts';

const former = process.env.XDG_CACHE_HOME;
const folder = makeCacheFolder();
process.env.XDG_CACHE_HOME = folder;

afterAll(() => {
  if (former === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = former;
  rmSync(folder, { recursive: true, force: true });
});
