/** Style sheets in the CSS of 2010. */

import type { Element } from 'xast';
import { visit } from '../../lib/html/visit.ts';
import { itemsOf, named } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

const SHEET = 'style.css';
const SHEET_FROM_RIGHT = 'style-rtl.css';

/**
 * Adobe's engines throw a whole sheet away for a rule like `@media (…)`, and know no sides but left and right: documents that
 * run from right to left get a sheet of their own.
 */
export function styleOfOld(book: OpenPackage): OpenPackage {
  const plain = withoutAtRules(book.style);
  const style = physical(plain, 'left', 'right');
  const fromRight = book.documents.filter(({ tree }) =>
    named(tree, 'html').some(({ attributes }) => attributes.dir === 'rtl'),
  );
  if (fromRight.length === 0) return { ...book, style };
  for (const { tree } of fromRight) for (const link of named(tree, 'link')) pointToOther(link);
  addItem(book);
  const other = { file: SHEET_FROM_RIGHT, bytes: new TextEncoder().encode(physical(plain, 'right', 'left')) };
  return { ...book, style, resources: [...book.resources, other] };
}

function pointToOther({ attributes }: Element): void {
  if (attributes.href === SHEET) attributes.href = SHEET_FROM_RIGHT;
}

function addItem({ packageDocument }: OpenPackage): void {
  const item = itemsOf(packageDocument).find(({ attributes }) => attributes.href === SHEET);
  visit(packageDocument, 'element', (manifest) => {
    if (item === undefined || manifest.name !== 'manifest') return;
    const other: Element = {
      type: 'element',
      name: 'item',
      attributes: { ...item.attributes, id: 'style-rtl', href: SHEET_FROM_RIGHT },
      children: [],
    };
    manifest.children.splice(manifest.children.indexOf(item) + 1, 0, { type: 'text', value: '\n' }, other);
  });
}

/** A string, or one character: what is in a string is no rule. */
const PIECE = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\s\S]/g;
const STRING_OR_COMMENT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\//g;

const DEPTH: Readonly<Record<string, number>> = { '{': 1, '}': -1 };

/** Without comments, and without rules that begin with `@`, whole. */
export function withoutAtRules(css: string): string {
  const bare = css.replace(STRING_OR_COMMENT, (found) => (found.startsWith('/*') ? '' : found));
  let [kept, depth, skips] = ['', 0, false];
  for (const [piece] of bare.matchAll(PIECE)) {
    skips ||= piece === '@' && depth === 0;
    depth += DEPTH[piece] ?? 0;
    if (!skips) kept += piece;
    if (depth === 0 && (piece === '}' || piece === ';')) skips = false;
  }
  return `${kept.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

type Side = 'left' | 'right';

/** CSS Logical Properties 1, for text in lines from side to side. */
function physical(css: string, start: Side, end: Side): string {
  return css
    .replace(/\b(margin|padding|border)-inline-(start|end)\b/g, (_, property: string, side: string) =>
      [property, side === 'start' ? start : end].join('-'),
    )
    .replace(
      /(text-align:\s*)(start|end)\b/g,
      (_, property: string, side: string) => property + (side === 'start' ? start : end),
    );
}
