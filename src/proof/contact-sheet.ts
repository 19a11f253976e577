/**
 * Renders contact sheets: every page of a document in a small size, framed and numbered, on a gray
 * background.
 */
import { arrangeSheets, type Cell, type Facing, NUMBER_HEIGHT, type Sheet } from './arrange.ts';
import { type Bitmap, createBitmap, drawImage, encodePng, fillRectangle } from './bitmap.ts';
import { drawLabel, LABEL_HEIGHT } from './bitmap-digits.ts';
import type { DocumentPages } from './page-reader.ts';

const BACKGROUND_GRAY = 0xcc;
const FRAME_GRAY = 0x66;
const LABEL_GRAY = 0x22;

/** The labels of the pages of a document, and how they face each other. */
export interface PageCaptions {
  readonly facing: Facing;
  /** In the order of the pages; the default is the page number. */
  readonly labels: readonly string[];
}

/** Returns the sheets as PNG files, in order. Rejects with the signal's reason if it is aborted. */
export async function renderContactSheets(
  pages: DocumentPages,
  { facing, labels }: PageCaptions,
  signal: AbortSignal,
): Promise<readonly Uint8Array[]> {
  const files: Uint8Array[] = [];
  for (const sheet of arrangeSheets(pages.sizes, facing)) {
    files.push(await paintSheet(sheet, pages, labels, signal));
  }
  return files;
}

async function paintSheet(
  sheet: Sheet,
  pages: DocumentPages,
  labels: readonly string[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const bitmap = createBitmap(sheet, BACKGROUND_GRAY);
  for (const cell of sheet.cells) {
    const image = await pages.render(cell.page, cell);
    signal.throwIfAborted();
    drawFrame(bitmap, cell);
    drawImage(bitmap, cell, image);
    const below = cell.y + cell.height + Math.round((NUMBER_HEIGHT - LABEL_HEIGHT) / 2);
    const label = labels[cell.page - 1] ?? String(cell.page);
    drawLabel(bitmap, label, cell.x + cell.width / 2, below, LABEL_GRAY);
  }
  return encodePng(bitmap);
}

/** Draws a frame of one pixel around the page. */
function drawFrame(bitmap: Bitmap, { x, y, width, height }: Cell): void {
  fillRectangle(bitmap, { x: x - 1, y: y - 1, width: width + 2, height: height + 2 }, FRAME_GRAY);
}
