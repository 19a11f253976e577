/** A picture that is painted on, and PNG files. */
import { decode, encode } from 'fast-png';
import type { Size } from './arrange.ts';

export interface Picture extends Size {
  /** Three bytes a pixel, row by row from the top. */
  readonly pixels: Uint8Array;
}

/** A rectangle of a picture. */
export interface Area extends Size {
  readonly x: number;
  readonly y: number;
}

/** From 0 (black) to 255. */
export type Grey = number;

/** Of deflate. The next ones take half as long again for a thirtieth less. */
const LEVEL = 3;

export function blankPicture({ width, height }: Size, ground: Grey): Picture {
  return { width, height, pixels: new Uint8Array(width * height * 3).fill(ground) };
}

/** What of the area lies outside the picture is not painted. */
export function fill(picture: Picture, { x, y, width, height }: Area, grey: Grey): void {
  const [left, right] = [Math.max(0, x), Math.min(picture.width, x + width)];
  if (left >= right) return;
  for (let row = Math.max(0, y); row < Math.min(picture.height, y + height); row += 1) {
    picture.pixels.fill(grey, (row * picture.width + left) * 3, (row * picture.width + right) * 3);
  }
}

/** @param image four bytes a pixel, the last not looked at; as large as the area, which lies inside */
export function paste(picture: Picture, { x, y, width, height }: Area, image: Uint8Array): void {
  for (let row = 0; row < height; row += 1) {
    let to = ((y + row) * picture.width + x) * 3;
    let from = row * width * 4;
    for (const end = from + width * 4; from < end; from += 4) {
      picture.pixels[to++] = image[from] ?? 0;
      picture.pixels[to++] = image[from + 1] ?? 0;
      picture.pixels[to++] = image[from + 2] ?? 0;
    }
  }
}

/**
 * @param png red, green and blue, of eight bits each, with or without transparency
 * @returns four bytes a pixel
 * @throws {Error} when it is another kind of PNG, or of another size
 */
export function pixelsOf(png: Uint8Array, size: Size): Uint8Array {
  const { data, channels, depth, width, height } = decode(png);
  if (depth !== 8 || channels < 3 || width !== size.width || height !== size.height)
    throw new Error(`a picture of ${width} by ${height} pixels came out wrong`);
  if (channels === 4) return Uint8Array.from(data);
  const pixels = new Uint8Array(width * height * 4);
  for (let index = 0; index < width * height; index += 1) {
    pixels.set(data.subarray(index * channels, index * channels + 3), index * 4);
  }
  return pixels;
}

/** PNG, by an encoder in JavaScript: the same bytes everywhere. Without color it takes one channel. */
export function pngOf({ width, height, pixels }: Picture): Uint8Array {
  const grey = greyOf(pixels);
  const data = grey ?? pixels;
  return encode({ width, height, depth: 8, channels: grey ? 1 : 3, data }, { zlib: { level: LEVEL } });
}

function greyOf(pixels: Uint8Array): Uint8Array | undefined {
  const grey = new Uint8Array(pixels.length / 3);
  for (let index = 0; index < grey.length; index += 1) {
    const red = pixels[index * 3] ?? 0;
    if (red !== pixels[index * 3 + 1] || red !== pixels[index * 3 + 2]) return undefined;
    grey[index] = red;
  }
  return grey;
}
