/** Starts what a fleet has: a real Redis, a real nginx, workers and builders, each as a process with a cache folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { generateKeys } from '../../src/runtime/cache/shared/result-keys.ts';
import { type Ended, handpress } from '../cli/run.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';
import { type Nginx, nginxObstacle, startNginx } from '../support/nginx.ts';
import { hasRedis, TestRedis } from './redis.ts';

const CLI = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));

/** Why a fleet cannot be started here; `undefined` if it can. */
export const fleetObstacle = hasRedis ? nginxObstacle : 'no redis-server';

export interface TestWorker {
  readonly child: ChildProcess;
  /** Resolves to the exit code or the signal. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
  /** What it has printed so far. */
  readonly text: () => string;
}

/** No variable of the CI system that runs the tests. */
const NO_CI = { GITHUB_ACTIONS: '', GITHUB_EVENT_NAME: '', CI_MERGE_REQUEST_IID: '' };

export class TestFleet {
  readonly redis: TestRedis;
  readonly nginx: Nginx;
  readonly #keys = generateKeys();
  readonly #folders: string[] = [];
  readonly #workers = new Set<TestWorker>();

  private constructor(redis: TestRedis, nginx: Nginx) {
    this.redis = redis;
    this.nginx = nginx;
  }

  static async start(): Promise<TestFleet> {
    return new TestFleet(await TestRedis.start(), await startNginx());
  }

  /** The environment of a builder, which can verify results and not sign them. */
  get builderEnvironment(): Readonly<Record<string, string>> {
    return {
      ...NO_CI,
      HANDPRESS_QUEUE: this.redis.url,
      HANDPRESS_SHARED_CACHE: this.nginx.address,
      HANDPRESS_SHARED_CACHE_KEY: this.#keys.publicKey,
    };
  }

  get workerEnvironment(): Readonly<Record<string, string>> {
    const { HANDPRESS_SHARED_CACHE_KEY: _, ...others } = this.builderEnvironment;
    return { ...others, HANDPRESS_SHARED_CACHE_SIGNING_KEY: this.#keys.privateKey };
  }

  /** Starts a worker, and waits until it takes jobs. */
  async startWorker(...options: readonly string[]): Promise<TestWorker> {
    const child = spawn(process.execPath, [CLI, 'worker', '--jobs', '1', ...options], {
      env: { ...process.env, XDG_CACHE_HOME: makeCacheFolder(), ...this.workerEnvironment },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let text = '';
    const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
      child.once('exit', (code, signal) => resolve(code ?? signal));
    });
    const ready = new Promise<void>((resolve) => {
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        if (text.includes('takes jobs')) resolve();
      });
    });
    const worker = { child, ended, text: () => text };
    this.#workers.add(worker);
    await Promise.race([ready, ended]);
    return worker;
  }

  /** Writes a project. @param files by path */
  async makeProject(files: Readonly<Record<string, string>>): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), 'handpress-project-'));
    this.#folders.push(root);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(root, path, '..'), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return root;
  }

  /** Builds on a machine that has built nothing before. */
  build(root: string, out: string, onStart?: (child: ChildProcess) => void): Promise<Ended> {
    const env = { ...this.builderEnvironment, XDG_CACHE_HOME: makeCacheFolder() };
    return handpress(['build', '--out', out], { cwd: root, env, ...(onStart && { onStart }) });
  }

  /** Empties the shared cache. */
  async forget(): Promise<void> {
    for (const name of ['ac', 'cas'])
      await rm(join(this.nginx.store, name), { recursive: true, force: true, maxRetries: 5 });
  }

  async close(): Promise<void> {
    for (const { child } of this.#workers) child.kill('SIGKILL');
    await Promise.all([...this.#workers].map(({ ended }) => ended));
    await Promise.all([this.redis.close(), this.nginx.close()]);
    for (const folder of this.#folders) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Builds without a fleet. */
export const buildAlone = (root: string, out: string): Promise<Ended> =>
  handpress(['build', '--out', out], { cwd: root, env: { ...NO_CI, XDG_CACHE_HOME: makeCacheFolder() } });

/** Returns the digests of all files below a folder, by path. */
export async function digestFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(folder, { recursive: true }).catch(() => [])).sort();
  const digests: Record<string, string> = {};
  for (const name of names) {
    const path = join(folder, name);
    if (!(await stat(path)).isFile()) continue;
    digests[name] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return digests;
}

/** Leaflets, and a book whose page numbers are set after it is printed. */
export function makeTexts(leaflets: number): Readonly<Record<string, string>> {
  const paragraph =
    'Give drinks often, and dress the child lightly. Fever helps the body to fight an infection.\n';
  const texts = Array.from({ length: leaflets }, (_, at) => [
    `content/leaf-${at}.md`,
    `---\ntitle: Leaflet ${at}\neditions: [handouts-a4, epub]\n---\n\n# Leaflet ${at}\n\n${paragraph.repeat(at + 1)}`,
  ]);
  const chapters = Array.from({ length: 4 }, (_, at) => [
    `content/book/${at + 1}-chapter.md`,
    `# Chapter ${at + 1}\n\n${`${paragraph}\n`.repeat(20)}`,
  ]);
  const settings = 'title: A book\nlanguage: en\neditions: [book-a5, epub]\n';
  return Object.fromEntries([...texts, ...chapters, ['content/book/publication.yaml', settings]]);
}
