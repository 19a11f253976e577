/** A line of words as outlines, in every script. The only importer of HarfBuzz, in WebAssembly, and of bidi-js. */
import bidiPackage from 'bidi-js';
import { Blob, Buffer, Direction, Face, Font, shape } from 'harfbuzzjs';
import { type Outline, type Point, quadratic, type Subpath } from './outline.ts';
import type { Stretch } from './text-run.ts';

/** What the outlines of a line are made from. */
export interface Line {
  readonly text: string;
  readonly stretches: readonly Stretch[];
  readonly direction: 'ltr' | 'rtl';
  /** BCP 47. */
  readonly language: string;
  /** Units of the drawing to the em. */
  readonly size: number;
}

/** A stretch whose letters run one way. */
interface Run extends Stretch {
  /** Odd: from right to left. */
  readonly level: number;
}

/** What is imported is the function itself; its types tell of a module around it. */
const bidi = (bidiPackage as unknown as typeof bidiPackage.default)();

/** @returns the words begin at 0, on the line, and run to where the direction has them run */
export async function outlinesOf(line: Line): Promise<Outline> {
  const glyphs: PlacedGlyph[] = [];
  let end = 0;
  for (const run of inSight(runsOf(line))) {
    const font = fontIn(await run.typeface.file());
    for (const glyph of shaped(run, font, line)) {
      glyphs.push({ ...glyph, x: end + glyph.x });
      end += glyph.advance;
    }
  }
  const start = line.direction === 'rtl' ? -end : 0;
  return glyphs.flatMap((glyph) => outlineOf({ ...glyph, x: start + glyph.x }));
}

interface PlacedGlyph {
  readonly font: OpenFont;
  /** Units of the drawing to one of the font. */
  readonly scale: number;
  readonly id: number;
  /** Units of the drawing, as all that follow; `y` downwards. */
  readonly x: number;
  readonly y: number;
  readonly advance: number;
}

interface OpenFont {
  readonly font: Font;
  /** Of its own to the em. */
  readonly units: number;
  /** Of its glyphs, by their numbers, in its own units. */
  readonly outlines: Map<number, GlyphOutline>;
}

type GlyphOutline = ReturnType<Font['glyphToJson']>;

/** By their files: the next cover is set in the same ones. */
const known = new WeakMap<Uint8Array, OpenFont>();

function fontIn(file: Uint8Array): OpenFont {
  const font = known.get(file) ?? openFont(file);
  known.set(file, font);
  return font;
}

function openFont(file: Uint8Array): OpenFont {
  const face = new Face(new Blob(file));
  return { font: new Font(face), units: face.upem, outlines: new Map() };
}

function glyphIn({ font, outlines }: OpenFont, id: number): GlyphOutline {
  const outline = outlines.get(id) ?? font.glyphToJson(id);
  outlines.set(id, outline);
  return outline;
}

/** Before Hebrew no character runs from right to left, nor asks for it; nor does a dash, a quotation mark or an ellipsis. */
const ONE_WAY = /^[^\u0590-\u200f\u2028-\u{10ffff}]*$/u;

/** Of each UTF-16 unit; empty where all is from left to right. To ask bidi-js the first time takes longer than all else. */
function levelsOf({ text, direction }: Line): ArrayLike<number> {
  if (direction === 'ltr' && ONE_WAY.test(text)) return [];
  return bidi.getEmbeddingLevels(text, direction).levels;
}

function runsOf(line: Line): readonly Run[] {
  const { stretches } = line;
  const levels = levelsOf(line);
  const runs: Run[] = [];
  for (const { start, end, typeface } of stretches) {
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

/** From left to right: whatever has a level or a higher one is turned round, the highest first (UAX 9, L2). */
function inSight(runs: readonly Run[]): readonly Run[] {
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

function shaped({ start, end, level }: Run, font: OpenFont, { text, language, size }: Line): PlacedGlyph[] {
  const buffer = new Buffer();
  // With what stands around it: letters join across stretches.
  buffer.addText(text, start, end - start);
  buffer.guessSegmentProperties();
  buffer.setDirection(level % 2 === 0 ? Direction.LTR : Direction.RTL);
  buffer.setLanguage(language);
  shape(font.font, buffer);
  const places = buffer.getGlyphPositions();
  const scale = size / font.units;
  return buffer.getGlyphInfos().map(({ codepoint: id }, index): PlacedGlyph => {
    const { xAdvance = 0, xOffset = 0, yOffset = 0 } = places[index] ?? {};
    return { font, scale, id, x: xOffset * scale, y: -yOffset * scale, advance: xAdvance * scale };
  });
}

/** Outlines of a font have `y` upwards. */
function outlineOf({ font, scale, id, x, y }: PlacedGlyph): Outline {
  const subpaths: Subpath[] = [];
  let at: Point = [0, 0];
  for (const { type, values } of glyphIn(font, id)) {
    const points = Array.from(
      { length: values.length / 2 },
      (_, index): Point => [x + (values[index * 2] ?? 0) * scale, y - (values[index * 2 + 1] ?? 0) * scale],
    );
    const [first = at, second = first, third] = points;
    const last = subpaths.at(-1);
    if (type === 'M') subpaths.push({ start: first, steps: [], isClosed: true });
    else if (type === 'L') last?.steps.push({ to: first });
    else if (type === 'Q') last?.steps.push(quadratic(at, first, second));
    else if (type === 'C' && third) last?.steps.push({ handles: [first, second], to: third });
    at = points.at(-1) ?? at;
  }
  return subpaths;
}
