/** Reads the pieces of text of a printed file with their places and sizes. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PrintedPage {
  /** Number of the page in the file, from 1. Page 1 is a right-hand page. */
  readonly number: number;
  readonly label: string;
  /** Points, as all lengths here. */
  readonly width: number;
  readonly height: number;
  readonly pieces: readonly TextPiece[];
}

export interface TextPiece {
  readonly text: string;
  /** From the left edge of the page. */
  readonly x: number;
  /** Baseline, from the foot of the page. */
  readonly y: number;
  readonly width: number;
  readonly size: number;
}

export async function readPieces(bytes: Uint8Array): Promise<readonly PrintedPage[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const labels = await pdf.getPageLabels();
  const pages: PrintedPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item): TextPiece[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [, , c = 0, d = 0, x = 0, y = 0] = item.transform as number[];
      return [{ text: item.str, x, y, width: item.width, size: Math.hypot(c, d) }];
    });
    pages.push({ number, label: labels?.[number - 1] ?? String(number), width, height, pieces });
  }
  await task.destroy();
  return pages;
}
