/** Builds projects with the compiled package, each in a process of its own, and measures the time. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeCacheFolder } from '../support/cache-folder.ts';
import { timed } from './comparison.ts';

const run = promisify(execFile);
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
/** The package, as it is installed: compiled. */
export const CLI = join(REPOSITORY, 'lib/cli/main.js');
/** A folder of its own, so that no result of an earlier build is found. */
export const CACHE = makeCacheFolder();

let packing: Promise<unknown> | undefined;

/** Compiles the package once, and gives the work a folder, of which nothing is left afterwards. */
export async function withCompiled<T>(work: (folder: string) => Promise<T>): Promise<T> {
  packing ??= run('npm', ['run', '--silent', 'prepack'], { cwd: REPOSITORY });
  await packing;
  const folder = await mkdtemp(join(tmpdir(), 'handpress-bench-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes files to `content/` of a project. @param files by path */
export async function writeContent(project: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(project, 'content', path)), { recursive: true });
    await writeFile(join(project, 'content', path), text);
  }
}

/** Returns the files as those of one publication, `book`. */
export const inBook = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`book/${path}`, text]));

/** Removes what was built, and the cache. */
export async function forgetBuilds(project: string): Promise<void> {
  await rm(join(project, 'dist'), { recursive: true, force: true });
  await rm(join(CACHE, 'handpress', 'builds'), { recursive: true, force: true });
}

/** Returns the milliseconds of a build. */
export const build = (project: string, options: readonly string[]): Promise<number> =>
  timeOfNode([CLI, 'build', '--root', project, ...options], project);

/** Returns the milliseconds of a build of which nothing is cached. */
export async function buildCold(project: string, options: readonly string[]): Promise<number> {
  await forgetBuilds(project);
  return build(project, options);
}

/** Returns the milliseconds that Node takes. @param environment added to that of this process */
export async function timeOfNode(
  args: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  const env = { ...process.env, XDG_CACHE_HOME: CACHE, ...environment };
  return (await timed(() => run(process.execPath, [...args], { cwd, env, maxBuffer: 1 << 26 }))).time;
}

/** Returns the milliseconds of both, the floor first in every second run. */
export async function inTurns(
  run: number,
  subject: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ readonly subject: number; readonly floor: number }> {
  if (run % 2 === 0) {
    const first = await floor();
    return { floor: first, subject: await subject() };
  }
  return { subject: await subject(), floor: await floor() };
}
