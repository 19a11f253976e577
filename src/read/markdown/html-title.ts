/** Finds a title that is written as an HTML heading: `<h1 align="center">Title</h1>`. */
import type { Root } from 'mdast';

/** Returns the words of the first `<h1>` that is before all other headings, if it has words. */
export function findHtmlTitle(tree: Root): string | undefined {
  for (const node of tree.children) {
    if (node.type === 'heading') return undefined;
    if (node.type !== 'html') continue;
    const html = removeComments(node.value);
    const start = /<h1(?:\s[^<>]*)?>/i.exec(html);
    if (start === null) continue;
    const rest = html.slice(start.index + start[0].length);
    const end = rest.search(/<\/h1\s*>/i);
    return (end >= 0 && readWords(rest.slice(0, end))) || undefined;
  }
  return undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
};

/** Returns the words of raw HTML, without its tags and comments. */
export function readWords(html: string): string {
  return removeComments(html)
    .replace(/<[^<>]*>/g, '')
    .replace(/&(?:amp|lt|gt|quot|#39|nbsp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

/** Searches instead of matching a pattern, because a file may begin thousands of comments and end none. */
function removeComments(html: string): string {
  let [left, from] = ['', 0];
  for (;;) {
    const start = html.indexOf('<!--', from);
    const end = start < 0 ? -1 : html.indexOf('-->', start + 4);
    if (start < 0) return left + html.slice(from);
    left += html.slice(from, start);
    if (end < 0) return left;
    from = end + 3;
  }
}
