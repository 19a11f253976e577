/** Writes the values of a table of data in the language of the text: numbers and dates of the columns that have a format. */
import type { Nodes } from 'mdast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { CellFormat } from '../../core/model/cell-format.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { findLocales } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';

type WriteValue = (value: string) => string | undefined;

/**
 * Formats the values in a part of a tree, in place. A value that does not fit its format stays as it is written. Diagnostic:
 * `table-value-unformatted`, once for each part.
 * @param language BCP 47
 */
export function formatValues(part: Nodes, language: string, source: SourceFile, report: Report): void {
  const writers = new Map<string, WriteValue>();
  const failed: { readonly cell: Nodes; readonly value: string; readonly kind: CellFormat['kind'] }[] = [];
  visit(part, (cell) => {
    const { cellFormat: format } = (cell.data ?? {}) as { readonly cellFormat?: CellFormat };
    const [text, ...others] = format !== undefined && 'children' in cell ? cell.children : [];
    if (format === undefined || text?.type !== 'text' || others.length > 0) return;
    const key = JSON.stringify(format);
    const write = writers.get(key) ?? createWriter(format, language);
    writers.set(key, write);
    const written = write(text.value.trim());
    if (written === undefined) failed.push({ cell, value: text.value, kind: format.kind });
    else text.value = written;
  });
  const [first] = failed;
  if (first === undefined) return;
  const facts = { value: first.value, kind: first.kind, count: failed.length };
  report(diagnostic('table-value-unformatted', facts, locationOf(source, first.cell)));
}

/** Returns what writes a value in a format; it returns `undefined` for what is no number, or no date. */
function createWriter(format: CellFormat, language: string): WriteValue {
  return format.kind === 'number' ? createNumberWriter(format, language) : createDateWriter(format, language);
}

/** More decimals than `Intl` can have are not formatted. */
const NUMBER = /^[-+\u2212]?\d{1,100}(?:\.(\d{1,20}))?$/;

function createNumberWriter(
  { decimals, isGrouped, decimalSign }: Extract<CellFormat, { kind: 'number' }>,
  language: string,
): WriteValue {
  const formats = new Map<number, Intl.NumberFormat>();
  return (value) => {
    const plain =
      decimalSign === ',' ? value.replaceAll('.', '').replace(',', '.') : value.replaceAll(',', '');
    const [matched, fraction = ''] = NUMBER.exec(plain) ?? [];
    if (matched === undefined) return undefined;
    const digits = decimals ?? fraction.length;
    const format =
      formats.get(digits) ??
      new Intl.NumberFormat([...findLocales(language)], {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: isGrouped,
      });
    formats.set(digits, format);
    // A decimal number as a text is exact (ECMA-402, 16.5.16).
    return format.format(plain.replace('\u2212', '-').replace('+', '') as Intl.StringNumericLiteral);
  };
}

const DATE = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/;

function createDateWriter({ style }: Extract<CellFormat, { kind: 'date' }>, language: string): WriteValue {
  const locales = [...findLocales(language)];
  const year = 'numeric';
  const whole = new Intl.DateTimeFormat(locales, {
    ...(style === 'long' ? { dateStyle: 'long' } : { day: '2-digit', month: '2-digit', year }),
    timeZone: 'UTC',
  });
  const month = style === 'long' ? 'long' : '2-digit';
  const ofMonth = new Intl.DateTimeFormat(locales, { year, month, timeZone: 'UTC' });
  return (value) => {
    const [matched, , , day] = DATE.exec(value) ?? [];
    const moment = new Date(`${value}${day === undefined ? '-01' : ''}T00:00:00Z`);
    // The 31st of a month of 30 days is no date, though a program reads it as the first of the next.
    const isDate =
      matched !== undefined && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(value);
    return isDate ? (day === undefined ? ofMonth : whole).format(moment) : undefined;
  };
}
