import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { isLong, openRewriter, Rewriters } from '../../../../src/print/tagging/rewrite/rewrite-pool.ts';
import {
  type Rewriting,
  type RewritingFont,
  type Rewritten,
  rewrite,
} from '../../../../src/print/tagging/rewrite/rewrite-stream.ts';

const FONT: RewritingFont = {
  advances: { widths: Float64Array.of(1000, 500, 250), usual: 1000 },
  glyphs: ['', 'a', 'b', 'fi'].join('\0'),
};
const LINE = '<0001> Tj\n5 0 Td <0002> Tj\n2.5 0 Td <00010003> Tj\n';

/** @param length bytes of text between its marks */
function contentOf(text: string, length: number): Rewriting {
  const content = `/P <</MCID 7>>BDC\nBT\n/F1 10 Tf\n${text.repeat(length / text.length)}ET\nEMC\n`;
  const bytes = new Uint8Array(new SharedArrayBuffer(content.length));
  bytes.set(Buffer.from(content, 'latin1'));
  const [start, end] = [content.indexOf('BT'), content.indexOf('ET') + 2];
  return {
    bytes,
    texts: Uint32Array.of(start, end),
    edits: Uint32Array.of(0, content.indexOf('\n')),
    instead: ['/H1<</MCID 0>>BDC'],
    fonts: new Map([['F1', 0]]),
  };
}

const many = (count: number): Rewriting[] =>
  Array.from({ length: count }, (_, index) => contentOf(LINE, 40_000 + index * 100));

const lengthOf = (all: readonly Rewriting[]): number => all.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** In parts, as a file is read. */
function begun(all: readonly Rewriting[], part = 20): Rewriters {
  const rewriters = new Rewriters(lengthOf(all));
  for (let at = 0; at < all.length; at += part) rewriters.begin(all.slice(at, at + part), [FONT]);
  return rewriters;
}

const unpacked = (all: readonly (Rewritten | undefined)[]): readonly string[] =>
  all.map((made) => (made === undefined ? '' : inflateSync(made.data).toString('latin1')));

const alone = (all: readonly Rewriting[]): readonly string[] =>
  all.map((one) => Buffer.from(rewrite(one, [FONT])).toString('latin1'));

test('a content has its new marks, and its text in fewer operators', () => {
  const [text = ''] = alone([contentOf(LINE, LINE.length)]);
  expect(text).toBe('/H1<</MCID 0>>BDC\nBT\n/F1 10 Tf\n[<0001000200010003>]TJ\nET\nEMC\n');
});

test('two threads write what one does, of several files at a time', async () => {
  const [one, other] = [many(60), many(45).reverse()];
  expect(isLong(lengthOf(one))).toBe(true);
  const writings = [one, other].map((all) => begun(all));
  const [first = [], second = []] = await Promise.all(writings.map((writing) => writing.finish()));
  expect(unpacked(first)).toEqual(alone(one));
  expect(unpacked(second)).toEqual(alone(other));
});

test('what the contents say is told where it is asked, whichever thread has written them', async () => {
  const all = many(60);
  const asked = new Rewriters(lengthOf(all), true);
  asked.begin(all, [FONT]);
  const made = await asked.finish();
  const lines = all.map(({ bytes }) => Buffer.from(bytes).toString('latin1').split(LINE).length - 1);
  expect(made.map((one) => one?.texts)).toEqual(lines.map((count) => new Map([[0, 'abafi'.repeat(count)]])));
  expect((await begun(all).finish()).map((one) => one?.texts)).toEqual(all.map(() => undefined));
});

test('a short file is written by one', async () => {
  const all = many(2);
  expect(unpacked(await begun(all).finish())).toEqual(alone(all));
});

test('what is wrong with a content is told, whichever thread came upon it', async () => {
  const all = [contentOf('<0001', 5), ...many(60), contentOf('<0001', 5)];
  await expect(begun(all).finish()).rejects.toThrow('the PDF has half a glyph');
});

test('where the other thread ends, its work is done all the same', async () => {
  const all = many(60);
  const writing = begun(all);
  void openRewriter().terminate();
  expect(unpacked(await writing.finish())).toEqual(alone(all));
  expect(unpacked(await begun(all).finish())).toEqual(alone(all));
});

test('the thread is let go when all is done, when something fails, and when nobody wants it any more', async () => {
  const thread = openRewriter();
  await begun(many(60)).finish();
  await begun([...many(60), contentOf('<0001', 5)])
    .finish()
    .catch(() => undefined);
  const writing = begun(many(60));
  expect(thread.listenerCount('message')).toBe(1);
  writing.close();
  expect(thread.listenerCount('message')).toBe(0);
  expect(openRewriter()).toBe(thread);
});

/** Begins all, and wants only one more that is begun last. */
async function withoutAll(writing: Rewriters, all: readonly Rewriting[]): Promise<readonly string[]> {
  for (let number = 0; number < all.length; number += 1) writing.withdraw(number);
  const last = contentOf(LINE, 40_000);
  expect(writing.begin([last], [FONT])).toBe(all.length);
  const texts = unpacked(await writing.finish());
  expect(texts.at(-1)).toBe(alone([last])[0]);
  return texts.slice(0, -1);
}

test('what is withdrawn is not written', async () => {
  const all = many(2);
  expect(await withoutAll(begun(all), all)).toEqual(['', '']);
});

test('what is withdrawn is not waited for, and is whole where the other thread had begun it', async () => {
  const all = many(60);
  const texts = await withoutAll(begun(all), all);
  const whole = alone(all);
  for (const [number, text] of texts.entries()) expect(['', whole[number]]).toContain(text);
});
