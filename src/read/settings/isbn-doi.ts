/** Parses the identifiers of a work, ISBN and DOI, into one normal form. */

/**
 * Parses an ISBN (ISO 2108) into thirteen digits. Ignores spaces, hyphens and the prefixes `ISBN` and
 * `urn:isbn:`; converts ten digits into thirteen.
 * @returns `undefined` if the check digit is wrong, or if it is not an ISBN
 */
export function parseIsbn(written: string): string | undefined {
  const digits = written
    .trim()
    .replace(/^(?:urn:)?isbn:?\s*/i, '')
    .replace(/[\s\u2010\u2011\u2013-]/g, '')
    .toUpperCase();
  if (/^97[89]\d{10}$/.test(digits)) return sumIsbn13(digits) % 10 === 0 ? digits : undefined;
  if (!/^\d{9}[\dX]$/.test(digits) || sumIsbn10(digits) % 11 !== 0) return undefined;
  const stem = `978${digits.slice(0, 9)}`;
  return stem + String((10 - (sumIsbn13(stem) % 10)) % 10);
}

/** Sums the digits with the alternating weights 1 and 3. */
const sumIsbn13 = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => sum + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);

/** Sums the digits with the weights 10 to 1; `X` is ten. */
const sumIsbn10 = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => sum + (digit === 'X' ? 10 : Number(digit)) * (10 - index), 0);

/**
 * Parses a DOI such as `10.1000/182`, also with `doi:` or as a URL of doi.org.
 * @returns `undefined` if it is not a DOI
 */
export function parseDoi(written: string): string | undefined {
  const doi = written.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|(?:urn:)?doi:\s*)/i, '');
  return /^10\.\d{4,9}(?:\.\d+)*\/[\u0021-\u007E]+$/.test(doi) ? doi : undefined;
}
