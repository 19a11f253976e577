/** The numbers a work is known by in shops and libraries: ISBN and DOI, checked and written one way. */

/**
 * Thirteen digits. Spaces and hyphens, `ISBN` and `urn:isbn:` before it are nothing to it; ten digits are made thirteen.
 * @returns `undefined` where the check digit is wrong, or where it is no ISBN (ISO 2108)
 */
export function isbnOf(written: string): string | undefined {
  const digits = written
    .trim()
    .replace(/^(?:urn:)?isbn:?\s*/i, '')
    .replace(/[\s\u2010\u2011\u2013-]/g, '')
    .toUpperCase();
  if (/^97[89]\d{10}$/.test(digits)) return weighed(digits) % 10 === 0 ? digits : undefined;
  if (!/^\d{9}[\dX]$/.test(digits) || weighedOfTen(digits) % 11 !== 0) return undefined;
  const stem = `978${digits.slice(0, 9)}`;
  return stem + String((10 - (weighed(stem) % 10)) % 10);
}

/** Digits by turns once and three times. */
const weighed = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);

/** The first ten times, the last once; `X` is ten. */
const weighedOfTen = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => sum + (digit === 'X' ? 10 : Number(digit)) * (10 - index), 0);

/** `10.1000/182`, whether it was written so, with `doi:` or as an address of doi.org; `undefined` where it is none. */
export function doiOf(written: string): string | undefined {
  const doi = written.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|(?:urn:)?doi:\s*)/i, '');
  return /^10\.\d{4,9}(?:\.\d+)*\/[\u0021-\u007E]+$/.test(doi) ? doi : undefined;
}
