/** Simplifies style sheets to the CSS of 2010. */

import type { Element } from 'xast';
import { visit } from '../../lib/html/visit.ts';
import { findElements, findManifestItems } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

const SHEET = 'style.css';
const RTL_SHEET = 'style-rtl.css';

/**
 * Removes at-rules and logical sides, because Adobe's engines discard a whole sheet for a rule like `@media
 * (…)`, and support only left and right. Right-to-left documents therefore get a sheet of their own.
 */
export function legacyStylesheet(book: OpenPackage): OpenPackage {
  const plain = removeAtRules(book.style);
  const style = resolveLogicalSides(plain, 'left', 'right');
  const fromRight = book.documents.filter(({ tree }) =>
    findElements(tree, 'html').some(({ attributes }) => attributes.dir === 'rtl'),
  );
  if (fromRight.length === 0) return { ...book, style };
  for (const { tree } of fromRight) for (const link of findElements(tree, 'link')) linkRtlSheet(link);
  addRtlItem(book);
  const other = {
    file: RTL_SHEET,
    bytes: new TextEncoder().encode(resolveLogicalSides(plain, 'right', 'left')),
  };
  return { ...book, style, resources: [...book.resources, other] };
}

function linkRtlSheet({ attributes }: Element): void {
  if (attributes.href === SHEET) attributes.href = RTL_SHEET;
}

function addRtlItem({ packageDocument }: OpenPackage): void {
  const item = findManifestItems(packageDocument).find(({ attributes }) => attributes.href === SHEET);
  visit(packageDocument, 'element', (manifest) => {
    if (item === undefined || manifest.name !== 'manifest') return;
    const other: Element = {
      type: 'element',
      name: 'item',
      attributes: { ...item.attributes, id: 'style-rtl', href: RTL_SHEET },
      children: [],
    };
    manifest.children.splice(manifest.children.indexOf(item) + 1, 0, { type: 'text', value: '\n' }, other);
  });
}

/** A string, or one other character, so that the content of strings is not read as rules. */
const STRING_OR_CHARACTER = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\s\S]/g;
const STRING_OR_COMMENT = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\//g;

const DEPTH: Readonly<Record<string, number>> = { '{': 1, '}': -1 };

/** Removes comments, and rules that begin with `@`, with their content. */
export function removeAtRules(css: string): string {
  const bare = css.replace(STRING_OR_COMMENT, (found) => (found.startsWith('/*') ? '' : found));
  let [result, depth, skips] = ['', 0, false];
  for (const [piece] of bare.matchAll(STRING_OR_CHARACTER)) {
    skips ||= piece === '@' && depth === 0;
    depth += DEPTH[piece] ?? 0;
    if (!skips) result += piece;
    if (depth === 0 && (piece === '}' || piece === ';')) skips = false;
  }
  return `${result.replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

type Side = 'left' | 'right';

/** Replaces logical by physical sides (CSS Logical Properties 1), for horizontal text. */
function resolveLogicalSides(css: string, start: Side, end: Side): string {
  return css
    .replace(/\b(margin|padding|border)-inline-(start|end)\b/g, (_, property: string, side: string) =>
      [property, side === 'start' ? start : end].join('-'),
    )
    .replace(
      /(text-align:\s*)(start|end)\b/g,
      (_, property: string, side: string) => property + (side === 'start' ? start : end),
    );
}
