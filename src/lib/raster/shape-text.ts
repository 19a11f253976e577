/** Shapes a line of text in any script to outlines, with HarfBuzz (in WebAssembly) and bidi-js. */
import bidiPackage from 'bidi-js';
import { Blob, Buffer, Direction, Face, Font, shape } from 'harfbuzzjs';
import { type Outline, type Point, quadraticToCubic, type Subpath } from './outline.ts';
import type { TextRun } from './text-run.ts';

/** A line of text in one size. */
export interface TextLine {
  readonly text: string;
  readonly runs: readonly TextRun[];
  readonly direction: 'ltr' | 'rtl';
  /** BCP 47. */
  readonly language: string;
  /** Font size in units of the drawing. */
  readonly size: number;
}

/** A run of letters with one direction. */
interface DirectionalRun extends TextRun {
  /** Embedding level (UAX 9); odd: right to left. */
  readonly level: number;
}

/** The import is the function itself, but its types describe a module with a default export. */
const createBidi = bidiPackage as unknown as typeof bidiPackage.default;
/** Created for the first text that needs it, because it reads the direction of every character of Unicode. */
let bidi: ReturnType<typeof createBidi> | undefined;

/**
 * Returns the outlines of a line. The text starts at x = 0 on the baseline and extends in the direction of
 * the line.
 */
export async function shapeLine(line: TextLine): Promise<Outline> {
  const glyphs: PlacedGlyph[] = [];
  let end = 0;
  for (const run of toVisualOrder(splitByDirection(line))) {
    const font = getFont(await run.typeface.file());
    for (const glyph of shapeRun(run, font, line)) {
      glyphs.push({ ...glyph, x: end + glyph.x });
      end += glyph.advance;
    }
  }
  const start = line.direction === 'rtl' ? -end : 0;
  return glyphs.flatMap((glyph) => toOutline({ ...glyph, x: start + glyph.x }));
}

interface PlacedGlyph {
  readonly font: OpenFont;
  /** Units of the drawing per font unit. */
  readonly scale: number;
  readonly id: number;
  /** Position and advance in units of the drawing; `y` points down. */
  readonly x: number;
  readonly y: number;
  readonly advance: number;
}

interface OpenFont {
  readonly font: Font;
  /** Font units per em. */
  readonly units: number;
  /** Outlines by glyph id, in font units. */
  readonly outlines: Map<number, GlyphOutline>;
}

type GlyphOutline = ReturnType<Font['glyphToJson']>;

/** Opened fonts by file, because the next cover uses the same ones. */
const fontCache = new WeakMap<Uint8Array, OpenFont>();

function getFont(file: Uint8Array): OpenFont {
  const font = fontCache.get(file) ?? openFont(file);
  fontCache.set(file, font);
  return font;
}

function openFont(file: Uint8Array): OpenFont {
  const face = new Face(new Blob(file));
  return { font: new Font(face), units: face.upem, outlines: new Map() };
}

function getGlyphOutline({ font, outlines }: OpenFont, id: number): GlyphOutline {
  const outline = outlines.get(id) ?? font.glyphToJson(id);
  outlines.set(id, outline);
  return outline;
}

/**
 * Text that is left to right for certain: characters before Hebrew, and dashes, quotation marks and the
 * ellipsis.
 */
const LEFT_TO_RIGHT_ONLY = /^[^\u0590-\u200f\u2028-\u{10ffff}]*$/u;

/**
 * Returns the embedding level of each UTF-16 code unit, or an empty list if all text is left to right. The
 * first call of bidi-js takes longer than everything else here.
 */
function findLevels({ text, direction }: TextLine): ArrayLike<number> {
  if (direction === 'ltr' && LEFT_TO_RIGHT_ONLY.test(text)) return [];
  bidi ??= createBidi();
  return bidi.getEmbeddingLevels(text, direction).levels;
}

function splitByDirection(line: TextLine): readonly DirectionalRun[] {
  const levels = findLevels(line);
  const runs: DirectionalRun[] = [];
  for (const { start, end, typeface } of line.runs) {
    for (let index = start; index < end; index += 1) {
      const level = levels[index] ?? 0;
      const last = runs.at(-1);
      if (last !== undefined && index > start && last.level === level)
        runs.splice(-1, 1, { ...last, end: index + 1 });
      else runs.push({ start: index, end: index + 1, typeface, level });
    }
  }
  return runs;
}

/** Reorders runs from logical to visual order (UAX 9, L2). */
function toVisualOrder(runs: readonly DirectionalRun[]): readonly DirectionalRun[] {
  const order = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while ((order[end]?.level ?? -1) >= level) end += 1;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

function shapeRun(
  { start, end, level }: DirectionalRun,
  font: OpenFont,
  { text, language, size }: TextLine,
): PlacedGlyph[] {
  const buffer = new Buffer();
  // The whole text is context, because letters join across runs.
  buffer.addText(text, start, end - start);
  buffer.guessSegmentProperties();
  buffer.setDirection(level % 2 === 0 ? Direction.LTR : Direction.RTL);
  buffer.setLanguage(language);
  shape(font.font, buffer);
  const positions = buffer.getGlyphPositions();
  const scale = size / font.units;
  return buffer.getGlyphInfos().map(({ codepoint: id }, index): PlacedGlyph => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
    return { font, scale, id, x: xOffset * scale, y: -yOffset * scale, advance: xAdvance * scale };
  });
}

/** Converts a glyph to an outline of the drawing; `y` of a font points up. */
function toOutline({ font, scale, id, x, y }: PlacedGlyph): Outline {
  const subpaths: Subpath[] = [];
  let at: Point = [0, 0];
  for (const { type, values } of getGlyphOutline(font, id)) {
    const points = Array.from(
      { length: values.length / 2 },
      (_, index): Point => [x + (values[index * 2] ?? 0) * scale, y - (values[index * 2 + 1] ?? 0) * scale],
    );
    const [first = at, second = first, third] = points;
    const last = subpaths.at(-1);
    if (type === 'M') subpaths.push({ start: first, steps: [], isClosed: true });
    else if (type === 'L') last?.steps.push({ to: first });
    else if (type === 'Q') last?.steps.push(quadraticToCubic(at, first, second));
    else if (type === 'C' && third) last?.steps.push({ handles: [first, second], to: third });
    at = points.at(-1) ?? at;
  }
  return subpaths;
}
