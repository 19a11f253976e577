/**
 * Builds the two fonts that end every font stack, so that a browser never takes a font of the system: one has a glyph for
 * each character that no other font has, its code point (`U+1F600`) in small letters, and spaces; the other has a box for
 * everything else.
 */
import { type BuiltGlyph, buildGlyphFont, type GlyphGroup } from './glyph-font.ts';
import { readTables } from './sfnt.ts';

/** PostScript names, as a PDF names the fonts. */
export const STAND_IN_NAME = 'HandpressStandIn';
export const LAST_RESORT_NAME = 'HandpressLastResort';

/** Size of the letters of a stand-in, relative to the text. */
const SCALE = 0.62;

/** Widths of spaces, line separators and fillers in parts of an em, after their names in Unicode. */
const SPACES: ReadonlyMap<number, number> = new Map([
  [0x20, 1 / 4],
  [0x85, 0],
  [0xa0, 1 / 4],
  [0x115f, 0],
  [0x1160, 0],
  [0x1680, 1 / 4],
  [0x2000, 1 / 2],
  [0x2001, 1],
  [0x2002, 1 / 2],
  [0x2003, 1],
  [0x2004, 1 / 3],
  [0x2005, 1 / 4],
  [0x2006, 1 / 6],
  [0x2007, 0.55],
  [0x2008, 1 / 4],
  [0x2009, 1 / 5],
  [0x200a, 1 / 10],
  [0x2028, 0],
  [0x2029, 0],
  [0x202f, 1 / 5],
  [0x205f, 4 / 18],
  [0x3000, 1],
  [0x3164, 0],
  [0xffa0, 0],
]);

/** A glyph of the source font that is a part of stand-ins. */
interface Shape {
  readonly outline: Buffer;
  readonly points: number;
  readonly contours: number;
}

const LETTERS = 'U+0123456789ABCDEF';

/**
 * Builds the font of the stand-ins.
 * @param source a monospaced TrueType font with simple outlines
 * @param codes code points without a glyph
 */
export function buildStandInFont(source: Uint8Array, codes: Iterable<number>): Uint8Array {
  const { shapes, unitsPerEm, advance, ascender, descender } = readSource(source);
  const spaces = [...SPACES].map(([code, width]) => ({ code, glyph: blank(Math.round(width * unitsPerEm)) }));
  const signs = [...new Set(codes)]
    .filter((code) => !SPACES.has(code))
    .map((code) => ({ code, glyph: composeStandIn(formatCodePoint(code), shapes, advance) }));
  const sorted = [...spaces, ...signs].sort((one, other) => one.code - other.code);
  const parts = shapes.map((shape) => ({
    advance,
    xMin: shape.outline.readInt16BE(2),
    outline: shape.outline,
  }));
  return buildGlyphFont({
    ...{ family: 'Handpress Stand-In', postScriptName: STAND_IN_NAME, unitsPerEm, ascender, descender },
    glyphs: [blank(advance), ...parts, ...sorted.map(({ glyph }) => glyph)],
    groups: sorted.map(({ code }, index): GlyphGroup => {
      return { first: code, last: code, glyph: 1 + parts.length + index };
    }),
    sharesGlyphs: false,
    limits: {
      points: Math.max(...shapes.map(({ points }) => points)),
      contours: Math.max(...shapes.map(({ contours }) => contours)),
      components: MAX_LETTERS,
    },
  });
}

/** Length of `U+10FFFF`. */
const MAX_LETTERS = 8;

/** Formats a code point as Unicode does: `U+00E9`. */
export const formatCodePoint = (code: number): string =>
  `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;

const blank = (advance: number): BuiltGlyph => ({ advance, xMin: 0, outline: Buffer.alloc(0) });

/** Composes a glyph of the shapes of letters, side by side (`glyf`, “Composite glyph description”). */
function composeStandIn(text: string, shapes: readonly Shape[], advance: number): BuiltGlyph {
  const [step, margin] = [advance * SCALE, advance * SCALE * 0.25];
  const boxes = { xMin: Number.POSITIVE_INFINITY, yMin: 0, xMax: 0, yMax: 0 };
  const parts = [...text].map((letter, index) => {
    const glyph = LETTERS.indexOf(letter);
    const outline = shapes[glyph]?.outline ?? Buffer.alloc(10);
    const x = Math.round(margin + index * step);
    boxes.xMin = Math.min(boxes.xMin, Math.floor(x + outline.readInt16BE(2) * SCALE));
    boxes.yMin = Math.min(boxes.yMin, Math.floor(outline.readInt16BE(4) * SCALE));
    boxes.xMax = Math.max(boxes.xMax, Math.ceil(x + outline.readInt16BE(6) * SCALE));
    boxes.yMax = Math.max(boxes.yMax, Math.ceil(outline.readInt16BE(8) * SCALE));
    return buildComponent(glyph + 1, x, index < text.length - 1);
  });
  const header = Buffer.alloc(10);
  for (const [index, value] of [-1, boxes.xMin, boxes.yMin, boxes.xMax, boxes.yMax].entries()) {
    header.writeInt16BE(value, index * 2);
  }
  const width = Math.round(text.length * step + 2 * margin);
  return { advance: width, xMin: boxes.xMin, outline: Buffer.concat([header, ...parts]) };
}

/** Flags of a component: words, offsets, a scale; more follow. */
const FLAGS = { words: 0x1, offsets: 0x2, scale: 0x8, more: 0x20 };

function buildComponent(glyph: number, x: number, hasNext: boolean): Buffer {
  const part = Buffer.alloc(10);
  part.writeUInt16BE(FLAGS.words | FLAGS.offsets | FLAGS.scale | (hasNext ? FLAGS.more : 0), 0);
  part.writeUInt16BE(glyph, 2);
  part.writeInt16BE(x, 4);
  part.writeInt16BE(Math.round(SCALE * 2 ** 14), 8);
  return part;
}

function readSource(source: Uint8Array) {
  const tables = readTables(source);
  const table = (tag: string): Buffer => {
    const found = tables.get(tag);
    if (found === undefined) throw new Error(`the font for stand-ins has no table ${tag}`);
    return found;
  };
  const [head, hhea, cmap] = [table('head'), table('hhea'), table('cmap')];
  const isLong = head.readInt16BE(50) === 1;
  const offsetOf = (glyph: number): number =>
    isLong ? table('loca').readUInt32BE(glyph * 4) : table('loca').readUInt16BE(glyph * 2) * 2;
  const shapes = [...LETTERS].map((letter) => {
    const glyph = findGlyph(cmap, letter.codePointAt(0) ?? 0);
    return readShape(table('glyf').subarray(offsetOf(glyph), offsetOf(glyph + 1)));
  });
  return {
    shapes,
    unitsPerEm: head.readUInt16BE(18),
    ascender: hhea.readInt16BE(4),
    descender: hhea.readInt16BE(6),
    // All glyphs of a monospaced font have the width of the last one that is listed.
    advance: table('hmtx').readUInt16BE((hhea.readUInt16BE(34) - 1) * 4),
  };
}

/** Finds the glyph of a character of the Basic Multilingual Plane in a `cmap` of format 4. */
function findGlyph(cmap: Buffer, code: number): number {
  const count = cmap.readUInt16BE(2);
  const starts = Array.from({ length: count }, (_, index) => cmap.readUInt32BE(8 + index * 8));
  const at = starts.find((start) => cmap.readUInt16BE(start) === 4);
  if (at === undefined) throw new Error('the font for stand-ins has no map of format 4');
  const bytes = cmap.readUInt16BE(at + 6);
  for (let segment = 0; segment < bytes; segment += 2) {
    const start = cmap.readUInt16BE(at + 16 + bytes + segment);
    if (cmap.readUInt16BE(at + 14 + segment) < code || start > code) continue;
    const offsetAt = at + 16 + bytes * 3 + segment;
    const [delta, offset] = [cmap.readUInt16BE(at + 16 + bytes * 2 + segment), cmap.readUInt16BE(offsetAt)];
    return offset === 0 ? (code + delta) & 0xffff : cmap.readUInt16BE(offsetAt + offset + (code - start) * 2);
  }
  return 0;
}

/** Reads a simple outline without its hinting instructions, because they need tables of their own font. */
function readShape(outline: Buffer): Shape {
  const contours = outline.readInt16BE(0);
  if (contours < 1) throw new Error('the font for stand-ins has composed digits');
  const ends = 10 + contours * 2;
  const skipped = outline.readUInt16BE(ends);
  const bare = Buffer.concat([
    outline.subarray(0, ends),
    Buffer.alloc(2),
    outline.subarray(ends + 2 + skipped),
  ]);
  return { outline: bare, contours, points: outline.readUInt16BE(ends - 2) + 1 };
}

/** Builds the font of last resort: a box for every code point, but for spaces. */
export function buildLastResortFont(): Uint8Array {
  const [unitsPerEm, width, height, line] = [1000, 500, 700, 50];
  const outline = buildBox(60, 0, width - 60, height, line);
  return buildGlyphFont({
    ...{ family: 'Handpress Last Resort', postScriptName: LAST_RESORT_NAME, unitsPerEm },
    ...{ ascender: 800, descender: -200, sharesGlyphs: true },
    glyphs: [blank(width), { advance: width, xMin: 60, outline }, blank(width / 2)],
    groups: buildBoxGroups(),
    limits: { points: 8, contours: 2, components: 0 },
  });
}

function buildBoxGroups(): readonly GlyphGroup[] {
  const [box, space] = [1, 2];
  const groups: GlyphGroup[] = [];
  let first = 0;
  for (const code of SPACES.keys()) {
    if (code > first) groups.push({ first, last: code - 1, glyph: box });
    groups.push({ first: code, last: code, glyph: space });
    first = code + 1;
  }
  return [...groups, { first, last: 0x10ffff, glyph: box }];
}

/** Builds the outline of a frame: two rectangles in opposite directions (`glyf`, “Simple glyph description”). */
function buildBox(left: number, bottom: number, right: number, top: number, line: number): Buffer {
  const outer = [
    [left, bottom],
    [left, top],
    [right, top],
    [right, bottom],
  ] as const;
  const inner = [
    [left + line, bottom + line],
    [right - line, bottom + line],
    [right - line, top - line],
    [left + line, top - line],
  ] as const;
  const points = [...outer, ...inner];
  const deltas = (axis: 0 | 1): readonly number[] =>
    points.map((point, index) => point[axis] - (points[index - 1]?.[axis] ?? 0));
  const numbers = [2, left, bottom, right, top, 3, 7, 0];
  const bytes = Buffer.alloc(numbers.length * 2 + points.length * 5);
  for (const [index, value] of numbers.entries()) bytes.writeInt16BE(value, index * 2);
  const flags = numbers.length * 2;
  bytes.fill(1, flags, flags + points.length);
  for (const [index, value] of [...deltas(0), ...deltas(1)].entries()) {
    bytes.writeInt16BE(value, flags + points.length + index * 2);
  }
  return bytes;
}
