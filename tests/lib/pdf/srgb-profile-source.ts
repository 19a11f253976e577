/**
 * Builds an ICC color profile for sRGB from published constants: the primaries and the white of IEC 61966-2-1
 * (those of ITU-R BT.709), and its transfer curve as five parameters. The form is ICC.1:2010 (version 4.3).
 */

const FILE = new URL('../../../src/lib/pdf/srgb-profile.ts', import.meta.url);
/** Characters of base64 in one line. */
const LINE = 100;

type Triple = readonly [number, number, number];
type Rows = readonly [Triple, Triple, Triple];

/** Chromaticities: x and y of red, green and blue. */
const PRIMARIES = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
] as const;
const WHITE = [0.3127, 0.329] as const;

/** The white point of every profile (ICC.1, 7.2.16). */
const D50: Triple = [0.9642, 1, 0.8249];

/** The Bradford cone responses (ICC.1, annex E). */
const BRADFORD: Rows = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** The parameters g, a, b, c, d of the curve: `Y = (aX + b)^g` where X is at least d, else `Y = cX`. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

/** Returns the source file that holds the profile, and the text that it must have. */
export function srgbProfileFile(): { readonly url: URL; readonly text: string } {
  const base64 = buildSrgbProfile().toString('base64');
  const lines = Array.from({ length: Math.ceil(base64.length / LINE) }, (_, index) =>
    base64.slice(index * LINE, (index + 1) * LINE),
  );
  return { url: FILE, text: sourceText(lines.join('\n')) };
}

const sourceText = (
  base64: string,
): string => `/** The ICC color profile of sRGB. Written by \`npm run srgb-profile\`: do not edit. */

// cspell:disable
const BASE64 = \`
${base64}
\`;
// cspell:enable

/** Returns the bytes of the profile (ICC.1:2010, version 4.3). */
export const srgbProfile = (): Uint8Array => new Uint8Array(Buffer.from(BASE64, 'base64'));
`;

function buildSrgbProfile(): Buffer {
  const white = fromChromaticity(WHITE);
  const adapt = adaptation(white);
  const columns = primaries(white).map((color) => apply(adapt, color));
  const curve = tagData('para', [u16(3), u16(0), ...CURVE.map(fixed)]);
  const [red = curve, green = curve, blue = curve] = columns.map(xyz);
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', textTag('sRGB')],
    ['cprt', textTag('CC0')],
    ['wtpt', xyz(D50)],
    ['chad', tagData('sf32', adapt.flat().map(fixed))],
    ['rXYZ', red],
    ['gXYZ', green],
    ['bXYZ', blue],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  return assemble(tags);
}

/** Joins header, tag table and tag data; data that several tags share is written once. */
function assemble(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const data: Buffer[] = [];
  const offsets = new Map<Buffer, number>();
  let at = HEADER + 4 + tags.length * 12;
  for (const [, body] of tags) {
    if (offsets.has(body)) continue;
    offsets.set(body, at);
    data.push(body);
    at += body.length;
  }
  const table = tags.map(([name, body]) =>
    Buffer.concat([Buffer.from(name), u32(offsets.get(body) ?? 0), u32(body.length)]),
  );
  return Buffer.concat([header(at), u32(tags.length), ...table, ...data]);
}

const HEADER = 128;

function header(size: number): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x04300000, 8);
  head.write('mntrRGB XYZ ', 12);
  // The date of creation: that of IEC 61966-2-1, so that the bytes are always the same.
  for (const [index, part] of [1999, 10, 18].entries()) head.writeUInt16BE(part, 24 + index * 2);
  head.write('acsp', 36);
  for (const [index, part] of D50.entries()) fixed(part).copy(head, 68 + index * 4);
  return head;
}

/** Returns the XYZ color of a chromaticity, with Y = 1. */
function fromChromaticity([x, y]: readonly [number, number]): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

/** Returns the XYZ colors of the primaries at full intensity: their sum is the white. */
function primaries(white: Triple): readonly Triple[] {
  const [red, green, blue] = PRIMARIES;
  const columns: Rows = [fromChromaticity(red), fromChromaticity(green), fromChromaticity(blue)];
  const light = apply(inverse(transposed(columns)), white);
  return columns.map(([x, y, z], index) => {
    const share = light[index] ?? 0;
    return [x * share, y * share, z * share];
  });
}

/** Returns the matrix that adapts colors from a white to D50. */
function adaptation(white: Triple): Rows {
  const from = apply(BRADFORD, white);
  const to = apply(BRADFORD, D50);
  const scaled = BRADFORD.map((row, index) => {
    const ratio = (to[index] ?? 0) / (from[index] ?? 1);
    return row.map((value) => value * ratio);
  }) as unknown as Rows;
  return multiply(inverse(BRADFORD), scaled);
}

const dot = (one: Triple, other: Triple): number => one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
const apply = (rows: Rows, vector: Triple): Triple => [
  dot(rows[0], vector),
  dot(rows[1], vector),
  dot(rows[2], vector),
];
const cross = ([a, b, c]: Triple, [d, e, f]: Triple): Triple => [b * f - c * e, c * d - a * f, a * e - b * d];
const transposed = ([[a, b, c], [d, e, f], [g, h, i]]: Rows): Rows => [
  [a, d, g],
  [b, e, h],
  [c, f, i],
];
const multiply = (one: Rows, other: Rows): Rows => {
  const [x, y, z] = transposed(other);
  return transposed([apply(one, x), apply(one, y), apply(one, z)]);
};

function inverse([one, two, three]: Rows): Rows {
  const determinant = dot(one, cross(two, three));
  const part = (vector: Triple): Triple => [
    vector[0] / determinant,
    vector[1] / determinant,
    vector[2] / determinant,
  ];
  return transposed([part(cross(two, three)), part(cross(three, one)), part(cross(one, two))]);
}

const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);
function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** Encodes an s15Fixed16Number. */
function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65536));
  return bytes;
}

/** Encodes the data of a tag, padded to a multiple of four bytes. */
function tagData(type: string, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type), u32(0), ...parts]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

const xyz = (color: Triple): Buffer => tagData('XYZ ', color.map(fixed));

/** Encodes an English text as multiLocalizedUnicodeType. */
function textTag(text: string): Buffer {
  const units = Buffer.from(text, 'utf16le').swap16();
  return tagData('mluc', [u32(1), u32(12), Buffer.from('enUS'), u32(units.length), u32(28), units]);
}
