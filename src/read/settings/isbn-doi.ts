/** Parses the identifiers of a work, ISBN and DOI, and of its authors, ORCID, into one normal form. */

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

/**
 * Parses an ORCID iD such as `0000-0002-1825-0097`, also as a URL of orcid.org. The last sign is a check digit (ISO 7064,
 * MOD 11-2; https://support.orcid.org/hc/en-us/articles/360006897674).
 * @returns `undefined` if the check digit is wrong, or if it is not an ORCID iD
 */
export function parseOrcid(written: string): string | undefined {
  const signs = written
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?orcid\.org\//i, '')
    .replace(/[\s\u2010\u2011\u2013-]/g, '')
    .toUpperCase();
  if (!/^\d{15}[\dX]$/.test(signs)) return undefined;
  const rest = [...signs.slice(0, 15)].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  const check = (12 - rest) % 11;
  if (signs.at(-1) !== (check === 10 ? 'X' : String(check))) return undefined;
  return signs.replace(/(.{4})(?=.)/g, '$1-');
}
