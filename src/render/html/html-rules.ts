/** What the HTML standard says of elements, and which of them and of their attributes an author may not use. */

/** HTML Living Standard, 13.1.2: void elements. */
export const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** HTML Living Standard, 13.1.2.4: their end tag may be left out. */
export const MAY_STAY_OPEN = new Set(
  'li dt dd p rt rp option thead tbody tfoot tr td th colgroup caption'.split(' '),
);

/** HTML Living Standard, 13.2.6.4: in these there are no tags but the one that ends them. */
export const RAW_TEXT = new Set(
  'iframe noembed noframes noscript script style textarea title xmp'.split(' '),
);

/**
 * What runs, loads, sends, or changes how the rest of the page is read; and drawings and formulas, of which only a heap of
 * words would be left.
 */
export const FORBIDDEN = new Set(
  (
    'script style iframe frame frameset noframes object embed noembed applet link meta base form input button select ' +
    'textarea audio video source track canvas noscript template slot portal title html head body plaintext xmp listing ' +
    'svg math'
  ).split(' '),
);

const FORBIDDEN_ATTRIBUTES = new Set(
  (
    'style srcset srcdoc background formaction ping data-cite data-locators data-formula data-footnotes ' +
    'data-footnote-ref data-footnote-backref'
  ).split(' '),
);

/** Attributes that run or load something, or that mean something to us. */
export function isForbiddenAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name) || FORBIDDEN_ATTRIBUTES.has(name)) return true;
  // URL Living Standard, 4.4: white space and controls in a scheme are passed over.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(value.replace(/[\u0000- ]/g, ''))?.[1]?.toLowerCase();
  return ['href', 'src', 'cite', 'xlink:href'].includes(name) && /^(?:java|vb)script$/.test(scheme ?? '');
}
