/** Leaves out comments of templates that go over several paragraphs: `{% comment %}` … `{% endcomment %}`. */
import type { Paragraph, RootContent } from 'mdast';
import { type ReadMark, readMark } from './read-mark.ts';
import type { TemplateMark } from './template-marks.ts';

/** A mark in a paragraph. */
interface Mark extends Pick<ReadMark, 'name' | 'isEnd'> {
  readonly node: TemplateMark;
  /** The index of its paragraph among the blocks. */
  readonly at: number;
}

/** Returns the blocks without what is between the marks. Comments in one paragraph, and those that do not end, stay. */
export function removeComments(blocks: readonly RootContent[]): readonly RootContent[] {
  const kept = [...blocks];
  // The last one first, so that the indexes of the others stay.
  for (const [begin, end] of pairComments(blocks).toReversed()) {
    const [before, after] = [cut(kept[begin.at], begin, 'before'), cut(kept[end.at], end, 'after')];
    kept.splice(begin.at, end.at - begin.at + 1, ...before, ...after);
  }
  return kept;
}

function pairComments(blocks: readonly RootContent[]): readonly (readonly [Mark, Mark])[] {
  let open: Mark | undefined;
  return listCommentMarks(blocks).flatMap((mark) => {
    const begin = open;
    open = mark.isEnd ? undefined : (begin ?? mark);
    return mark.isEnd && begin !== undefined && begin.at < mark.at ? [[begin, mark] as const] : [];
  });
}

/** Lists the marks outside of `{% raw %}`, which shows them. */
function listCommentMarks(blocks: readonly RootContent[]): readonly Mark[] {
  let isRaw = false;
  return blocks.flatMap(listMarks).filter(({ name, isEnd }) => {
    if (name === 'raw') isRaw = !isEnd;
    return name === 'comment' && !isRaw;
  });
}

const listMarks = (block: RootContent, at: number): readonly Mark[] =>
  block.type === 'paragraph'
    ? block.children
        .filter((child) => child.type === 'templateMark')
        .map((node) => ({ ...readMark(node.value), node, at }))
    : [];

/** Returns the paragraph with what is at one side of a mark. */
function cut(block: RootContent | undefined, { node }: Mark, side: 'before' | 'after'): readonly Paragraph[] {
  if (block?.type !== 'paragraph') return [];
  const index = block.children.indexOf(node);
  const children = side === 'before' ? block.children.slice(0, index) : block.children.slice(index + 1);
  return [{ ...block, children }];
}
