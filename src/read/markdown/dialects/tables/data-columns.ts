/** Chooses the columns of a table by their names, and finds those that hold numbers. */
import { suggestName } from '../../../../lib/text/nearest.ts';

/** The columns that are shown, as their numbers in the rows, from 0. */
export interface ChosenColumns {
  readonly columns: readonly number[];
  /** Names that no column has, with a similar one. */
  readonly missing: readonly { readonly name: string; readonly near?: string }[];
}

/**
 * Chooses columns.
 * @param list names, or numbers from 1, with commas between them; all columns if it is absent, or names none
 * @param names of all columns
 */
export function chooseColumns(list: string | undefined, names: readonly string[]): ChosenColumns {
  const all = names.map((_name, index) => index);
  if (list === undefined) return { columns: all, missing: [] };
  const wanted = splitNames(list);
  const found = wanted.map((name) => findColumn(name, names));
  const columns = found.filter((column) => column !== undefined);
  const missing = wanted.flatMap((name, index) =>
    found[index] === undefined ? [{ name, ...suggestName(name, names) }] : [],
  );
  return { columns: columns.length === 0 ? all : columns, missing };
}

/** Splits names at commas that are not between quotation marks. */
const splitNames = (list: string): readonly string[] =>
  [...list.matchAll(/'([^']*)'|([^,]+)/g)]
    .map(([, quoted, plain = '']) => (quoted ?? plain).trim())
    .filter((name) => name !== '');

/** Finds a column by its name, whatever its case, or by its number. */
export function findColumn(name: string, names: readonly string[]): number | undefined {
  const exact = names.indexOf(name);
  if (exact >= 0) return exact;
  const similar = names.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  if (similar >= 0) return similar;
  const number = /^\d{1,5}$/.test(name) ? Number(name) - 1 : -1;
  return number >= 0 && number < names.length ? number : undefined;
}

const NUMBER = /^[<>≤≥≈~±]?[ \u00A0]?[-+\u2212]?\d+(?:[.,'\u2019\u00A0\u202F]\d+)*[ \u00A0]?%?$/;

/** Returns whether there is a number, and nothing else but empty values. */
export const areNumbers = (values: readonly string[]): boolean =>
  values.some((value) => value !== '') && values.every((value) => value === '' || NUMBER.test(value));
