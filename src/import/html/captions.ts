/** Joins the captions of a Word document with the pictures and tables that they belong to. */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from '../../lib/html/visit.ts';
import { MARK_PATTERN, type Marks } from '../docx/marks.ts';
import { isBlank } from './inline.ts';
import { HTML_TABLE } from './tables.ts';

/** The name of a picture or a table with its caption. Its `kind` is that of the box in Markdown. */
export const CAPTIONED = 'captioned';

type Kind = 'figure' | 'table';

/**
 * Joins captions with the picture or table beside them, in place: a picture above, a table below, a picture below, or a table
 * above. The label of a caption with neither stays in its words.
 */
export function joinCaptions(tree: Root, marks: Marks): void {
  const blocks = tree.children.filter((child) => child.type !== 'doctype' && !isBlank(child));
  const replaced = new Map<RootContent, readonly RootContent[]>();
  for (const [index, block] of blocks.entries()) {
    if (block.type !== 'element' || !isCaption(block, marks)) continue;
    const near = [
      [index - 1, 'figure'],
      [index + 1, 'table'],
      [index + 1, 'figure'],
      [index - 1, 'table'],
    ] as const;
    const found = near.find(([at, kind]) => kindOf(blocks[at], marks) === kind);
    if (found === undefined) continue;
    const [at, kind] = found;
    const content = blocks[at] as Element;
    removeMark(block, marks);
    const joined = { type: 'element', tagName: CAPTIONED, properties: { kind } } as const;
    const captioned: Element = {
      ...joined,
      children: kind === 'table' ? [block, content] : [content, block],
    };
    replaced.set(content, [captioned]).set(block, []);
    blocks[at] = captioned;
  }
  tree.children = tree.children.flatMap((child) => replaced.get(child) ?? [child]);
}

/** Returns what a block is that can have a caption. */
function kindOf(block: RootContent | undefined, marks: Marks): Kind | undefined {
  if (block?.type !== 'element') return undefined;
  if (block.tagName === 'table' || block.tagName === HTML_TABLE) return 'table';
  if (block.tagName !== 'p' || textOf(block).trim() !== '' || isCaption(block, marks)) return undefined;
  let pictures = 0;
  visit(block, 'element', ({ tagName }) => {
    if (tagName === 'img') pictures += 1;
  });
  return pictures > 0 ? 'figure' : undefined;
}

/** Whether a paragraph is a caption with words. */
function isCaption(block: Element, marks: Marks): boolean {
  if (block.tagName !== 'p') return false;
  const numbers = [...textOf(block).matchAll(MARK_PATTERN)].map(([, number = '']) => marks.get(number));
  return (
    numbers.some((mark) => mark?.kind === 'caption') && textOf(block).replace(MARK_PATTERN, '').trim() !== ''
  );
}

function removeMark(block: Element, marks: Marks): void {
  visit(block, 'text', (text) => {
    text.value = text.value.replace(MARK_PATTERN, (mark, number: string) =>
      marks.get(number)?.kind === 'caption' ? '' : mark,
    );
  });
}
