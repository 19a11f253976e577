import { once } from 'node:events';
import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  isWorthAWorker,
  RewritePool,
  startRewriteWorker,
} from '../../../../src/print/tagging/rewrite/rewrite-pool.ts';
import {
  type RewriteFont,
  type RewriteJob,
  type RewriteResult,
  rewriteContent,
} from '../../../../src/print/tagging/rewrite/rewrite-stream.ts';

const FONT: RewriteFont = {
  advances: { widths: Float64Array.of(1000, 500, 250), defaultWidth: 1000 },
  glyphs: ['', 'a', 'b', 'fi'].join('\0'),
};
const LINE = '<0001> Tj\n5 0 Td <0002> Tj\n2.5 0 Td <00010003> Tj\n';

/** @param length bytes of text within its sequence */
function contentOf(text: string, length: number): RewriteJob {
  const content = `/P <</MCID 7>>BDC\nBT\n/F1 10 Tf\n${text.repeat(length / text.length)}ET\nEMC\n`;
  const bytes = new Uint8Array(new SharedArrayBuffer(content.length));
  bytes.set(Buffer.from(content, 'latin1'));
  const [start, end] = [content.indexOf('BT'), content.indexOf('ET') + 2];
  return {
    bytes,
    texts: Uint32Array.of(start, end),
    edits: Uint32Array.of(0, content.indexOf('\n')),
    replacements: ['/H1<</MCID 0>>BDC'],
    fonts: new Map([['F1', 0]]),
  };
}

const many = (count: number): RewriteJob[] =>
  Array.from({ length: count }, (_, index) => contentOf(LINE, 40_000 + index * 100));

const lengthOf = (all: readonly RewriteJob[]): number =>
  all.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Submits the jobs in parts, as a file is read. */
function submitted(all: readonly RewriteJob[], part = 20): RewritePool {
  const pool = new RewritePool(lengthOf(all));
  for (let at = 0; at < all.length; at += part) pool.submit(all.slice(at, at + part), [FONT]);
  return pool;
}

const unpacked = (all: readonly (RewriteResult | undefined)[]): readonly string[] =>
  all.map((made) => (made === undefined ? '' : inflateSync(made.data).toString('latin1')));

const alone = (all: readonly RewriteJob[]): readonly string[] =>
  all.map((one) => Buffer.from(rewriteContent(one, [FONT])).toString('latin1'));

test('rewrites a content stream with new marked-content operators and fewer text operators', () => {
  const [text = ''] = alone([contentOf(LINE, LINE.length)]);
  expect(text).toBe('/H1<</MCID 0>>BDC\nBT\n/F1 10 Tf\n[<0001000200010003>]TJ\nET\nEMC\n');
});

test('two threads give the same result as one, for several files at a time', async () => {
  const [one, other] = [many(60), many(45).reverse()];
  expect(isWorthAWorker(lengthOf(one))).toBe(true);
  const pools = [one, other].map((all) => submitted(all));
  const [first = [], second = []] = await Promise.all(pools.map((pool) => pool.collect()));
  expect(unpacked(first)).toEqual(alone(one));
  expect(unpacked(second)).toEqual(alone(other));
});

test('extracts the text of content streams if it is requested, in both threads', async () => {
  const all = many(60);
  const asked = new RewritePool(lengthOf(all), { extractsText: true });
  asked.submit(all, [FONT]);
  const made = await asked.collect();
  const lines = all.map(({ bytes }) => Buffer.from(bytes).toString('latin1').split(LINE).length - 1);
  expect(made.map((one) => one?.texts)).toEqual(lines.map((count) => new Map([[0, 'abafi'.repeat(count)]])));
  expect((await submitted(all).collect()).map((one) => one?.texts)).toEqual(all.map(() => undefined));
});

test('rewrites a small file in one thread', async () => {
  const all = many(2);
  expect(unpacked(await submitted(all).collect())).toEqual(alone(all));
});

test('throws the error of a content stream, whichever thread rewrites it', async () => {
  const all = [contentOf('<0001', 5), ...many(60), contentOf('<0001', 5)];
  await expect(submitted(all).collect()).rejects.toThrow('the PDF has half a glyph');
});

test('completes the work of a worker thread that ends', async () => {
  const all = many(60);
  const pool = submitted(all);
  void startRewriteWorker().terminate();
  expect(unpacked(await pool.collect())).toEqual(alone(all));
  expect(unpacked(await submitted(all).collect())).toEqual(alone(all));
});

test('stops listening to the worker thread after success, after an error and after close', async () => {
  const thread = startRewriteWorker();
  await submitted(many(60)).collect();
  await submitted([...many(60), contentOf('<0001', 5)])
    .collect()
    .catch(() => undefined);
  const pool = submitted(many(60));
  expect(thread.listenerCount('message')).toBe(1);
  pool.close();
  expect(thread.listenerCount('message')).toBe(0);
  expect(startRewriteWorker()).toBe(thread);
});

/** Cancels all jobs and submits one more. @returns the results of the cancelled jobs */
async function cancelAll(pool: RewritePool, all: readonly RewriteJob[]): Promise<readonly string[]> {
  for (let number = 0; number < all.length; number += 1) pool.cancel(number);
  const last = contentOf(LINE, 40_000);
  expect(pool.submit([last], [FONT])).toBe(all.length);
  const texts = unpacked(await pool.collect());
  expect(texts.at(-1)).toBe(alone([last])[0]);
  return texts.slice(0, -1);
}

test('does not do cancelled jobs', async () => {
  const all = many(2);
  expect(await cancelAll(submitted(all), all)).toEqual(['', '']);
});

test('does not do cancelled jobs of a large file that the worker thread has not started', async () => {
  // The worker thread takes its messages in order, and is busy with this one.
  const busy = submitted([contentOf(LINE, 8_000_000)]);
  const all = many(60);
  expect(await cancelAll(submitted(all), all)).toEqual(all.map(() => ''));
  await busy.collect();
});

test('returns complete results of cancelled jobs that the worker thread has started', async () => {
  const all = many(60);
  const pool = submitted(all);
  await once(startRewriteWorker(), 'message');
  const texts = await cancelAll(pool, all);
  const whole = alone(all);
  expect(texts[0]).toBe(whole[0]);
  for (const [number, text] of texts.entries()) expect(['', whole[number]]).toContain(text);
});
