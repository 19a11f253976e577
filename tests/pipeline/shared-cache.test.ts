/** Builds on several machines that share a cache on a real nginx. A machine has a cache folder and a project folder of its own. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { generateKeys } from '../../src/runtime/cache/shared/result-keys.ts';
import { handpress } from '../cli/run.ts';
import { needsNginx } from '../runtime/cache/shared/store.ts';
import { makeCacheFolder } from '../support/cache-folder.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';

const { publicKey, privateKey } = generateKeys();
const WRITER = { HANDPRESS_SHARED_CACHE_SIGNING_KEY: privateKey };
const READER = { HANDPRESS_SHARED_CACHE_KEY: publicKey };
const DRAFT =
  '---\ntitle: Fever\neditions: [handouts-a4, epub]\n---\n\n# When to get help\n\nDrink *enough*.\n';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

interface Ran {
  readonly code: number | null;
  readonly stderr: string;
  /** Documents that were printed. */
  readonly prints: number;
  /** Milliseconds. */
  readonly time: number;
  /** Digests of the files, by path. */
  readonly files: Readonly<Record<string, string>>;
}

/** A machine that has never built anything. */
async function openMachine(text = DRAFT): Promise<{
  readonly root: string;
  build(env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran>;
}> {
  const root = await mkdtemp(join(tmpdir(), 'handpress-machine-'));
  cleanups.push(() => rm(root, { recursive: true, force: true }));
  await writeFile(join(root, 'note.md'), text);
  const XDG_CACHE_HOME = makeCacheFolder();
  const build = async (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Ran> => {
    const start = performance.now();
    const { code, stderr } = await handpress(['build', 'note.md', '--trace', 'trace.json', ...args], {
      cwd: root,
      env: { ...NO_CI, XDG_CACHE_HOME, ...env },
    });
    const time = performance.now() - start;
    return {
      code,
      stderr,
      time,
      prints: await countPrints(root),
      files: await listFiles(join(root, 'dist')),
    };
  };
  return { root, build };
}

/** The tests can run for a pull request. */
const NO_CI = { GITHUB_ACTIONS: '', GITHUB_EVENT_NAME: '', CI_MERGE_REQUEST_IID: '' };

async function countPrints(root: string): Promise<number> {
  const text = await readFile(join(root, 'trace.json'), 'utf8').catch(() => '{"traceEvents":[]}');
  const { traceEvents: events } = JSON.parse(text) as {
    readonly traceEvents: readonly { name: string; ph: string; tid: number; args?: { name?: string } }[];
  };
  const rows = events.filter(({ ph, args }) => ph === 'M' && /^print\b/.test(args?.name ?? ''));
  return events.filter(({ ph, tid }) => ph === 'X' && rows.some((row) => row.tid === tid)).length;
}

async function listFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const entries = names.sort().map(async (name) => {
    const path = join(folder, name);
    return (await stat(path)).isFile()
      ? [
          [
            name,
            createHash('sha256')
              .update(await readFile(path))
              .digest('hex'),
          ] as const,
        ]
      : [];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

async function open(server?: string): Promise<Nginx> {
  const nginx = await startNginx(server);
  cleanups.push(() => nginx.close());
  return nginx;
}

describe('machines with a shared cache', () => {
  beforeEach((context) => needsNginx(context));

  test.each([
    ['a small text', DRAFT],
    // It is built in a worker thread.
    ['a large text', `${DRAFT}\n${'Drink enough, and *rest*. Call when it gets worse.\n\n'.repeat(700)}`],
  ])('make the same files of %s, and the second prints nothing', async (_what, text) => {
    const { address, requests } = await open();
    const alone = await (await openMachine(text)).build({});
    const first = await (await openMachine(text)).build(WRITER, '--shared-cache', address);
    const written = (await requests()).length;
    const second = await (await openMachine(text)).build({ ...READER, HANDPRESS_SHARED_CACHE: address });
    expect([alone.code, first.code, second.code], second.stderr).toEqual([0, 0, 0]);
    expect([first.stderr, second.stderr].join()).not.toContain('shared-cache');
    expect(alone.prints).toBeGreaterThan(0);
    expect([first.prints, second.prints]).toEqual([alone.prints, 0]);
    expect(Object.keys(alone.files).filter((name) => /\.(?:pdf|epub)$/.test(name))).toHaveLength(2);
    expect([first.files, second.files]).toEqual([alone.files, alone.files]);
    const later = (await requests()).slice(written);
    expect(later.length).toBeGreaterThan(0);
    expect(later.filter((request) => !/^GET \S+ 200$/.test(request))).toEqual([]);
  });

  test('connect to this server alone, and to none without it', async () => {
    const { address, folder } = await open();
    const [hook, log] = [join(folder, 'hook.mjs'), join(folder, 'connections')];
    await writeFile(
      hook,
      `import { appendFileSync } from 'node:fs';
import dns from 'node:dns';
import net from 'node:net';
import { syncBuiltinESMExports } from 'node:module';
const note = (to) => appendFileSync(${JSON.stringify(log)}, to + '\\n');
const { connect } = net.Socket.prototype;
net.Socket.prototype.connect = function (...given) {
  const [options] = Array.isArray(given[0]) ? given[0] : given;
  note(options.path ?? 'http://' + options.host + ':' + options.port + '/');
  return connect.apply(this, given);
};
const { lookup } = dns;
dns.lookup = (name, ...given) => (note('name ' + name), lookup(name, ...given));
syncBuiltinESMExports();
`,
    );
    const hooked = { NODE_OPTIONS: `--import ${hook}` };
    await writeFile(log, '');
    expect((await (await openMachine()).build(hooked)).code).toBe(0);
    expect(await readFile(log, 'utf8')).toBe('');
    await (await openMachine()).build({ ...WRITER, ...hooked }, '--shared-cache', address);
    const connections = (await readFile(log, 'utf8')).split('\n').filter(Boolean);
    expect([...new Set(connections)]).toEqual([address]);
  });

  test('ask for nothing that they have themselves', async () => {
    const { address, requests } = await open();
    const machine = await openMachine();
    await machine.build(WRITER, '--shared-cache', address);
    const before = (await requests()).length;
    await rm(join(machine.root, 'dist'), { recursive: true });
    expect((await machine.build(WRITER, '--shared-cache', address)).prints).toBe(0);
    await machine.build(WRITER, '--shared-cache', address, '--no-cache');
    expect(await requests()).toHaveLength(before);
  });

  test('write nothing for a pull request, unless asked to', async () => {
    const { address, requests } = await open();
    const pull = { ...WRITER, GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: 'pull_request' };
    const sent = async () => (await requests()).filter((request) => request.startsWith('PUT'));
    await (await openMachine()).build(pull, '--shared-cache', address);
    expect(await sent()).toEqual([]);
    await (await openMachine()).build(pull, '--shared-cache', address, '--shared-cache-write');
    expect((await sent()).length).toBeGreaterThan(0);
  });

  test('do not use what was changed on the server, and warn once', async () => {
    const { address, store } = await open();
    const first = await (await openMachine()).build(WRITER, '--shared-cache', address);
    for (const name of await readdir(join(store, 'cas'))) {
      const path = join(store, 'cas', name);
      const bytes = await readFile(path);
      bytes[bytes.length - 20] = 0x21;
      await writeFile(path, bytes);
    }
    const second = await (await openMachine()).build({ ...READER, HANDPRESS_SHARED_CACHE: address });
    expect([second.code, second.prints, second.files]).toEqual([0, first.prints, first.files]);
    expect(second.stderr.match(/shared-cache-\w+/g)).toEqual(['shared-cache-distrusted']);
    expect(second.stderr).toContain('a file has other bytes than its name says');
  });

  test('do not use what another key has signed', async () => {
    const { address } = await open();
    const stranger = { HANDPRESS_SHARED_CACHE_SIGNING_KEY: generateKeys().privateKey };
    const first = await (await openMachine()).build(stranger, '--shared-cache', address);
    const second = await (await openMachine()).build({ ...READER, HANDPRESS_SHARED_CACHE: address });
    expect([second.code, second.prints]).toEqual([0, first.prints]);
    expect(second.stderr).toContain('not among the public keys here');
  });

  test.each([
    ['403', 'location / { return 403; }', 'answered 403 (Forbidden)'],
    ['500', 'location / { return 500; }', 'answered 500 (Internal Server Error)'],
    ['a redirect', 'location / { return 307 http://example.org/; }', 'answered with a redirect (307)'],
  ])('build where the server answers with %s, and warn once', async (_what, server, message) => {
    const { address } = await open(server);
    const env = { ...WRITER, HANDPRESS_SHARED_CACHE_TOKEN: 'a-secret' };
    const { code, stderr, files } = await (await openMachine()).build(env, '--shared-cache', address);
    expect([code, Object.keys(files).length]).toEqual([0, 3]);
    expect(stderr.match(/shared-cache-\w+/g)).toEqual(['shared-cache-failed']);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('a-secret');
  });

  test('write with the password of the documented server, and read without it', async () => {
    const { address, requests } = await openDocumentedServer();
    const machine = await openMachine();
    const refused = await machine.build(WRITER, '--shared-cache', address);
    expect(refused.stderr).toContain('answered 401 (Unauthorized). Nothing more was written.');
    const token = { HANDPRESS_SHARED_CACHE_TOKEN: 'writer:secret' };
    const first = await (await openMachine()).build({ ...WRITER, ...token }, '--shared-cache', address);
    expect(first.stderr).not.toContain('shared-cache');
    const second = await (await openMachine()).build({ ...READER, HANDPRESS_SHARED_CACHE: address });
    expect([second.prints, second.files]).toEqual([0, first.files]);
    expect((await requests()).filter((request) => / 20[14]$/.test(request)).length).toBeGreaterThan(0);
  });
});

/** Starts nginx with the configuration in `docs/shared-cache.md`, without its certificate. */
async function openDocumentedServer(): Promise<Nginx> {
  const page = await readFile(new URL('../../docs/shared-cache.md', import.meta.url), 'utf8');
  const [, server = ''] = /```nginx\nserver \{\n([\s\S]*?)\n\}\n```/.exec(page) ?? [];
  const nginx = await open(
    server
      .replace(/^ *(?:listen|server_name|ssl_\w+) .*\n/gm, '')
      .replaceAll('/srv/cache', '<store>')
      .replaceAll('/etc/nginx', '<folder>'),
  );
  await writeFile(join(nginx.folder, 'cache.htpasswd'), 'writer:{PLAIN}secret\n');
  return { ...nginx, address: `${nginx.address}handpress/` };
}

describe('a server that accepts connections and never answers', () => {
  async function openSilentServer(): Promise<string> {
    const sockets = new Set<{ destroy(): void }>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    cleanups.push(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  }

  test('delays a build by seconds', async () => {
    const alone = await (await openMachine()).build({});
    const { code, stderr, time, files } = await (await openMachine()).build(
      WRITER,
      '--shared-cache',
      await openSilentServer(),
    );
    expect([code, files]).toEqual([0, alone.files]);
    expect(stderr).toContain('did not answer in time');
    // One time limit of 5 seconds, and the rest for a busy machine.
    expect(time - alone.time).toBeLessThan(15_000);
  });

  test.each([
    ['small', DRAFT],
    ['large', `${DRAFT}\n${'Drink enough, and *rest*. Call when it gets worse.\n\n'.repeat(700)}`],
  ])('does not delay the end of an interrupted build of a %s text', async (_size, text) => {
    const { root } = await openMachine(text);
    const address = await openSilentServer();
    let interrupted = Number.NaN;
    const { code } = await handpress(['build', 'note.md', '--shared-cache', address], {
      cwd: root,
      env: { ...NO_CI, ...WRITER },
      onStart: (child) =>
        void sleep(4_000).then(() => {
          interrupted = performance.now();
          child.kill('SIGINT');
        }),
    });
    expect(code).toBe(130);
    expect(performance.now() - interrupted).toBeLessThan(2_000);
  });
});

test('a wrong setting ends a build before it begins', async () => {
  const { build } = await openMachine();
  const { code, stderr, files } = await build({}, '--shared-cache', 'https://cache.example.org');
  expect([code, files]).toEqual([2, {}]);
  expect(stderr).toContain('`--shared-cache-key` needs the public key');
});

test('no key of a text names a server', async () => {
  for (const [name, content] of [
    ['note.md', '---\nshared-cache: http://127.0.0.1:9\n---\n\n# Note\n'],
    ['content/note/publication.yaml', 'title: Note\nsharedCacheKey: x.pub\n'],
    ['handpress.yaml', 'handpress-shared-cache: http://127.0.0.1:9\n'],
  ] as const) {
    const root = await mkdtemp(join(tmpdir(), 'handpress-machine-'));
    cleanups.push(() => rm(root, { recursive: true, force: true }));
    await mkdir(join(root, 'content/note'), { recursive: true });
    await writeFile(join(root, 'content/note/one.md'), '# One\n');
    await writeFile(join(root, 'note.md'), '# Note\n');
    await writeFile(join(root, name), content);
    const input = name === 'note.md' ? 'note.md' : 'content/note';
    const { code, stderr } = await handpress(['check', input], { cwd: root });
    expect([name, code], stderr).toEqual([name, 2]);
    expect(stderr).toContain('shared-cache-in-file');
  }
});
