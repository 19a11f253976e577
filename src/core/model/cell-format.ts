/** Defines how the value of a cell of data is written in the language of the text. */

import type { NumberSigns } from './decimal-sign.ts';

/** The format of a value. */
export type CellFormat =
  | {
      readonly kind: 'number';
      /** Decimals; absent: as many as are written. */
      readonly decimals?: number;
      /** Whether thousands are separated as in the language. */
      readonly isGrouped: boolean;
      /** How the numbers of the data are written. */
      readonly signs: NumberSigns;
    }
  | { readonly kind: 'date'; readonly style: 'long' | 'short' };

declare module 'mdast' {
  interface Data {
    /** On the cell of a table of data, in the syntax tree. */
    cellFormat?: CellFormat;
  }
}

const NUMBER = /^(?:number|(#,##)?0(?:\.(0{1,10}))?)$/;

/** Reads `0`, `0.00`, `#,##0.0`, `number`, `date` or `date-short`; `undefined` for anything else. */
export function readCellFormat(written: string, signs: NumberSigns): CellFormat | undefined {
  if (written === 'date') return { kind: 'date', style: 'long' };
  if (/^date[- ]short$/.test(written)) return { kind: 'date', style: 'short' };
  const [matched, grouped, decimals = ''] = NUMBER.exec(written) ?? [];
  if (matched === undefined) return undefined;
  if (matched === 'number') return { kind: 'number', isGrouped: true, signs };
  return { kind: 'number', decimals: decimals.length, isGrouped: grouped !== undefined, signs };
}
