/** Reads the attributes of a table that say how its data are read. */

import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { CellFormat } from '../../../../core/model/cell-format.ts';
import { readCellFormat } from '../../../../core/model/cell-format.ts';
import type { NumberSigns } from '../../../../core/model/decimal-sign.ts';
import type { SourceLocation } from '../../../../core/source-location.ts';
import { findColumn } from './data-columns.ts';

/** The attributes of a table, as they are written. */
export type TableAttributes = Readonly<Record<string, string | null | undefined>>;

const DELIMITER_NAMES: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['\\t', '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['space', ' '],
]);

/** Reports an attribute without an effect. */
export function reportOption(
  attributes: TableAttributes,
  name: string,
  expected: string,
  report: Report,
  place: SourceLocation,
): void {
  report(diagnostic('table-option-wrong', { name, value: attributes[name] ?? '', expected }, place));
}

/** Returns the delimiter; `undefined` if it is to be found. Diagnostic: `table-option-wrong`. */
export function readDelimiter(
  attributes: TableAttributes,
  report: Report,
  place: SourceLocation,
): string | undefined {
  const { delimiter } = attributes;
  if (delimiter === undefined || delimiter === null || delimiter === 'auto') return undefined;
  const found = DELIMITER_NAMES.get(delimiter.toLowerCase()) ?? delimiter;
  if (/^[^"\n\p{L}\p{N}]$/u.test(found)) return found;
  reportOption(attributes, 'delimiter', 'one sign, such as `;`, or `tab`', report, place);
  return undefined;
}

/** Returns a number of rows or columns. Diagnostic: `table-option-wrong`. */
export function readCount(
  attributes: TableAttributes,
  name: string,
  otherwise: number,
  report: Report,
  place: SourceLocation,
): number {
  const written = attributes[name];
  if (written === undefined || written === null || written === '') return otherwise;
  if (/^\d{1,3}$/.test(written.trim())) return Number(written);
  reportOption(attributes, name, 'a number, such as `1`', report, place);
  return otherwise;
}

/** Returns the format of each column that has one: `Dose: 0.0; Date: date`. Diagnostics: `table-option-wrong`, `table-column-missing`. */
export function readFormats(
  attributes: TableAttributes,
  { names, signs }: { readonly names: readonly string[]; readonly signs: NumberSigns },
  report: Report,
  place: SourceLocation,
): ReadonlyMap<number, CellFormat> {
  const formats = new Map<number, CellFormat>();
  for (const part of (attributes.formats ?? '').split(';')) {
    const [name = '', written = ''] = splitAtLast(part, ':');
    if (part.trim() === '') continue;
    const format = readCellFormat(written, signs);
    const column = findColumn(name, names);
    if (format === undefined)
      reportOption(
        attributes,
        'formats',
        '`Column: 0.0; Column: date` with `0`, `0.0`, `#,##0`, `number`, `date` or `date-short`',
        report,
        place,
      );
    else if (column === undefined) report(diagnostic('table-column-missing', { name, known: names }, place));
    else formats.set(column, format);
  }
  return formats;
}

function splitAtLast(text: string, sign: string): readonly string[] {
  const at = text.lastIndexOf(sign);
  return at === -1 ? [text.trim()] : [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}
