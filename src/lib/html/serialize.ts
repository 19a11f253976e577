/** Serializes trees as HTML. */
import type { Element, Root } from 'hast';
import rehypeStringify from 'rehype-stringify';
import { unified } from 'unified';

const serializer = unified().use(rehypeStringify).freeze();

/** Serializes a tree or an element as HTML. */
export const serializeHtml = (tree: Root | Element): string =>
  serializer.stringify(tree.type === 'root' ? tree : { type: 'root', children: [tree] });
