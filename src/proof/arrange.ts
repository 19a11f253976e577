/**
 * Arranges pages on contact sheets: pages in spreads, spreads in rows, rows on sheets. All lengths are
 * pixels.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * How pages face each other: not at all, or as in an open book that is read from the left or from the right.
 */
export type Facing = 'none' | 'ltr' | 'rtl';

/** The position of a page on its sheet. */
export interface Cell extends Size {
  /** The first page is 1. */
  readonly page: number;
  readonly x: number;
  readonly y: number;
}

export interface Sheet extends Size {
  readonly cells: readonly Cell[];
}

/** Pixels per point: 64 per inch, which is legible and puts 24 A4 pages on a sheet. */
const SCALE = 64 / 72;
/** Tolerance for rounding errors, in pixels. */
const EPSILON = 1e-9;
/** Greatest side length of a sheet, which image viewers show without problems. */
export const MAX_SHEET_SIDE = 3600;
/** Space around and between spreads. */
const GAP = 28;
/** Space under a page for its number. */
export const NUMBER_HEIGHT = 24;
/** Space between the pages of a spread, for their frames. */
const SPINE = 2;

/** Returns sheets on which each page has one cell. @param pages sizes in points, in order */
export function arrangeSheets(pages: readonly Size[], facing: Facing): readonly Sheet[] {
  const scale = computeScale(pages, facing);
  const cells = pages.map(({ width, height }, index) => ({
    page: index + 1,
    width: Math.max(1, Math.floor(width * scale + EPSILON)),
    height: Math.max(1, Math.floor(height * scale + EPSILON)),
    ...{ x: 0, y: 0 },
  }));
  const spreads = facing === 'none' ? cells.map(placeAlone) : pairPages(cells, facing);
  return groupIntoSheets(fillRows(spreads)).map(buildSheet);
}

/** Returns the size in points of a page that is shown with a number of pixels. */
export const pixelsToPoints = ({ width, height }: Size): Size => ({
  width: width / SCALE,
  height: height / SCALE,
});

/** Returns the scale in pixels per point. Pages as large as posters are reduced to fit. */
function computeScale(pages: readonly Size[], facing: Facing): number {
  const across = facing === 'none' ? 1 : 2;
  const width = Math.max(...pages.map((page) => page.width)) * across;
  const height = Math.max(...pages.map((page) => page.height));
  const room = MAX_SHEET_SIDE - 2 * GAP;
  return Math.min(SCALE, (room - SPINE) / width, (room - NUMBER_HEIGHT) / height);
}

/** A group of cells with positions relative to the group. */
interface Block extends Size {
  readonly cells: readonly Cell[];
}

const placeAlone = (cell: Cell): Block => ({ width: cell.width, height: cell.height, cells: [cell] });

/** Groups pages into spreads. The first page is a recto and is alone. */
function pairPages(cells: readonly Cell[], facing: 'ltr' | 'rtl'): readonly Block[] {
  const spreads: Block[] = [];
  for (let verso = -1; verso < cells.length; verso += 2) {
    const pair = [cells[verso], cells[verso + 1]] as const;
    const [left, right] = facing === 'ltr' ? pair : [pair[1], pair[0]];
    const half = Math.max(left?.width ?? 0, right?.width ?? 0);
    const placed = [
      ...(left ? [{ ...left, x: half - left.width }] : []),
      ...(right ? [{ ...right, x: half + SPINE }] : []),
    ];
    const height = Math.max(...placed.map((cell) => cell.height), 0);
    if (placed.length > 0) spreads.push({ width: 2 * half + SPINE, height, cells: placed });
  }
  return spreads;
}

/** Fills rows with as many spreads as fit. The size of a row includes the gap at its right and bottom. */
function fillRows(spreads: readonly Block[]): readonly Block[] {
  const rows: Block[] = [];
  let row: Block | undefined;
  for (const spread of spreads) {
    if (row && GAP + row.width + spread.width + GAP > MAX_SHEET_SIDE) {
      rows.push(row);
      row = undefined;
    }
    const x = row?.width ?? 0;
    row = {
      width: x + spread.width + GAP,
      height: Math.max(row?.height ?? 0, spread.height + NUMBER_HEIGHT + GAP),
      cells: [...(row?.cells ?? []), ...spread.cells.map((cell) => ({ ...cell, x: x + cell.x }))],
    };
  }
  return row ? [...rows, row] : rows;
}

/** Groups rows into sheets. */
function groupIntoSheets(rows: readonly Block[]): readonly (readonly Block[])[] {
  const sheets: Block[][] = [];
  let height = MAX_SHEET_SIDE;
  for (const row of rows) {
    if (height + row.height > MAX_SHEET_SIDE) {
      sheets.push([]);
      height = GAP;
    }
    sheets.at(-1)?.push(row);
    height += row.height;
  }
  return sheets;
}

function buildSheet(rows: readonly Block[]): Sheet {
  let y = GAP;
  const cells: Cell[] = [];
  for (const row of rows) {
    for (const cell of row.cells) cells.push({ ...cell, x: GAP + cell.x, y });
    y += row.height;
  }
  return { width: GAP + Math.max(...rows.map(({ width }) => width)), height: y, cells };
}
