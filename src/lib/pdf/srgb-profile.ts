/**
 * A colour profile for sRGB, made from what the standard publishes: primaries and white of IEC 61966-2-1 (those of ITU-R
 * BT.709), its transfer curve as five parameters. ICC.1:2010 (version 4.3).
 */

type Triple = readonly [number, number, number];
type Rows = readonly [Triple, Triple, Triple];

/** x and y of red, green, blue and white. */
const PRIMARIES = [
  [0.64, 0.33],
  [0.3, 0.6],
  [0.15, 0.06],
] as const;
const WHITE = [0.3127, 0.329] as const;

/** The white of all profiles, D50 (ICC.1, 7.2.16). */
const D50: Triple = [0.9642, 1, 0.8249];

/** The Bradford cone responses (ICC.1, annex E). */
const BRADFORD: Rows = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

/** `Y = (aX + b)^g` from `d` on, `cX` below: g, a, b, c, d. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

export function srgbProfile(): Uint8Array {
  const white = fromChromaticity(WHITE);
  const adapt = adaptation(white);
  const columns = primaries(white).map((colour) => apply(adapt, colour));
  const curve = block('para', [u16(3), u16(0), ...CURVE.map(fixed)]);
  const [red = curve, green = curve, blue = curve] = columns.map(xyz);
  const tags: readonly (readonly [string, Buffer])[] = [
    ['desc', words('sRGB')],
    ['cprt', words('CC0')],
    ['wtpt', xyz(D50)],
    ['chad', block('sf32', adapt.flat().map(fixed))],
    ['rXYZ', red],
    ['gXYZ', green],
    ['bXYZ', blue],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ];
  return new Uint8Array(assemble(tags));
}

/** Header, table of tags, tags; equal tags are written once. */
function assemble(tags: readonly (readonly [string, Buffer])[]): Buffer {
  const data: Buffer[] = [];
  const places = new Map<Buffer, number>();
  let at = HEADER + 4 + tags.length * 12;
  for (const [, body] of tags) {
    if (places.has(body)) continue;
    places.set(body, at);
    data.push(body);
    at += body.length;
  }
  const table = tags.map(([name, body]) =>
    Buffer.concat([Buffer.from(name), u32(places.get(body) ?? 0), u32(body.length)]),
  );
  return Buffer.concat([header(at), u32(tags.length), ...table, ...data]);
}

const HEADER = 128;

function header(size: number): Buffer {
  const head = Buffer.alloc(HEADER);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(0x04300000, 8);
  head.write('mntrRGB XYZ ', 12);
  // The day the standard is of: the profile has no other.
  for (const [index, part] of [1999, 10, 18].entries()) head.writeUInt16BE(part, 24 + index * 2);
  head.write('acsp', 36);
  for (const [index, part] of D50.entries()) fixed(part).copy(head, 68 + index * 4);
  return head;
}

function fromChromaticity([x, y]: readonly [number, number]): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

/** The colours of the primaries at full light, so that together they are white. */
function primaries(white: Triple): readonly Triple[] {
  const [red, green, blue] = PRIMARIES;
  const columns: Rows = [fromChromaticity(red), fromChromaticity(green), fromChromaticity(blue)];
  const light = apply(inverse(transposed(columns)), white);
  return columns.map(([x, y, z], index) => {
    const share = light[index] ?? 0;
    return [x * share, y * share, z * share];
  });
}

/** From one white to D50. */
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

/** s15Fixed16Number. */
function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65536));
  return bytes;
}

/** A tag's data, filled up to whole words. */
function block(type: string, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from(type), u32(0), ...parts]);
  return Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
}

const xyz = (colour: Triple): Buffer => block('XYZ ', colour.map(fixed));

/** multiLocalizedUnicodeType, in English. */
function words(text: string): Buffer {
  const units = Buffer.from(text, 'utf16le').swap16();
  return block('mluc', [u32(1), u32(12), Buffer.from('enUS'), u32(units.length), u32(28), units]);
}
