/** Reads the numbers of data, whichever of the point and the comma is their decimal sign, without a guess. */

export type DecimalSign = '.' | ',';

/** What is known of the numbers of a table of data. */
export interface NumberSigns {
  readonly decimalSign: DecimalSign;
  /** Whether other numbers of the table prove the decimal sign, so that the other sign separates thousands. */
  readonly isProven: boolean;
}

/** A number as `1234.5`, or what is wrong with it: it has two meanings, or none. */
export type ReadNumber = { readonly plain: string } | 'ambiguous' | 'none';

const NUMBER = /^([-+\u2212]?)(\d[\d.,]{0,150}|[.,]\d{1,20})$/;
const ONE_SIGN = /^(\d*)([.,])(\d+)$/;
const GROUPS = /^\d{1,3}([.,])\d{3}(?:\1\d{3})+$/;
const GROUPS_AND_DECIMALS = /^\d{1,3}([.,])\d{3}(?:\1\d{3})*(?!\1)([.,])\d+$/;
const PLAIN = /^\d{1,100}(?:\.\d{1,20})?$/;

/**
 * Finds the decimal sign that the values of a table prove: `0,5` and `1.234,5` prove the comma, `1,234` proves nothing.
 * @param usual the sign where the values prove none, or both
 */
export function findDecimalSign(values: Iterable<string>, usual: DecimalSign): NumberSigns {
  const proven = new Set<DecimalSign>();
  for (const value of values) {
    const sign = proveSign(NUMBER.exec(value.trim())?.[2] ?? '');
    if (sign !== undefined) proven.add(sign);
  }
  const [sign = usual] = proven;
  return proven.size === 1 ? { decimalSign: sign, isProven: true } : { decimalSign: usual, isProven: false };
}

/** Reads a number as its own form proves it, else as the table has it. A sign that may separate thousands or decimals is `ambiguous`. */
export function readNumber(value: string, { decimalSign, isProven }: NumberSigns): ReadNumber {
  const [, minus = '', digits = ''] = NUMBER.exec(value.trim()) ?? [];
  const own = proveSign(digits);
  if (own === undefined && digits.includes(otherThan(decimalSign)) && !isProven) {
    return ONE_SIGN.test(digits) ? 'ambiguous' : 'none';
  }
  const sign = own ?? decimalSign;
  const groups = otherThan(sign);
  if (digits.includes(groups) && !isGrouped(digits, groups, sign)) return 'none';
  const plain = digits.replaceAll(groups, '').replace(sign, '.').replace(/^\./, '0.');
  return PLAIN.test(plain) ? { plain: `${minus === '' || minus === '+' ? '' : '-'}${plain}` } : 'none';
}

const otherThan = (sign: DecimalSign): DecimalSign => (sign === '.' ? ',' : '.');

const isGrouped = (digits: string, groups: DecimalSign, sign: DecimalSign): boolean =>
  /^\d{1,3}(?:,\d{3})+$/.test((digits.split(sign)[0] ?? '').replaceAll(groups, ','));

function proveSign(digits: string): DecimalSign | undefined {
  const [matched, whole = '', sign, fraction = ''] = ONE_SIGN.exec(digits) ?? [];
  if (matched !== undefined) {
    const mayBeGroups = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
    return mayBeGroups ? undefined : (sign as DecimalSign);
  }
  const [, between] = GROUPS.exec(digits) ?? [];
  if (between !== undefined) return otherThan(between as DecimalSign);
  const [, , last] = GROUPS_AND_DECIMALS.exec(digits) ?? [];
  return last as DecimalSign | undefined;
}
