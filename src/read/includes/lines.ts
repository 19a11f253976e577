/** Splits a text into lines, and finds its listings, its comments and its code, in which most marks are no marks. */
import { findFrontMatterBlock } from '../source/front-matter-block.ts';
import type { Fence, Line } from './include-mark.ts';

const OPENING = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(`{3,}(?=[^`]*$)|~{3,})(.*)$/;
const CODE = /(?<![`\\])(`+)(?!`).*?[^`]\1(?!`)/g;

/** What the lines above are part of. */
interface OpenBlock {
  fence?: Fence | undefined;
  isComment: boolean;
}

/** Returns the lines of a text. Front matter is a comment, because it has no marks. */
export function splitLines(text: string): readonly Line[] {
  const head = findFrontMatterBlock(text)?.end ?? 0;
  const open: OpenBlock = { isComment: false };
  let start = 0;
  return text.split('\n').map((row) => {
    const line: Line =
      start < head ? { start, text: row, masked: row, place: 'comment' } : readLine(row, start, open);
    start += row.length + 1;
    return line;
  });
}

function readLine(row: string, start: number, open: OpenBlock): Line {
  const plain = { start, text: row, masked: row };
  const { fence } = open;
  if (fence !== undefined) {
    if (!closesFence(row, fence)) return { ...plain, place: 'listing', fence };
    fence.closing = start + row.trimEnd().length;
    open.fence = undefined;
    return { ...plain, place: 'closing', fence };
  }
  if (open.isComment) {
    open.isComment = !row.includes('-->');
    return { ...plain, place: 'comment' };
  }
  open.fence = openFence(row, start);
  if (open.fence !== undefined) return { ...plain, place: 'opening', fence: open.fence };
  const masked = maskComments(row.includes('`') ? row.replace(CODE, hide) : row);
  open.isComment = /^[ \t>]*<!--(?!\s*@include:)/.test(masked);
  return { ...plain, masked, place: 'text' };
}

const hide = (written: string): string => '\0'.repeat(written.length);

/** A comment, but for the includes of VitePress; one without an end goes on to that of the line. */
const COMMENT = /<!(?=--)(?!--\s*@include:)(?:.*?-->|.*)/g;

const maskComments = (row: string): string =>
  row.includes('<!--')
    ? row.replace(COMMENT, (written) => (written.endsWith('-->') ? hide(written) : written))
    : row;

function openFence(row: string, start: number): Fence | undefined {
  const [, before = '', signs, info = ''] = OPENING.exec(row) ?? [];
  if (signs === undefined) return undefined;
  return {
    sign: signs.charAt(0),
    length: signs.length,
    opening: start + before.length + signs.length,
    info: info.trim(),
  };
}

function closesFence(row: string, { sign, length }: Fence): boolean {
  const signs = row.replace(/^[ \t>]*/, '').trimEnd();
  return signs.length >= length && signs === sign.repeat(signs.length);
}

/** Returns how many of a sign a fence needs around lines, so that none of them ends it. */
export function measureFence(text: string, sign: string, least: number): number {
  let length = least;
  for (const [signs] of text.matchAll(sign === '~' ? /(?<=^[ \t>]*)~{3,}/gm : /(?<=^[ \t>]*)`{3,}/gm)) {
    length = Math.max(length, signs.length + 1);
  }
  return length;
}
