/** Makes boxes of the content between two marks of a template that stand alone: `{{% notice tip %}}` … `{{% /notice %}}`. */
import type { BlockContent, Paragraph, PhrasingContent, RootContent } from 'mdast';
import { buildBox, isBoxName } from '../boxes.ts';
import { spanOf } from '../inline-texts.ts';
import { type ReadMark, readMark } from './read-mark.ts';
import type { TemplateMark } from './template-marks.ts';

/** Shortcodes that are boxes of the kind that their arguments say. */
const BOXES = /^(?:notice|alert|callout|admonition|hint|box|block|message|aside)$/;
const FOLDED = /^(?:details|expand|collapse|spoiler|accordion|tab)$/;

/** A mark of a box that is not paired yet. */
interface Open {
  readonly mark: ReadMark;
  /** Where its paragraph is among the blocks. */
  readonly at: number;
}

/** Returns the blocks with boxes in the places of paired marks. Other marks stay. */
export function pairMarks(blocks: readonly RootContent[]): readonly RootContent[] {
  const paired: RootContent[] = [];
  const open: Open[] = [];
  for (const block of blocks.flatMap(splitAtMarks)) {
    const mark = readAlone(block);
    paired.push(block);
    if (mark === undefined) continue;
    if (!mark.isEnd) open.push({ mark, at: paired.length - 1 });
    else {
      const index = open.findLastIndex((other) => other.mark.name === mark.name);
      const [opening] = index === -1 ? [] : open.splice(index);
      if (opening !== undefined) closeBox(paired, opening);
    }
  }
  return paired;
}

/** Replaces the blocks from a mark to the end, which is the last block. */
function closeBox(paired: RootContent[], { mark, at }: Open): void {
  const [first, ...rest] = paired.splice(at);
  const last = rest.pop();
  if (first === undefined || last === undefined) return;
  const { name, title } = describeBox(mark);
  paired.push(
    buildBox({
      name,
      ...(title !== undefined && { title: [{ type: 'text', value: title }] }),
      children: rest as BlockContent[],
      ...spanOf(first, last),
    }),
  );
}

function describeBox({ name, list, named }: ReadMark): { readonly name: string; readonly title?: string } {
  const kinds = [named.get('type'), named.get('style'), named.get('level'), named.get('color'), ...list];
  const kind = kinds.find((word) => word !== undefined && isBoxName(word));
  const title = ['title', 'name', 'header', 'heading', 'summary'].map((key) => named.get(key)).find(Boolean);
  const given = title ?? list.find((word) => word !== kind && !/^(?:open|close|closed|\.\.\.|…)$/.test(word));
  return { name: kind ?? (isBoxName(name) ? name : 'note'), ...(given && { title: given }) };
}

const isBox = ({ kind, name, isClosed }: ReadMark): boolean =>
  kind === 'shortcode' && !isClosed && (BOXES.test(name) || FOLDED.test(name) || isBoxName(name));

/** Returns the mark of a box that is alone in its paragraph. */
function readAlone(block: RootContent): ReadMark | undefined {
  if (block.type !== 'paragraph') return undefined;
  const [node, ...others] = block.children.filter(
    (child) => child.type !== 'text' || child.value.trim() !== '',
  );
  const mark = node?.type === 'templateMark' && others.length === 0 ? readMark(node.value) : undefined;
  return mark && isBox(mark) ? mark : undefined;
}

/** Splits a paragraph before and after each mark of a box that has a line of its own. */
function splitAtMarks(block: RootContent): readonly RootContent[] {
  if (block.type !== 'paragraph' || !block.children.some(isBoxMark)) return [block];
  const parts: Paragraph[] = [];
  let words: PhrasingContent[] = [];
  const end = (): void => {
    if (words.length > 0) parts.push(buildParagraph(words));
    words = [];
  };
  for (const [index, child] of block.children.entries()) {
    const [before, after] = [block.children[index - 1], block.children[index + 1]];
    if (!isBoxMark(child) || !endsLine(before) || !beginsLine(after)) words.push(child);
    else {
      end();
      parts.push(buildParagraph([child]));
    }
  }
  end();
  return parts.filter(({ children }) =>
    children.some((child) => child.type !== 'text' || child.value.trim() !== ''),
  );
}

const isBoxMark = (node: PhrasingContent): node is TemplateMark =>
  node.type === 'templateMark' && isBox(readMark(node.value));

const endsLine = (node: PhrasingContent | undefined): boolean =>
  node === undefined ||
  node.type === 'break' ||
  (node.type === 'text' && /\n[ \t]*$/.test(node.value)) ||
  node.type === 'templateMark';
const beginsLine = (node: PhrasingContent | undefined): boolean =>
  node === undefined ||
  (node.type === 'text' && /^[ \t]*\n/.test(node.value)) ||
  node.type === 'templateMark';

/** Builds a paragraph without the line ends at its borders. */
function buildParagraph(children: readonly PhrasingContent[]): Paragraph {
  const kept = children.map((child, index) => {
    if (child.type !== 'text') return child;
    const start = index === 0 ? child.value.replace(/^\s+/, '') : child.value;
    return { ...child, value: index === children.length - 1 ? start.trimEnd() : start };
  });
  const [first, last] = [children[0], children.at(-1)];
  return { type: 'paragraph', children: kept, ...(first && last && spanOf(first, last)) };
}
