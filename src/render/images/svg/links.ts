/** Classifies the `href` of a drawing's elements by its target. */

/**
 * `allowed`: a reference into the same file, or a link to a website. `image`: an embedded image. `ignored`: a
 * reference without effect. `local`: a link to a file that only its author has. `external`: a reference that
 * would load or run something.
 */
export type LinkKind = 'allowed' | 'image' | 'ignored' | 'local' | 'external';

/** Elements that render, or are rendered by, the element that they refer to. */
const REFERRING = new Set(
  'animate animateMotion animateTransform feImage linearGradient mpath pattern radialGradient textPath use'.split(
    ' ',
  ),
);

/** Elements that show images, of any format, because their bytes are inspected. */
const SHOWING_IMAGES = new Set(['feImage', 'image']);

/** Classifies the target of a link or reference. */
export function classifyLink(element: string, written: string): LinkKind {
  // The beginning decides, and the address of an embedded image is long.
  const href = written.slice(0, 200);
  // URL Living Standard, 4.4: white space and control characters in a scheme are ignored.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const address = href.replace(/[\u0000- ]/g, '').toLowerCase();
  if (address === '') return 'ignored';
  if (element === 'a') return classifyAnchor(address);
  if (address.startsWith('#')) return REFERRING.has(element) ? 'allowed' : 'ignored';
  return SHOWING_IMAGES.has(element) && address.startsWith('data:') ? 'image' : 'external';
}

function classifyAnchor(address: string): LinkKind {
  if (/^(?:#|https?:|mailto:|tel:)/.test(address)) return 'allowed';
  return /^(?:[a-z][a-z\d+.-]*:|[\\/]{2})/.test(address) ? 'external' : 'local';
}
