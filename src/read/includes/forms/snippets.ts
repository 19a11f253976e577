/**
 * Finds snippets of PyMdown Extensions: `--8<-- "file.md"`,
 * https://facelessuser.github.io/pymdown-extensions/extensions/snippets/.
 */
import type {
  FilePart,
  FindMarks,
  IncludedFile,
  IncludeMark,
  Line,
  LineRange,
  NamedMarks,
} from '../include-mark.ts';

const MARK = /^([ \t>]*)(;*)-+8<-+[ \t]+(?:"([^"\n]{1,500})"|'([^'\n]{1,500})')[ \t]*$/;
const FENCE = /^[ \t>]*-+8<-+[ \t]*$/;
const ESCAPED_FENCE = /^([ \t>]*);-+8<-+[ \t]*$/;
/** A line of a file that names a section in it. */
const SECTION = /^(?!.*;-+8<-).*?-8<-+[ \t]+\[[ \t]*(?:start|end)[ \t]*:/i;

/** How many files a block may name. */
const MOST_LINES = 200;

const SECTIONS: NamedMarks = {
  begin: /-8<-+[ \t]+\[[ \t]*start[ \t]*:[ \t]*([a-z][-\w]*)[ \t]*\]/i,
  end: /-8<-+[ \t]+\[[ \t]*end[ \t]*:[ \t]*([a-z][-\w]*)[ \t]*\]/i,
};

export const findSnippetMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line === undefined || (line.place !== 'text' && line.place !== 'listing')) return [];
  if (!line.text.includes('8<')) return [];
  const single = MARK.exec(line.text) ?? ESCAPED_FENCE.exec(line.text);
  if (single !== null) return [readLine(line, single)];
  if (FENCE.test(line.text)) return findBlock(lines, index);
  if (line.place === 'listing' || !SECTION.test(line.text)) return [];
  return [{ start: line.start, end: line.start + line.text.length, files: [], words: '' }];
};

/** Reads a mark in a line. A semicolon before it shows the mark as it is. */
function readLine({ start, text, place }: Line, found: RegExpExecArray): IncludeMark {
  const [, indent = '', signs = ';', one, other] = found;
  const begin = start + indent.length;
  // In a text, the dashes are escaped instead, and stay two dashes.
  const words = place === 'text' ? '\\' : '';
  if (signs !== '') return { start: begin, end: begin + 1, files: [], words };
  return { start: begin, end: start + text.length, files: [fileOf(one ?? other ?? '', place)] };
}

/** Reads the names of files between two lines. Those that begin with a semicolon are left out. */
function findBlock(lines: readonly Line[], index: number): readonly IncludeMark[] {
  const first = lines[index];
  const length = lines.slice(index + 1, index + MOST_LINES).findIndex(({ text }) => FENCE.test(text));
  const last = length === -1 ? undefined : lines[index + 1 + length];
  if (first === undefined || last === undefined) return [];
  const names = lines
    .slice(index + 1, index + 1 + length)
    .map(({ text }) => text.replace(/^[ \t>]+/, '').trim());
  const files = names.filter((name) => name !== '' && !name.startsWith(';'));
  const indent = first.text.length - first.text.replace(/^[ \t>]*/, '').length;
  return [
    {
      start: first.start + indent,
      end: last.start + last.text.length,
      files: files.map((name) => fileOf(name, first.place)),
    },
  ];
}

function fileOf(written: string, place: Line['place']): IncludedFile {
  const [, path = written, lines, name] =
    /^(.*?)(:\d*(?::\d*)?(?:,\d*(?::\d*)?)*)?(?::([a-z][-\w]*))?$/i.exec(written) ?? [];
  return {
    path,
    bases: ['project', 'file', 'docs'],
    part: readPart(lines, name),
    as: place === 'text' ? 'markdown' : 'lines',
    leavesOut: SECTION,
  };
}

function readPart(lines: string | undefined, name: string | undefined): FilePart {
  if (name !== undefined) return { kind: 'named', name, marks: SECTIONS };
  return lines === undefined ? { kind: 'all' } : { kind: 'lines', ranges: lines.split(',').map(readRange) };
}

/** Reads `:2:10`, `:2` for all lines from there, and `::10`. */
function readRange(written: string): LineRange {
  const [from = '', to = ''] = written.replace(/^:/, '').split(':');
  return { from: Number(from) || 1, to: to === '' ? Number.POSITIVE_INFINITY : Number(to) };
}
