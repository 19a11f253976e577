/** Numbers, and what stands on the side of a sheet, painted without any font: the same on every machine. */
import { fill, type Grey, type Picture } from './bitmap.ts';

/** Rows from the top; a cross is ink. */
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
/** Pixels of the picture for one of a shape. */
const DOT = 2;
const ADVANCE = (COLUMNS + 1) * DOT;

/** Pixels. */
export const DIGIT_HEIGHT = ROWS * DOT;

/**
 * @param label digits, `|`, `–` and space; nothing is painted for other characters
 * @param center where the middle of the label is, from the left
 * @param top where its upper edge is
 */
export function writeLabel(picture: Picture, label: string, center: number, top: number, ink: Grey): void {
  const left = Math.round(center - (label.length * ADVANCE - DOT) / 2);
  for (const [index, character] of [...label].entries()) {
    for (const [row, dots] of (SHAPES.get(character) ?? '').split('/').entries()) {
      for (const [column, dot] of [...dots].entries()) {
        if (dot === ' ') continue;
        const x = left + index * ADVANCE + column * DOT;
        fill(picture, { x, y: top + row * DOT, width: DOT, height: DOT }, ink);
      }
    }
  }
}
