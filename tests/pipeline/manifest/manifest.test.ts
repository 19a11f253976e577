/** `dist/manifest.json` is read by the next build, even if it was edited meanwhile. */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { build, type Manifest } from '../../../src/index.ts';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-manifest-'));
  await mkdir(join(root, 'content/book'), { recursive: true });
  await mkdir(join(root, 'dist'));
  await writeFile(join(root, 'content/note.md'), '# Fever\n\nDrink enough.\n');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const buildEpub = () => build({ root, inputs: ['note'], editions: ['epub'] });
const manifest = async (): Promise<Manifest> =>
  JSON.parse(await readFile(join(root, 'dist/manifest.json'), 'utf8'));

test.each([
  'no JSON',
  'null',
  '5',
  '{"handpress":"0","publications":[null]}',
  '{"handpress":"0","publications":[{"id":"note"}]}',
  '{"handpress":"0","publications":[{"id":"note","files":[{"path":5}]}]}',
])('one that cannot be read is not replaced: %s', async (written) => {
  await writeFile(join(root, 'dist/manifest.json'), written);
  expect((await buildEpub()).diagnostics.map(({ code }) => code)).toEqual(['manifest-foreign']);
  expect(await readFile(join(root, 'dist/manifest.json'), 'utf8')).toBe(written);
});

test('keeps other publications, and removes files that an edition no longer has', async () => {
  await buildEpub();
  const { handpress, publications } = await manifest();
  const [note] = publications;
  const digest = createHash('sha256').update('old').digest('hex');
  const file = { edition: 'epub', mediaType: 'application/epub+zip', digest, size: 3 };
  const files = [
    ...(note?.files ?? []),
    ...['note/old.epub', '../other.txt'].map((path) => ({ ...file, path })),
  ];
  const other = { id: 'other', title: 'Other', language: 'en', status: 'draft', files: [] };
  await writeFile(join(root, 'dist/note/old.epub'), 'old');
  await writeFile(join(root, 'other.txt'), 'outside of dist');
  await writeFile(
    join(root, 'dist/manifest.json'),
    JSON.stringify({ handpress, publications: [{ ...note, files }, other] }),
  );
  await buildEpub();
  expect((await manifest()).publications.map(({ id }) => id)).toEqual(['note', 'other']);
  await expect(readFile(join(root, 'dist/note/old.epub'))).rejects.toThrow();
  expect(await readFile(join(root, 'other.txt'), 'utf8')).toBe('outside of dist');
});

test('is written only if its content changes', async () => {
  await buildEpub();
  const file = join(root, 'dist/manifest.json');
  const before = await stat(file);
  await buildEpub();
  expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);

  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"en"', '"fr"'));
  await buildEpub();
  expect(await readFile(file, 'utf8')).toBe(text);
});
