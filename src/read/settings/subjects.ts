/** Defines the subject schemes whose codes a publication can have, and the format of their codes. */

/** Each scheme has the name that EPUB reserves for it (EPUB 3.3, section 5.5.4.1), or else a URL. */
const AUTHORITIES = {
  MeSH: { name: 'http://id.nlm.nih.gov/mesh/', code: /^[CDMQ]\d{6,9}$/ },
  BISAC: { name: 'BISAC', code: /^[A-Z]{3}\d{6}$/ },
  Thema: { name: 'Thema', code: /^(?:[A-Z][A-Z0-9]{0,7}|[1-6][A-Z0-9][A-Z0-9-]{0,18})$/ },
} as const;

export type Authority = keyof typeof AUTHORITIES;

export const AUTHORITY_NAMES = Object.keys(AUTHORITIES) as readonly Authority[] as readonly [
  Authority,
  ...Authority[],
];

export const isValidCode = (authority: Authority, code: string): boolean =>
  AUTHORITIES[authority].code.test(code);

/** Returns the name of a scheme in the package document. */
export const findAuthorityUri = (authority: Authority): string => AUTHORITIES[authority].name;
