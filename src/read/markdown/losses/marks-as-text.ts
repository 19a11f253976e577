/**
 * Prints the marks of emphasis and of breaks that no author means: `__/__` and a row of underscores are lines
 * to fill in, `*.txt and *.md` are names of files.
 */
import type { Emphasis, Root, RootContent, Strong, Text, ThematicBreak } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** What separates the fields of a form. Emphasis has something to emphasize. */
const SEPARATORS = /^[\s/\\.,:;|()[\]_×–—-]*$/;

/** Underscores of a line to write on. A break has three, or five. */
const MIN_FILL_IN = 8;

/** Changes the tree in place. */
export function printMarks(tree: Root, source: SourceFile): void {
  visit(tree, (node, index, parent) => {
    if (parent === undefined || index === undefined) return undefined;
    const siblings: RootContent[] = parent.children;
    if (node.type === 'thematicBreak' && isFillInLine(node, source)) {
      const text = sliceText(source, node, offsetsOf(node));
      siblings[index] = { type: 'paragraph', children: [text], ...withPosition(node) };
    } else if ((node.type === 'emphasis' || node.type === 'strong') && isText(node, source)) {
      siblings.splice(index, 1, ...showMarks(node, source));
      return index;
    }
    return undefined;
  });
}

const isFillInLine = (node: ThematicBreak, { text }: SourceFile): boolean =>
  text.slice(...offsetsOf(node)).split('_').length > MIN_FILL_IN;

function isText(node: Emphasis | Strong, { text }: SourceFile): boolean {
  // A feature made another element of it.
  if (node.data?.hName !== undefined) return false;
  const [start, end] = offsetsOf(node);
  const hasOnlyText = node.children.every(
    ({ type }) => type === 'text' || type === 'emphasis' || type === 'strong',
  );
  if (text[start] === '_') return hasOnlyText && SEPARATORS.test(textOf(node));
  if (node.type !== 'emphasis') return false;
  return isPattern(text, start) && isPattern(text, end - 1);
}

/** Returns whether a name of files begins at an asterisk. */
const isPattern = (text: string, at: number): boolean => /^\*\.[a-z]/i.test(text.slice(at, at + 3));

/** Returns the content between its marks. */
function showMarks(node: Emphasis | Strong, source: SourceFile): readonly RootContent[] {
  const [start, end] = offsetsOf(node);
  const length = node.type === 'strong' ? 2 : 1;
  return [
    sliceText(source, node, [start, start + length]),
    ...node.children,
    sliceText(source, node, [end - length, end]),
  ];
}

type Positioned = Emphasis | Strong | ThematicBreak;

/** A text of the source inside a node. Marks are in one line. */
function sliceText({ text }: SourceFile, node: Positioned, [from, to]: readonly [number, number]): Text {
  const value = text.slice(from, to);
  const { position } = node;
  if (position === undefined) return { type: 'text', value };
  const [start, end] = offsetsOf(node);
  const point = (offset: number) =>
    offset - start <= end - offset
      ? { ...position.start, offset, column: position.start.column + offset - start }
      : { ...position.end, offset, column: position.end.column + offset - end };
  return { type: 'text', value, position: { start: point(from), end: point(to) } };
}

const offsetsOf = ({ position }: Positioned): readonly [number, number] => [
  position?.start.offset ?? 0,
  position?.end.offset ?? 0,
];

const withPosition = ({ position }: Positioned) => (position === undefined ? {} : { position });
