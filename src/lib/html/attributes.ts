/**
 * Removes attributes and values that the HTML standard does not allow. Browsers ignore `width="50%"` or
 * `lang="English"`, but EPUBCheck rejects them.
 */
import type { Element, Properties } from 'hast';
import { normalizeUrl } from '../text/url.ts';
import { canBeNamed, isRoleAllowed } from './roles.ts';

const INTEGER = /^-?\d+$/;
const LENGTH = /^\d+$/;
const SPAN = /^[1-9]\d{0,2}$/;
const DATE = /^\d{4,}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
const TIME = /^(?:\d{4}|\d{4,}-\d{2}|\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)$/;

/** Tests of attribute values, by hast name. Other attributes are not checked. */
const VALUES: Readonly<Record<string, (value: string, element: Element) => boolean>> = {
  ariaCurrent: (value) => /^(?:page|step|location|date|time|true|false)$/.test(value),
  ariaHidden: (value) => /^(?:true|false)$/.test(value),
  ariaLabel: (value, element) => value.trim() !== '' && canBeNamed(element),
  ariaLabelledBy: (_, element) => canBeNamed(element),
  ariaRoleDescription: (value, element) => value.trim() !== '' && canBeNamed(element),
  // Browsers do not show it, so a URL that needs a repair is removed.
  cite: (value) => /^https?:/i.test(value) && normalizeUrl(value) === value,
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

/** Attributes whose values are case-insensitive in HTML, but not in XHTML. */
const CASE_INSENSITIVE = ['ariaCurrent', 'ariaHidden', 'dir', 'scope'];

// Attributes that are obsolete (HTML standard, 16.2) or redundant, because the elements imply them. `abbr` is
// allowed, but EPUBCheck does not know it.
const OBSOLETE = (
  'abbr bgColor border cellPadding cellSpacing char charOff noWrap vAlign ariaColCount ariaColIndex ariaColSpan ariaLevel ' +
  'ariaRowCount ariaRowIndex ariaRowSpan'
).split(' ');
const ALIGNMENT = /^(?:left|center|right)$/i;

/** Removes invalid attributes in place, and converts an obsolete `align` to a class. */
export function normalizeAttributes(element: Element): void {
  const { properties } = element;
  for (const name of OBSOLETE) delete properties[name];
  for (const name of CASE_INSENSITIVE) {
    if (typeof properties[name] === 'string') properties[name] = properties[name].trim().toLowerCase();
  }
  // The role comes first, because it decides whether the element can have an accessible name.
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
  if (ALIGNMENT.test(align) && !classes.includes(name)) properties.className = [...classes, name];
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
