/** Moves the rest of a line to the left after a page number that became shorter. */

/** A text object with one baseline (ISO 32000-1, 9.4). */
interface TextObject {
  readonly start: number;
  readonly end: number;
  /** Position of its first glyph, as written in the file. */
  readonly x: string;
  readonly y: string;
  readonly size: number;
  /** Horizontal position of its last glyph. */
  readonly last: number;
}

const TEXT_OBJECT = /BT\n[\s\S]*?ET\n/g;
const TEXT_MATRIX = /(1 0 0 -1 )(-?[\d.]+) (-?[\d.]+) Tm/;

/**
 * Maximum distance between two text objects of a line, as a multiple of the type size. The next cell of a table is
 * farther away.
 */
const MAX_WORD_GAP = 1.6;

/**
 * Shifts the text objects after a number towards it.
 * @param text content stream of the page
 * @param at offset of the number's text object
 * @param by distance in points of text space
 * @returns the changed content stream; `undefined` if it is not certain what belongs to the line
 */
export function shiftRestOfLine(text: string, at: number, by: number): string | undefined {
  const number = findTextObject(text, at);
  if (number === undefined) return undefined;
  let [moved, before] = [text, number];
  for (;;) {
    const next = findTextObject(moved, before.end);
    const isNear = next !== undefined && Number(next.x) - before.last <= MAX_WORD_GAP * next.size;
    if (next === undefined || next.y !== number.y || !isNear) return moved;
    // An underline or a tint behind the words would not move with them.
    if (/ (?:re|l|cm|Do)\n/.test(moved.slice(before.end, next.start))) return undefined;
    const x = String(Number((Number(next.x) - by).toFixed(4)));
    const piece = moved.slice(next.start, next.end).replace(TEXT_MATRIX, `$1${x} $3 Tm`);
    moved = moved.slice(0, next.start) + piece + moved.slice(next.end);
    before = { ...next, end: next.start + piece.length };
  }
}

function findTextObject(text: string, from: number): TextObject | undefined {
  TEXT_OBJECT.lastIndex = from;
  const found = TEXT_OBJECT.exec(text);
  const [, , x, y] = TEXT_MATRIX.exec(found?.[0] ?? '') ?? [];
  if (found === null || x === undefined || y === undefined) return undefined;
  const size = Number(/ ([\d.]+) Tf/.exec(found[0])?.[1] ?? 0);
  const steps = [...found[0].matchAll(/(-?[\d.]+) 0 Td/g)].map(([, step]) => Number(step));
  // Several glyphs without positions of their own may follow in one string; an average glyph is half the size wide.
  const run = (/<([0-9a-fA-F]+)> Tj\n?ET\n$/.exec(found[0])?.[1]?.length ?? 4) / 4 - 1;
  const last = steps.reduce((sum, step) => sum + step, Number(x)) + (run * size) / 2;
  return { start: found.index, end: found.index + found[0].length, x, y, size, last };
}
