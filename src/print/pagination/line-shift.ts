/** A number that turns out shorter than its room: what follows it on its line moves up to it. */

/** A piece of text that is painted at one height (ISO 32000-1, 9.4). */
interface TextObject {
  readonly start: number;
  readonly end: number;
  /** Where its first glyph stands, as it is written in the file. */
  readonly x: string;
  readonly y: string;
  readonly size: number;
  /** Where its last glyph stands. */
  readonly last: number;
}

const TEXT = /BT\n[\s\S]*?ET\n/g;
const PLACE = /(1 0 0 -1 )(-?[\d.]+) (-?[\d.]+) Tm/;

/** Words on a line follow one another at less; the next cell of a table is farther away. In sizes of the type. */
const NEXT = 1.6;

/**
 * @param text what is painted on a page
 * @param at where the number's text begins in it
 * @param by points of the text's own space
 * @returns the text; `undefined` where it is not plain what belongs to the line
 */
export function closeUp(text: string, at: number, by: number): string | undefined {
  const number = textObject(text, at);
  if (number === undefined) return undefined;
  let [moved, before] = [text, number];
  for (;;) {
    const next = textObject(moved, before.end);
    const isNear = next !== undefined && Number(next.x) - before.last <= NEXT * next.size;
    if (next === undefined || next.y !== number.y || !isNear) return moved;
    // A line below words, or a tint behind them, would stay where it is.
    if (/ (?:re|l|cm|Do)\n/.test(moved.slice(before.end, next.start))) return undefined;
    const x = String(Number((Number(next.x) - by).toFixed(4)));
    const piece = moved.slice(next.start, next.end).replace(PLACE, `$1${x} $3 Tm`);
    moved = moved.slice(0, next.start) + piece + moved.slice(next.end);
    before = { ...next, end: next.start + piece.length };
  }
}

function textObject(text: string, from: number): TextObject | undefined {
  TEXT.lastIndex = from;
  const found = TEXT.exec(text);
  const [, , x, y] = PLACE.exec(found?.[0] ?? '') ?? [];
  if (found === null || x === undefined || y === undefined) return undefined;
  const size = Number(/ ([\d.]+) Tf/.exec(found[0])?.[1] ?? 0);
  const steps = [...found[0].matchAll(/(-?[\d.]+) 0 Td/g)].map(([, step]) => Number(step));
  // Glyphs that need no place of their own follow in one string; the average one takes half the size.
  const run = (/<([0-9a-fA-F]+)> Tj\n?ET\n$/.exec(found[0])?.[1]?.length ?? 4) / 4 - 1;
  const last = steps.reduce((sum, step) => sum + step, Number(x)) + (run * size) / 2;
  return { start: found.index, end: found.index + found[0].length, x, y, size, last };
}
