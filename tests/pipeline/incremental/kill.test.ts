/**
 * `kill -9` at any moment of a build: published files are complete, and the next build has the right bytes. `KILLS` says how many builds
 * are killed: a weekly job kills 1,000.
 */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProject, type Project } from './project.ts';

const CLI = fileURLToPath(new URL('../../../src/cli/main.ts', import.meta.url));
const KILLS = Number(process.env.KILLS ?? 50);
/** Runs after which a build is not killed any more. */
const RUNS = 4;

const textOf = (version: number): string =>
  `# Signs\n\n${`A hot forehead, version ${version}. `.repeat(200)}\n`;

const files = (version: number) => ({ 'content/fever/signs.md': textOf(version) });
const settings = { 'content/fever/publication.yaml': 'title: Fever\neditions: [epub]\n' };

let project: Project;
/** The same build, not killed and without a cache. */
let undisturbed: Project;
beforeAll(async () => {
  [project, undisturbed] = await Promise.all([openProject(settings), openProject(settings)]);
});
afterAll(() => Promise.all([project.remove(), undisturbed.remove()]));

const publishedBy = async (one: Project): Promise<string | undefined> =>
  (await one.published())['fever/fever.epub'];

async function digestOf(version: number): Promise<string | undefined> {
  await undisturbed.write(files(version));
  await undisturbed.build({ cache: false });
  return publishedBy(undisturbed);
}

/** @param limit milliseconds after which the build is killed */
function isKilled(limit?: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, 'build'], { cwd: project.root, stdio: 'ignore' });
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === null);
    });
  });
}

/** Returns the duration of a build that is not killed, in milliseconds. */
async function timeOfBuild(): Promise<number> {
  const started = performance.now();
  expect(await isKilled()).toBe(false);
  return performance.now() - started;
}

test(`${KILLS} killed builds leave complete files, and the next build is right`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  let [before, time, killed, runs]: [string | undefined, number, number, number] = [undefined, 0, 0, 0];
  for (let version = 0; killed < KILLS; version += 1) {
    const right = await digestOf(version);
    expect(right).not.toBe(before);
    await project.write(files(version));
    // The first build compiles the program, and the load of the machine varies.
    const isTimed = version < 2 || version % 10 === 0;
    if (isTimed) time = await timeOfBuild();
    for (let isUndone = !isTimed, run = 0; isUndone && run < RUNS; run += 1) {
      // The golden ratio spreads the moments evenly over the duration of a build.
      isUndone = await isKilled(time * ((++runs * 0.618_034) % 1));
      if (isUndone) killed += 1;
      expect([before, right], `after run ${runs}`).toContain(await publishedBy(project));
    }
    expect((await project.build()).result.diagnostics).toEqual([]);
    expect(await publishedBy(project)).toBe(right);
    before = right;
  }
});
