/** Finds the texts in which inline marks of other programs may be, and cuts them where the marks are. */
import type { Link, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import { offsetsOf, sliceText } from './slice-text.ts';

/** A text outside code. */
export interface InlineText {
  /** The text, with U+0000 for each character that cannot be a mark, because it was escaped. */
  readonly masked: string;
  /** Returns a part of it, with its position. */
  slice(from: number, to: number): Text;
}

/** The content of a paragraph, a heading, a cell or of something inside those. */
export interface InlineContent {
  readonly type: string;
  readonly children: PhrasingContent[];
  /** The texts in it that may have marks. */
  readonly texts: ReadonlyMap<PhrasingContent, InlineText>;
}

/** HTML elements whose text is not prose. */
const LITERAL_TAG = /^<(\/?)(?:code|kbd|samp|pre|tt|var|math|svg|script|style|textarea)\b[^>]*?(\/?)>$/i;

/**
 * Visits all inline content, outside first. The visitor returns the new children, or `undefined` if nothing
 * changes. Text that is an address or that is between HTML tags of code is not among the texts.
 */
export function changeInlineContent(
  tree: Root,
  source: SourceFile,
  change: (content: InlineContent) => PhrasingContent[] | undefined,
): void {
  visit(tree, (node) => {
    if (!('children' in node) || (node.type === 'link' && isAddress(node, source))) return;
    const children = node.children as PhrasingContent[];
    if (!children.some(({ type }) => type === 'text')) return;
    const texts = findTexts(children, source);
    const changed = texts.size > 0 ? change({ type: node.type, children, texts }) : undefined;
    if (changed !== undefined) node.children = changed as typeof node.children;
  });
}

/** Returns whether a link shows its own address. */
const isAddress = ({ position }: Link, { text }: SourceFile): boolean =>
  position?.start.offset === undefined ||
  !/\[|\\href/y.test(text.slice(position.start.offset, position.start.offset + 5));

function findTexts(
  children: readonly PhrasingContent[],
  source: SourceFile,
): ReadonlyMap<PhrasingContent, InlineText> {
  const texts = new Map<PhrasingContent, InlineText>();
  let depth = 0;
  for (const child of children) {
    if (child.type === 'html') {
      const [tag, closing, empty] = LITERAL_TAG.exec(child.value) ?? [];
      if (tag !== undefined && empty === '') depth = Math.max(0, depth + (closing === '' ? 1 : -1));
    } else if (child.type === 'text' && depth === 0) texts.set(child, readText(child, source));
  }
  return texts;
}

/** Reads a text. One without a position was cut at an address: what is escaped in it is not known. */
function readText(node: Text, source: SourceFile): InlineText {
  const masked = node.position === undefined ? node.value : offsetsOf(node, source).masked;
  return { masked, slice: (from, to) => sliceText(node, from, to, source) };
}

/**
 * Replaces what a pattern matches in a text.
 * @param build returns the new nodes, or `undefined` to leave the match as it is; in the match, escaped signs are masked
 * @returns `undefined` if nothing is replaced
 */
export function replaceInText(
  { masked, slice }: InlineText,
  pattern: RegExp,
  build: (match: RegExpExecArray) => readonly PhrasingContent[] | undefined,
): PhrasingContent[] | undefined {
  const parts: PhrasingContent[] = [];
  let done = 0;
  for (const match of masked.matchAll(pattern)) {
    const nodes = build(match);
    if (nodes === undefined) continue;
    if (match.index > done) parts.push(slice(done, match.index));
    parts.push(...nodes);
    done = match.index + match[0].length;
  }
  if (done === 0) return undefined;
  if (done < masked.length) parts.push(slice(done, masked.length));
  return parts;
}

/**
 * Replaces what a pattern matches in all texts of a tree, as {@link replaceInText} does in one; not in the new nodes.
 * @param build also gets the matched text with its escaped signs
 */
export function replaceInTexts(
  tree: Root,
  source: SourceFile,
  pattern: RegExp,
  build: (
    match: RegExpExecArray,
    place: Pick<Text, 'position'>,
    written: string,
  ) => readonly PhrasingContent[] | undefined,
): void {
  const built = new Set<readonly PhrasingContent[]>();
  changeInlineContent(tree, source, ({ children, texts }) => {
    if (built.has(children)) return undefined;
    let isChanged = false;
    const changed = children.flatMap((child) => {
      const text = texts.get(child);
      const parts =
        text &&
        replaceInText(text, pattern, (match) => {
          const { position, value } = text.slice(match.index, match.index + match[0].length);
          const nodes = build(match, position ? { position } : {}, value);
          for (const node of nodes ?? []) if ('children' in node) built.add(node.children);
          return nodes;
        });
      isChanged ||= parts !== undefined;
      return parts ?? [child];
    });
    return isChanged ? changed : undefined;
  });
}

/** Removes what a pattern matches in texts, and paragraphs in which nothing is left. */
export function removeFromTexts(tree: Root, source: SourceFile, pattern: RegExp): void {
  replaceInTexts(tree, source, pattern, () => []);
  removeEmptyParagraphs(tree);
}

/** Removes paragraphs in which nothing is left. One with an element of its own, such as a page break, stays. */
export function removeEmptyParagraphs(tree: Root): void {
  visit(tree, 'paragraph', ({ children, data }, index, parent) => {
    const isFilled = children.length > 0 || data?.hName !== undefined;
    if (isFilled || parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return index;
  });
}

/** Returns the position from the start of one node to the end of another, if both are known. */
export function spanOf(first: RootContent, last: RootContent): Pick<RootContent, 'position'> {
  const [start, end] = [first.position?.start, last.position?.end];
  return start && end ? { position: { start, end } } : {};
}
