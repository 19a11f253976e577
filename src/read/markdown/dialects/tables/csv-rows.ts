/** Reads the rows of a text of comma-separated values: https://www.rfc-editor.org/rfc/rfc4180. */
import { CsvError, parse } from 'csv-parse/sync';

/** A row, and the line in which it begins, counted from 0. */
export interface DataRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** What is read of a text. */
export interface DataRows {
  readonly rows: readonly DataRow[];
  readonly delimiter: string;
  /** The line of the row with a quotation mark that nothing closes, counted from 0. Then there are no rows. */
  readonly unclosedQuote?: number;
}

const DELIMITERS = [',', ';', '\t', '|'] as const;
/** Lines by which the delimiter is found. */
const MOST_LINES = 20;
/** The line by which a spreadsheet names the delimiter. */
const SEPARATOR_LINE = /^"?sep=(.)"?[ \t]*(?:\n|$)/i;

/**
 * Reads all rows; lines without anything are none. Spaces around a value are no part of it.
 * @param given the delimiter; absent: the one that most lines have in equal number
 */
export function readRows(text: string, given?: string): DataRows {
  const [named = '', separator] = SEPARATOR_LINE.exec(text) ?? [];
  const delimiter = given ?? separator ?? findDelimiter(text);
  const linesAbove = named === '' ? 0 : 1;
  const progress = { linesRead: 0 };
  try {
    return { rows: parseRows(text.slice(named.length), delimiter, linesAbove, progress), delimiter };
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    const unclosedQuote = progress.linesRead + linesAbove;
    return { rows: [], delimiter, unclosedQuote };
  }
}

interface ParsedRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

function parseRows(
  text: string,
  delimiter: string,
  linesAbove: number,
  progress: { linesRead: number },
): readonly DataRow[] {
  const records = parse(text, {
    delimiter,
    raw: true,
    on_record: (record: string[], { lines }) => {
      progress.linesRead = lines;
      return record;
    },
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as readonly ParsedRecord[];
  let line = linesAbove;
  return records.flatMap(({ record, raw }) => {
    const [empty = ''] = /^\s*\n/.exec(raw) ?? [];
    const start = line + countLines(empty);
    line += countLines(raw);
    return record.every((cell) => cell === '') ? [] : [{ cells: record, line: start }];
  });
}

const countLines = (text: string): number => text.split('\n').length - 1;

/** Finds the delimiter: the one whose number is the same in the most lines, and of those the most frequent. */
function findDelimiter(text: string): string {
  const lines = text
    .split('\n', MOST_LINES)
    .map((line) => line.replace(/"[^"]*"/g, ''))
    .filter((line) => line.trim() !== '');
  let [best, most] = [',', 0];
  for (const delimiter of DELIMITERS) {
    const counts = lines.map((line) => line.split(delimiter).length - 1);
    const [first = 0] = counts;
    const score = first === 0 ? 0 : counts.filter((count) => count === first).length + first / 1000;
    if (score > most) [best, most] = [delimiter, score];
  }
  return best;
}
