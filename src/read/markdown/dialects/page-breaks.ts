/**
 * Reads page breaks: commands of LaTeX, shortcodes, comments and empty HTML elements that stand alone, each as an empty
 * block of the class `page-break`. HTML around content is read later, in src/render/blocks/page-breaks.ts.
 */
import type { Paragraph, PhrasingContent, Root, RootContent, Text } from 'mdast';
import type { Position } from 'unist';
import type { SourceFile } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';
import type { DialectSyntax } from './dialect.ts';
import { spanOf } from './inline-texts.ts';
import { offsetsOf, sliceText } from './slice-text.ts';

/** A line that is a page break: LaTeX, Quarto, Hugo and Leanpub. */
const COMMAND =
  /^[ \t]*(?:\\(?:newpage|pagebreak|clearpage|cleardoublepage)(?:\[\d\]|\{\})?|\{\{[<%] *(?:pagebreak|newpage) *[>%]\}\}|\{(?:pagebreak|newpage)\}|<(?:mbp:)?pagebreak ?\/?>)[ \t]*$/i;
const COMMENT = /^<!--\s*(?:\\?page[-_ ]?break|\\?new[-_ ]?page|\\clearpage|pb)\s*-->$/i;
const ELEMENT =
  /^<(div|p|span|section|hr|br|pagebreak)((?:\s+[\w-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[\w-]+))?)*)\s*(\/?)>(?:(?:\s|&nbsp;){0,20}<\/\1>)?$/i;
const STYLE =
  /\sstyle\s*=\s*["'](?:[^"']*;)?\s*(?:page-)?break-(?:before|after)\s*:\s*(?:always|page|left|right)\b/i;
const CLASS = /\sclass\s*=\s*["']?(?:[^"']*\s)?(?:page[-_]?break(?:-(?:before|after))?|new-?page)(?![\w-])/i;
/** Languages of listings that pandoc hands on as they are. */
const RAW_LANGUAGE = /^\{=(?:latex|tex|openxml|html\d?)\}$/;
const WORD_BREAK = /^(?:<w:p>)?\s*(?:<w:r>)?\s*<w:br w:type="page" ?\/>\s*(?:<\/w:r>)?\s*(?:<\/w:p>)?$/;

export const pageBreaks: DialectSyntax = {
  transform: (tree: Root, source) => {
    visit(tree, (node) => {
      if (!('children' in node) || node.type === 'paragraph') return;
      const children = node.children as RootContent[];
      if (!children.some(isCandidate)) return;
      const read = children.flatMap((child) => readBlock(child, source));
      children.length = 0;
      for (const child of read) children.push(child);
    });
    // The title of a chapter is its first block.
    while (isBreak(tree.children[0])) tree.children.shift();
  },
};

const isCandidate = ({ type }: RootContent): boolean =>
  type === 'html' || type === 'code' || type === 'paragraph';

function readBlock(node: RootContent, source: SourceFile): readonly RootContent[] {
  if (node.type === 'paragraph') return readParagraph(node, source);
  if (node.type === 'html' && isHtmlBreak(node.value)) return [createBreak(node.position)];
  const isRaw = node.type === 'code' && RAW_LANGUAGE.test(node.lang ?? '');
  return isRaw && isRawBreak(node.value.trim()) ? [createBreak(node.position)] : [node];
}

const isRawBreak = (value: string): boolean =>
  COMMAND.test(value) || WORD_BREAK.test(value) || isHtmlBreak(value);

function isHtmlBreak(value: string): boolean {
  if (COMMENT.test(value) || COMMAND.test(value)) return true;
  const [whole, tag = '', attributes = '', slash] = ELEMENT.exec(value) ?? [];
  if (whole === undefined || /\sid\s*=/i.test(attributes)) return false;
  const isClosed = slash === '/' || whole.includes('</') || /^[hb]r$/i.test(tag);
  return isClosed && (STYLE.test(attributes) || CLASS.test(attributes));
}

/** Splits a paragraph at its lines that are page breaks. */
function readParagraph(paragraph: Paragraph, source: SourceFile): readonly Paragraph[] {
  const { children } = paragraph;
  const pieces = children.flatMap((child, index): readonly (PhrasingContent | Paragraph)[] =>
    child.type === 'text'
      ? splitText(child, findBreakLines(child, index, children, source), source)
      : [child],
  );
  if (!pieces.some(({ type }) => type === 'paragraph')) return [paragraph];
  const blocks: Paragraph[] = [];
  let words: PhrasingContent[] = [];
  const endBlock = (): void => {
    const [first, last] = [words[0], words.at(-1)];
    if (first && last) blocks.push({ type: 'paragraph', children: words, ...spanOf(first, last) });
    words = [];
  };
  for (const piece of pieces) {
    if (piece.type === 'paragraph') {
      endBlock();
      blocks.push(piece);
    } else words.push(piece);
  }
  endBlock();
  return blocks;
}

/** Lines of a text, as indexes of characters. */
interface Line {
  readonly from: number;
  readonly to: number;
}

/** Puts page breaks in the places of lines of a text. */
function splitText(text: Text, lines: readonly Line[], source: SourceFile): readonly (Text | Paragraph)[] {
  if (lines.length === 0) return [text];
  const pieces: (Text | Paragraph)[] = [];
  let at = 0;
  for (const { from, to } of lines) {
    if (from > at) pieces.push(sliceText(text, at, from - 1, source));
    pieces.push(createBreak(sliceText(text, from, to, source).position));
    at = to + 1;
  }
  if (at < text.value.length) pieces.push(sliceText(text, at, text.value.length, source));
  return pieces;
}

/** Finds the lines of a text that are page breaks and stand alone, as indexes in its characters. */
function findBreakLines(
  text: Text,
  index: number,
  siblings: readonly PhrasingContent[],
  source: SourceFile,
): readonly Line[] {
  if (!/[\\{<]/.test(text.value)) return [];
  const lines = offsetsOf(text, source).masked.split('\n');
  const found: Line[] = [];
  let from = 0;
  for (const [number, line] of lines.entries()) {
    const begins = number > 0 || index === 0;
    const ends = number < lines.length - 1 || index === siblings.length - 1;
    if (begins && ends && COMMAND.test(line)) found.push({ from, to: from + line.length });
    from += line.length + 1;
  }
  return found;
}

const isBreak = (node: RootContent | undefined): boolean =>
  node?.type === 'paragraph' && node.data?.hName === 'div';

const createBreak = (position: Position | undefined): Paragraph => ({
  type: 'paragraph',
  children: [],
  data: { hName: 'div', hProperties: { className: ['page-break'] } },
  ...(position && { position }),
});
