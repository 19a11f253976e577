/**
 * Encodes and decodes PNG's filter “up” (ISO 32000-1, 7.4.4.4, predictor 12), with which tables of rising
 * numbers compress well.
 */

import { UnsupportedPdfError } from './unsupported-pdf-error.ts';

const UP = 2;

/** Encodes rows. @param width bytes per row */
export function encodePredictor(rows: Uint8Array, width: number): Buffer {
  const count = rows.length / width;
  const filtered = Buffer.alloc(rows.length + count);
  for (let row = 0; row < count; row += 1) {
    const at = row * (width + 1);
    filtered[at] = UP;
    for (let column = 0; column < width; column += 1) {
      const index = row * width + column;
      filtered[at + 1 + column] = (rows[index] ?? 0) - (rows[index - width] ?? 0);
    }
  }
  return filtered;
}

/** @throws {UnsupportedPdfError} when a row is of another filter */
export function decodePredictor(filtered: Uint8Array, width: number): Buffer {
  const count = filtered.length / (width + 1);
  const rows = Buffer.alloc(count * width);
  for (let row = 0; row < count; row += 1) {
    const at = row * (width + 1);
    if (filtered[at] !== UP)
      throw new UnsupportedPdfError('the PDF has a cross-reference table of unknown kind');
    for (let column = 0; column < width; column += 1) {
      const index = row * width + column;
      rows[index] = (filtered[at + 1 + column] ?? 0) + (rows[index - width] ?? 0);
    }
  }
  return rows;
}
