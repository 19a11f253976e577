/**
 * Reads line blocks, whose lines begin with a bar and are kept, with the spaces at their start:
 * https://pandoc.org/MANUAL.html#line-blocks. Each stanza becomes a paragraph.
 */
import type { Break, Paragraph, PhrasingContent, RootContent, Text } from 'mdast';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';
import { spanOf } from '../inline-texts.ts';
import { sliceText } from '../slice-text.ts';

export const lineBlocks: DialectSyntax = {
  transform: (tree, source) => {
    visit(tree, (node) => {
      if (!('children' in node)) return;
      const children = node.children as RootContent[];
      if (!children.some((child) => isLineBlock(child, source))) return;
      const read = children.flatMap((child): readonly RootContent[] =>
        isLineBlock(child, source) ? splitStanzas(readLines(child.children, true, source)) : [child],
      );
      node.children = read as typeof node.children;
    });
  },
};

/** A line with a bar, and one that goes on with the line above. */
const BAR = /^\|(?: |$)/;
const INDENTED = /^[ \t]/;

/** Returns whether each line begins with a bar. Where each ends with one, too, it is a table whose second row is missing. */
function isLineBlock(node: RootContent, { text }: SourceFile): node is Paragraph {
  if (node.type !== 'paragraph' || node.position?.start.offset === undefined) return false;
  if (text[node.position.start.offset] !== '|') return false;
  const written = text.slice(node.position.start.offset, node.position.end.offset).split('\n');
  const quotation = /^ *>[ >]*/;
  const lines = written.map((line, index) => (index === 0 ? line : line.replace(quotation, '')));
  const barred = lines.filter((line) => BAR.test(line.trim()));
  return (
    barred.length > 1 &&
    lines.every((line, index) => BAR.test(line.trim()) || (index > 0 && INDENTED.test(line))) &&
    !barred.every((line) => /\S.*\|[ \t]*$/.test(line.trim().slice(1)))
  );
}

/** Replaces the bars by breaks. @param isStart whether the content begins a line */
function readLines(
  children: readonly PhrasingContent[],
  isStart: boolean,
  source: SourceFile,
): readonly PhrasingContent[] {
  let begins = isStart;
  return children.flatMap((child): readonly PhrasingContent[] => {
    const atStart = begins;
    begins = child.type === 'break';
    if (child.type === 'text') return readText(child, atStart, source);
    // The bar of the next line makes a break of its own.
    if (child.type === 'break') return [];
    if (!('children' in child)) return [child];
    return [{ ...child, children: readLines(child.children, atStart, source) } as PhrasingContent];
  });
}

const BREAK: Break = { type: 'break' };

function readText(text: Text, isStart: boolean, source: SourceFile): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let at = 0;
  for (const [index, line] of text.value.split('\n').entries()) {
    const [bar = '', spaces = ''] = (index > 0 || isStart ? /^\| ?( *)/.exec(line) : undefined) ?? [];
    if (bar !== '') parts.push(BREAK);
    else if (index > 0) parts.push({ type: 'text', value: ' ' });
    if (spaces !== '') parts.push({ type: 'text', value: '\u00A0'.repeat(spaces.length) });
    if (line.length > bar.length) parts.push(sliceText(text, at + bar.length, at + line.length, source));
    at += line.length + 1;
  }
  return parts;
}

/** Divides lines at empty ones. */
function splitStanzas(parts: readonly PhrasingContent[]): readonly Paragraph[] {
  const stanzas: PhrasingContent[][] = [[]];
  let isPending = false;
  for (const part of parts) {
    const words = stanzas.at(-1) ?? [];
    if (part.type === 'break') {
      if (isPending && words.length > 0) stanzas.push([]);
      isPending = true;
      continue;
    }
    if (isPending && words.length > 0) words.push(BREAK);
    isPending = false;
    words.push(part);
  }
  return stanzas
    .filter((words) => words.length > 0)
    .map((children) => {
      const placed = children.filter(({ position }) => position !== undefined);
      const [first, last] = [placed[0], placed.at(-1)];
      return { type: 'paragraph', children, ...(first && last && spanOf(first, last)) };
    });
}
