/** A printed file read back as whoever holds it sees it: its lines with their places, its folios, its links. */
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface Line {
  readonly text: string;
  /** From the left and from the foot of the page, in points. */
  readonly x: number;
  readonly y: number;
  /** Of the type, in points. */
  readonly size: number;
}

export interface ReadPage {
  /** The number of the page in the file, from 1. */
  readonly number: number;
  /** As the reader's page field shows it. */
  readonly label: string;
  readonly width: number;
  readonly height: number;
  /** From the top down, those in the margins as well. */
  readonly lines: readonly Line[];
  readonly text: string;
}

interface Piece {
  readonly str: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
}

/** @param bytes of a finished file */
export async function readBack(bytes: Uint8Array): Promise<readonly ReadPage[]> {
  // A copy: the library takes the buffer for itself.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const labels = await pdf.getPageLabels();
  const pages: ReadPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const pieces = items.flatMap((item): Piece[] => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
      return [{ str: item.str, x, y, size: Math.hypot(a, b), width: item.width }];
    });
    const [, , width = 0, height = 0] = page.view;
    const lines = linesOf(pieces);
    const text = lines.map((line) => line.text).join('\n');
    pages.push({ number, label: labels?.[number - 1] ?? String(number), width, height, lines, text });
  }
  await task.destroy();
  return pages;
}

/** Pieces at the same height are a line. */
function linesOf(pieces: readonly Piece[]): readonly Line[] {
  const rows: Piece[][] = [];
  for (const piece of [...pieces].sort((one, other) => other.y - one.y)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (row !== undefined && first !== undefined && first.y - piece.y < 2.5) row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => {
    const sorted = row.toSorted((one, other) => one.x - other.x);
    let [text, end] = ['', Number.NaN];
    for (const { str, x, width, size } of sorted) {
      text += text !== '' && x - end > size * 0.12 ? ` ${str}` : str;
      end = x + width;
    }
    const [first] = sorted;
    const size = Math.max(...row.map((piece) => piece.size));
    return { text: text.replace(/\s+/g, ' ').trim(), x: first?.x ?? 0, y: first?.y ?? 0, size };
  });
}

/** The lines between head and foot. @param margins of the page in millimetres */
export function bodyLines(
  { lines, height }: ReadPage,
  { top, bottom }: { readonly top: number; readonly bottom: number },
): readonly Line[] {
  const points = 72 / 25.4;
  return lines.filter(({ y }) => y > bottom * points - 4 && y < height - top * points + 4);
}
