/** Validates trees that plugins return, so that what renders them can rely on their form. */
import type { PluginPoint } from '../../core/model/plugins.ts';

/** Nesting that no text has, and that a recursion survives. */
export const MAX_TREE_DEPTH = 1000;

type Node = Readonly<Record<string, unknown>>;

/** Nodes whose content is text. */
const TEXTS: Readonly<Record<PluginPoint, readonly string[]>> = {
  remark: ['text', 'html', 'code', 'inlineCode', 'math', 'inlineMath', 'yaml'],
  rehype: ['text', 'comment', 'raw'],
};

/** Nodes that have other nodes. */
const PARENTS: Readonly<Record<PluginPoint, readonly string[]>> = {
  remark: [
    ...['root', 'paragraph', 'heading', 'blockquote', 'list', 'listItem', 'table', 'tableRow', 'tableCell'],
    ...['emphasis', 'strong', 'delete', 'link', 'linkReference', 'footnoteDefinition'],
  ],
  rehype: ['root', 'element'],
};

/** Texts that nodes of mdast need. */
const NEEDED_TEXTS: Readonly<Record<string, string>> = {
  link: 'url',
  image: 'url',
  definition: 'identifier',
  linkReference: 'identifier',
  imageReference: 'identifier',
  footnoteReference: 'identifier',
  footnoteDefinition: 'identifier',
};

/** Returns what is wrong with a tree, to follow a colon; `undefined` for a tree that can be rendered. */
export function findTreeFault(tree: unknown, point: PluginPoint): string | undefined {
  if (!isNode(tree) || tree.type !== 'root') return 'it does not begin with a node of the type `root`';
  const open: { readonly node: unknown; readonly depth: number }[] = [{ node: tree, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (!isNode(node)) return 'it contains what is no node with a `type`';
    if (depth > MAX_TREE_DEPTH) return `it is nested more than ${MAX_TREE_DEPTH} levels deep`;
    const fault = findNodeFault(node, point);
    if (fault !== undefined) return fault;
    if (Array.isArray(node.children)) {
      for (const child of node.children) open.push({ node: child, depth: depth + 1 });
    }
  }
  return undefined;
}

const isNode = (value: unknown): value is Node & { readonly type: string } =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function findNodeFault(node: Node & { readonly type: string }, point: PluginPoint): string | undefined {
  const { type, value, children } = node;
  if (TEXTS[point].includes(type) && typeof value !== 'string')
    return `a node \`${type}\` has no text as \`value\``;
  if (PARENTS[point].includes(type) && !Array.isArray(children))
    return `a node \`${type}\` has no list of \`children\``;
  return point === 'remark' ? findMdastFault(node) : findHastFault(node);
}

function findMdastFault(node: Node & { readonly type: string }): string | undefined {
  const { type, depth } = node;
  const needed = NEEDED_TEXTS[type];
  if (needed !== undefined && typeof node[needed] !== 'string')
    return `a node \`${type}\` has no text as \`${needed}\``;
  const isLevel = typeof depth === 'number' && [1, 2, 3, 4, 5, 6].includes(depth);
  return type === 'heading' && !isLevel ? 'a node `heading` has no `depth` from 1 to 6' : undefined;
}

function findHastFault({ type, tagName, properties }: Node): string | undefined {
  if (type !== 'element') return undefined;
  if (typeof tagName !== 'string' || tagName === '') return 'an `element` has no `tagName`';
  const isRecord = typeof properties === 'object' && properties !== null;
  return isRecord ? undefined : `an element \`${tagName}\` has no \`properties\``;
}
