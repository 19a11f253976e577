/** The lists from which a subject can be taken with its code, and what their codes look like. */

/** What EPUB calls each: a name that it reserves (EPUB 3.3, section 5.5.4.1), or else an address. */
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

export const isCodeOf = (authority: Authority, code: string): boolean =>
  AUTHORITIES[authority].code.test(code);

/** What the package document calls it. */
export const nameOf = (authority: Authority): string => AUTHORITIES[authority].name;
