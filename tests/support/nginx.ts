/** Starts nginx as a server of a remote cache, with its files in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';

/** Debian has it where only root's `PATH` leads. */
const FOLDERS = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin'];

const executable = FOLDERS.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));

/** Why tests with nginx cannot run here; `undefined` if they can. */
export const nginxObstacle =
  executable === undefined
    ? 'no nginx'
    : describeNginx().includes('dav_module')
      ? undefined
      : 'nginx without its DAV module';

function describeNginx(): string {
  try {
    return execFileSync('sh', ['-c', `"${executable}" -V 2>&1`], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

export interface Nginx {
  /** With a slash at the end. */
  readonly address: string;
  /** The folder with `ac` and `cas`. */
  readonly store: string;
  /** Its folder, for files that a configuration names. */
  readonly folder: string;
  /** Returns the requests so far: `GET /ac/… 404`. */
  requests(): Promise<readonly string[]>;
  /** Ends it as a crash does. */
  kill(): Promise<void>;
  /** Ends it and removes its files. */
  close(): Promise<void>;
}

/** A server that everyone may read and write. `<store>` and `<folder>` are replaced. */
export const OPEN_SERVER = `
  location / {
    root <store>;
    client_max_body_size 0;
    dav_methods PUT;
    create_full_put_path on;
  }`;

/** @param server directives of the server, without where it listens */
export async function startNginx(server: string = OPEN_SERVER): Promise<Nginx> {
  if (executable === undefined) throw new Error('no nginx');
  const folder = await mkdtemp(join(tmpdir(), 'handpress-nginx-'));
  const store = join(folder, 'store');
  await mkdir(store);
  const port = await findFreePort();
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  await writeFile(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
${process.getuid?.() === 0 ? 'user root;' : ''}
events { worker_connections 128; }
http {
  log_format short '$request_method $uri $status';
  access_log ${folder}/access.log short;
  ${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join(' ')}
  server {
    listen 127.0.0.1:${port};
    ${server.replaceAll('<store>', store).replaceAll('<folder>', folder)}
  }
}
`,
  );
  const child = spawn(executable, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'error.log'], {
    stdio: 'ignore',
  });
  await waitForPort(port, child, folder);
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    ...{ address: `http://127.0.0.1:${port}/`, store, folder, kill },
    requests: () => readRequests(join(folder, 'access.log')),
    close: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Reads the log when it has not changed for a moment, because nginx writes a line after the answer. */
async function readRequests(path: string): Promise<readonly string[]> {
  let text: string | undefined;
  for (;;) {
    const now = await readFile(path, 'utf8');
    if (now === text) break;
    text = now;
    await sleep(150);
  }
  // The first one asked whether it has started.
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('GET / '));
}

/** Returns a port that no server has at the moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function waitForPort(port: number, child: ChildProcess, folder: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) break;
    const answered = await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => undefined);
    if (answered !== undefined) {
      await answered.arrayBuffer().catch(() => undefined);
      return;
    }
    await sleep(50);
  }
  throw new Error(`nginx does not start: ${await readFile(join(folder, 'error.log'), 'utf8')}`);
}
