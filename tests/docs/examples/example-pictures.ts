/** Builds the publication of the examples and takes a picture of each result. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Diagnostic } from '../../../src/index.ts';
import type { Bitmap } from '../../../src/proof/bitmap.ts';
import type { DocumentPages } from '../../../src/proof/page-reader.ts';
import { openPdfReader } from '../../../src/proof/pdf-pages.ts';
import { readPrinted } from '../../print/parts/both-ways.ts';
import { EXAMPLES, type Example, listExamples } from './example-list.ts';

/** Pixels for each point of a page: 144 in an inch. */
const SCALE = 2;
/** White space around a picture, in pixels. */
const SPACE = 16;
/** Parts of a page's height above which the head is, and below which the foot is. A chapter's first page has no head. */
const HEAD = 0.085;
const FOOT = 0.93;
const WHITE = 255;

export interface TakenPictures {
  readonly diagnostics: readonly Diagnostic[];
  /** By the name of the example; gray or colored, three bytes a pixel. */
  readonly pictures: ReadonlyMap<string, Bitmap>;
}

export async function takePictures(): Promise<TakenPictures> {
  const out = await mkdtemp(join(tmpdir(), 'handpress-examples-'));
  try {
    const { diagnostics } = await build({
      root: EXAMPLES,
      inputs: ['.'],
      out,
      editions: ['book-a5', 'epub'],
    });
    const pdf = (await readdir(out, { recursive: true })).find((path) => path.endsWith('.pdf'));
    if (pdf === undefined) return { diagnostics, pictures: new Map() };
    return { diagnostics, pictures: await pictureChapters(await readFile(join(out, pdf))) };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function pictureChapters(pdf: Uint8Array): Promise<ReadonlyMap<string, Bitmap>> {
  const { outline, pages: all } = await readPrinted(pdf);
  const starts = outline.flatMap((item) => {
    const [, title, page] = /^0 (.*) (\d+) -?\d+$/.exec(item) ?? [];
    return title === undefined ? [] : [{ title, page: Number(page) }];
  });
  const reader = await openPdfReader();
  const pages = await reader.open(pdf);
  const pictures = new Map<string, Bitmap>();
  for (const example of listExamples()) {
    const index = starts.findIndex(({ title }) => isTitle(title, example));
    const start = starts[index];
    if (start === undefined) throw new Error(`“${example.title}” has no bookmark`);
    const end = starts[index + 1]?.page ?? all.length;
    pictures.set(example.name, await pictureChapter(pages, start.page, end));
  }
  pages.close();
  await reader.close();
  return pictures;
}

/** A bookmark may begin with the number of the chapter. */
const isTitle = (bookmark: string, { title }: Example): boolean =>
  bookmark === title || bookmark.endsWith(` ${title}`);

/** Puts the pages of a chapter below each other, without their white space and feet. */
async function pictureChapter(pages: DocumentPages, start: number, end: number): Promise<Bitmap> {
  const parts: Bitmap[] = [];
  for (let page = start; page < end; page += 1) {
    const { width = 0, height = 0 } = pages.sizes[page] ?? {};
    const size = { width: Math.round(width * SCALE), height: Math.round(height * SCALE) };
    const from = page === start ? 0 : Math.floor(size.height * HEAD);
    const cut = cutToText(await pages.render(page + 1, size), size, from);
    if (cut !== undefined) parts.push(cut);
  }
  return putBelow(parts);
}

function cutToText(
  pixels: Uint8Array,
  { width, height }: { width: number; height: number },
  from: number,
): Bitmap | undefined {
  const end = Math.floor(height * FOOT);
  const rows = Array.from({ length: end }, (_, y) => y).filter(
    (y) => y >= from && isMarked(pixels, y, width),
  );
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const top = Math.max(0, first - SPACE);
  const bottom = Math.min(end, last + SPACE);
  const cut = new Uint8Array(width * (bottom - top) * 3);
  for (let index = 0; index < width * (bottom - top); index += 1) {
    const pixel = (top * width + index) * 4;
    cut.set(pixels.subarray(pixel, pixel + 3), index * 3);
  }
  return { width, height: bottom - top, pixels: cut };
}

function isMarked(pixels: Uint8Array, y: number, width: number): boolean {
  for (let at = y * width * 4; at < (y + 1) * width * 4; at += 4)
    if ((pixels[at] ?? WHITE) < WHITE) return true;
  return false;
}

function putBelow(parts: readonly Bitmap[]): Bitmap {
  const width = Math.max(0, ...parts.map((part) => part.width));
  const height = parts.reduce((sum, part) => sum + part.height, 0);
  const pixels = new Uint8Array(width * height * 3).fill(WHITE);
  let at = 0;
  for (const part of parts) {
    pixels.set(part.pixels, at);
    at += part.pixels.length;
  }
  return { width, height, pixels };
}
