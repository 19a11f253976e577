/** Validates and normalizes the URLs of links, so that every reader accepts them. */

// Everything but URL code points (URL Living Standard, 4.3), which include letters of any script, and
// percent-encoded bytes.
const NOT_ALLOWED = /%(?![\dA-Fa-f]{2})|[^\p{L}\p{M}\p{N}!$%&'()*+,\-./:;=?@_~]/gu;
const WEB = /^(https?:\/\/(?:[^/?#\\@\s]+@)?)([^/?#\\@\s]+)((?:\/[^?#\\]*)?)(\?[^#]*)?(?:#(.*))?$/isu;
/** Greatest length of a host name's label in bytes (RFC 1035, 2.3.4). */
const MAX_LABEL_LENGTH = 63;

/** Schemes of links that lead out of a publication. */
export const LINK_SCHEMES = ['http', 'https', 'mailto', 'tel', 'sms'] as const;

const LINK_SCHEME = new RegExp(`^(?:${LINK_SCHEMES.join('|')}):`, 'i');

/** Returns whether an address begins with one of {@link LINK_SCHEMES}. */
export const hasLinkScheme = (address: string): boolean => LINK_SCHEME.test(address);

/**
 * Percent-encodes the invalid characters of a URL that {@link hasLinkScheme}.
 * For example, browsers accept `?a[]=1`, but EPUBCheck does not.
 * @returns `undefined` if the URL is not valid
 */
export function normalizeUrl(address: string): string | undefined {
  // URL Living Standard, 4.4: white space at the ends, tabs and line breaks are ignored.
  const written = address
    .toWellFormed()
    .replace(/[\t\n\r]/g, '')
    .trim();
  const [scheme = '', data = ''] = written.split(/:(.*)/s, 2);
  if (/^(?:mailto|tel|sms)$/i.test(scheme))
    return data === '' ? undefined : `${scheme}:${percentEncode(data)}`;
  if (!URL.canParse(written)) return undefined;
  const parsed = new URL(written);
  if (!isValidHost(parsed.hostname)) return undefined;
  // If the URL is not in the usual form (`https:\\host`), take the form to which `URL` normalizes it.
  const [, origin, host, path = '', query = '', fragment] = WEB.exec(written) ?? WEB.exec(parsed.href) ?? [];
  if (origin === undefined || host === undefined) return undefined;
  const after = fragment === undefined ? '' : `#${percentEncode(fragment)}`;
  return (
    origin + (host.includes('%') ? parsed.host : host) + percentEncode(path) + percentEncode(query) + after
  );
}

const percentEncode = (part: string): string => part.toWellFormed().replace(NOT_ALLOWED, encodeURIComponent);

function isValidHost(name: string): boolean {
  if (name.startsWith('[')) return true;
  const labels = name.replace(/\.$/, '').split('.');
  return labels.every((label) => label !== '' && label !== 'xn--' && label.length <= MAX_LABEL_LENGTH);
}

/** Encodes each name of a path as a part of an address. */
export const encodePath = (path: string): string =>
  path
    .split('/')
    .map((name) => encodeURIComponent(name.toWellFormed()))
    .join('/');

/** Decodes the percent signs of an address; an address that is not encoded right stays. */
export function decodeUrl(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
