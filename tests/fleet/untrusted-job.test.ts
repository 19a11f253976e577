/** Gives workers jobs that someone wrote who reaches the queue: none makes a worker sign, read or send what it should not. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FinishPool } from '../../src/pipeline/fleet/finish-pool.ts';
import { openWorkerSteps } from '../../src/pipeline/fleet/worker-steps.ts';
import { openPress, type Press } from '../../src/print/index.ts';
import { UselessJobError } from '../../src/runtime/fleet/bullmq.ts';
import { doJob, type JobTools } from '../../src/runtime/fleet/do-job.ts';
import { createJob, type FleetJob } from '../../src/runtime/fleet/job.ts';
import { nodeHost } from '../../src/runtime/node-host.ts';
import { pageTexts } from '../conformance/pdf.ts';
import { FolderStore } from './folder-store.ts';
import { computeKey, MACHINE } from './quick-worker.ts';

const BROWSER = 'the browser of this test';
const SECRET = 'words of a file on the machine';

let folder: string;
let server: Server;
let address: string;
let hits: string[] = [];
let press: Press;
const pool = new FinishPool();
let store: FolderStore;
let tools: JobTools;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'handpress-job-'));
  for (const name of ['secret.txt', 'secret.html']) await writeFile(join(folder, name), SECRET);
  await writeFile(join(folder, 'secret.css'), `p::after { content: "${SECRET}" }`);
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="30"><text y="20">${SECRET}</text></svg>`;
  await writeFile(join(folder, 'secret.svg'), picture);
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  press = openPress({ jobs: 1, debug: false }, { host: nodeHost, signal: new AbortController().signal });
  store = new FolderStore(join(folder, 'store'));
  tools = { machine: MACHINE, store, computeKey, steps: openWorkerSteps(press, pool, BROWSER) };
});
afterAll(async () => {
  await Promise.all([press.close(), pool.close()]);
  server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Stores a document and returns the job to print it. */
async function makeJob(html: string): Promise<FleetJob> {
  const { digest } = await store.writeFile(new TextEncoder().encode(html));
  const key = computeKey('printed', [BROWSER, 'tagged, with outline, size of CSS', '', html]);
  return createJob(key, MACHINE, { kind: 'printed', settings: {} }, [digest]);
}

async function printJob(html: string): Promise<readonly string[]> {
  const job = await makeJob(html);
  await doJob(job, tools);
  const bytes = await store.readResult(job.key);
  if (bytes === undefined) throw new Error('there is no result');
  return pageTexts(bytes);
}

describe('a document of a job', () => {
  test('is printed', async () => {
    expect((await printJob('<!doctype html><title>A</title><p>Some words')).join()).toContain('Some words');
  });

  test.each(['img', 'iframe', 'object', 'embed', 'style', 'refresh', 'frame', 'svg'])(
    'reads no file and asks no server (%s)',
    async (kind) => {
      hits = [];
      for (const base of [pathToFileURL(folder).href, address]) {
        const lures: Readonly<Record<string, string>> = {
          img: `<img src="${base}/secret.svg">`,
          iframe: `<iframe src="${base}/secret.html" width="500"></iframe>`,
          object: `<object data="${base}/secret.svg" width="500"></object><object data="${base}/secret.txt"></object>`,
          embed: `<embed src="${base}/secret.html"><embed src="${base}/secret.svg">`,
          style: `<link rel="stylesheet" href="${base}/secret.css"><style>@import "${base}/secret.css"; p::before { content: url(${base}/secret.svg) }</style>`,
          refresh: `<meta http-equiv="refresh" content="0; url=${base}/secret.html">`,
          frame: `<iframe srcdoc='<meta http-equiv="refresh" content="0; url=${base}/secret.html">'></iframe>`,
          svg: `<svg width="300" height="30"><image href="${base}/secret.svg" width="300" height="30"/></svg>`,
        };
        const html = `<!doctype html><title>${base}</title>${lures[kind]}<p>Some words`;
        const text = (await printJob(html)).join();
        expect(text).toContain('Some words');
        expect(text).not.toContain(SECRET);
        // Long enough for a page that is replaced after it was loaded.
        expect((await printJob(`${html} again`)).join()).not.toContain(SECRET);
      }
      expect(hits).toEqual([]);
    },
  );

  test('runs no script', async () => {
    const html = '<!doctype html><title>A</title><p>Words<script>document.body.append("ran")</script>';
    expect((await printJob(html)).join()).not.toContain('ran');
  });
});

describe('a job', () => {
  const refuse = (data: unknown): Promise<void> =>
    expect(doJob(data, tools)).rejects.toBeInstanceOf(UselessJobError);

  test('is refused if its key is that of another document', async () => {
    const [mine, other] = [await makeJob('<p>mine'), await makeJob('<p>other')];
    await refuse({ ...mine, key: other.key });
    expect(await store.readResult(other.key)).toBeUndefined();
  });

  test('is refused if it is for another program or another browser', async () => {
    await refuse({ ...(await makeJob('<p>a')), machine: '0'.repeat(64) });
  });

  test.each([
    ['no object', 'text'],
    ['a path as input', { inputs: ['../../etc/passwd'] }],
    ['no input', { inputs: [] }],
    ['another step', { kind: 'packed' }],
    ['another format', { format: 2 }],
    ['more than a job has', { file: '/etc/passwd' }],
    ['unknown settings', { settings: { path: '/etc/passwd' } }],
    ['a mode that no browser has', { settings: { mode: 'fast' } }],
  ])('is refused if it has %s', async (_what, change) => {
    await refuse(typeof change === 'string' ? change : { ...(await makeJob('<p>a')), ...change });
  });

  test('fails if an input is not there, or has other bytes', async () => {
    const job = await makeJob('<p>changed');
    await writeFile(join(folder, 'store', job.inputs[0] ?? ''), 'other bytes');
    await expect(doJob(job, tools)).rejects.toThrow('an input is not in the shared cache');
  });

  test('fails if what it gives to finish is no print', async () => {
    const inputs = ['%PDF-1.4 nothing', '{}'];
    const digests = await Promise.all(
      inputs.map(async (text) => (await store.writeFile(new TextEncoder().encode(text))).digest),
    );
    const job = createJob(
      computeKey('finished', inputs),
      MACHINE,
      { kind: 'finished', settings: {} },
      digests,
    );
    await expect(doJob(job, tools)).rejects.toThrow();
    expect(await store.readResult(job.key)).toBeUndefined();
  });

  test('that was done before is not done again', async () => {
    const job = await makeJob('<!doctype html><title>B</title><p>Once');
    await doJob(job, tools);
    const idle: JobTools['steps'] = {
      part: { listKeyParts: () => [], make: () => Promise.reject(new Error('done again')) },
      printed: { listKeyParts: () => [], make: () => Promise.reject(new Error('done again')) },
      finished: { listKeyParts: () => [], make: () => Promise.reject(new Error('done again')) },
    };
    await doJob(job, { ...tools, steps: idle });
  });
});
