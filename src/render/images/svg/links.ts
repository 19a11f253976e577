/** Where the `href` of a drawing's elements may lead. */

/**
 * `kept`: into the same file, or a link into the world. `image`: an image that stands in the address itself. `useless`: it shows
 * nothing. `nowhere`: a link to a file that only its author has. `outside`: something would be loaded, or run.
 */
export type LinkVerdict = 'kept' | 'image' | 'useless' | 'nowhere' | 'outside';

/** Elements that draw, or are drawn by, what they name. */
const NAMING = new Set(
  'animate animateMotion animateTransform feImage linearGradient mpath pattern radialGradient textPath use'.split(
    ' ',
  ),
);

/** Any kind: what it is, its bytes say. */
const SHOWING = new Set(['feImage', 'image']);

export function judgeLink(element: string, written: string): LinkVerdict {
  // How one begins says it all, and an image that stands in its own has many bytes.
  const href = written.slice(0, 200);
  // URL Living Standard, 4.4: white space and controls in a scheme are passed over.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const address = href.replace(/[\u0000- ]/g, '').toLowerCase();
  if (address === '') return 'useless';
  if (element === 'a') return judgeAnchor(address);
  if (address.startsWith('#')) return NAMING.has(element) ? 'kept' : 'useless';
  return SHOWING.has(element) && address.startsWith('data:') ? 'image' : 'outside';
}

function judgeAnchor(address: string): LinkVerdict {
  if (/^(?:#|https?:|mailto:|tel:)/.test(address)) return 'kept';
  return /^(?:[a-z][a-z\d+.-]*:|[\\/]{2})/.test(address) ? 'outside' : 'nowhere';
}
