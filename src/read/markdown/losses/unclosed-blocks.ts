/** Reports comments, listings and front matter that are never closed, and so take the text below. */
import type { Code, Html, Root } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../../core/source-location.ts';
import { locationAt, locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** What is written of a block whose lines are not one below the other in the file, as in the cell of a table. */
interface DividedBlock {
  written?: string;
}

declare module 'mdast' {
  interface CodeData extends DividedBlock {}
  interface HtmlData extends DividedBlock {}
}

/** Openings of HTML blocks that end only at a mark of their own (CommonMark 0.31.2, 4.6), and that mark. */
const CLOSING_MARKS: ReadonlyMap<string, string> = new Map([
  ['<![CDATA[', ']]>'],
  ['<!', '>'],
  ['<?', '?>'],
]);

/** A fence at the start of a block, and one that closes it, also in lists and quotations. */
const OPENING_FENCE = /^(?:`{3,}|~{3,})/;
const CLOSING_FENCE = /^[ \t>]*(`+|~+)[ \t]*$/;

/**
 * Diagnostics: `comment-unclosed`, `comment-nested`, `fence-unclosed`, `front-matter-unclosed`.
 */
export function reportUnclosed(tree: Root, source: SourceFile, report: Report): void {
  reportFrontMatter(tree, source, report);
  visit(tree, (node) => {
    if (node.type === 'html') reportHtml(node, source, report);
    else if (node.type === 'code') reportFence(node, source, report);
  });
}

/** Reports front matter that Markdown reads as text. A line of `---` without a key below it is a break. */
function reportFrontMatter(tree: Root, source: SourceFile, report: Report): void {
  if (tree.children[0]?.type === 'yaml') return;
  const [, keys] =
    /^(?:---|\+\+\+)[ \t]*\n((?:[A-Za-z][\w-]*(?::|[ \t]*=)(?:[ \t].*)?\n(?:[ \t-].*\n)*)+)/.exec(
      `${source.text}\n`,
    ) ?? [];
  if (keys === undefined) return;
  const lines = keys.split('\n').length;
  const fence = source.text.slice(0, 3);
  report(diagnostic('front-matter-unclosed', { lines, fence }, { file: source.path, line: 1, column: 1 }));
}

function reportHtml(node: Html, source: SourceFile, report: Report): void {
  const written = readWritten(node, source);
  const locate = (index: number): SourceLocation =>
    locationAt(source, (node.position?.start.offset ?? 0) + index);
  let outside = '';
  let at = 0;
  for (let start = written.indexOf('<!--'); start !== -1; start = written.indexOf('<!--', at)) {
    const end = findCommentEnd(written, start);
    if (end === -1) {
      const facts = { opening: '<!--', closing: '-->', lines: countLines(written.slice(start)) };
      report(diagnostic('comment-unclosed', facts, locate(start)));
      return;
    }
    reportNested(written.slice(start, end), start, locate, report);
    outside += written.slice(at, start);
    at = end;
  }
  const [opening, closing] = findUnclosedMark(outside + written.slice(at));
  if (opening === undefined || closing === undefined) return;
  report(diagnostic('comment-unclosed', { opening, closing, lines: countLines(written) }, locate(0)));
}

/** Returns the offset after a comment; -1 if it is not closed. */
function findCommentEnd(html: string, start: number): number {
  const [short] = /^<!---?>/.exec(html.slice(start, start + 6)) ?? [];
  if (short !== undefined) return start + short.length;
  const end = html.indexOf('-->', start + 4);
  return end === -1 ? -1 : end + 3;
}

/** Reports a comment with another inside, because the first then is closed where the second ends. */
function reportNested(
  comment: string,
  index: number,
  locate: (index: number) => SourceLocation,
  report: Report,
): void {
  const inner = comment.indexOf('<!--', 1);
  // Word processors write `<!--[if …]><!-->` around what only some programs are to show.
  if (inner === -1 || comment.startsWith('<!--[if')) return;
  const facts = { line: locate(index + inner).line, lines: countLines(comment) };
  report(diagnostic('comment-nested', facts, locate(index)));
}

function findUnclosedMark(html: string): readonly [string, string] | readonly [] {
  const found = [...CLOSING_MARKS].find(([opening]) => html.startsWith(opening));
  return found !== undefined && !html.includes(found[1]) ? found : [];
}

function reportFence(node: Code, source: SourceFile, report: Report): void {
  const written = readWritten(node, source);
  const [fence] = OPENING_FENCE.exec(written) ?? [];
  if (fence === undefined) return;
  const lines = written.split('\n');
  const [, last = ''] = lines.length === 1 ? [] : (CLOSING_FENCE.exec(lines.at(-1) ?? '') ?? []);
  if (last[0] === fence[0] && last.length >= fence.length) return;
  report(diagnostic('fence-unclosed', { fence, lines: countLines(written) }, locationOf(source, node)));
}

const readWritten = ({ position, data }: Code | Html, { text }: SourceFile): string =>
  data?.written ?? text.slice(position?.start.offset, position?.end.offset);

const countLines = (text: string): number => text.trimEnd().split('\n').length;
