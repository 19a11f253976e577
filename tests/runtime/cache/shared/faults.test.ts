/** A shared cache on a real nginx, and everything that can go wrong with it. */
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { computeDigest } from '../../../../src/runtime/cache/digest.ts';
import { type Nginx, OPEN_SERVER, startNginx } from '../../../support/nginx.ts';
import { copyEntry, KEY, makeKeyPair, needsNginx, OTHER_KEY, openStore, placeFile } from './store.ts';

const RESULT = new TextEncoder().encode('a printed document');
const DIGEST = computeDigest(RESULT);
/** Large enough that the server is asked before it is sent, and for the middle of a transfer. */
const LARGE = new Uint8Array(randomBytes(3_000_000));

const opened: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server.close();
});
beforeEach((context) => needsNginx(context));

async function open(server?: string): Promise<Nginx> {
  const nginx = await startNginx(server);
  opened.push(nginx);
  return nginx;
}

/** A server that answers each connection with some bytes, or with none and reads nothing more. */
async function openRawServer(answer?: string, { staysOpen = false } = {}): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (answer === undefined) socket.pause();
      else if (staysOpen) socket.write(answer);
      else socket.end(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  opened.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`;
}

describe('a server that works', () => {
  test('has the results of one machine for another one', async () => {
    const { address, requests } = await open();
    await openStore(address).writeResult(KEY, RESULT);
    const reader = openStore(address, { isReader: true });
    expect(await reader.readResult(KEY)).toEqual(Buffer.from(RESULT));
    expect(await reader.readFile(DIGEST)).toEqual(Buffer.from(RESULT));
    expect(await reader.readResult(OTHER_KEY)).toBeUndefined();
    expect(await reader.readFile(OTHER_KEY)).toBeUndefined();
    expect(reader.problems).toEqual({ givenUp: [] });
    // The file is there before the entry that names it.
    expect((await requests()).slice(0, 2)).toEqual([`PUT /cas/${DIGEST} 201`, `PUT /ac/${KEY} 201`]);
  });

  test('gets nothing from a machine that has only the public key', async () => {
    const { address, requests } = await open();
    const reader = openStore(address, { isReader: true });
    expect(await reader.writeFile(RESULT)).toEqual({ digest: DIGEST, isStored: false });
    await reader.writeResult(KEY, RESULT);
    expect(await requests()).toEqual([]);
  });

  test('gets a large file once', async () => {
    const { address, requests } = await open();
    const digest = computeDigest(LARGE);
    expect(await openStore(address).writeFile(LARGE)).toEqual({ digest, isStored: true });
    const other = openStore(address);
    expect(await other.writeFile(LARGE)).toEqual({ digest, isStored: true });
    await other.writeFile(LARGE);
    const [asked, sent, found, ...more] = await requests();
    expect([asked, sent, found]).toEqual([
      `HEAD /cas/${digest} 404`,
      `PUT /cas/${digest} 201`,
      `HEAD /cas/${digest} 200`,
    ]);
    expect(more).toEqual([]);
  });

  test('gets no file that was sent or read before', async () => {
    const { address, requests } = await open();
    const writer = openStore(address);
    await writer.writeResult(KEY, RESULT);
    await writer.writeFile(RESULT);
    const other = openStore(address);
    await other.readResult(KEY);
    await other.writeFile(RESULT);
    expect((await requests()).filter((request) => request.includes('/cas/'))).toEqual([
      `PUT /cas/${DIGEST} 201`,
      `GET /cas/${DIGEST} 200`,
    ]);
  });

  test('gets the token', async () => {
    const { address } = await open(`if ($http_authorization != "Bearer abc") { return 401; } ${OPEN_SERVER}`);
    await openStore(address, { authorization: 'Bearer abc' }).writeResult(KEY, RESULT);
    const authorized = openStore(address, { authorization: 'Bearer abc' });
    expect(await authorized.readResult(KEY)).toEqual(Buffer.from(RESULT));
    const other = openStore(address, { authorization: 'Bearer abd' });
    expect(await other.readResult(KEY)).toBeUndefined();
    expect(other.problems.failures).toEqual({ first: { kind: 'status', status: 401 }, count: 1 });
  });
});

describe('a server that refuses', () => {
  test.each([403, 500])('with %i is left alone after three failures in a row', async (status) => {
    const { address, requests } = await open(`location / { return ${status}; }`);
    const store = openStore(address);
    for (let step = 0; step < 5; step += 1) expect(await store.readResult(KEY)).toBeUndefined();
    expect(await requests()).toHaveLength(3);
    const failures = { first: { kind: 'status', status }, count: 3 };
    expect(store.problems).toEqual({ failures, givenUp: ['read'] });
  });

  test('only to store files is still read', async () => {
    const { address, store, requests } = await open(
      'location / { root <store>; limit_except GET { deny all; } }',
    );
    const writer = openStore(address);
    await writer.writeResult(KEY, RESULT);
    await writer.writeResult(OTHER_KEY, RESULT);
    expect(await requests()).toEqual([`PUT /cas/${DIGEST} 403`]);
    await placeFile(store, `cas/${DIGEST}`, RESULT);
    expect(await writer.readFile(DIGEST)).toEqual(Buffer.from(RESULT));
    const failures = { first: { kind: 'status', status: 403 }, count: 1 };
    expect(writer.problems).toEqual({ failures, givenUp: ['write'] });
  });

  test('is not followed to another server', async () => {
    const other = await open();
    await openStore(other.address).writeResult(KEY, RESULT);
    const before = await other.requests();
    const { address } = await open(`location / { return 302 ${other.address}$request_uri; }`);
    const store = openStore(address, { authorization: 'Bearer secret' });
    expect(await store.readResult(KEY)).toBeUndefined();
    await store.writeResult(KEY, RESULT);
    expect(store.problems.failures?.first).toEqual({ kind: 'redirect', status: 302 });
    expect(await other.requests()).toEqual(before);
  });
});

describe('a server that is slow', () => {
  test('and never answers costs one time limit for all steps', async () => {
    const silent = await openRawServer();
    // Through nginx, as through a proxy that waits.
    const { address } = await open(
      `location ~ ^/(ac|cas)/ { proxy_pass ${silent.slice(0, -1)}; proxy_read_timeout 600s; }`,
    );
    const store = openStore(address);
    const start = performance.now();
    const keys = Array.from({ length: 30 }, (_, index) => computeDigest(String(index)));
    const found = await Promise.all(keys.map((key) => store.readResult(key)));
    await store.writeResult(KEY, RESULT);
    expect(found.every((bytes) => bytes === undefined)).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(4_500);
    // Without the limit it would be minutes; the rest is for a busy machine.
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(store.problems).toMatchObject({
      failures: { first: { kind: 'timeout' } },
      givenUp: ['read', 'write'],
    });
  });

  test('and takes the beginning of a file costs no more', async () => {
    const store = openStore(await openRawServer());
    const start = performance.now();
    // What the buffers of the system hold counts as sent.
    expect((await store.writeFile(new Uint8Array(50_000_000))).isStored).toBe(false);
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(store.problems.failures?.first).toEqual({ kind: 'timeout' });
  });

  test('and sends the beginning of a file costs no more', async () => {
    const begin = `HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n${'x'.repeat(5_000_000)}`;
    const store = openStore(await openRawServer(begin, { staysOpen: true }));
    const start = performance.now();
    expect(await store.readFile(DIGEST)).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(store.problems.failures?.first).toEqual({ kind: 'timeout' });
  });

  test('and sends a file byte by byte is given up in the same time', async () => {
    const { address, store: folder } = await open('location / { root <store>; limit_rate 1k; }');
    await placeFile(folder, `cas/${computeDigest(LARGE)}`, LARGE);
    const store = openStore(address);
    const start = performance.now();
    expect(await store.readFile(computeDigest(LARGE))).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(9_000);
    expect(store.problems.failures?.first).toEqual({ kind: 'timeout' });
  });

  test('only because this thread was busy is not given up', async () => {
    const { address } = await open();
    await openStore(address).writeResult(KEY, RESULT);
    const store = openStore(address);
    const reading = store.readResult(KEY);
    await sleep(0);
    const end = performance.now() + 6_000;
    while (performance.now() < end);
    expect(await reading).toEqual(Buffer.from(RESULT));
    expect(store.problems).toEqual({ givenUp: [] });
  });

  test('does not delay the end of an interrupted run', async () => {
    const controller = new AbortController();
    const store = openStore(await openRawServer(), { signal: controller.signal });
    const reading = store.readResult(KEY);
    await sleep(100);
    const start = performance.now();
    controller.abort();
    expect(await reading).toBeUndefined();
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(store.problems).toEqual({ givenUp: [] });
  });
});

describe('a server that is gone', () => {
  test('is a miss', async () => {
    const nginx = await open();
    await nginx.kill();
    const store = openStore(nginx.address);
    expect(await store.readResult(KEY)).toBeUndefined();
    expect(store.problems.failures?.first).toEqual({
      kind: 'connection',
      reason: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('in the middle of a file is a miss', async () => {
    const nginx = await open('location / { root <store>; limit_rate 500k; }');
    const digest = computeDigest(LARGE);
    await placeFile(nginx.store, `cas/${digest}`, LARGE);
    const store = openStore(nginx.address);
    const reading = store.readFile(digest);
    await sleep(500);
    await nginx.kill();
    expect(await reading).toBeUndefined();
    expect(store.problems.failures?.first).toMatchObject({ kind: 'connection' });
  });

  test('before the whole body was sent is a miss', async () => {
    const store = openStore(await openRawServer('HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nbegin'));
    expect(await store.readFile(DIGEST)).toBeUndefined();
    expect(store.problems.failures?.first).toMatchObject({ kind: 'connection' });
  });

  test('and answers no HTTP is a miss', async () => {
    const store = openStore(await openRawServer('220 mail.example.org ESMTP\r\n'));
    expect(await store.readFile(DIGEST)).toBeUndefined();
    expect(store.problems.failures?.first).toMatchObject({ kind: 'connection' });
  });
});

describe('a server with other bytes', () => {
  test('than were stored is a miss, and gets the file again', async () => {
    const { address, store: folder } = await open();
    await openStore(address).writeResult(KEY, LARGE);
    const digest = computeDigest(LARGE);
    await placeFile(folder, `cas/${digest}`, LARGE.toReversed());
    const store = openStore(address);
    expect(await store.readResult(KEY)).toBeUndefined();
    expect(store.problems).toEqual({ distrust: { first: 'bytes', count: 1 }, givenUp: [] });
    await store.writeResult(KEY, LARGE);
    const read = await openStore(address).readResult(KEY);
    expect(read && computeDigest(read)).toBe(digest);
  });

  test('in an entry, or the entry of another step, is a miss', async () => {
    const { address, store: folder } = await open();
    await openStore(address).writeResult(KEY, RESULT);
    await copyEntry(folder, KEY, OTHER_KEY);
    const store = openStore(address);
    expect(await store.readResult(OTHER_KEY)).toBeUndefined();
    expect(store.problems).toEqual({ distrust: { first: 'signature', count: 1 }, givenUp: [] });
  });

  test('signed by a stranger is a miss', async () => {
    const { address } = await open();
    await openStore(address, { keys: makeKeyPair() }).writeResult(KEY, RESULT);
    const store = openStore(address);
    expect(await store.readResult(KEY)).toBeUndefined();
    expect(store.problems.distrust).toEqual({ first: 'signer', count: 1 });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html>Sign in</html>'],
    ['half of an entry', '\x12\x50\x0a\x06result'],
    ['an endless number', '\xff'.repeat(100)],
  ])('such as %s in place of an entry is a miss', async (_what, content) => {
    const { address, store: folder } = await open();
    await placeFile(folder, `ac/${KEY}`, Buffer.from(content, 'latin1'));
    const store = openStore(address);
    expect(await store.readResult(KEY)).toBeUndefined();
    expect(store.problems).toEqual({ distrust: { first: 'entry', count: 1 }, givenUp: [] });
  });

  test('without end is not read to the end', async () => {
    const { address, store: folder } = await open();
    await placeFile(folder, `ac/${OTHER_KEY}`, '');
    // Without blocks on the disk.
    await truncate(join(folder, 'ac', OTHER_KEY), 20_000_000_000);
    await openStore(address).writeResult(KEY, RESULT);
    await writeFile(join(folder, 'cas', DIGEST), RESULT);
    await truncate(join(folder, 'cas', DIGEST), 20_000_000_000);
    const store = openStore(address);
    const before = process.memoryUsage().rss;
    expect(await store.readResult(OTHER_KEY)).toBeUndefined();
    expect(await store.readResult(KEY)).toBeUndefined();
    expect(store.problems).toEqual({ distrust: { first: 'entry', count: 2 }, givenUp: [] });
    expect(process.memoryUsage().rss - before).toBeLessThan(200_000_000);
  });
});
