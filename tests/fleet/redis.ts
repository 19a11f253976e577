/** Starts a real Redis for a test, on a free port and with its data in a temporary folder, and ends it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

/** Whether `redis-server` can be run. */
export const hasRedis = canRun('redis-server', '--version');

if (!hasRedis) console.warn('not run: the tests with a real queue, because there is no redis-server');

function canRun(command: string, ...given: readonly string[]): boolean {
  try {
    execFileSync(command, given, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A Redis of a test. */
export class TestRedis {
  readonly port: number;
  readonly #folder: string;
  readonly #options: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, folder: string, options: readonly string[]) {
    this.port = port;
    this.#folder = folder;
    this.#options = options;
  }

  /** @param options for `redis-server`; by default nothing is kept when it ends */
  static async start(...options: readonly string[]): Promise<TestRedis> {
    const folder = await mkdtemp(join(tmpdir(), 'handpress-redis-'));
    const redis = new TestRedis(await findFreePort(), folder, options);
    await redis.start();
    return redis;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it on the same port, and waits until it answers. */
  async start(): Promise<void> {
    const given = ['--port', String(this.port), '--dir', this.#folder, '--save', '', ...this.#options];
    this.#process = spawn('redis-server', given, { stdio: 'ignore' });
    const client = new Redis(this.port, '127.0.0.1', {
      maxRetriesPerRequest: null,
      retryStrategy: () => 20,
    });
    client.on('error', () => undefined);
    // With a password it answers, too.
    await client.ping().catch(() => undefined);
    client.disconnect();
  }

  signal(signal: NodeJS.Signals): void {
    this.#process?.kill(signal);
  }

  /** Ends it with `kill -9`. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    if (running === undefined) return;
    if (running.exitCode !== null || running.signalCode !== null) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill('SIGCONT');
    running.kill('SIGKILL');
    await ended;
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** Returns a port that is free now. */
export async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
