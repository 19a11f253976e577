/**
 * Keeps authors' raw HTML from making the e-book invalid: browsers shrug at `width="50%"` or `lang="English"`, EPUBCheck
 * refuses them. What an attribute may say is what the HTML standard says; one that says something else is dropped.
 */
import type { Element, Properties, Root } from 'hast';
import { SKIP, visit } from 'unist-util-visit';

const INTEGER = /^-?\d+$/;
const LENGTH = /^\d+$/;
const SPAN = /^[1-9]\d{0,2}$/;

/** By hast name; an attribute that is not here is not looked at. */
const VALUES: Readonly<Record<string, RegExp | ((value: string) => boolean)>> = {
  colSpan: SPAN,
  dateTime: /^(?:\d{4}(?:-\d{2}(?:-\d{2})?)?|\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?Z?|\d{2}:\d{2})$/,
  dir: /^(?:ltr|rtl|auto)$/i,
  height: LENGTH,
  id: /^\S+$/,
  lang: isLanguageTag,
  rowSpan: SPAN,
  scope: /^(?:row|col|rowgroup|colgroup)$/i,
  span: SPAN,
  start: INTEGER,
  type: /^[1aAiI]$/,
  value: INTEGER,
  width: LENGTH,
};

// Obsolete (HTML standard, section 16.2) and yet common. An alignment is kept as a class.
const OBSOLETE = 'bgColor border cellPadding cellSpacing char charOff noWrap vAlign'.split(' ');
const ALIGNED = /^(?:left|center|right)$/i;

/** Changes the tree in place; comments go too. */
export function conform(tree: Root): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'comment' && parent !== undefined && index !== undefined) {
      parent.children.splice(index, 1);
      return index;
    }
    if (node.type !== 'element') return;
    conformElement(node);
    // What a formula says is ours, and other attributes of the same names: a length may have a unit.
    return node.tagName === 'math' ? SKIP : undefined;
  });
}

function conformElement({ properties }: Element): void {
  for (const name of OBSOLETE) delete properties[name];
  for (const [name, value] of Object.entries(properties)) {
    const rule = VALUES[name];
    if (rule === undefined || value === null || value === undefined) continue;
    const text = String(value);
    if (!(rule instanceof RegExp ? rule.test(text) : rule(text))) delete properties[name];
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
