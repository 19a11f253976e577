/** Reads the attributes of `:::table` that say how a table looks: its row heads, and the widths and alignments of its columns. */
import type { Table } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { describeWidths } from './table-columns.ts';

/** Attributes of the container, from which `table-columns.ts` reads them. */
export interface TableProperties {
  readonly dataRowHeads?: string;
  /** Shares of the width, with spaces between them; `auto`: none. */
  readonly dataWidths?: string;
  /** `left`, `center`, `right` or `decimal` for each column, with spaces between them. */
  readonly dataAlign?: string;
}

const ALIGNMENTS: ReadonlyMap<string, string> = new Map([
  ...['l', 'left', 'start'].map((name) => [name, 'left'] as const),
  ...['c', 'center', 'centre'].map((name) => [name, 'center'] as const),
  ...['r', 'right', 'end'].map((name) => [name, 'right'] as const),
  ...['.', 'd', 'decimal'].map((name) => [name, 'decimal'] as const),
  ...['-', 'default', 'auto'].map((name) => [name, 'auto'] as const),
]);

/** Reads the attributes of a container with a table. Diagnostic: `table-option-wrong`. */
export function readTableProperties(
  node: ContainerDirective,
  report: Report,
  place: SourceLocation,
): TableProperties {
  const attributes = node.attributes ?? {};
  const columns = countColumns(node);
  const refuse = (name: string, value: string, expected: string): undefined =>
    report(diagnostic('table-option-wrong', { name, value, expected }, place)) as undefined;
  const { 'row-heads': heads, widths, 'tbl-colwidths': quartoWidths, align } = attributes;
  const dataRowHeads = readRowHeads(heads, refuse);
  const dataWidths =
    readWidths('widths', widths, columns, refuse) ??
    readWidths('tbl-colwidths', quartoWidths, columns, refuse);
  const dataAlign = readAlignments(align, columns, refuse);
  return {
    ...(dataRowHeads !== undefined && { dataRowHeads }),
    ...(dataWidths !== undefined && { dataWidths }),
    ...(dataAlign !== undefined && { dataAlign }),
  };
}

type Refuse = (name: string, value: string, expected: string) => undefined;
type Written = string | null | undefined;

function readRowHeads(written: Written, refuse: Refuse): string | undefined {
  if (written === undefined || written === null) return undefined;
  const value = written.trim().toLowerCase();
  if (value === '' || value === 'true') return '1';
  if (value === 'none' || value === 'false') return '0';
  return /^\d$/.test(value)
    ? value
    : refuse('row-heads', written, 'how many columns name the rows, such as `1`, or `none`');
}

const splitList = (written: string): readonly string[] =>
  written
    .replace(/^\s*\[|\]\s*$/g, '')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');

function readWidths(
  name: string,
  written: Written,
  columns: number | undefined,
  refuse: Refuse,
): string | undefined {
  if (!written) return undefined;
  // The widths that the source shows are not meant either.
  if (/^(?:auto|none)$/i.test(written.trim())) return 'auto';
  const shares = splitList(written).map((part) =>
    /^\d{1,6}(?:\.\d{1,6})?%?$/.test(part) ? parseFloat(part) : 0,
  );
  const fits = columns === undefined || shares.length === columns;
  if (fits && shares.length > 0 && shares.every((share) => share > 0)) return shares.join(' ');
  return refuse(name, written, describeWidths(columns));
}

function readAlignments(written: Written, columns: number | undefined, refuse: Refuse): string | undefined {
  if (!written) return undefined;
  const names = splitList(written).map((part) => ALIGNMENTS.get(part.toLowerCase()));
  const fits = columns === undefined || names.length <= columns;
  if (fits && names.length > 0 && names.every((name) => name !== undefined)) return names.join(' ');
  return refuse(
    'align',
    written,
    '`l`, `c`, `r` or `.` (decimal sign) for each column, with spaces between them',
  );
}

/** Returns the number of columns of the table in a container; `undefined` for one in HTML. */
function countColumns({ children }: ContainerDirective): number | undefined {
  const table = children.find(({ type }) => type === 'table' || type === 'tablePart');
  if (table?.type === 'table') return countOfGfm(table);
  if (table === undefined || !('children' in table)) return undefined;
  const [part] = table.children as readonly Part[];
  const cells = part?.children?.[0]?.children ?? [];
  return cells.reduce((sum, { data }) => sum + Number(data?.hProperties?.colSpan ?? 1), 0);
}

/** A part of a table of elements. */
interface Part {
  readonly children?: readonly Part[];
  readonly data?: { readonly hProperties?: Readonly<Record<string, unknown>> };
}

const countOfGfm = ({ align, children }: Table): number => align?.length ?? children[0]?.children.length ?? 0;
