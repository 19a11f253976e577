/** Markdown → mdast with positions: CommonMark, GFM, YAML front matter, `:::` boxes, `[@citations]`. Cannot fail. */
import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { SKIP, visit } from 'unist-util-visit';

const processor = unified()
  .use(remarkParse)
  .use(remarkFrontmatter, ['yaml'])
  .use(remarkGfm, { singleTilde: false })
  .use(remarkDirective)
  .freeze();

export function parseMarkdown(text: string): Root {
  const tree = processor.parse(text);
  keepColonsAsText(tree, text);
  return tree;
}

/** Only `:::` boxes mean something here: in “at 10:30” or “note:this” a colon is a colon. */
function keepColonsAsText(tree: Root, text: string): void {
  visit(tree, (node, index, parent) => {
    if (node.type !== 'textDirective' && node.type !== 'leafDirective') return undefined;
    if (parent === undefined || index === undefined) return undefined;
    const { position } = node;
    const value = text.slice(position?.start.offset, position?.end.offset);
    const written = { type: 'text' as const, value, ...(position && { position }) };
    const kept =
      node.type === 'leafDirective'
        ? { type: 'paragraph' as const, children: [written], ...(position && { position }) }
        : written;
    parent.children.splice(index, 1, kept as never);
    return [SKIP, index + 1];
  });
}
