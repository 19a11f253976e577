/** The examples of docs/writing.md that are whole publications, because they show what settings make: the folder docs/example-books. */

import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from 'fast-png';
import { build, type Diagnostic } from '../../../src/index.ts';
import type { Bitmap } from '../../../src/proof/bitmap.ts';

export const EXAMPLE_BOOKS = fileURLToPath(new URL('../../../docs/example-books', import.meta.url));

export interface WholeExample {
  /** Name of the picture. */
  readonly name: string;
  readonly title: string;
  /** Files that are shown, relative to the folder. */
  readonly files: readonly string[];
  /** The picture of its pages that a build makes. */
  readonly proof: string;
  /** Width of the picture on the page, in CSS pixels. */
  readonly width: number;
}

export const WHOLE_EXAMPLES: readonly WholeExample[] = [
  {
    name: 'article',
    title: 'An article',
    files: ['article.md'],
    proof: 'article/article-a4.proof.png',
    width: 420,
  },
  {
    name: 'novel',
    title: 'The pages before and after a novel',
    files: [
      ...['publication.yaml', 'dedication.md', 'epigraph.md', 'foreword.md', 'one.md', 'author.md'].map(
        (file) => `novel/${file}`,
      ),
    ],
    proof: 'novel/novel-book-a5.proof.png',
    width: 860,
  },
];

/** Reads a file that is shown. */
export const readShown = (file: string): string => readFileSync(join(EXAMPLE_BOOKS, file), 'utf8').trim();

/** Builds them, and returns the pictures of their pages by name. */
export async function takeWholePictures(): Promise<{
  readonly diagnostics: readonly Diagnostic[];
  readonly pictures: ReadonlyMap<string, Bitmap>;
}> {
  const out = await mkdtemp(join(tmpdir(), 'handpress-example-books-'));
  try {
    const editions = ['handouts-a4', 'book-a5', 'epub'];
    const { diagnostics } = await build({ root: EXAMPLE_BOOKS, inputs: ['.'], out, editions, proof: true });
    const pictures = new Map<string, Bitmap>();
    for (const { name, proof } of WHOLE_EXAMPLES) pictures.set(name, await readPicture(join(out, proof)));
    return { diagnostics, pictures };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function readPicture(path: string): Promise<Bitmap> {
  const { width, height, channels, data } = decode(await readFile(path));
  const pixels = new Uint8Array(width * height * 3);
  for (let index = 0; index < width * height * 3; index += 1) {
    const pixel = Math.floor(index / 3) * channels;
    pixels[index] = Number(data[pixel + (channels < 3 ? 0 : index % 3)]);
  }
  return { width, height, pixels };
}
