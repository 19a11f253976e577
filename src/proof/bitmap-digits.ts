/** Draws page numbers with built-in glyphs, so that they need no font and are the same on every machine. */
import { type Bitmap, fillRectangle, type Gray } from './bitmap.ts';

/** Glyphs as rows from the top; `#` is a filled pixel. */
const SHAPES: ReadonlyMap<string, string> = new Map([
  ['0', ' ### /#   #/#   #/#   #/#   #/#   #/ ### '],
  ['1', '  #  / ##  /  #  /  #  /  #  /  #  / ### '],
  ['2', ' ### /#   #/    #/  ## / #   /#    /#####'],
  ['3', ' ### /#   #/    #/  ## /    #/#   #/ ### '],
  ['4', '   # /  ## / # # /#  # /#####/   # /   # '],
  ['5', '#####/#    /#### /    #/    #/#   #/ ### '],
  ['6', '  ## / #   /#    /#### /#   #/#   #/ ### '],
  ['7', '#####/    #/   # /   # /  #  /  #  /  #  '],
  ['8', ' ### /#   #/#   #/ ### /#   #/#   #/ ### '],
  ['9', ' ### /#   #/#   #/ ####/    #/   # / ##  '],
  ['|', '  #  /  #  /  #  /  #  /  #  /  #  /  #  '],
  ['–', '     /     /     /#####/     /     /     '],
]);
const [COLUMNS, ROWS] = [5, 7];
/** Pixels of the bitmap per pixel of a glyph. */
const DOT = 2;
const ADVANCE = (COLUMNS + 1) * DOT;

/** Height of a label in pixels. */
export const LABEL_HEIGHT = ROWS * DOT;

/**
 * Draws a label.
 * @param label digits, `|`, `–` and space; other characters are drawn as space
 * @param center horizontal middle of the label
 * @param top upper edge of the label
 */
export function drawLabel(bitmap: Bitmap, label: string, center: number, top: number, ink: Gray): void {
  const left = Math.round(center - (label.length * ADVANCE - DOT) / 2);
  for (const [index, character] of [...label].entries()) {
    for (const [row, dots] of (SHAPES.get(character) ?? '').split('/').entries()) {
      for (const [column, dot] of [...dots].entries()) {
        if (dot === ' ') continue;
        const x = left + index * ADVANCE + column * DOT;
        fillRectangle(bitmap, { x, y: top + row * DOT, width: DOT, height: DOT }, ink);
      }
    }
  }
}
