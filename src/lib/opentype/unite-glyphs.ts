/**
 * Unites subsets of one TrueType font that kept their glyph ids, as Skia makes them (OpenType 1.9, tables `glyf`, `loca`,
 * `hmtx`, `maxp`, `head`, `hhea`).
 */
import { buildFont, type FontTables, readTables } from './sfnt.ts';

/** A subset of a font. */
export interface GlyphSubset {
  /** Number of glyph ids, also of those without an outline. */
  readonly count: number;
  /** Whether a glyph has an outline: it is in the subset, and is no space. */
  hasOutline(glyph: number): boolean;
  /** Returns the outline of a glyph; empty for one that is not in the subset, and for a space. */
  outline(glyph: number): Buffer;
  /** Returns the advance width and the left side bearing of a glyph, as four bytes. */
  metrics(glyph: number): Buffer;
  readonly tables: FontTables;
}

/** Tables that have the same bytes in all subsets of a font: the instructions that their outlines use. */
const SHARED = ['cvt ', 'fpgm', 'prep'] as const;
/** Tables that a united font is built from. */
const NEEDED = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'] as const;

/** Offsets in bytes within the tables. */
const MAXP = { count: 4, first: 6, end: 32 };
const HEAD = { checksum: 8, unitsPerEm: 18, box: [36, 38, 40, 42], longOffsets: 50 };
const HHEA = { advance: 10, bearings: [12, 14], extent: 16, metrics: 34 };

/** Reads a subset; `undefined` if it has no TrueType outlines. */
export function readGlyphSubset(font: Uint8Array): GlyphSubset | undefined {
  const tables = readTables(font);
  const [glyf, head, hhea, hmtx, loca, maxp] = NEEDED.map((tag) => tables.get(tag));
  if (!glyf || !head || !hhea || !hmtx || !loca || !maxp) return undefined;
  const count = maxp.readUInt16BE(MAXP.count);
  const isLong = head.readInt16BE(HEAD.longOffsets) === 1;
  const offset = (glyph: number): number =>
    isLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph);
  const full = hhea.readUInt16BE(HHEA.metrics);
  return {
    count,
    tables,
    hasOutline: (glyph) => glyph < count && offset(glyph) < offset(glyph + 1),
    outline: (glyph) => (glyph < count ? glyf.subarray(offset(glyph), offset(glyph + 1)) : Buffer.alloc(0)),
    metrics: (glyph) => {
      if (glyph < full) return hmtx.subarray(4 * glyph, 4 * glyph + 4);
      const bearing = 4 * full + 2 * (glyph - full);
      return Buffer.concat([hmtx.subarray(4 * full - 4, 4 * full - 2), hmtx.subarray(bearing, bearing + 2)]);
    },
  };
}

/** Glyphs of one font, gathered from its subsets. */
export class GlyphUnion {
  readonly #subsets: GlyphSubset[] = [];
  readonly #owners = new Map<number, GlyphSubset>();

  /**
   * Returns whether a subset can be of the same font: the same instructions and units, and for each glyph that was
   * added before the same outline and metrics.
   */
  fits(subset: GlyphSubset): boolean {
    const [first] = this.#subsets;
    if (first === undefined) return true;
    if (!SHARED.every((tag) => isSame(first.tables.get(tag), subset.tables.get(tag)))) return false;
    const [units, ownUnits] = [first, subset].map(({ tables }) =>
      tables.get('head')?.readUInt16BE(HEAD.unitsPerEm),
    );
    if (units !== ownUnits) return false;
    return listOutlined(subset).every((glyph) => {
      const owner = this.#owners.get(glyph);
      if (owner === undefined) return true;
      return (
        owner.outline(glyph).equals(subset.outline(glyph)) &&
        owner.metrics(glyph).equals(subset.metrics(glyph))
      );
    });
  }

  /** Adds the glyphs of a subset that {@link fits}. */
  add(subset: GlyphSubset): void {
    this.#subsets.push(subset);
    for (const glyph of listOutlined(subset)) if (!this.#owners.has(glyph)) this.#owners.set(glyph, subset);
  }

  /** Whether a glyph has an outline in any subset. */
  hasOutline(glyph: number): boolean {
    return this.#owners.has(glyph);
  }

  /** Returns one font with all glyphs. @throws {Error} when no subset was added */
  build(): Uint8Array {
    const [first] = this.#subsets;
    if (first === undefined) throw new Error('a font needs a subset');
    const largest = this.#subsets.reduce((one, other) => (other.count > one.count ? other : one), first);
    const outlines: Buffer[] = [];
    const metrics: Buffer[] = [];
    const loca = Buffer.alloc(4 * (largest.count + 1));
    let end = 0;
    for (let glyph = 0; glyph < largest.count; glyph += 1) {
      const owner = this.#owners.get(glyph) ?? this.#findSpace(glyph) ?? largest;
      const outline = owner.outline(glyph);
      const padding = Buffer.alloc(-outline.length & 3);
      outlines.push(outline, padding);
      end += outline.length + padding.length;
      loca.writeUInt32BE(end, 4 * (glyph + 1));
      metrics.push(owner.metrics(glyph));
    }
    const [head, hhea, maxp] = [
      uniteHead(this.#subsets),
      uniteHhea(this.#subsets, largest.count),
      uniteMaxp(this.#subsets, largest.count),
    ];
    const shared = SHARED.flatMap((tag) => {
      const table = first.tables.get(tag);
      return table === undefined ? [] : [[tag, table] as const];
    });
    const [glyf, hmtx] = [Buffer.concat(outlines), Buffer.concat(metrics)];
    return buildFont(new Map([...Object.entries({ glyf, head, hhea, hmtx, loca, maxp }), ...shared]));
  }

  /** Finds the subset in which a glyph without an outline has a width. */
  #findSpace(glyph: number): GlyphSubset | undefined {
    return this.#subsets.find((subset) => glyph < subset.count && subset.metrics(glyph).readUInt16BE(0) > 0);
  }
}

const isSame = (one: Buffer | undefined, other: Buffer | undefined): boolean =>
  one === undefined || other === undefined ? one === other : one.equals(other);

const outlined = new WeakMap<GlyphSubset, readonly number[]>();

/** Returns the glyphs that have an outline. */
function listOutlined(subset: GlyphSubset): readonly number[] {
  const known = outlined.get(subset);
  if (known !== undefined) return known;
  const glyphs: number[] = [];
  for (let glyph = 0; glyph < subset.count; glyph += 1) if (subset.hasOutline(glyph)) glyphs.push(glyph);
  outlined.set(subset, glyphs);
  return glyphs;
}

type Subsets = readonly GlyphSubset[];

/** Copies a table of the first subset, and lists the same table of all. */
function copyTable(
  tag: string,
  subsets: Subsets,
): { readonly united: Buffer; readonly all: readonly Buffer[] } {
  const all = subsets.flatMap(({ tables }) => tables.get(tag) ?? []);
  return { united: Buffer.from(all[0] ?? []), all };
}

/** Unites the boxes of all glyphs; the offsets in `loca` are long ones. */
function uniteHead(subsets: Subsets): Buffer {
  const { united, all } = copyTable('head', subsets);
  for (const [side, offset] of HEAD.box.entries()) {
    const values = all.map((table) => table.readInt16BE(offset));
    united.writeInt16BE(side < 2 ? Math.min(...values) : Math.max(...values), offset);
  }
  united.writeInt16BE(1, HEAD.longOffsets);
  // The whole font's checksum counts as if this were zero.
  united.writeUInt32BE(0, HEAD.checksum);
  return united;
}

function uniteHhea(subsets: Subsets, count: number): Buffer {
  const { united, all } = copyTable('hhea', subsets);
  united.writeUInt16BE(Math.max(...all.map((table) => table.readUInt16BE(HHEA.advance))), HHEA.advance);
  for (const offset of HHEA.bearings) {
    united.writeInt16BE(Math.min(...all.map((table) => table.readInt16BE(offset))), offset);
  }
  united.writeInt16BE(Math.max(...all.map((table) => table.readInt16BE(HHEA.extent))), HHEA.extent);
  united.writeUInt16BE(count, HHEA.metrics);
  return united;
}

function uniteMaxp(subsets: Subsets, count: number): Buffer {
  const { united, all } = copyTable('maxp', subsets);
  for (let offset = MAXP.first; offset < Math.min(MAXP.end, united.length); offset += 2) {
    united.writeUInt16BE(Math.max(...all.map((table) => table.readUInt16BE(offset))), offset);
  }
  united.writeUInt16BE(count, MAXP.count);
  return united;
}
