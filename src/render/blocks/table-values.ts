/** Writes the values of a table of data in the language of the text: numbers and dates of the columns that have a format. */
import type { Nodes } from 'mdast';
import type { UnformattedReason } from '../../core/diagnostics/catalogue/tables.ts';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { CellFormat } from '../../core/model/cell-format.ts';
import { readNumber } from '../../core/model/decimal-sign.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { findLocales } from '../../core/wording.ts';
import { visit } from '../../lib/html/visit.ts';

/** Returns the value in its format, or why it has none. */
type WriteValue = (value: string) => { readonly written: string } | UnformattedReason;

/**
 * Formats the values in a part of a tree, in place. A value that does not fit its format stays as it is written. Diagnostic:
 * `table-value-unformatted`, once for each part.
 * @param language BCP 47
 */
export function formatValues(part: Nodes, language: string, source: SourceFile, report: Report): void {
  const writers = new Map<string, WriteValue>();
  const failed: { readonly cell: Nodes; readonly value: string; readonly reason: UnformattedReason }[] = [];
  visit(part, (cell) => {
    const { cellFormat: format } = (cell.data ?? {}) as { readonly cellFormat?: CellFormat };
    const [text, ...others] = format !== undefined && 'children' in cell ? cell.children : [];
    if (format === undefined || text?.type !== 'text' || others.length > 0) return;
    const key = JSON.stringify(format);
    const write = writers.get(key) ?? createWriter(format, language);
    writers.set(key, write);
    const written = write(text.value.trim());
    if (typeof written === 'string') failed.push({ cell, value: text.value, reason: written });
    else text.value = written.written;
  });
  const [first] = failed;
  if (first === undefined) return;
  const facts = { value: first.value, reason: first.reason, count: failed.length };
  report(diagnostic('table-value-unformatted', facts, locationOf(source, first.cell)));
}

function createWriter(format: CellFormat, language: string): WriteValue {
  return format.kind === 'number' ? createNumberWriter(format, language) : createDateWriter(format, language);
}

function createNumberWriter(
  { decimals, isGrouped, signs }: Extract<CellFormat, { kind: 'number' }>,
  language: string,
): WriteValue {
  const formats = new Map<number, Intl.NumberFormat>();
  return (value) => {
    const number = readNumber(value, signs);
    if (typeof number === 'string') return number === 'none' ? 'not a number' : 'two numbers';
    const digits = decimals ?? number.plain.split('.')[1]?.length ?? 0;
    const format =
      formats.get(digits) ??
      new Intl.NumberFormat([...findLocales(language)], {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: isGrouped,
      });
    formats.set(digits, format);
    // A decimal number as a text is exact (ECMA-402, 16.5.16).
    return { written: format.format(number.plain as Intl.StringNumericLiteral) };
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
    return isDate ? { written: (day === undefined ? ofMonth : whole).format(moment) } : 'not a date';
  };
}
