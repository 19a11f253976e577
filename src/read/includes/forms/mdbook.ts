/** Finds includes of mdBook: `{{#include file.rs:2:10}}`, https://rust-lang.github.io/mdBook/format/mdbook.html. */
import type { FilePart, FindMarks, IncludedFile, IncludeMark, Line, NamedMarks } from '../include-mark.ts';
import { buildLineRange } from './line-range.ts';

const MARK = /\{\{\s*#(include|rustdoc_include|playground|playpen|title)\s+([^{}\s][^{}\n]{0,499})\}\}/g;
const ESCAPED = /\\(?=\{\{\s*#[a-z_][^{}\n]*\}\})/g;

const ANCHORS: NamedMarks = {
  begin: /ANCHOR:\s*([\w-]+)/,
  end: /ANCHOR_END:\s*([\w-]+)/,
};

/** A line that has only the mark of an anchor, in a comment of any language. */
const ANCHOR_LINE = /^\W*\bANCHOR(?:_END)?:\s*[\w-]+(?![\w-])\W*$/;

export const findMdbookMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line === undefined || line.place === 'opening' || line.place === 'comment') return [];
  const marks: IncludeMark[] = [];
  for (const { index: at } of line.text.matchAll(ESCAPED)) {
    // Markdown removes a backslash itself, but not in code.
    if (line.place === 'text' && line.masked.charAt(at) !== '\0') continue;
    marks.push({ start: line.start + at, end: line.start + at + 1, files: [], words: '' });
  }
  for (const found of line.masked.matchAll(MARK)) {
    if (line.masked.charAt(found.index - 1) === '\\') continue;
    const start = line.start + found.index;
    marks.push({
      start,
      end: start + found[0].length,
      ...readMark(found[1] ?? '', found[2]?.trimEnd() ?? '', line),
    });
  }
  return marks.sort((one, other) => one.start - other.start);
};

function readMark(kind: string, argument: string, line: Line): Pick<IncludeMark, 'files' | 'words'> {
  // The title of a browser's window.
  if (kind === 'title') return { files: [], words: '' };
  const isListing = line.place === 'listing';
  if (kind === 'include' || kind === 'rustdoc_include') {
    return { files: [readFile(argument, isListing ? 'lines' : 'markdown')] };
  }
  const [path = ''] = argument.split(/\s/);
  return { files: [{ ...readFile(path, isListing ? 'lines' : 'listing'), language: 'rust' }] };
}

/** Reads a path and the part after it. A line alone is one line; with a colon after it, all lines from there. */
function readFile(argument: string, as: IncludedFile['as']): IncludedFile {
  const [path = '', first = '', last] = argument.split(':');
  return { path, bases: ['file', 'chapter'], part: readPart(first, last), as, leavesOut: ANCHOR_LINE };
}

function readPart(first: string, last: string | undefined): FilePart {
  if (first !== '' && !/^\d+$/.test(first)) return { kind: 'named', name: first, marks: ANCHORS };
  if (first === '' && last === undefined) return { kind: 'all' };
  const to = last === undefined || /^\d+$/.test(last) ? last : '';
  return { kind: 'lines', ranges: [buildLineRange(first, to)] };
}
