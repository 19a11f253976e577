/** Unites subsets of a font that kept their glyph ids. */
import { describe, expect, test } from 'vitest';
import { buildFont, readTables } from '../../../src/lib/opentype/sfnt.ts';
import { type GlyphSubset, GlyphUnion, readGlyphSubset } from '../../../src/lib/opentype/unite-glyphs.ts';
import { trueTypeFont } from '../../support/fonts.ts';

const font = trueTypeFont();
const whole = readSubset(font);

function readSubset(bytes: Uint8Array): GlyphSubset {
  const subset = readGlyphSubset(bytes);
  if (subset === undefined) throw new Error('no TrueType outlines');
  return subset;
}

/** Makes a subset as Skia does: other glyphs have no outline, and the tables end after the last glyph. */
function makeSubset(
  glyphs: readonly number[],
  change: (outline: Buffer) => Buffer = (outline) => outline,
): Uint8Array {
  const count = Math.max(...glyphs) + 1;
  const tables = new Map(readTables(font));
  const [loca, outlines, metrics] = [Buffer.alloc(4 * (count + 1)), [] as Buffer[], [] as Buffer[]];
  let end = 0;
  for (let glyph = 0; glyph < count; glyph += 1) {
    const outline = glyphs.includes(glyph) ? change(whole.outline(glyph)) : Buffer.alloc(0);
    outlines.push(outline);
    end += outline.length;
    loca.writeUInt32BE(end, 4 * (glyph + 1));
    metrics.push(whole.metrics(glyph));
  }
  const copy = (tag: string): Buffer => Buffer.from(tables.get(tag) ?? []);
  const [head, hhea, maxp] = [copy('head'), copy('hhea'), copy('maxp')];
  head.writeInt16BE(1, 50);
  hhea.writeUInt16BE(count, 34);
  maxp.writeUInt16BE(count, 4);
  const hmtx = Buffer.concat(metrics);
  return buildFont(
    new Map([...tables, ...Object.entries({ head, hhea, maxp, loca, glyf: Buffer.concat(outlines), hmtx })]),
  );
}

/** Glyphs with outlines: letters of the font. */
const outlined = Array.from({ length: whole.count }, (_glyph, index) => index).filter(
  (glyph) => whole.outline(glyph).length > 0,
);
const [a = 0, b = 0, c = 0, d = 0] = outlined.slice(20);

function unite(...subsets: readonly Uint8Array[]): GlyphSubset {
  const union = new GlyphUnion();
  for (const subset of subsets) {
    expect(union.fits(readSubset(subset))).toBe(true);
    union.add(readSubset(subset));
  }
  return readSubset(union.build());
}

describe('a united font', () => {
  test('has the outlines and metrics of all its subsets', () => {
    const united = unite(makeSubset([a, b]), makeSubset([b, d]), makeSubset([c]));
    expect(united.count).toBe(d + 1);
    for (const glyph of [a, b, c, d]) {
      const outline = whole.outline(glyph);
      expect(united.outline(glyph).subarray(0, outline.length)).toEqual(outline);
      expect(united.metrics(glyph)).toEqual(whole.metrics(glyph));
    }
    expect(united.outline(outlined[0] ?? 0)).toHaveLength(0);
  });

  test('is the same font whatever the order of the subsets is', () => {
    const parts = [makeSubset([a, b]), makeSubset([c]), makeSubset([b, d])];
    const [one, other] = [unite(...parts), unite(...parts.toReversed())];
    for (const tag of ['glyf', 'loca', 'hmtx', 'maxp', 'hhea', 'head']) {
      expect(one.tables.get(tag)?.equals(other.tables.get(tag) ?? Buffer.alloc(0)), tag).toBe(true);
    }
  });

  test('is a font whose checksum is right', () => {
    const union = new GlyphUnion();
    union.add(readSubset(makeSubset([a])));
    union.add(readSubset(makeSubset([b])));
    const bytes = Buffer.from(union.build());
    let sum = 0;
    for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
    expect(sum).toBe(0xb1b0afba);
  });
});

describe('subsets of different fonts are not united', () => {
  test.each([
    [
      'with another outline of the same glyph',
      makeSubset([a, b], (outline) => Buffer.from(outline.map((byte, at) => (at === 11 ? byte ^ 1 : byte)))),
    ],
    ['with other instructions', withTable(makeSubset([c]), 'fpgm', Buffer.from([0x2d]))],
    ['with other units', withUnits(makeSubset([c]), 2048)],
  ])('%s', (_what, other) => {
    const union = new GlyphUnion();
    union.add(readSubset(makeSubset([a, b])));
    expect(union.fits(readSubset(other))).toBe(false);
  });
});

test('a font without TrueType outlines is not read', () => {
  const tables = new Map(readTables(font));
  tables.delete('glyf');
  expect(readGlyphSubset(buildFont(tables))).toBeUndefined();
});

function withTable(bytes: Uint8Array, tag: string, table: Buffer): Uint8Array {
  return buildFont(new Map([...readTables(bytes), [tag, table] as const]));
}

function withUnits(bytes: Uint8Array, units: number): Uint8Array {
  const head = Buffer.from(readTables(bytes).get('head') ?? []);
  head.writeUInt16BE(units, 18);
  return withTable(bytes, 'head', head);
}
