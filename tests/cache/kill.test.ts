/** `kill -9` at any moment of a build: what is published is whole, and the next build gives the right bytes. */
import { spawn } from 'node:child_process';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openProject, type Project } from './project.ts';

const CLI = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));
const KILLS = 200;
const VERSIONS = 5;

const textOf = (version: number): string =>
  `# Signs\n\n${`A hot forehead, version ${version}. `.repeat(200)}\n`;

let project: Project;
/** Digests of the e-book by the version of its text. */
const right: string[] = [];
/** Milliseconds of a build that is not killed. */
let usual = 0;
beforeAll(async () => {
  project = await openProject({
    'content/fever/publication.yaml': 'title: Fever\neditions: [epub]\n',
    'content/fever/signs.md': textOf(0),
  });
  for (let version = 0; version < VERSIONS; version += 1) {
    await project.write({ 'content/fever/signs.md': textOf(version) });
    await project.build({ cache: false });
    right.push((await project.published())['fever/fever.epub'] ?? '');
  }
  const started = performance.now();
  await run();
  usual = performance.now() - started;
});
afterAll(() => project.remove());

/** @param limit milliseconds after which it is killed */
function run(limit?: number): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [CLI, 'build'], { cwd: project.root, stdio: 'ignore' });
    const timer = limit === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), limit);
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code);
    });
  });
}

test(`${KILLS} times`, { timeout: 600_000 }, async () => {
  expect(new Set(right).size).toBe(VERSIONS);
  let killed = 0;
  for (let time = 0; time < KILLS; time += 1) {
    const version = time % VERSIONS;
    await project.write({ 'content/fever/signs.md': textOf(version) });
    // The golden ratio spreads the moments evenly over the whole of a build.
    const code = await run(usual * 1.1 * ((time * 0.618_034) % 1));
    if (code === null) killed += 1;
    const { 'fever/fever.epub': published = '' } = await project.published();
    expect(right, `after kill ${time}`).toContain(published);
    if (time % 4 !== 3) continue;
    const { result } = await project.build();
    expect(result.diagnostics).toEqual([]);
    expect((await project.published())['fever/fever.epub']).toBe(right[version]);
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
});
