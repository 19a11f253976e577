/** Contact sheets: every page of a document in small, framed and numbered, on a grey ground. */
import { arrange, type Cell, type Facing, NUMBER_HEIGHT, type Sheet } from './arrange.ts';
import { blankPicture, fill, type Picture, paste, pngOf } from './bitmap.ts';
import { DIGIT_HEIGHT, writeLabel } from './bitmap-digits.ts';
import type { Pages } from './page-reader.ts';

const GROUND = 0xcc;
const FRAME = 0x66;
const INK = 0x22;

/** What the pages of a document are called, and which face each other. */
export interface Captions {
  readonly facing: Facing;
  /** In the order of the pages; a page without one has its number. */
  readonly labels: readonly string[];
}

/** @returns the sheets as PNG files, in order; rejects with the signal's reason once that is aborted */
export async function contactSheets(
  pages: Pages,
  { facing, labels }: Captions,
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const sheet of arrange(pages.sizes, facing)) {
    files.push(await paintSheet(sheet, pages, labels, signal));
  }
  return files;
}

async function paintSheet(
  sheet: Sheet,
  pages: Pages,
  labels: readonly string[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const picture = blankPicture(sheet, GROUND);
  for (const cell of sheet.cells) {
    const image = await pages.paint(cell.page, cell);
    signal.throwIfAborted();
    frame(picture, cell);
    paste(picture, cell, image);
    const below = cell.y + cell.height + Math.round((NUMBER_HEIGHT - DIGIT_HEIGHT) / 2);
    const label = labels[cell.page - 1] ?? String(cell.page);
    writeLabel(picture, label, cell.x + cell.width / 2, below, INK);
  }
  return pngOf(picture);
}

/** One pixel around the page, none of it on the page. */
function frame(picture: Picture, { x, y, width, height }: Cell): void {
  fill(picture, { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, FRAME);
}
