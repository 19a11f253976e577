/** Writes a text as the HTML of its syntax tree, in a form in which the HTML of a specification can be compared. */
import type { Root as HastRoot } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { toHtml } from 'hast-util-to-html';
import type { Root } from 'mdast';
import { toHast } from 'mdast-util-to-hast';
import { visit } from '../../../src/lib/html/visit.ts';
import { loadDialects } from '../../../src/read/markdown/dialects/dialects.ts';
import { parseMarkdown } from '../../../src/read/markdown/parse.ts';

const BLOCK =
  'address|article|aside|blockquote|center|dd|details|div|dl|dt|figure|form|h[1-6]|hr|html|body|iframe|li|main|nav|ol|p|pre|section|style|script|table|tbody|td|tfoot|th|thead|tr|ul|!--';
const AROUND_BLOCKS = new RegExp(`\\s*(</?(?:${BLOCK})\\b[^>]*>)\\s*`, 'gi');

/** Returns the HTML of a text as a browser reads it. @param isPlain whether the features of other programs are off */
export async function writeHtml(text: string, isPlain: boolean): Promise<string> {
  const dialects = isPlain ? [] : await loadDialects(text);
  const tree = parseMarkdown({ path: 'text.md', text }, () => undefined, dialects);
  if (tree === undefined) return '(nothing)';
  return normalizeHtml(`${toHtml(convert(tree), { allowDangerousHtml: true })}\n`);
}

const convert = (tree: Root): HastRoot => toHast(tree, { allowDangerousHtml: true }) as HastRoot;

/** Returns the HTML without what has no meaning: the way in which it is written, and spaces beside blocks. */
export function normalizeHtml(html: string): string {
  const tree = fromHtml(html, { fragment: true });
  visit(tree, 'element', (element) => {
    // The specifications name no classes of lists of tasks, and write attributes in any order.
    const { className, ...properties } = element.properties;
    const isTask = [className].flat().some((name) => /task-list/.test(String(name)));
    const kept = Object.entries(isTask ? properties : element.properties);
    element.properties = Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)));
  });
  return toHtml(tree, { allowDangerousHtml: true })
    .replace(AROUND_BLOCKS, '$1')
    .replace(/[ \t]*\n[ \t]*/g, '\n')
    .trim();
}
