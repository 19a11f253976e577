import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { type Bitmap, createBitmap, drawImage, encodePng, fillRectangle } from '../../src/proof/bitmap.ts';
import { drawLabel, LABEL_HEIGHT } from '../../src/proof/bitmap-digits.ts';

/** Returns every second pixel of every second row; `#` is black. */
function drawn({ width, height, pixels }: Bitmap): string {
  const rows = Array.from({ length: height / 2 }, (_, row) =>
    Array.from({ length: width / 2 }, (_, column) =>
      pixels[(row * 2 * width + column * 2) * 3] ? ' ' : '#',
    ),
  );
  return rows.map((row) => row.join('')).join('\n');
}

test('drawLabel draws a number digit by digit, centered', () => {
  const picture = createBitmap({ width: 118, height: LABEL_HEIGHT }, 255);
  drawLabel(picture, '1234567890', 59, 0, 0);
  expect(drawn(picture).split('\n')).toEqual([
    '  #    ###   ###     #  #####   ##  #####  ###   ###   ### ',
    ' ##   #   # #   #   ##  #      #        # #   # #   # #   #',
    '  #       #     #  # #  ####  #        #  #   # #   # #   #',
    '  #     ##    ##  #  #      # ####     #   ###   #### #   #',
    '  #    #        # #####     # #   #   #   #   #     # #   #',
    '  #   #     #   #    #  #   # #   #   #   #   #    #  #   #',
    ' ###  #####  ###     #   ###   ###    #    ###   ##    ### ',
  ]);
});

test('fillRectangle clips at the edge of the bitmap', () => {
  const picture = createBitmap({ width: 2, height: 2 }, 255);
  fillRectangle(picture, { x: -5, y: 1, width: 6, height: 9 }, 0);
  fillRectangle(picture, { x: 7, y: 0, width: 6, height: 9 }, 0);
  expect([...picture.pixels]).toEqual([...Array(6).fill(255), 0, 0, 0, 255, 255, 255]);
});

test('encodePng encodes an image that was drawn, with one channel if it has no color', () => {
  const picture = createBitmap({ width: 3, height: 2 }, 200);
  const image = Uint8Array.from([10, 20, 30, 255, 40, 50, 60, 255]);
  expect(decode(encodePng(picture))).toMatchObject({ width: 3, height: 2, channels: 1 });
  drawImage(picture, { x: 1, y: 1, width: 2, height: 1 }, image);
  const read = decode(encodePng(picture));
  expect(read).toMatchObject({ width: 3, height: 2, channels: 3, depth: 8 });
  expect([...read.data]).toEqual([...Array(12).fill(200), 10, 20, 30, 40, 50, 60]);
});
