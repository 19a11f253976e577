/** Prints a book in one piece and in parts, and reads from a finished file all that a reader of it can tell. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { Book } from '../../../src/core/model/book.ts';
import type { Context } from '../../../src/core/model/context.ts';
import type { PaperEdition } from '../../../src/core/model/edition.ts';
import type { SectionRange } from '../../../src/print/document/book/part-links.ts';
import { buildBookDocument } from '../../../src/print/document/document.ts';
import { toArtifact } from '../../../src/print/finished-file.ts';
import { printInParts } from '../../../src/print/parts/print-in-parts.ts';
import type { PrintJob } from '../../../src/print/press/print-queue.ts';

/** @param sections in a part */
export function divide(count: number, sections: number): readonly SectionRange[] {
  return Array.from({ length: Math.ceil(count / sections) }, (_part, index) => {
    return { from: index * sections, to: Math.min(count, (index + 1) * sections) };
  });
}

/** @returns the finished file, not imposed; `undefined` if the book cannot be printed in parts */
export async function printParts(
  book: Book,
  edition: PaperEdition,
  ranges: readonly SectionRange[],
  { job, context }: { readonly job: PrintJob; readonly context: Context },
): Promise<Uint8Array | undefined> {
  const document = await buildBookDocument(book, edition, context);
  const request = { book, edition, document, ranges, path: 'parts.pdf', allowance: 0, onText: undefined };
  const made = await printInParts(request, job, context);
  if (made === undefined) return undefined;
  const { isOwnFont } = document;
  const artifact = await toArtifact(made, book, edition, { path: 'parts.pdf', isOwnFont }, context);
  return artifact.unimposed ?? artifact.bytes;
}

/** A piece of text, or a link. Points from the left and from the foot of the page. */
interface Placed {
  readonly text: string;
  readonly x: number;
  readonly y: number;
}

export interface PrintedPage {
  readonly text: string;
  /** What is there, with its places. */
  readonly lines: readonly Placed[];
  readonly links: readonly Placed[];
  /** The tags as JSON, without the numbers of the content. */
  readonly tags: string;
}

export interface PrintedBook {
  readonly pages: readonly PrintedPage[];
  readonly labels: readonly string[];
  /** Level, title, page and height of each bookmark. */
  readonly outline: readonly string[];
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;
type Bookmarks = Awaited<ReturnType<Pdf['getOutline']>>;

/** Reads a finished file. */
export async function readPrinted(bytes: Uint8Array): Promise<PrintedBook> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(pdf, number));
  const outline = await listBookmarks(pdf, await pdf.getOutline(), 0);
  const labels = (await pdf.getPageLabels()) ?? [];
  await task.destroy();
  return { pages, labels, outline };
}

async function readPage(pdf: Pdf, number: number): Promise<PrintedPage> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const lines = items.flatMap((item): Placed[] => {
    if (!('str' in item) || item.str.trim() === '') return [];
    const [, , , , x = 0, y = 0] = item.transform as number[];
    return [{ text: item.str, x, y }];
  });
  const annotations = await page.getAnnotations();
  const links = annotations.map(({ url, dest, rect }) => {
    const target = typeof dest === 'string' ? dest : Array.isArray(dest) ? 'a place' : '';
    return { text: `${url ?? ''}${target}`, x: Number(rect[0]), y: Number(rect[1]) };
  });
  const names = new Map<string, string>();
  const tags = JSON.stringify(await page.getStructTree(), (key, value) => {
    if (key === 'id') return undefined;
    if (key === 'structId') return shortenId(value, names);
    return key === 'headers' ? value.map((id: string) => shortenId(id, names)) : round(value);
  });
  return { text: lines.map(({ text }) => text).join(''), lines, links, tags };
}

/** Returns another id, the same for the same element of a page: ids are only there to refer to them. */
function shortenId(id: string, names: Map<string, string>): string {
  const name = names.get(id) ?? `id ${names.size}`;
  names.set(id, name);
  return name;
}

/** Rounds to a quarter of a point, so that the boxes of figures are equal. */
const round = (value: unknown): unknown => (typeof value === 'number' ? Math.round(value * 4) / 4 : value);

async function listBookmarks(pdf: Pdf, items: Bookmarks, level: number): Promise<readonly string[]> {
  const all: string[] = [];
  for (const { title, dest, items: below } of items ?? []) {
    const target = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
    const [page, , , top] = target ?? [];
    const place =
      page === undefined ? 'nowhere' : `${await pdf.getPageIndex(page)} ${Math.round(Number(top))}`;
    all.push(`${level} ${title} ${place}`, ...(await listBookmarks(pdf, below, level + 1)));
  }
  return all;
}

/** Returns the greatest distance in points between what is at the same index; infinite if it is not the same text. */
export function measureMoves(one: readonly Placed[], other: readonly Placed[]): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  const moves = one.map(({ text, x, y }, index) => {
    const there = other[index];
    if (there?.text !== text) return Number.POSITIVE_INFINITY;
    return Math.max(Math.abs(x - there.x), Math.abs(y - there.y));
  });
  return Math.max(0, ...moves);
}
