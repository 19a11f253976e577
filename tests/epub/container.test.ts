/** The ZIP container, on its bytes: OCF's rules, completeness, and the same bytes every time. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packEpub } from '../../src/epub/write-epub.ts';
import { sampleAsset, sampleBook, samplePng } from '../support/sample-book.ts';
import { context, elements, pack } from './packed.ts';

const view = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

interface CentralEntry {
  readonly name: string;
  readonly method: number;
  readonly time: number;
  readonly date: number;
  readonly madeBy: number;
}

/** The central directory (APPNOTE 6.3.10, section 4.3.12). */
function centralDirectory(bytes: Uint8Array): CentralEntry[] {
  const data = view(bytes);
  const end = bytes.length - 22;
  expect(data.getUint32(end, true)).toBe(0x06054b50);
  const entries: CentralEntry[] = [];
  let at = data.getUint32(end + 16, true);
  for (let count = data.getUint16(end + 10, true); count > 0; count--) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => data.getUint16(at + offset, true));
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + (name ?? 0))),
      method: data.getUint16(at + 10, true),
      time: data.getUint16(at + 12, true),
      date: data.getUint16(at + 14, true),
      madeBy: data.getUint8(at + 5),
    });
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return entries;
}

test('stores mimetype first, without extra field (EPUB 3.3, section 4.2.3)', async () => {
  const { bytes } = await pack(sampleBook());
  const data = view(bytes);
  expect(data.getUint32(0, true)).toBe(0x04034b50);
  expect(data.getUint16(8, true)).toBe(0);
  expect(data.getUint16(28, true)).toBe(0);
  expect(new TextDecoder().decode(bytes.subarray(30, 58))).toBe('mimetypeapplication/epub+zip');
});

test('returns the path and media type of the artifact', async () => {
  const { path, edition, mediaType, pages } = await packEpub(sampleBook({ id: 'headache' }), context);
  expect({ path, edition, mediaType, pages }).toEqual({
    path: 'headache/headache.epub',
    edition: 'epub',
    mediaType: 'application/epub+zip',
    pages: undefined,
  });
});

test('packs exactly the files that the manifest lists', async () => {
  const packed = await pack(sampleBook());
  const listed = elements(packed.xml('content.opf'), 'item').map(
    ({ attributes }) => `OEBPS/${attributes.href}`,
  );
  const fixed = ['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf'];
  expect([...packed.entries.keys()].sort()).toEqual([...listed, ...fixed].sort());
});

test('sorts the entries, dates them by the publication, and stores images uncompressed', async () => {
  const png = samplePng(9);
  const assets = new Map([['images/dot.png', sampleAsset('images/dot.png', 'image/png', png)]]);
  const packed = await pack(sampleBook({ assets, metadata: { modified: '2024-03-05T10:20:31Z' } }));
  const entries = centralDirectory(packed.bytes);
  const names = entries.map(({ name }) => name);
  const rest = names.slice(3);
  expect(names.slice(0, 3)).toEqual(['mimetype', 'META-INF/container.xml', 'OEBPS/content.opf']);
  expect(rest).toEqual([...rest].sort());
  expect(names.filter((name) => name.endsWith('/'))).toEqual([]);
  // MS-DOS: 2024-03-05, 10:20:30 (two seconds are the least there is).
  expect(new Set(entries.map(({ date }) => date))).toEqual(new Set([((2024 - 1980) << 9) | (3 << 5) | 5]));
  expect(new Set(entries.map(({ time }) => time))).toEqual(new Set([(10 << 11) | (20 << 5) | 15]));
  expect(new Set(entries.map(({ madeBy }) => madeBy))).toEqual(new Set([3]));
  const method = (name: string) => entries.find((entry) => entry.name === name)?.method;
  expect(method('OEBPS/images/dot.png')).toBe(0);
  expect(method('OEBPS/content.opf')).toBe(8);
  expect(packed.entries.get('OEBPS/images/dot.png')).toEqual(new Uint8Array(png));
});

test('replaces a date before 1980', async () => {
  const packed = await pack(sampleBook({ metadata: { modified: '1970-01-01T00:00:00Z' } }));
  expect(new Set(centralDirectory(packed.bytes).map(({ date }) => date))).toEqual(new Set([(1 << 5) | 1]));
  expect(packed.text('content.opf')).toContain('>1970-01-01T00:00:00Z<');
});

test('packs the same bytes again, in another time zone and in another locale', async () => {
  const [one, two] = await Promise.all([packEpub(sampleBook(), context), packEpub(sampleBook(), context)]);
  expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
  const script = fileURLToPath(new URL('digest.ts', import.meta.url));
  const env = { ...process.env, TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' };
  const { stdout } = await promisify(execFile)(process.execPath, [script], { env });
  expect(stdout).toBe(createHash('sha256').update(one.bytes).digest('hex'));
});

test('packs nothing if the build is aborted', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(packEpub(sampleBook(), { ...context, signal })).rejects.toThrow('stopped');
});
