/**
 * Finds the files with the rows of tables: `:::table{src=doses.csv}`, and the option `:file:` of the directive `{csv-table}`,
 * https://docutils.sourceforge.io/docs/ref/rst/directives.html#csv-table.
 */
import { BRACES_AT_END, readAttributes } from '../../markdown/dialects/attribute-list.ts';
import type { FindMarks, IncludedFile, IncludeMark, Line } from '../include-mark.ts';

const TABLE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?:{3,}[ \t]*table(?![\w-])/;
const DIRECTIVE = /^[ \t>]*(?:`{3,}|~{3,}|:{3,})[ \t]*\{csv-table\}/;
const FILE = /^[ \t>]*:(?:file|url):[ \t]+(\S.*)$/;
const OPTION = /^[ \t>]*:[\w-]+:(?:[ \t]|$)/;

/** How many options a directive may have. */
const MOST_OPTIONS = 40;

export const findDataFiles: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line === undefined) return [];
  if (line.place === 'text' && TABLE.test(line.text)) return findSource(line);
  const [, path] = FILE.exec(line.text) ?? [];
  if (path === undefined || !isOption(lines, index)) return [];
  let last = index;
  while (last < index + MOST_OPTIONS && OPTION.test(lines[last + 1]?.text ?? '')) last += 1;
  return [buildMark(lines[last] ?? line, path.trimEnd(), line.place === 'listing' ? 'lines' : 'listing')];
};

/** Finds the attribute `src` of a table of ours. */
function findSource(line: Line): readonly IncludeMark[] {
  const [, written = ''] = BRACES_AT_END.exec(line.text) ?? [];
  const path = readAttributes(written)?.values.get('src');
  return path === undefined || path === '' ? [] : [buildMark(line, path, 'listing')];
}

/** Returns whether there are only options between a line and the directive above it. */
function isOption(lines: readonly Line[], index: number): boolean {
  for (let at = index - 1; at >= Math.max(0, index - MOST_OPTIONS); at -= 1) {
    const { text = '', place } = lines[at] ?? {};
    if (DIRECTIVE.test(text)) return place === 'opening' || place === 'text';
    if (!OPTION.test(text)) return false;
  }
  return false;
}

/** Builds a mark at the end of a line, below which the rows are put. */
function buildMark({ start, text }: Line, path: string, as: IncludedFile['as']): IncludeMark {
  const end = start + text.length;
  const language = /\.(?:tsv|tab)$/i.test(path) ? 'tsv' : 'csv';
  const file: IncludedFile = { path, bases: ['file', 'chapter'], part: { kind: 'all' }, as, language };
  return { start: end, end, files: [file], isBlock: true };
}
