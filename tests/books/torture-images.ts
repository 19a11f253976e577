/** Writes the photographs of the torture publication again: `node tests/books/torture-images.ts`. */
import { writeFile } from 'node:fs/promises';
import { type Color, gif, jpeg, png, type Squares, webp } from '../support/pictures.ts';

const RED: Color = [200, 30, 30];
const GREEN: Color = [20, 150, 40];
const BLUE: Color = [30, 60, 200];
const YELLOW: Color = [240, 210, 60];

/** Taller than wide when it is turned, and different in every corner. */
const SQUARES: Squares = [
  [RED, RED, RED, GREEN, GREEN, GREEN],
  [RED, RED, RED, GREEN, GREEN, GREEN],
  [BLUE, BLUE, BLUE, YELLOW, YELLOW, YELLOW],
  [BLUE, BLUE, BLUE, BLUE, BLUE, BLUE],
];

const FILES: Readonly<Record<string, Uint8Array>> = {
  'squares.png': png(SQUARES),
  'squares.jpg': jpeg(SQUARES),
  'turned.jpg': jpeg(SQUARES, { orientation: 6 }),
  'inks.jpg': jpeg(SQUARES, { cmyk: true }),
  'squares.gif': gif(SQUARES),
  'field.webp': webp(48, 32, GREEN),
  'dot.png': png([[[0, 0, 0]]]),
};

for (const [name, bytes] of Object.entries(FILES)) {
  await writeFile(new URL(`torture/images/${name}`, import.meta.url), bytes);
}
