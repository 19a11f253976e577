/** Translates tables that are drawn in plain text, and captions in the text beside a table. */
import { container } from './protect.ts';

type Rows = readonly (readonly string[])[];

const written = (rows: Rows): string =>
  container(
    'w-table',
    undefined,
    rows.map((row) => container('w-row', undefined, row.map(cell).join('\n'))).join('\n'),
  );
const cell = (text: string): string => container('w-cell', undefined, text);

/** Rows of values without commas or line breaks in them, as a table of GFM. */
const values = (csv: string): string =>
  piped(
    csv
      .trim()
      .split('\n')
      .map((row) => row.split(',').map((value) => value.replace(/"/g, '').trim())),
  );

function piped([head = [], ...rows]: Rows): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Values between commas, in tables of ours and in directives, and lists of rows. */
export const translateData = (text: string): string =>
  text
    .replace(/^:::table\[([^\]\n]*)\]\n+```csv\n([\s\S]*?)```\n+:::$/gm, (_, caption: string, csv: string) =>
      container('table', caption, values(csv)),
    )
    .replace(/^```\{csv-table\} (.*)\n(?::.*\n)*\n([\s\S]*?)```$/gm, (_, caption: string, csv: string) =>
      container('table', caption, values(csv)),
    )
    .replace(/^```\{list-table\} (.*)\n(?::.*\n)*\n([\s\S]*?)```$/gm, (_, caption: string, list: string) =>
      container(
        'table',
        caption,
        piped(
          list
            .trim()
            .split(/^\* /m)
            .filter(Boolean)
            .map((row) =>
              row
                .split(/^ *- /m)
                .filter(Boolean)
                .map((each) => each.trim()),
            ),
        ),
      ),
    );

/** Grids of `+---+---+`. */
export const translateGrids = (text: string): string =>
  text.replace(
    /^\+(?:[-:=]+\+)+\n(?:[+|].*[+|](?:\n|$))+/gm,
    (grid) => `${written(gridRows(grid.trimEnd().split('\n')))}\n`,
  );

/**
 * Finds the cells of a grid by their upper left corners, in reading order. From each, goes right along the upper border, and
 * down along the left one, to the first corner from which the other two borders lead back.
 */
function gridRows(lines: readonly string[]): Rows {
  const at = (row: number, column: number): string => lines[row]?.[column] ?? ' ';
  const isBorder = (row: number, from: number, to: number): boolean =>
    /^\+[-=:+]*\+$/.test(lines[row]?.slice(from, to + 1) ?? '');
  const isSide = (column: number, from: number, to: number): boolean => {
    for (let row = from; row <= to; row += 1) if (!/[|+]/.test(at(row, column))) return false;
    return true;
  };
  const width = lines[0]?.length ?? 0;
  const cellFrom = (top: number, left: number): string | undefined => {
    for (let bottom = top + 1; bottom < lines.length; bottom += 1) {
      for (let right = left + 1; right < width; right += 1) {
        const closes = at(bottom, right) === '+' && at(bottom, left) === '+' && at(top, right) === '+';
        const isFramed = closes && isBorder(top, left, right) && isBorder(bottom, left, right);
        if (!isFramed || !isSide(left, top, bottom) || !isSide(right, top, bottom)) continue;
        return trimmed(lines.slice(top + 1, bottom).map((line) => line.slice(left + 1, right)));
      }
    }
    return undefined;
  };
  const rows = lines.map((line, top) =>
    [...line].flatMap((sign, left) => {
      const found = sign === '+' ? cellFrom(top, left) : undefined;
      return found === undefined ? [] : [found];
    }),
  );
  return rows.filter((row) => row.length > 0);
}

/** Removes the indentation that all lines share. */
function trimmed(lines: readonly string[]): string {
  const filled = lines.filter((line) => line.trim() !== '');
  const indent = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return lines
    .map((line) => line.slice(indent).trimEnd())
    .join('\n')
    .trim();
}

const HEADS = /(?:(?!-{3,})(?=.*\S).*\n)+/.source;
const COLUMNS = /-{2,}(?: +-{2,})+/.source;
/** Rows of one line, to the first empty line. */
const RULED = new RegExp(`^(${HEADS})(${COLUMNS})[ \\t]*\\n((?:(?=.*\\S).*(?:\\n|$))+)`, 'gm');
/** Rows of several lines, with an empty line between them, to a line as the one above. */
const FRAMED = new RegExp(`^-{5,}\\n(${HEADS})(${COLUMNS})[ \\t]*\\n([\\s\\S]*?\\n)-{5,}[ \\t]*$`, 'gm');

/** Tables whose columns are shown by a line such as `---- -----`. */
export const translateRuled = (text: string): string =>
  text
    .replace(FRAMED, (_, heads: string, columns: string, body: string) =>
      ruled(heads, columns, body.trimEnd().split(/\n\s*\n/)),
    )
    .replace(RULED, (_, heads: string, columns: string, body: string) =>
      ruled(heads, columns, body.trimEnd().split('\n')),
    );

function ruled(heads: string, columns: string, rows: readonly string[]): string {
  const edges = [...columns.matchAll(/-+/g)].map(({ index }) => index);
  const cells = (row: string): readonly string[] =>
    edges.map((from, number) =>
      row
        .split('\n')
        .map((line) => line.slice(from, edges[number + 1]).trim())
        .join('\n')
        .trim(),
    );
  return `${written([heads.trimEnd(), ...rows].map(cells))}\n`;
}

const CAPTIONED =
  /(?:^(?:(?:[Tt]able)?:)[ ]+(.+)\n\n)?((?:^\|.*\n)+)(?:\n(?:(?:[Tt]able)?:)[ ]+(.+)$|\[([^\]\n]+)\]$)?/gm;

/** Captions above or below a pipe table, with `Table:`, a colon, or in brackets. */
export const translateCaptions = (text: string): string =>
  text.replace(CAPTIONED, (whole, above?: string, table = '', below?: string, brackets?: string) => {
    const caption = (above ?? below ?? brackets)?.replace(/[ ]*\{#[^}]*\}$/, '');
    return caption === undefined ? whole : container('table', caption, table);
  });
