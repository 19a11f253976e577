/**
 * Reports signs that Markdown takes for the start of a quotation or a list, and does not print: “> 38 °C”
 * would become “38 °C”.
 */
import type { Blockquote, List, Parents, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** A number with a unit, as after “more than”. */
const MEASURE = /^\d[\d.,]*\s?(?:%|‰|°|(?:[mµk]?g|[mµ]?l|[cmk]?m|mmol|mmHg|kcal|IU|bpm)(?![\p{L}]))/u;

/** Diagnostic: `sign-lost`. */
export function reportLostSigns(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, ['blockquote', 'list'], (node, index, parent) => {
    if (parent === undefined || (node.type !== 'blockquote' && node.type !== 'list')) return;
    const sign = readSign(node, source);
    const words = readFirstText(node);
    if (sign === undefined || !/^\d/.test(words) || isMeant(node, words, index ?? 0, parent)) return;
    const written = `${sign} ${words.split(/\s+/).slice(0, 4).join(' ')}`;
    report(diagnostic('sign-lost', { sign, written }, locationOf(source, node)));
  });
}

/** Returns the mark of a quotation, or of a list of one item that begins with a plus sign. */
function readSign(node: Blockquote | List, { text }: SourceFile): string | undefined {
  if (node.type === 'blockquote') return '>';
  return node.children.length === 1 && text[node.position?.start.offset ?? 0] === '+' ? '+' : undefined;
}

const isMeant = (node: Blockquote | List, words: string, index: number, parent: Parents): boolean =>
  !MEASURE.test(words) && !continuesLine(node, index, parent) && !beginsItem(node, index, parent);

/** Returns the text of the first paragraph, if it comes first. */
function readFirstText(node: Blockquote | List): string {
  const [first] = node.type === 'list' ? (node.children[0]?.children ?? []) : node.children;
  return first?.type === 'paragraph' ? textOf(first) : '';
}

/** Returns whether the line above belongs to a paragraph or quotation, which then goes on here. */
function continuesLine({ position }: RootContent, index: number, parent: Parents): boolean {
  const before = parent.children[index - 1];
  const isText = before?.type === 'paragraph' || before?.type === 'blockquote';
  return isText && (before.position?.end.line ?? 0) + 1 === position?.start.line;
}

/** Returns whether a quotation is the first content of a list's item, as in `- > 38`. */
const beginsItem = ({ type }: RootContent, index: number, parent: Parents): boolean =>
  type === 'blockquote' && index === 0 && parent.type === 'listItem';
