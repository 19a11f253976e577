/** The archive is read back by another library and checked by the system's `unzip`, where there is one. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { type ArchiveEntry, MAX_ENTRIES, writeArchive } from '../../../src/epub/package/archive.ts';
import { DocumentError } from '../../../src/runtime/browser/browser-error.ts';

const TIME = new Date('2026-03-29T02:30:07Z');
const encoder = new TextEncoder();
const bytesOf = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? encoder.encode(content) : content;

const entry = fc.record({
  name: fc.stringMatching(/^[a-z]{1,8}\/[a-zé漢]{1,8}$/u),
  content: fc.oneof(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.uint8Array({ maxLength: 400 })),
  level: fc.constantFrom<ArchiveEntry['level']>(0, 4, 9),
  isShared: fc.boolean(),
});
const entries = fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 6 });

test('another library reads the same entries', () => {
  fc.assert(
    fc.property(entries, (given) => {
      const read = unzipSync(writeArchive(given, TIME));
      expect(Object.keys(read)).toEqual(given.map(({ name }) => name));
      for (const { name, content } of given)
        expect(Buffer.compare(read[name] ?? encoder.encode('none'), bytesOf(content))).toBe(0);
    }),
    { numRuns: 300 },
  );
});

test('a shared entry with another text or level is not that of the archive before', () => {
  const texts = ['one '.repeat(50), 'two '.repeat(50)];
  for (const content of [...texts, ...texts]) {
    const read = unzipSync(writeArchive([{ name: 'a', content, level: 9, isShared: true }], TIME));
    expect(new TextDecoder().decode(read.a)).toBe(content);
  }
  const [smallest, stored] = ([9, 0] as const).map((level) =>
    writeArchive([{ name: 'a', content: texts[0] ?? '', level, isShared: true }], TIME),
  );
  expect(smallest?.length).toBeLessThan(stored?.length ?? 0);
});

test('unzip finds no fault, and the time that was given', async ({ skip }) => {
  const folder = await mkdtemp(join(tmpdir(), 'handpress-archive-'));
  try {
    const path = join(folder, 'a.zip');
    const content = 'words '.repeat(1000);
    await writeFile(
      path,
      writeArchive(
        [
          { name: 'a/é.xhtml', content, level: 4 },
          { name: 'b', content, level: 0 },
        ],
        TIME,
      ),
    );
    const run = (options: string) =>
      promisify(execFile)('unzip', [options, path], { env: { ...process.env, TZ: 'Asia/Tokyo' } });
    const whole = await run('-tq').catch((error: NodeJS.ErrnoException) => error);
    if (whole instanceof Error && whole.code === 'ENOENT') return skip('not run: no unzip');
    expect(whole).toMatchObject({ stdout: expect.stringContaining('No errors detected') });
    expect((await run('-Zs')).stdout).toMatch(/-rw-rw-r-- .* 26-Mar-29 02:30/);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test.each([
  ['0099-01-01T00:00:00Z', '1980-01-01T00:00:00'],
  ['2026-03-29T02:30:07Z', '2026-03-29T02:30:06'],
  ['9999-12-31T23:59:59Z', '2107-12-31T23:59:58'],
])('a file of %s has the time %s', (time, expected) => {
  const archive = Buffer.from(writeArchive([{ name: 'a', content: 'text', level: 0 }], new Date(time)));
  const [clock, day] = [archive.readUInt16LE(10), archive.readUInt16LE(12)];
  const date = Date.UTC(1980 + (day >> 9), ((day >> 5) & 15) - 1, day & 31);
  const seconds = (clock >> 11) * 3600 + ((clock >> 5) & 63) * 60 + (clock & 31) * 2;
  expect(new Date(date + seconds * 1000).toISOString()).toBe(`${expected}.000Z`);
});

const many = (count: number): readonly ArchiveEntry[] =>
  Array.from({ length: count }, (_, index) => ({ name: `${index}`, content: '', level: 0 }));

function problemOf(entries: readonly ArchiveEntry[]): unknown {
  try {
    writeArchive(entries, TIME);
  } catch (error) {
    return error instanceof DocumentError ? error.diagnostic : error;
  }
  return undefined;
}

test('an archive has as many files as the format has room for', () => {
  expect(Object.keys(unzipSync(writeArchive(many(MAX_ENTRIES), TIME)))).toHaveLength(MAX_ENTRIES);
});

test('an e-book of too many files is a problem of the content', () => {
  expect(problemOf(many(MAX_ENTRIES + 1))).toMatchObject({
    code: 'e-book-too-large',
    message: 'The e-book would have 65,535 files; the format has room for 65,534.',
  });
});

test('an e-book of more than 4 GiB is a problem of the content', () => {
  // One picture of 64 MiB is packed once.
  const picture: ArchiveEntry = { name: 'a', content: Buffer.alloc(1 << 26), level: 0, isShared: true };
  const problem = problemOf(Array.from({ length: 96 }, () => picture));
  writeArchive([{ ...picture, content: '' }], TIME); // Otherwise the picture would be kept.
  expect(problem).toMatchObject({
    code: 'e-book-too-large',
    message: 'The e-book would have 6442.5 MB; the format has room for 4295.0 MB.',
  });
});
