/** PNG's filter “up”, by which tables of rising numbers become small (ISO 32000-1, 7.4.4.4, predictor 12). */

const UP = 2;

/** @param width bytes of a row */
export function filter(rows: Uint8Array, width: number): Buffer {
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

/** @throws {Error} when a row is of another filter */
export function unfilter(filtered: Uint8Array, width: number): Buffer {
  const count = filtered.length / (width + 1);
  const rows = Buffer.alloc(count * width);
  for (let row = 0; row < count; row += 1) {
    const at = row * (width + 1);
    if (filtered[at] !== UP) throw new Error('the PDF has a cross-reference table of unknown kind');
    for (let column = 0; column < width; column += 1) {
      const index = row * width + column;
      rows[index] = (filtered[at + 1 + column] ?? 0) + (rows[index - width] ?? 0);
    }
  }
  return rows;
}
