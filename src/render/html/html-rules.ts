/** Lists HTML elements by their parsing rules, and the elements and attributes that authors may not use. */

/** Void elements: HTML Living Standard, 13.1.2. */
export const VOID_ELEMENTS = new Set(
  'area base br col embed hr img input link meta source track wbr'.split(' '),
);

/** Elements with an optional end tag: HTML Living Standard, 13.1.2.4. */
export const OPTIONAL_END_TAG = new Set(
  'li dt dd p rt rp option thead tbody tfoot tr td th colgroup caption'.split(' '),
);

/** Elements of a line that are around words: HTML Living Standard, 3.2.5.2.5, and the obsolete ones. */
export const INLINE_ELEMENTS = new Set(
  (
    'a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span strike strong sub ' +
    'sup time tt u var'
  ).split(' '),
);

/** Elements whose content is text up to their end tag: HTML Living Standard, 13.2.6.4. */
export const RAW_TEXT_ELEMENTS = new Set(
  'iframe noembed noframes noscript script style textarea title xmp'.split(' '),
);

/**
 * Elements that run, load or send something, or change how the rest of the page is parsed; and drawings and
 * formulas, because sanitizing would leave only their text.
 */
export const FORBIDDEN_ELEMENTS = new Set(
  (
    'script style iframe frame frameset noframes object embed noembed applet link meta base form input button select ' +
    'textarea audio video source track canvas noscript template slot portal title html head body plaintext xmp listing ' +
    'svg math'
  ).split(' '),
);

const FORBIDDEN_ATTRIBUTES = new Set(
  (
    'srcset srcdoc background formaction ping data-cite data-locators data-reference data-index data-numbered data-number data-solves data-term data-formula ' +
    'data-listing data-short-caption data-row-heads data-widths data-align data-wiki data-footnotes data-footnote-ref ' +
    'data-footnote-backref'
  ).split(' '),
);

/** Returns whether an attribute runs or loads something, or is reserved for internal use. */
export function isForbiddenAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name) || FORBIDDEN_ATTRIBUTES.has(name)) return true;
  // URL Living Standard, 4.4: white space and control characters in a scheme are ignored.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\u0000- ]/g, ''))?.[1]?.toLowerCase();
  return ['href', 'src', 'cite', 'xlink:href'].includes(name) && /^(?:java|vb)script$/.test(scheme ?? '');
}

/** Elements whose attribute `align` becomes a class. */
export const ALIGNED_ELEMENTS = new Set('p div h1 h2 h3 h4 h5 h6 td th'.split(' '));
