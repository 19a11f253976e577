/** A build writes proofs beside PDFs and e-books, and removes them. */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode } from 'fast-png';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { build, type Manifest } from '../../src/index.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'handpress-proof-'));
  await mkdir(join(root, 'content/fever'), { recursive: true });
  await writeFile(
    join(root, 'content/fever/publication.yaml'),
    'title: Fever\neditions: [book-a5, handouts-a5, epub]\n',
  );
  await writeFile(join(root, 'content/fever/one.md'), `# What it is\n\n${'A hot head. '.repeat(60)}\n`);
  await writeFile(join(root, 'content/fever/two.md'), '# What to do\n\nDrink enough.\n');
});
afterAll(() => rm(root, { recursive: true, force: true }));

const PROOFS = [
  'fever/fever-book-a5.proof.png',
  'fever/fever.proof.png',
  'fever/handouts-a5/one.proof.png',
  'fever/handouts-a5/two.proof.png',
];

async function pictures(): Promise<readonly string[]> {
  const names = await readdir(join(root, 'dist'), { recursive: true });
  return names.filter((name) => name.endsWith('.png')).sort();
}

test('every PDF and e-book has a proof in the manifest, and a build without proofs removes them', async () => {
  const proofed = await build({ root, proof: true });
  expect(proofed.diagnostics.filter(({ severity }) => severity !== 'note')).toEqual([]);
  expect(await pictures()).toEqual(PROOFS);
  const manifest: Manifest = JSON.parse(await readFile(join(root, 'dist/manifest.json'), 'utf8'));
  const listed = manifest.publications.flatMap(({ files }) => files);
  expect(listed.filter(({ mediaType }) => mediaType === 'image/png').map(({ path }) => path)).toEqual(PROOFS);
  expect(listed).toEqual(proofed.files);

  const first = await Promise.all(PROOFS.map((path) => readFile(join(root, 'dist', path))));
  for (const [index, bytes] of first.entries()) expect(inkOf(bytes), PROOFS[index]).toBeGreaterThan(200);
  await build({ root, proof: true });
  const second = await Promise.all(PROOFS.map((path) => readFile(join(root, 'dist', path))));
  expect(second.map((bytes, index) => bytes.equals(first[index] ?? Buffer.alloc(0)))).toEqual(
    PROOFS.map(() => true),
  );

  const plain = await build({ root, editions: ['book-a5'] });
  expect(plain.files.map(({ path }) => path)).toEqual(['fever/fever-book-a5.pdf']);
  expect(await pictures(), 'those of other editions are as new as their PDFs').toEqual(PROOFS.slice(1));
  await build({ root });
  expect(await pictures()).toEqual([]);
});

/** Counts dark pixels within the first page, which are printed text. */
function inkOf(bytes: Uint8Array): number {
  const { data, width, height, channels } = decode(bytes);
  let ink = 0;
  let white = 0;
  for (let index = 0; index < width * height; index += 1) {
    const value = data[index * channels] ?? 255;
    if (value === 255) white += 1;
    if (value < 0x20) ink += 1;
  }
  expect(white, 'there is paper').toBeGreaterThan(100_000);
  return ink;
}
