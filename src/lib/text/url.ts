/** Addresses in the world, as links have them: whether one can be one, and how it is written so that every reader takes it. */

// URL Living Standard, 4.3: URL code points, letters of any script included, and what is encoded already.
const NOT_ALLOWED = /%(?![\dA-Fa-f]{2})|[^\p{L}\p{M}\p{N}!$%&'()*+,\-./:;=?@_~]/gu;
const WEB = /^(https?:\/\/(?:[^/?#\\@\s]+@)?)([^/?#\\@\s]+)((?:\/[^?#\\]*)?)(\?[^#]*)?(?:#(.*))?$/isu;
/** RFC 1035, section 2.3.4: bytes. */
const LONGEST_LABEL = 63;

/**
 * An address that begins with `http:`, `https:`, `mailto:` or `tel:`, with everything encoded that may not stand in one: people
 * paste `?a[]=1`, browsers take it, EPUBCheck does not.
 * @returns `undefined` where no machine can have such an address
 */
export function settledAddress(address: string): string | undefined {
  // URL Living Standard, 4.4: what is at its ends and the breaks in it are passed over.
  const written = address
    .toWellFormed()
    .replace(/[\t\n\r]/g, '')
    .trim();
  const [scheme = '', data = ''] = written.split(/:(.*)/s, 2);
  if (/^(?:mailto|tel)$/i.test(scheme)) return data === '' ? undefined : `${scheme}:${encoded(data)}`;
  if (!URL.canParse(written)) return undefined;
  const read = new URL(written);
  if (!isHost(read.hostname)) return undefined;
  // Where it is not written as it is read (`https:\\host`), the form it is read in is taken.
  const [, origin, host, path = '', query = '', fragment] = WEB.exec(written) ?? WEB.exec(read.href) ?? [];
  if (origin === undefined || host === undefined) return undefined;
  const after = fragment === undefined ? '' : `#${encoded(fragment)}`;
  return origin + (host.includes('%') ? read.host : host) + encoded(path) + encoded(query) + after;
}

const encoded = (part: string): string => part.toWellFormed().replace(NOT_ALLOWED, encodeURIComponent);

function isHost(name: string): boolean {
  if (name.startsWith('[')) return true;
  const labels = name.replace(/\.$/, '').split('.');
  return labels.every((label) => label !== '' && label !== 'xn--' && label.length <= LONGEST_LABEL);
}
