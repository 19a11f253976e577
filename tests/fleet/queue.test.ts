/** Divides quick steps among real processes over a real Redis, and ends both at the worst moments. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/core/diagnostics/diagnostic.ts';
import type { FleetStatus } from '../../src/core/model/fleet.ts';
import type { SharedStore } from '../../src/core/model/shared-store.ts';
import { FLEET_LIMITS, FleetClient, type FleetLimits } from '../../src/runtime/fleet/fleet-client.ts';
import { parseQueueAddress } from '../../src/runtime/fleet/queue-address.ts';
import { FolderStore } from './folder-store.ts';
import { computeKey, LIMITS, MACHINE, reverse } from './quick-worker.ts';
import { findFreePort, hasRedis, TestRedis } from './redis.ts';

const WORKER = fileURLToPath(new URL('quick-worker.ts', import.meta.url));

const cleanups: (() => Promise<unknown> | undefined)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0).reverse()) await clean();
});

async function startRedis(...options: readonly string[]): Promise<TestRedis> {
  const redis = await TestRedis.start(...options);
  cleanups.push(() => redis.close());
  return redis;
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'handpress-fleet-'));
  cleanups.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

interface TestWorker {
  readonly child: ChildProcess;
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** @param time milliseconds of each step */
async function startWorker({ url }: TestRedis, folder: string, time = 3): Promise<TestWorker> {
  const child = spawn(process.execPath, [WORKER, url, folder, String(time)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  cleanups.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  await new Promise((resolve) => child.stdout?.once('data', resolve));
  return { child, ended };
}

interface TestClient {
  readonly client: FleetClient;
  readonly problems: Diagnostic[];
  readonly states: FleetStatus[];
  /** Has a worker do the step for a text. Returns whether a worker did it, and checks the bytes. */
  readonly ask: (text: string) => Promise<boolean>;
}

function openClient(
  url: string,
  store: SharedStore,
  limits: Partial<FleetLimits> = {},
  machine = MACHINE,
): TestClient {
  const address = parseQueueAddress(url);
  if (address === undefined) throw new Error('no address');
  const [problems, states]: [Diagnostic[], FleetStatus[]] = [[], []];
  const client = new FleetClient({
    ...{ address, openStore: async () => store, signal: new AbortController().signal },
    identify: async () => machine,
    report: (problem) => problems.push(problem),
    onProgress: (state) => states.push(state),
    limits: { ...FLEET_LIMITS, ...LIMITS, look: 100, ...limits },
  });
  cleanups.push(() => client.close());
  const ask = async (text: string): Promise<boolean> => {
    const input = new TextEncoder().encode(text);
    const step = { kind: 'printed', inputs: [text], settings: {} } as const;
    const bytes = await client.compute(computeKey('printed', [text]), step);
    if (bytes !== undefined) expect(bytes).toEqual(reverse(input));
    return bytes !== undefined;
  };
  return { client, problems, states, ask };
}

const askAll = (asked: TestClient, count: number): Promise<readonly boolean[]> =>
  Promise.all(Array.from({ length: count }, (_, at) => asked.ask(`document ${at}`)));

const codesOf = ({ problems }: TestClient): readonly string[] => problems.map(({ code }) => code);

describe.skipIf(!hasRedis)('a queue (not run without redis-server)', () => {
  test('has 1,000 jobs done while workers are killed and the queue starts again', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    const workers = await Promise.all([1, 2, 3].map(() => startWorker(redis, folder)));
    const asked = openClient(redis.url, new FolderStore(folder));
    let isDone = false;
    const working = askAll(asked, 1000).finally(() => {
      isDone = true;
    });
    const disturb = async (): Promise<void> => {
      for (let round = 0; round < 5 && !isDone; round += 1) {
        await wait(150);
        workers.shift()?.child.kill('SIGKILL');
        workers.push(await startWorker(redis, folder));
        if (round !== 1) continue;
        // It has kept nothing.
        await redis.kill();
        await redis.start();
      }
    };
    const [results] = await Promise.all([working, disturb()]);
    expect(results.filter((isRemote) => isRemote)).toHaveLength(1000);
    expect(codesOf(asked)).toEqual([]);
  });

  test('gives a job that was being done to another worker', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    const slow = await startWorker(redis, folder, 60_000);
    const asked = openClient(redis.url, new FolderStore(folder));
    const asking = asked.ask('document');
    await wait(500);
    slow.child.kill('SIGKILL');
    await startWorker(redis, folder);
    expect(await asking).toBe(true);
  });

  test('gives back a job that no worker can do, and goes on with the others', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder);
    const asked = openClient(redis.url, new FolderStore(folder));
    expect(await Promise.all([asked.ask('! cannot be done'), asked.ask('document')])).toEqual([false, true]);
    expect(await asked.ask('! cannot be done')).toBe(false);
    expect(asked.states.at(-1)).toMatchObject({ workers: 1, waiting: 0, done: 1, returned: 2 });
    expect(codesOf(asked)).toEqual([]);
  });

  test('queues a job of two builders once', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder, 100);
    const builders = [1, 2].map(() => openClient(redis.url, new FolderStore(folder)));
    const results = await Promise.all(builders.map((builder) => askAll(builder, 50)));
    expect(results.flat().every((isRemote) => isRemote)).toBe(true);
    const client = new Redis(redis.port, '127.0.0.1');
    const [name = ''] = await client.keys('handpress:jobs-*:events');
    const events = (await client.xrange(name, '-', '+')).map(([, fields]) => fields);
    client.disconnect();
    expect(events.filter((fields) => fields.includes('completed'))).toHaveLength(50);
  });

  test('waits for the job of a worker that is ended', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    const { child, ended } = await startWorker(redis, folder, 1000);
    const asked = openClient(redis.url, new FolderStore(folder));
    const asking = asked.ask('document');
    await wait(500);
    child.kill('SIGTERM');
    expect(await asking).toBe(true);
    expect(await ended).toBe(0);
  });

  test.each(['SIGKILL', 'SIGSTOP'] as const)(
    'leaves the rest to the builder once it is gone (%s)',
    async (signal) => {
      const [redis, folder] = [await startRedis(), await makeFolder()];
      await startWorker(redis, folder, 50);
      const asked = openClient(redis.url, new FolderStore(folder), { patience: 500 });
      const working = askAll(asked, 200);
      await wait(400);
      redis.signal(signal);
      const results = await working;
      expect(results).toContain(false);
      expect(await asked.ask('one more')).toBe(false);
      expect(codesOf(asked)).toEqual(['queue-lost']);
    },
  );

  test('keeps the password out of the warning', async () => {
    const redis = await startRedis('--requirepass', 'geheim');
    const folder = await makeFolder();
    const wrong = `redis://:verraten@127.0.0.1:${redis.port}`;
    const asked = openClient(wrong, new FolderStore(folder), { patience: 500 });
    expect(await asked.ask('document')).toBe(false);
    expect(codesOf(asked)).toEqual(['queue-lost']);
    expect(asked.problems[0]?.message).toContain(`127.0.0.1:${redis.port}`);
    expect(JSON.stringify(asked.problems)).not.toContain('verraten');
  });

  test('without the database of the address is left', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder);
    const asked = openClient(`${redis.url}/99`, new FolderStore(folder));
    expect(await asked.ask('document')).toBe(false);
    expect(codesOf(asked)).toEqual(['queue-lost']);
    expect(asked.problems[0]?.message).toContain('DB index is out of range');
  });

  test('without workers is left, and is used when one comes', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    const asked = openClient(redis.url, new FolderStore(folder), { welcome: 300 });
    expect(await asked.ask('one')).toBe(false);
    expect(await asked.ask('two')).toBe(false);
    expect(codesOf(asked)).toEqual(['fleet-empty']);
    await startWorker(redis, folder);
    await wait(500);
    expect(await asked.ask('three')).toBe(true);
  });

  test('counts workers that have another program or another browser', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder);
    const asked = openClient(redis.url, new FolderStore(folder), { welcome: 300 }, 'e'.repeat(64));
    expect(await asked.ask('document')).toBe(false);
    expect(codesOf(asked)).toEqual(['fleet-empty']);
    expect(asked.problems[0]?.message).toContain('the one there has another program or another browser');
  });

  test('is left if the results of the workers cannot be verified', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder);
    const store = new FolderStore(folder);
    const blind: SharedStore = {
      readFile: (digest) => store.readFile(digest),
      writeFile: (bytes) => store.writeFile(bytes),
      readResult: async () => undefined,
      writeResult: async () => undefined,
    };
    const asked = openClient(redis.url, blind);
    for (const text of ['one', 'two', 'three', 'four']) expect(await asked.ask(text)).toBe(false);
    expect(codesOf(asked)).toEqual(['fleet-results-missing']);
  });

  test('is left if documents cannot be stored', async () => {
    const [redis, folder] = [await startRedis(), await makeFolder()];
    await startWorker(redis, folder);
    const store = new FolderStore(folder);
    const full: SharedStore = {
      readFile: (digest) => store.readFile(digest),
      writeFile: async (bytes) => ({ ...(await store.writeFile(bytes)), isStored: false }),
      readResult: (key) => store.readResult(key),
      writeResult: (key, bytes) => store.writeResult(key, bytes),
    };
    const asked = openClient(redis.url, full);
    expect(await asked.ask('document')).toBe(false);
    expect(codesOf(asked)).toEqual(['fleet-inputs-kept']);
  });
});

test('a queue that is not there is left with one warning', async () => {
  const folder = await makeFolder();
  const asked = openClient(`redis://127.0.0.1:${await findFreePort()}`, new FolderStore(folder), {
    patience: 300,
  });
  expect(await Promise.all([asked.ask('one'), asked.ask('two')])).toEqual([false, false]);
  expect(codesOf(asked)).toEqual(['queue-lost']);
  expect(asked.problems[0]?.message).toContain('ECONNREFUSED');
});

test('a queue that never answers does not delay the end of a build', async () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  cleanups.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const asked = openClient(`redis://127.0.0.1:${port}`, new FolderStore(await makeFolder()), {
    patience: 60_000,
  });
  const asking = asked.ask('document');
  await wait(300);
  const start = performance.now();
  await asked.client.close();
  expect(await asking).toBe(false);
  expect(performance.now() - start).toBeLessThan(1000);
  expect(codesOf(asked)).toEqual([]);
});

test('a password that would travel in the clear gets a warning', async () => {
  const asked = openClient('redis://:geheim@queue.invalid', new FolderStore(await makeFolder()), {
    patience: 300,
  });
  expect(await asked.ask('document')).toBe(false);
  expect(codesOf(asked)).toEqual(['queue-unencrypted', 'queue-lost']);
  expect(JSON.stringify(asked.problems)).not.toContain('geheim');
});
