/** Bundles the command line as `npm run prepack` does, for tests that run it so often that loading it from source takes most of the time. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

export interface BundledCli {
  /** Path of the program. */
  readonly cli: string;
  remove(): Promise<void>;
}

/** Bundles into a folder beside `src/`, where the program finds its templates and styles. */
export async function bundleCli(): Promise<BundledCli> {
  const folder = await mkdtemp(join(REPOSITORY, 'lib-'));
  await run(process.execPath, ['packaging/bundle.ts', basename(folder)], { cwd: REPOSITORY });
  return { cli: join(folder, 'cli/main.js'), remove: () => rm(folder, { recursive: true, force: true }) };
}
