/** Where pages stand on contact sheets: openings in rows, rows on sheets. All in pixels. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** How pages lie beside each other: each alone, or as in an open book, read from the left or the right. */
export type Facing = 'none' | 'ltr' | 'rtl';

/** A page's place on its sheet. */
export interface Cell extends Size {
  /** The first page is 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

export interface Sheet extends Size {
  readonly cells: readonly Cell[];
}

/** Pixels for a point: 64 to the inch, enough to read by, and 24 pages of A4 on a sheet. */
const SCALE = 64 / 72;
/** What is left of a pixel by dividing is none. */
const TRIFLE = 1e-9;
/** Neither side of a sheet is longer: what viewers show without trouble. */
export const LONGEST = 3600;
/** Around and between openings. */
const GAP = 28;
/** Under a page, for its number. */
export const NUMBER_HEIGHT = 24;
/** Between the pages of an opening, for their frames. */
const SPINE = 2;

/** @param pages sizes in points, in order; every page gets one cell on one of the sheets */
export function arrange(pages: readonly Size[], facing: Facing): readonly Sheet[] {
  const scale = scaleOf(pages, facing);
  const cells = pages.map(({ width, height }, index) => ({
    page: index + 1,
    width: Math.max(1, Math.floor(width * scale + TRIFLE)),
    height: Math.max(1, Math.floor(height * scale + TRIFLE)),
    ...{ x: 0, y: 0 },
  }));
  const openings = facing === 'none' ? cells.map(alone) : openingsOf(cells, facing);
  return stack(rowsOf(openings)).map(sheetOf);
}

/** How large, in points, a page is that gets so many pixels. */
export const pointsFor = ({ width, height }: Size): Size => ({
  width: width / SCALE,
  height: height / SCALE,
});

/** Pages as large as posters are shown smaller. */
function scaleOf(pages: readonly Size[], facing: Facing): number {
  const across = facing === 'none' ? 1 : 2;
  const width = Math.max(...pages.map((page) => page.width)) * across;
  const height = Math.max(...pages.map((page) => page.height));
  const room = LONGEST - 2 * GAP;
  return Math.min(SCALE, (room - SPINE) / width, (room - NUMBER_HEIGHT) / height);
}

/** Some cells, placed within a width and a height of their own. */
interface Block extends Size {
  readonly cells: readonly Cell[];
}

const alone = (cell: Cell): Block => ({ width: cell.width, height: cell.height, cells: [cell] });

/** The first page is a recto and has nothing on its other side. */
function openingsOf(cells: readonly Cell[], facing: 'ltr' | 'rtl'): readonly Block[] {
  const openings: Block[] = [];
  for (let verso = -1; verso < cells.length; verso += 2) {
    const pair = [cells[verso], cells[verso + 1]] as const;
    const [left, right] = facing === 'ltr' ? pair : [pair[1], pair[0]];
    const half = Math.max(left?.width ?? 0, right?.width ?? 0);
    const placed = [
      ...(left ? [{ ...left, x: half - left.width }] : []),
      ...(right ? [{ ...right, x: half + SPINE }] : []),
    ];
    const height = Math.max(...placed.map((cell) => cell.height), 0);
    if (placed.length > 0) openings.push({ width: 2 * half + SPINE, height, cells: placed });
  }
  return openings;
}

/** As many openings in a row as there is room for; each row with its gap at the right and at the bottom. */
function rowsOf(openings: readonly Block[]): readonly Block[] {
  const rows: Block[] = [];
  let row: Block | undefined;
  for (const opening of openings) {
    if (row && GAP + row.width + opening.width + GAP > LONGEST) {
      rows.push(row);
      row = undefined;
    }
    const x = row?.width ?? 0;
    row = {
      width: x + opening.width + GAP,
      height: Math.max(row?.height ?? 0, opening.height + NUMBER_HEIGHT + GAP),
      cells: [...(row?.cells ?? []), ...opening.cells.map((cell) => ({ ...cell, x: x + cell.x }))],
    };
  }
  return row ? [...rows, row] : rows;
}

/** The rows of each sheet. */
function stack(rows: readonly Block[]): readonly (readonly Block[])[] {
  const sheets: Block[][] = [];
  let height = LONGEST;
  for (const row of rows) {
    if (height + row.height > LONGEST) {
      sheets.push([]);
      height = GAP;
    }
    sheets.at(-1)?.push(row);
    height += row.height;
  }
  return sheets;
}

function sheetOf(rows: readonly Block[]): Sheet {
  let y = GAP;
  const cells: Cell[] = [];
  for (const row of rows) {
    for (const cell of row.cells) cells.push({ ...cell, x: GAP + cell.x, y });
    y += row.height;
  }
  return { width: GAP + Math.max(...rows.map(({ width }) => width)), height: y, cells };
}
