/**
 * What attributes may say: browsers shrug at `width="50%"` or `lang="English"`, EPUBCheck refuses them. What the HTML
 * standard does not allow is dropped.
 */
import type { Element, Properties } from 'hast';
import { settledAddress } from '../text/url.ts';
import { isRoleAllowed, mayBeNamed } from './roles.ts';

const INTEGER = /^-?\d+$/;
const LENGTH = /^\d+$/;
const SPAN = /^[1-9]\d{0,2}$/;
const DATE = /^\d{4,}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = /^(?:\d{4}|\d{4,}-\d{2}|\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/;

/** By hast name; an attribute that is not here is not looked at. */
const VALUES: Readonly<Record<string, (value: string, element: Element) => boolean>> = {
  ariaCurrent: (value) => /^(?:page|step|location|date|time|true|false)$/.test(value),
  ariaHidden: (value) => /^(?:true|false)$/.test(value),
  ariaLabel: (value, element) => value.trim() !== '' && mayBeNamed(element),
  ariaLabelledBy: (_, element) => mayBeNamed(element),
  ariaRoleDescription: (value, element) => value.trim() !== '' && mayBeNamed(element),
  // Nobody is shown it, so one that would have to be mended is not worth it.
  cite: (value) => /^https?:/i.test(value) && settledAddress(value) === value,
  colSpan: (value) => SPAN.test(value),
  dateTime: (value, { tagName }) => DATE.test(value) || (tagName === 'time' && TIME.test(value)),
  dir: (value) => /^(?:ltr|rtl|auto)$/.test(value),
  height: (value) => LENGTH.test(value),
  id: (value) => /^\S+$/.test(value),
  lang: isLanguageTag,
  role: (value, element) => isRoleAllowed(value, element),
  rowSpan: (value) => SPAN.test(value),
  scope: (value) => /^(?:row|col|rowgroup|colgroup)$/.test(value),
  span: (value) => SPAN.test(value),
  start: (value) => INTEGER.test(value),
  type: (value) => /^[1aAiI]$/.test(value),
  value: (value) => INTEGER.test(value),
  width: (value) => LENGTH.test(value),
};

/** Their values are the same in large letters and small in HTML, not in XHTML. */
const SMALL = ['ariaCurrent', 'ariaHidden', 'dir', 'scope'];

// Obsolete (HTML standard, section 16.2) and yet common, an alignment is kept as a class; or said by the elements
// themselves, and refused on most of them; `abbr` is allowed, and EPUBCheck does not know it.
const DROPPED = (
  'abbr bgColor border cellPadding cellSpacing char charOff noWrap vAlign ariaColCount ariaColIndex ariaColSpan ariaLevel ' +
  'ariaRowCount ariaRowIndex ariaRowSpan'
).split(' ');
const ALIGNED = /^(?:left|center|right)$/i;

export function conformAttributes(element: Element): void {
  const { properties } = element;
  for (const name of DROPPED) delete properties[name];
  for (const name of SMALL) {
    if (typeof properties[name] === 'string') properties[name] = properties[name].trim().toLowerCase();
  }
  // Whether an element may be named is a matter of its role: it comes first.
  for (const name of ['role', ...Object.keys(properties)]) {
    const value = properties[name];
    if (value === null || value === undefined) continue;
    const text = Array.isArray(value) ? value.join(' ') : String(value);
    if (VALUES[name]?.(text, element) === false) delete properties[name];
  }
  if (properties.align !== undefined) alignByClass(properties);
}

function alignByClass(properties: Properties): void {
  const align = String(properties.align);
  delete properties.align;
  const classes = Array.isArray(properties.className) ? properties.className : [];
  const name = `align-${align.toLowerCase()}`;
  if (ALIGNED.test(align) && !classes.includes(name)) properties.className = [...classes, name];
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
