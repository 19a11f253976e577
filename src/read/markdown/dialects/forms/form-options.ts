/** Reads the options of what readers fill in by hand: widths, counts and the ends of scales. */
import { diagnostic, type Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceLocation } from '../../../../core/source-location.ts';
import type { Attributes } from '../attribute-list.ts';

/** What reads the options of one element, and reports those that have no effect: `form-option-wrong`. */
export interface OptionReader {
  /** Returns a length of CSS, at most that of a line. */
  readLength(key: string, otherwise: string): string;
  /** Returns a whole number within the limits. */
  readCount(key: string, otherwise: number, limits: readonly [number, number]): number;
}

const LENGTH = /^(\d{1,4}(?:\.\d{1,3})?)(mm|cm|in|pt|px|em|%)$/;
/** What a number alone means, as in attributes of HTML. */
const PLAIN_NUMBER = /^\d{1,4}$/;

export function readOptions(
  name: string,
  { values }: Attributes,
  place: SourceLocation,
  report: Report,
): OptionReader {
  const refuse = (key: string, value: string, expected: string): void =>
    report(diagnostic('form-option-wrong', { element: name, name: key, value, expected }, place));
  return {
    readLength(key, otherwise) {
      const written = values.get(key)?.trim();
      if (written === undefined) return otherwise;
      const length = PLAIN_NUMBER.test(written) ? `${written}px` : written.replaceAll(' ', '');
      const [, number = '', unit = ''] = LENGTH.exec(length) ?? [];
      if (Number(number) > 0 && !(unit === '%' && Number(number) > 100)) return length;
      refuse(key, written, 'a length such as `6cm` or `50%`, of 100% at most');
      return otherwise;
    },
    readCount(key, otherwise, [least, most]) {
      const written = values.get(key)?.trim();
      if (written === undefined) return otherwise;
      const count = /^\d{1,4}$/.test(written) ? Number(written) : Number.NaN;
      if (count >= least && count <= most) return count;
      refuse(key, written, `a whole number from ${least} to ${most}`);
      return otherwise;
    },
  };
}
