/**
 * Finds includes of a plugin for MkDocs: `{% include-markdown "file.md" %}`,
 * https://github.com/mondeja/mkdocs-include-markdown-plugin.
 */
import type {
  Boundary,
  FilePart,
  FindMarks,
  IncludedFile,
  IncludeMark,
  Line,
  PathBase,
} from '../include-mark.ts';

const BEGIN = /\{%-?[ \t]*(?=include-markdown(?:\s|$)|$)/g;
const MARK =
  /\{%-?\s*include-markdown\s+(["'])([^"'\n]+)\1((?:\s+[\w-]+\s*=\s*(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[\w-]+))*)\s*-?%\}/y;
const OPTION = /([\w-]+)\s*=\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|([\w-]+))/g;
/** A mark may go on over some lines. */
const MOST_LINES = 12;

export const findIncludeMarkdownMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line === undefined || (line.place !== 'text' && line.place !== 'listing')) return [];
  if (!line.text.includes('{%')) return [];
  const marks: IncludeMark[] = [];
  const rest = lines.slice(index, index + MOST_LINES).map(({ text }) => text);
  const written = rest.join('\n');
  for (const { index: at } of line.masked.matchAll(BEGIN)) {
    MARK.lastIndex = at;
    const found = MARK.exec(written);
    if (found === null) continue;
    const start = line.start + at;
    marks.push({ start, end: start + found[0].length, files: [readFile(found, line)] });
  }
  return marks;
};

function readFile([, , path = '', written = '']: RegExpExecArray, { place }: Line): IncludedFile {
  const options = new Map(
    [...written.matchAll(OPTION)].map(([, key = '', one, other, plain]) => [
      key,
      (one ?? other ?? plain ?? '').replace(/\\n/g, '\n').replace(/\\(.)/g, '$1'),
    ]),
  );
  const offset = Number(options.get('heading-offset'));
  return {
    path,
    bases: basesOf(path),
    part: readPart(options.get('start'), options.get('end')),
    as: place === 'text' ? 'markdown' : 'lines',
    ...(options.get('rewrite-relative-urls') !== 'false' && { hasOwnLinks: true }),
    ...(Number.isInteger(offset) && offset > 0 && { headingOffset: offset }),
    ...(options.get('dedent') === 'true' && { dedent: 'common' as const }),
  };
}

const basesOf = (path: string): readonly PathBase[] =>
  /^\.\.?\//.test(path) ? ['file', 'docs', 'project'] : ['docs', 'file', 'project'];

function readPart(start: string | undefined, end: string | undefined): FilePart {
  if (start === undefined && end === undefined) return { kind: 'all' };
  const boundary = (text: string): Boundary => ({ text, takes: 'rest' });
  return {
    kind: 'between',
    ...(start !== undefined && { from: boundary(start) }),
    ...(end !== undefined && { to: boundary(end) }),
  };
}
