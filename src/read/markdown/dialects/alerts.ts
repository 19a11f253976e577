/**
 * Reads alerts: quotations that begin with `[!NOTE]`. A title after it, and `-` or `+` for a box that can be folded, are
 * Obsidian's: https://docs.github.com/get-started/writing-on-github, https://help.obsidian.md/callouts
 */
import type { Blockquote, Paragraph, Parents, PhrasingContent, Root, Text } from 'mdast';
import type { ContainerDirective } from 'mdast-util-directive';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import { buildBox } from './boxes.ts';
import type { DialectSyntax } from './dialect.ts';
import { sliceText } from './slice-text.ts';

const HEAD = /^\[!([\p{L}\p{N} _-]+)\][-+]?(?:[ \t]+|(?=\n)|$)/u;

export const alerts: DialectSyntax = {
  transform: (tree: Root, source) => {
    const found: { quotation: Blockquote; index: number; parent: Parents }[] = [];
    visit(tree, 'blockquote', (quotation, index, parent) => {
      if (index !== undefined && parent !== undefined) found.push({ quotation, index, parent });
    });
    // The inner ones first: a box has the content of its quotation in a list of its own.
    for (const { quotation, index, parent } of found.reverse()) {
      const box = readAlert(quotation, source);
      if (box !== undefined) parent.children[index] = box;
    }
  },
};

function readAlert(quotation: Blockquote, source: SourceFile): ContainerDirective | undefined {
  const [first, ...rest] = quotation.children;
  if (first?.type !== 'paragraph') return undefined;
  const [text, ...others] = first.children;
  const head = text?.type === 'text' ? HEAD.exec(text.value) : null;
  if (text?.type !== 'text' || head === null) return undefined;
  const [title, words] = splitFirstLine(
    [sliceText(text, head[0].length, text.value.length, source), ...others],
    source,
  );
  const paragraph: Paragraph = { ...first, children: words };
  return buildBox({
    name: head[1] ?? 'note',
    ...(title.length > 0 && { title }),
    children: words.length > 0 ? [paragraph, ...rest] : rest,
    position: quotation.position,
  });
}

/** Splits the content of a paragraph after its first line. A text that is empty is left out. */
function splitFirstLine(
  content: readonly PhrasingContent[],
  source: SourceFile,
): [PhrasingContent[], PhrasingContent[]] {
  const at = content.findIndex(
    (node) => node.type === 'break' || (node.type === 'text' && node.value.includes('\n')),
  );
  const [last, rest] = [content[at], content.slice(at + 1)];
  if (last === undefined) return [content.filter(isFilled), []];
  if (last.type !== 'text') return [content.slice(0, at).filter(isFilled), rest];
  const end = last.value.indexOf('\n');
  const line: Text = { ...last, value: last.value.slice(0, end) };
  return [
    [...content.slice(0, at), line].filter(isFilled),
    [sliceText(last, end + 1, last.value.length, source), ...rest].filter(isFilled),
  ];
}

const isFilled = (node: PhrasingContent): boolean => node.type !== 'text' || node.value !== '';
