/** Replaces the marks in a Markdown tree by formulas, page breaks and comments. */
import type { Heading, Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type {} from 'mdast-util-math';
import { visit } from '../../lib/html/visit.ts';
import { type LostPart, MARK_PATTERN, type Mark, type Marks } from '../docx/marks.ts';
import { writeTags } from '../html/html-text.ts';

/** The line that is a page break. */
export const PAGE_BREAK = '\\newpage';

const NAMES: Readonly<Record<LostPart, string>> = {
  equation: 'an equation',
  chart: 'a chart',
  diagram: 'a diagram',
  drawing: 'a drawing',
  picture: 'a picture',
  'picture-linked': 'a picture outside the document',
  'embedded-document': 'another document',
};

/** Writes the comment for something that is lost. */
export function writeLoss(part: LostPart, detail?: string): string {
  const words = detail?.replace(/-{2,}/g, '-').replaceAll('>', '').slice(0, 200);
  return `<!-- Here was ${NAMES[part]}${words ? `: ${words}` : ''} -->`;
}

/** A mark that takes a place between blocks. */
interface BlockMark {
  readonly type: 'blockMark';
  readonly mark: Mark;
}

/** Replaces the marks, in place. */
export function placeMarks(tree: Root, marks: Marks): void {
  visit(tree, (node, index, parent) => {
    if (node.type === 'inlineCode' || node.type === 'code') node.value = node.value.replace(MARK_PATTERN, '');
    if (node.type !== 'text' || parent === undefined || index === undefined) return undefined;
    const parts = splitText(node, marks);
    (parent.children as unknown[]).splice(index, 1, ...parts);
    return index + parts.length;
  });
  visit(tree, (node) => {
    if (!('children' in node)) return;
    if (HOLDERS.has(node.type)) placeBlocks(node.children as RootContent[], node.type === 'root');
    node.children = (node.children as readonly unknown[]).flatMap(placeInLine) as never;
  });
}

/** Nodes that contain blocks. */
const HOLDERS: ReadonlySet<string> = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition']);

/** Writes a formula in the line where no block can be, as in a cell. A rule or a page break has no place there. */
function placeInLine(node: unknown): readonly unknown[] {
  if (!isBlockMark(node)) return [node];
  return node.mark.kind === 'formula' ? [{ type: 'inlineMath', value: node.mark.tex }] : [];
}

/** Splits a text at its marks. */
function splitText({ value }: Text, marks: Marks): readonly (PhrasingContent | BlockMark)[] {
  if (!value.includes('\uE010')) return [{ type: 'text', value }];
  // Text and numbers of marks alternate.
  return value.split(MARK_PATTERN).flatMap((part, at): (PhrasingContent | BlockMark)[] => {
    if (at % 2 === 0) return part === '' ? [] : [{ type: 'text', value: part }];
    const mark = marks.get(part);
    return mark === undefined ? [] : [buildMark(mark)];
  });
}

function buildMark(mark: Mark): PhrasingContent | BlockMark {
  if (mark.kind === 'lost') return { type: 'html', value: writeLoss(mark.part, mark.detail) };
  if (mark.kind === 'caption') return { type: 'text', value: mark.label };
  if (mark.kind === 'ruby') return { type: 'html', value: writeRuby(mark.base, mark.above) };
  if (mark.kind === 'formula' && !mark.isBlock) return { type: 'inlineMath', value: mark.tex };
  return { type: 'blockMark', mark };
}

function writeRuby(base: string, above: string): string {
  const [start, end] = writeTags({ type: 'element', tagName: 'ruby', properties: {}, children: [] });
  const [open, close] = writeTags({ type: 'element', tagName: 'rt', properties: {}, children: [] });
  return `${start}${escapeHtml(base)}${open}${escapeHtml(above)}${close}${end}`;
}

const escapeHtml = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

const isBlockMark = (node: unknown): node is BlockMark => (node as BlockMark).type === 'blockMark';

/** Moves the marks of blocks out of paragraphs and headings, before or after them. Only the text itself has page breaks. */
function placeBlocks(blocks: RootContent[], hasBreaks: boolean): void {
  const placed = blocks.flatMap((block): RootContent[] =>
    block.type === 'paragraph' || block.type === 'heading' ? splitBlock(block) : [block],
  );
  // A page break at the start, and one after another, would make an empty page.
  const kept = placed.filter(
    (block, at) => !isBreak(block) || (hasBreaks && at > 0 && !isBreak(placed[at - 1])),
  );
  while (isBreak(kept.at(-1))) kept.pop();
  blocks.splice(0, blocks.length, ...kept);
}

const isBreak = (block: RootContent | undefined): boolean =>
  block?.type === 'html' && block.value === PAGE_BREAK;

function splitBlock(block: Paragraph | Heading): RootContent[] {
  const children: readonly unknown[] = block.children;
  if (!children.some(isBlockMark)) return [block];
  const parts: RootContent[] = [];
  let inline: PhrasingContent[] = [];
  const flush = (): void => {
    const isEmpty = inline.every(
      (node) => node.type === 'break' || (node.type === 'text' && node.value.trim() === ''),
    );
    if (!isEmpty) parts.push({ ...block, children: trimEdges(inline) });
    inline = [];
  };
  for (const child of children) {
    if (isBlockMark(child)) {
      // A heading stays whole.
      if (block.type === 'paragraph') flush();
      parts.push(buildBlock(child.mark));
    } else inline.push(child as PhrasingContent);
  }
  flush();
  return parts;
}

/** Removes line breaks and spaces at the edges of a part of a paragraph. */
function trimEdges(inline: readonly PhrasingContent[]): PhrasingContent[] {
  const start = inline.findIndex(({ type }) => type !== 'break');
  const end = inline.findLastIndex(({ type }) => type !== 'break');
  const kept = inline.slice(start, end + 1);
  const [first, last] = [kept[0], kept.at(-1)];
  if (first?.type === 'text') first.value = first.value.trimStart();
  if (last?.type === 'text') last.value = last.value.trimEnd();
  return kept;
}

function buildBlock(mark: Mark): RootContent {
  if (mark.kind === 'formula') return { type: 'math', value: mark.tex };
  return mark.kind === 'rule' ? { type: 'thematicBreak' } : { type: 'html', value: PAGE_BREAK };
}
