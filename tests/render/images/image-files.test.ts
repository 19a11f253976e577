/**
 * Tests the inspection of image files: complete images of all kinds, images without pixels, and data after
 * the image.
 */
import { deflateSync } from 'node:zlib';
import { encode } from 'fast-png';
import { describe, expect, test } from 'vitest';
import { inspectImage, MAX_FILE_BYTES } from '../../../src/render/images/image-file.ts';
import { type Color, gif, jpeg, png, webp } from '../../support/pictures.ts';
import { chunk, joined, writePng } from '../../support/png-chunks.ts';
import {
  collectDiagnostics,
  formatDiagnostics,
  memoryHost,
  openWorkbench,
  readAndRender,
  readAndRenderAny,
} from '../../support/workbench.ts';

const RED: Color = [200, 20, 20];
const BLUE: Color = [20, 20, 200];
const SQUARES = [
  [RED, BLUE],
  [BLUE, RED],
];

async function inspect(bytes: Uint8Array): Promise<string> {
  const result = inspectImage(bytes);
  if (result.kind !== 'whole') return result.kind;
  return (await result.hasPixels?.()) === false ? 'no pixels' : 'whole';
}

/** Returns compressed rows of this uncompressed size in bytes. */
const rows = (size: number): Buffer => deflateSync(Buffer.alloc(size));

/** Returns a WebP animation of two frames. */
function animatedWebp(): Buffer {
  const still = Buffer.from(webp(16, 16, RED)).subarray(12);
  const little = (value: number, size: number) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntLE(value, 0, size);
    return bytes;
  };
  const part = (name: string, data: Buffer) =>
    Buffer.concat([Buffer.from(name), little(data.length, 4), data, Buffer.alloc(data.length % 2)]);
  const size = Buffer.concat([little(15, 3), little(15, 3)]);
  const frame = Buffer.concat([Buffer.alloc(6), size, little(100, 3), Buffer.from([0]), still]);
  const parts = [
    part('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size])),
    part('ANIM', Buffer.alloc(6)),
    part('ANMF', frame),
    part('ANMF', frame),
  ];
  const body = Buffer.concat([Buffer.from('WEBP'), ...parts]);
  return Buffer.concat([Buffer.from('RIFF'), little(body.length, 4), body]);
}

/** Returns a progressive JPEG with the DC coefficients alone: ISO/IEC 10918-1, annex G. */
function progressiveJpeg(): Buffer {
  const bytes = Buffer.from(jpeg(SQUARES));
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes[frame + 1] = 0xc2;
  const scan = bytes.indexOf(Buffer.from([0xff, 0xda]));
  bytes[scan + 4 + 1 + 2 * 3 + 1] = 0;
  return bytes;
}

/** Returns a JPEG with an Exif thumbnail, which has an end marker of its own. */
function jpegWithThumbnail(): Buffer {
  const [inner, bytes] = [Buffer.from(jpeg([[RED]])), Buffer.from(jpeg(SQUARES))];
  const length = Buffer.alloc(2);
  length.writeUInt16BE(inner.length + 2);
  return Buffer.concat([bytes.subarray(0, 2), Buffer.from([0xff, 0xe1]), length, inner, bytes.subarray(2)]);
}

const ANIMATION = Buffer.from([0, 0, 0, 1, 0, 0, 0, 0]);
const DATA = rows(16 * (16 * 3 + 1));
const deep = new Uint16Array(16 * 16 * 4).map((_, index) => index * 60);

const whole: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a PNG', png(SQUARES)],
  ['a PNG of 16 bits', encode({ width: 16, height: 16, channels: 4, depth: 16, data: deep })],
  [
    'a PNG with a palette',
    writePng({ type: 3 }, [chunk('PLTE', Buffer.alloc(6)), chunk('IDAT', rows(16 * 17))]),
  ],
  ['a PNG of one bit', writePng({ type: 0, bits: 1 }, [chunk('IDAT', rows(16 * 3))])],
  ['an interlaced PNG', writePng({ interlaced: true }, [chunk('IDAT', rows(16 * 16 * 3 + 30))])],
  ['an animated PNG', writePng({}, [chunk('acTL', ANIMATION), chunk('IDAT', DATA)])],
  [
    'a PNG in many parts',
    writePng(
      {},
      [...DATA].map((byte) => chunk('IDAT', Buffer.from([byte]))),
    ),
  ],
  ['a PNG with more than its rows', writePng({}, [chunk('IDAT', rows(99 * (16 * 3 + 1)))])],
  ['a PNG whose pixels have no checksum', writePng({}, [chunk('IDAT', DATA.subarray(0, -4))])],
  ['a JPEG', jpeg(SQUARES)],
  ['a JPEG in four inks', jpeg(SQUARES, { cmyk: true })],
  ['a JPEG that lies on its side', jpeg(SQUARES, { orientation: 6 })],
  ['a progressive JPEG', progressiveJpeg()],
  ['a JPEG with a thumbnail', jpegWithThumbnail()],
  ['a GIF', gif(SQUARES)],
  ['a WebP', webp(16, 16, RED)],
  ['an animated WebP', animatedWebp()],
];

describe('complete images', () => {
  test.each(whole)('accepts %s', async (_, bytes) => {
    expect(await inspect(bytes)).toBe('whole');
  });

  test.each(whole)('accepts %s without the data after it', async (_, bytes) => {
    for (const more of [
      '\0',
      '\0\0\0',
      'more',
      '<script>alert(1)</script>',
      '%PDF-1.7 … %%EOF',
      '\xff\xd9',
    ]) {
      const result = inspectImage(Buffer.concat([bytes, Buffer.from(more, 'latin1')]));
      expect(result).toMatchObject({ kind: 'whole' });
      expect(result.kind === 'whole' && Buffer.from(result.bytes)).toEqual(Buffer.from(bytes));
    }
  });

  test.each(whole)('does not accept %s if it is truncated', async (_, bytes) => {
    for (const part of [0.1, 0.5, 0.9, 0.99]) {
      const length = Math.min(bytes.length - 1, Math.ceil(bytes.length * part));
      expect(await inspect(bytes.subarray(0, length))).not.toBe('whole');
    }
  });

  test('writes no data after an image to a file', async () => {
    const bytes = Buffer.concat([png(SQUARES), Buffer.from('<script>alert(1)</script>')]);
    const { book } = await readAndRender({ 't.md': '# T\n\n![x](a.png)\n', 'a.png': bytes });
    expect(Buffer.from((await book.assets.get('a.png')?.readBytes()) ?? [])).toEqual(
      Buffer.from(png(SQUARES)),
    );
  });
});

/** Returns a JPEG whose scan has no data. */
function jpegWithoutScan(): Buffer {
  const bytes = Buffer.from(jpeg(SQUARES));
  const data = bytes.indexOf(Buffer.from([0xff, 0xda])) + 2 + 12;
  return Buffer.concat([bytes.subarray(0, data), bytes.subarray(-2)]);
}

function largerJpeg(): Buffer {
  const bytes = Buffer.from(jpeg(SQUARES));
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  bytes.writeUInt16BE(9000, frame + 5);
  bytes.writeUInt16BE(9000, frame + 7);
  return bytes;
}

function largerGif(): Buffer {
  const bytes = Buffer.from(gif(SQUARES));
  const image = bytes.indexOf(Buffer.from([0x2c, 0, 0, 0, 0]));
  bytes.writeUInt16LE(9000, image + 5);
  bytes.writeUInt16LE(9000, image + 7);
  return bytes;
}

const header = png(SQUARES).subarray(0, 33);
const END = chunk('IEND', Buffer.alloc(0));

describe('images without all pixels', () => {
  test.each([
    ['a PNG of a header alone', joined(header, END)],
    ['a PNG whose pixels have another name', joined(header, chunk('IDAX', DATA), END)],
    ['a PNG of no data', writePng({}, [chunk('IDAT', Buffer.alloc(0))])],
    [
      'a PNG that has 100 bytes for 81 million pixels',
      writePng({ width: 9000, height: 9000 }, [chunk('IDAT', rows(9000))]),
    ],
    ['a PNG without its last row', writePng({}, [chunk('IDAT', rows(15 * (16 * 3 + 1)))])],
    ['a PNG of something else', writePng({}, [chunk('IDAT', Buffer.alloc(2000, 0x55))])],
    [
      'a PNG that is cut in its pixels',
      writePng({}, [chunk('IDAT', deflateSync(noise(784)).subarray(0, 400))]),
    ],
    [
      'a PNG with something between its pixels',
      writePng({}, [
        chunk('IDAT', DATA.subarray(0, 9)),
        chunk('tEXt', Buffer.from('a\0b')),
        chunk('IDAT', DATA.subarray(9)),
      ]),
    ],
    ['a PNG without its palette', writePng({ type: 3 }, [chunk('IDAT', rows(16 * 17))])],
    [
      'a PNG whose header is damaged',
      joined(header.subarray(0, 16), Buffer.from([1]), header.subarray(17), chunk('IDAT', DATA), END),
    ],
    [
      'a PNG of a telephone, which only telephones read',
      joined(
        header.subarray(0, 8),
        chunk('CgBI', Buffer.alloc(4)),
        header.subarray(8),
        chunk('IDAT', DATA),
        END,
      ),
    ],
    ['a JPEG of tables alone', joined(jpeg(SQUARES).subarray(0, 20), Buffer.from([0xff, 0xd9]))],
    ['a JPEG without a scan', jpegWithoutScan()],
    ['a JPEG of 81 million pixels in a few bytes', largerJpeg()],
    ['a GIF of a header alone', joined(gif(SQUARES).subarray(0, 13 + 384), Buffer.from([0x3b]))],
    ['a GIF of 81 million pixels in a few bytes', largerGif()],
    ['a WebP of a header alone', webpOf('VP8X', Buffer.from([0, 0, 0, 0, 15, 0, 0, 15, 0, 0]))],
    ['a WebP whose pixels have another name', webpOf('VP8Q', Buffer.alloc(20))],
    ['a WebP of an empty frame', webpOf('VP8 ', Buffer.alloc(20))],
  ])('reports missing pixels: %s', async (_, bytes) => {
    expect(await inspect(bytes)).toMatch(/^(?:truncated|no pixels)$/);
    const found = await collectDiagnostics({ 't.md': '# T\n\n![x](a.png)\n', 'a.png': bytes });
    expect(found).toEqual(['image-truncated t.md:3:1']);
  });
});

/** Returns incompressible bytes. */
function noise(size: number): Buffer {
  let state = 1;
  const next = (): number => {
    state = (state * 48271) % 2147483647;
    return state & 255;
  };
  return Buffer.from(Array.from({ length: size }, next));
}

function webpOf(name: string, data: Buffer): Buffer {
  const [whole, length] = [Buffer.alloc(4), Buffer.alloc(4)];
  whole.writeUInt32LE(4 + 8 + data.length);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from('RIFF'), whole, Buffer.from('WEBP'), Buffer.from(name), length, data]);
}

describe('large files', () => {
  test('refuses a file over the limit before it reads it', async () => {
    const host = memoryHost({ 't.md': '# T\n\n![x](a.png)\n', 'a.png': png(SQUARES) });
    const readPaths: string[] = [];
    const { diagnostics } = await readAndRenderAny(
      openWorkbench({
        ...host,
        fileIdentity: async (path) => ({
          text: '',
          size: path.endsWith('a.png') ? MAX_FILE_BYTES + 1 : 9,
          isStable: true,
        }),
        read: (path) => {
          readPaths.push(path);
          return host.read(path);
        },
      }),
    );
    expect(formatDiagnostics(diagnostics)).toEqual(['image-file-too-large t.md:3:1']);
    expect(diagnostics[0]?.message).toBe('The image `a.png` has 100.0 MB; the limit is 100.0 MB.');
    expect(readPaths.filter((path) => path.endsWith('a.png'))).toEqual([]);
  });
});
