import { decode } from 'fast-png';
import { expect, test } from 'vitest';
import { blankPicture, fill, type Picture, paste, pngOf } from '../../src/proof/bitmap.ts';
import { DIGIT_HEIGHT, writeLabel } from '../../src/proof/bitmap-digits.ts';

/** Every second pixel of every second row: a cross where it is black. */
function drawn({ width, height, pixels }: Picture): string {
  const rows = Array.from({ length: height / 2 }, (_, row) =>
    Array.from({ length: width / 2 }, (_, column) =>
      pixels[(row * 2 * width + column * 2) * 3] ? ' ' : '#',
    ),
  );
  return rows.map((row) => row.join('')).join('\n');
}

test('numbers are written digit by digit, around their middle', () => {
  const picture = blankPicture({ width: 118, height: DIGIT_HEIGHT }, 255);
  writeLabel(picture, '1234567890', 59, 0, 0);
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

test('what is painted beyond the edge is cut off', () => {
  const picture = blankPicture({ width: 2, height: 2 }, 255);
  fill(picture, { x: -5, y: 1, width: 6, height: 9 }, 0);
  fill(picture, { x: 7, y: 0, width: 6, height: 9 }, 0);
  expect([...picture.pixels]).toEqual([...Array(6).fill(255), 0, 0, 0, 255, 255, 255]);
});

test('an image is pasted where it belongs, and the file holds it: one channel without color', () => {
  const picture = blankPicture({ width: 3, height: 2 }, 200);
  const image = Uint8Array.from([10, 20, 30, 255, 40, 50, 60, 255]);
  expect(decode(pngOf(picture))).toMatchObject({ width: 3, height: 2, channels: 1 });
  paste(picture, { x: 1, y: 1, width: 2, height: 1 }, image);
  const read = decode(pngOf(picture));
  expect(read).toMatchObject({ width: 3, height: 2, channels: 3, depth: 8 });
  expect([...read.data]).toEqual([...Array(12).fill(200), 10, 20, 30, 40, 50, 60]);
});
