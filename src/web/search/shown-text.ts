/** Extracts the text that a page shows, for the search. */
import type { Element, Nodes } from 'hast';
import { FOREIGN, INLINE_ELEMENTS, isElementNamed } from '../../lib/html/elements.ts';

/** Links between a note and its place. Their number would become a part of the word before it. */
const NOTE_LINKS: ReadonlySet<unknown> = new Set(['doc-noteref', 'doc-backlink']);

/** Soft hyphens and other characters without a width, which a word has in some places only. */
const INVISIBLE = /[\u00AD\u200B\u2060\uFEFF]/g;

/** Joins what {@link collectText} has found. White space becomes single spaces and, between blocks, line ends. */
export const joinText = (parts: readonly string[]): string =>
  parts
    .join('')
    .replace(INVISIBLE, '')
    .replace(/ *\n[ \n]*/g, '\n')
    .replace(/ +/g, ' ')
    .trim()
    .normalize('NFC');

/**
 * Finds the text of a node, with line ends around blocks. A picture has its alternative text, a formula its text form.
 * @param add receives the text in pieces
 * @param skips returns whether to pass over an element
 */
export function collectText(
  node: Nodes,
  add: (text: string) => void,
  skips: (element: Element) => boolean = () => false,
): void {
  if (node.type === 'text') add(node.value.replace(/\s+/g, ' '));
  if (!('children' in node)) return;
  if (node.type === 'element') {
    if (node.properties.hidden === true || NOTE_LINKS.has(node.properties.role) || skips(node)) return;
    const [before, after] = findGaps(node);
    add(before);
    const replacement = findReplacement(node);
    if (replacement !== undefined) add(replacement);
    else for (const child of orderChildren(node)) collectText(child, add, skips);
    add(after);
    return;
  }
  for (const child of node.children) collectText(child, add, skips);
}

/** Returns what is before and after an element: nothing if the letters beside it can be parts of one word. */
function findGaps({ tagName }: Element): readonly [before: string, after: string] {
  if (tagName === 'rt') return [' (', ')'];
  if (tagName === 'br' || tagName === 'img') return [' ', ' '];
  return tagName === 'math' || INLINE_ELEMENTS.has(tagName) ? ['', ''] : ['\n', '\n'];
}

/** Returns the text that an element has instead of its content. */
function findReplacement({ tagName, properties }: Element): string | undefined {
  if (tagName === 'img') return String(properties.alt ?? '');
  if (!FOREIGN.has(tagName)) return undefined;
  return String(properties.alttext ?? properties.ariaLabel ?? '');
}

/** Returns the parts of a word before those of its reading: between them, the reading would hide the word from the search. */
function orderChildren({ tagName, children }: Element): readonly Nodes[] {
  if (tagName !== 'ruby') return children;
  const readings = children.filter((child) => isElementNamed(child, 'rt'));
  return [...children.filter((child) => !isElementNamed(child, 'rt', 'rp')), ...readings];
}
