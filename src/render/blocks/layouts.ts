/** Maps columns, and pictures beside text, to HTML elements. Their source has the order in which they are read. */
import type { Root } from 'hast';
import type { BlockContent, DefinitionContent, Paragraph, PhrasingContent } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { Node } from 'unist';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';

/** Names of containers that arrange their content. */
export const LAYOUT_NAMES: readonly string[] = ['columns', 'column', 'easy-read'];

type Block = BlockContent | DefinitionContent;

/** Transforms a container in place. Diagnostics: `layout-unfit`, `layout-option-wrong`. */
export function transformLayout(
  node: ContainerDirective,
  parent: Node | undefined,
  source: SourceFile,
  report: Report,
): void {
  const place = locationOf(source, node);
  const { name, attributes, children } = node;
  const { id, lang, dir } = attributes ?? {};
  const refuse = (option: string, value: string, expected: string): undefined =>
    report(
      diagnostic('layout-option-wrong', { container: name, name: option, value, expected }, place),
    ) as undefined;
  const className: string[] = [];
  let width: string | undefined;
  if (children.length === 0) report(diagnostic('layout-unfit', { name, reason: 'empty' }, place));
  else if (name === 'easy-read') {
    className.push('easy-read');
    node.children = arrangePictures(children);
    if (node.children.every(({ type }) => type !== 'blockquote'))
      report(diagnostic('layout-unfit', { name, reason: 'textOnly' }, place));
  } else if (name === 'columns') className.push(...findColumnClasses(node, refuse));
  else {
    className.push('column');
    width = readWidth(attributes?.width, refuse);
    if (!isColumns(parent)) report(diagnostic('layout-unfit', { name, reason: 'alone' }, place));
  }
  node.data = {
    hName: 'div',
    hProperties: {
      className,
      ...(id && { id }),
      ...(lang && { lang }),
      ...(dir && { dir }),
      ...(width !== undefined && { dataWidths: width }),
    },
  };
}

/** Gives columns, and lines to write on, the widths that they have. The sanitizer allows no style, so this is done after it. */
export function setColumnWidths(tree: Root): void {
  visit(tree, 'element', ({ tagName, properties }) => {
    const { dataWidths: width } = properties;
    if ((tagName !== 'div' && tagName !== 'span') || typeof width !== 'string') return;
    delete properties.dataWidths;
    properties.style = tagName === 'div' ? `width:${width}%` : `width:${width}`;
  });
}

type Refuse = (option: string, value: string, expected: string) => undefined;

const isColumns = (node: Node | undefined): boolean =>
  node?.type === 'containerDirective' && 'name' in node && node.name === 'columns';

/** Returns the classes of `:::columns`: with columns in it, or with text that runs through columns. */
function findColumnClasses({ attributes, children }: ContainerDirective, refuse: Refuse): readonly string[] {
  const { count, layout, 'layout-ncol': number } = attributes ?? {};
  if (typeof layout === 'string') refuse('layout', layout, 'the shares of a row, such as `[40, 60]`');
  if (typeof number === 'string') refuse('layout-ncol', number, 'a number from 1 to 6');
  const isArranged = children.some((child) => child.type === 'containerDirective' && child.name === 'column');
  if (isArranged || typeof (layout ?? number) === 'string') return isArranged ? ['columns'] : [];
  if (typeof count === 'string' && !/^[23]$/.test(count)) refuse('count', count, '`2` or `3`');
  return ['text-columns', ...(count === '3' ? ['three'] : [])];
}

/** Reads the width of a column, in percent. */
function readWidth(written: string | null | undefined, refuse: Refuse): string | undefined {
  if (written === undefined || written === null) return undefined;
  const [, percent = ''] = /^\s*(\d{1,3}(?:\.\d{1,4})?)\s*%?\s*$/.exec(written) ?? [];
  if (Number(percent) >= 5 && Number(percent) <= 100) return percent;
  return refuse('width', written, 'a part of the line from 5 to 100, such as `40%`');
}

/** Puts each picture and the text below it, up to the next picture, into a row. */
function arrangePictures(blocks: readonly Block[]): Block[] {
  const arranged: Block[] = [];
  let text: Block[] = arranged;
  for (const block of blocks.flatMap(splitPicture)) {
    if (!isPicture(block)) {
      text.push(block);
      continue;
    }
    text = [];
    const parts = [buildPart('row-picture', [block]), buildPart('row-text', text)];
    arranged.push(buildPart('picture-row', parts));
  }
  return arranged;
}

/** Builds an element of a class around blocks, which may be added to later. */
const buildPart = (name: string, children: Block[]): Block => ({
  type: 'blockquote',
  data: { hName: 'div', hProperties: { className: [name] } },
  children,
});

const isImage = ({ type }: PhrasingContent): boolean => type === 'image' || type === 'imageReference';

const isPicture = (block: Block): boolean =>
  (block.type === 'paragraph' && block.children.length === 1 && block.children.every(isImage)) ||
  (block.type === 'containerDirective' && block.name === 'figure');

/** Splits a paragraph that begins with a picture into the picture and its words. */
function splitPicture(block: Block): readonly Block[] {
  if (block.type !== 'paragraph') return [block];
  const [first, second, ...rest] = block.children;
  if (first === undefined || second === undefined || !isImage(first)) return [block];
  const words = second.type === 'text' ? { ...second, value: second.value.trimStart() } : second;
  const picture: Paragraph = { ...block, children: [first] };
  const isBlank = words.type === 'text' && words.value === '';
  const children = [...(isBlank ? [] : [words]), ...rest];
  return children.length === 0 ? [picture] : [picture, { ...block, children }];
}
