/** Reads the links of a printed book back: their words, and what is printed where they lead. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A link inside a book. */
export interface PrintedLink {
  /** The label of its page, as the reader's page field shows it. */
  readonly from: string;
  /** The words in the rectangle of the link. */
  readonly words: string;
  /** The label of the page that it leads to. */
  readonly to: string;
  /** The first lines printed there, from the place on. */
  readonly there: string;
}

/** A piece of text with its place, in points from the left and from the foot of the page. */
interface Piece {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

interface ReadPage {
  readonly pieces: readonly Piece[];
  readonly links: readonly { readonly rectangle: readonly number[]; readonly target: unknown }[];
}

type Pdf = Awaited<ReturnType<typeof getDocument>['promise']>;

/** Height in points below the place of a target in which its label is looked for; a figure is above its caption. */
const NEAR = { text: 45, figure: 400 };

/**
 * @param bytes of a finished file
 * @param margin of the top of its pages, in points: Chromium counts the places of targets from the top of the page as if that was the type area
 */
export async function readLinks(bytes: Uint8Array, margin: number): Promise<readonly PrintedLink[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const labels = (await pdf.getPageLabels()) ?? [];
  const pages: ReadPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) pages.push(await readPage(pdf, number));
  const found: PrintedLink[] = [];
  for (const [index, { pieces, links }] of pages.entries()) {
    for (const { rectangle, target } of links) {
      const place = await findPlace(pdf, target);
      const words = readWords(pieces, rectangle);
      const there = readBelow(pages[place.page]?.pieces ?? [], place.top - margin, words);
      found.push({ from: labels[index] ?? '', words, to: labels[place.page] ?? 'nowhere', there });
    }
  }
  await task.destroy();
  return found;
}

async function readPage(pdf: Pdf, number: number): Promise<ReadPage> {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  const pieces = items.flatMap((item): Piece[] => {
    if (!('str' in item) || item.str === '') return [];
    const [, , , , x = 0, y = 0] = item.transform as number[];
    return [{ text: item.str, x, y, width: item.width }];
  });
  const links = (await page.getAnnotations()).flatMap(({ dest, rect }) =>
    dest === undefined || dest === null ? [] : [{ rectangle: rect as number[], target: dest as unknown }],
  );
  return { pieces, links };
}

async function findPlace(
  pdf: Pdf,
  target: unknown,
): Promise<{ readonly page: number; readonly top: number }> {
  const place = typeof target === 'string' ? await pdf.getDestination(target) : (target as unknown[]);
  const [page, , , top] = place ?? [];
  return page === undefined
    ? { page: -1, top: 0 }
    : { page: await pdf.getPageIndex(page as never), top: Number(top) };
}

/** Returns the letters whose middles are in a rectangle: all letters of a piece count as equally wide. */
function readWords(
  pieces: readonly Piece[],
  [left = 0, bottom = 0, right = 0, top = 0]: readonly number[],
): string {
  return pieces
    .filter(({ y }) => y >= bottom - 1 && y <= top)
    .flatMap(({ text, x, width }) => {
      const letters = [...text];
      return letters.filter((_letter, index) => {
        const middle = x + ((index + 0.5) * width) / letters.length;
        return middle > left - 0.5 && middle < right + 0.5;
      });
    })
    .join('')
    .trim();
}

function readBelow(pieces: readonly Piece[], top: number, words: string): string {
  const height = words.startsWith('Figure') ? NEAR.figure : NEAR.text;
  return pieces
    .filter(({ y }) => y <= top && y >= top - height)
    .map(({ text }) => text)
    .join('');
}
