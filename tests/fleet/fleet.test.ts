/** Builds with real workers, a real Redis and a real nginx. A machine is a process with a cache folder of its own. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { handpress } from '../cli/run.ts';
import { Random } from '../fuzz/random.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';
import { runWithKills } from './kills.ts';
import { buildAlone, digestFiles, fleetObstacle, makeTexts, TestFleet } from './machines.ts';
import { findFreePort } from './redis.ts';

if (fleetObstacle !== undefined)
  console.warn(`not run: builds with a fleet, because there is ${fleetObstacle}`);

const countJobs = (stderr: string): number => Number(/(\d+) jobs? done by workers/.exec(stderr)?.[1] ?? 0);

describe.skipIf(fleetObstacle !== undefined)('a fleet (not run without redis-server and nginx)', () => {
  let fleet: TestFleet;
  let root: string;
  let alone: Readonly<Record<string, string>>;

  beforeAll(async () => {
    fleet = await TestFleet.start();
    root = await fleet.makeProject(makeTexts(3));
    expect((await buildAlone(root, 'alone')).code).toBe(0);
    alone = await digestFiles(join(root, 'alone'));
  });
  afterAll(() => fleet.close());

  test('makes the same files as one machine, and its builder prints nothing', async () => {
    const [one, two] = await Promise.all([fleet.startWorker(), fleet.startWorker()]);
    const { code, stderr } = await handpress(['build', '--out', 'dist', '--trace', 'trace.json'], {
      cwd: root,
      env: { ...fleet.builderEnvironment, XDG_CACHE_HOME: makeCacheFolder() },
    });
    expect(code, stderr).toBe(0);
    expect(await digestFiles(join(root, 'dist'))).toEqual(alone);
    // Each leaflet and the book is printed and finished.
    expect(countJobs(stderr)).toBeGreaterThanOrEqual(8);
    expect(stderr).not.toContain('came back');
    expect(stderr).toMatch(/^2 workers, \d+ jobs? waiting/m);
    one.child.kill('SIGTERM');
    two.child.kill('SIGINT');
    expect(await Promise.all([one.ended, two.ended])).toEqual([0, 0]);
    expect(one.text() + two.text()).not.toContain('failed');
    expect(one.text()).toMatch(/^worker: ended, \d+ jobs? done$/m);
  });

  test('has builders of the same project at once, also in a run for a pull request', async () => {
    await fleet.forget();
    const before = (await fleet.nginx.requests()).length;
    const worker = await fleet.startWorker();
    const request = { GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' };
    const results = await Promise.all(
      ['both', 'both', 'other'].map((out) =>
        handpress(['build', '--out', out], {
          cwd: root,
          env: { ...fleet.builderEnvironment, ...request, XDG_CACHE_HOME: makeCacheFolder() },
        }),
      ),
    );
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(results.map(({ stderr }) => stderr).join()).not.toMatch(/warning/);
    for (const out of ['both', 'other']) expect(await digestFiles(join(root, out))).toEqual(alone);
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    // A step of two builders was done once.
    const requests = (await fleet.nginx.requests()).slice(before);
    const written = requests.filter((line) => /^PUT \/ac\//.test(line));
    expect(written.length).toBeGreaterThan(0);
    expect(new Set(written).size).toBe(written.length);
  });

  test('has the same files after workers and builders were killed', async () => {
    const random = new Random(7);
    const report = await runWithKills(5, () => random.number());
    expect(report.workersKilled + report.buildersKilled).toBeGreaterThanOrEqual(5);
    expect(report.builds).toBeGreaterThan(0);
    expect(report.results).toBeGreaterThan(0);
  });

  test('is not needed: a build with a queue that is gone makes the same files, with one warning', async () => {
    await fleet.forget();
    const env = { ...fleet.builderEnvironment, XDG_CACHE_HOME: makeCacheFolder() };
    const { code, stderr } = await handpress(
      ['build', '--out', 'gone', '--queue', `redis://user:geheim@127.0.0.1:${await findFreePort()}`],
      { cwd: root, env },
    );
    expect(code, stderr).toBe(0);
    expect(await digestFiles(join(root, 'gone'))).toEqual(alone);
    expect(stderr.match(/queue-lost/g)).toHaveLength(1);
    expect(stderr).not.toContain('geheim');
  });
});

describe('what a fleet needs', () => {
  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    handpress(args, { cwd: import.meta.dirname, env });
  const cache = { HANDPRESS_SHARED_CACHE: 'http://127.0.0.1:9/', HANDPRESS_SHARED_CACHE_KEY: '' };

  const queue = ['--queue', 'redis://127.0.0.1:9'];
  const worker = ['worker', ...queue];

  test.each([
    ['a queue', ['worker'], {}, 2, 'queue-wrong', 'A worker needs a queue'],
    ['a queue of Redis', ['worker', '--queue', 'amqp://:geheim@x'], {}, 2, 'queue-wrong', 'none of Redis'],
    ['a shared cache', worker, {}, 2, 'queue-wrong', 'needs a shared cache'],
    ['a shared cache in a build', ['build', ...queue], {}, 2, 'queue-wrong', 'needs a shared cache'],
    ['a private key', worker, 'public', 2, 'queue-wrong', 'needs a private key'],
    ['a private key, not a public one', worker, 'none', 2, 'queue-wrong', 'needs a private key'],
    [
      'an address of the cache',
      [...worker, '--shared-cache', 'cache'],
      'private',
      2,
      'option-wrong',
      '`--shared-cache` needs an address',
    ],
    ['a queue that answers', worker, 'private', 3, 'queue-unreachable', 'cannot be reached'],
    ['no project', ['worker', '--out', 'x'], {}, 2, 'option-unknown', '--out'],
  ] as const)('%s', async (_what, args, keys, code, problem, message) => {
    const { generateKeys } = await import('../../src/runtime/cache/shared/result-keys.ts');
    const { publicKey, privateKey } = generateKeys();
    const env = {
      ...(keys === 'none' && cache),
      ...(keys === 'public' && { ...cache, HANDPRESS_SHARED_CACHE_KEY: publicKey }),
      ...(keys === 'private' && { ...cache, HANDPRESS_SHARED_CACHE_SIGNING_KEY: privateKey }),
    };
    const ended = await run(args, env);
    expect(ended.stderr).toContain(`  ${problem}\n`);
    expect(ended.stderr).toContain(message);
    expect(ended.stderr + ended.stdout).not.toContain('geheim');
    expect(ended.code).toBe(code);
  });
});

test('a queue cannot be named in a file of the project', async () => {
  const root = await mkdtemp(join(tmpdir(), 'handpress-queue-'));
  try {
    await writeFile(join(root, 'handpress.yaml'), 'queue: redis://queue.example.org\n');
    await writeFile(join(root, 'note.md'), '# Note\n\nWords.\n');
    const { code, stderr } = await handpress(['check', 'note.md'], { cwd: root });
    expect(stderr).toContain('shared-cache-in-file');
    expect(code).toBe(2);
  } finally {
    await rm(root, { recursive: true });
  }
});

test.skipIf(fleetObstacle !== undefined)('a worker ends with 0 while its queue is gone', async () => {
  const fleet = await TestFleet.start();
  try {
    const worker = await fleet.startWorker();
    await fleet.redis.kill();
    await wait(300);
    const start = performance.now();
    worker.child.kill('SIGTERM');
    expect(await worker.ended).toBe(0);
    expect(performance.now() - start).toBeLessThan(20_000);
  } finally {
    await fleet.close();
  }
});
