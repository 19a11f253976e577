/**
 * Finds includes of VitePress: `<!--@include: ./file.md-->`, https://vitepress.dev/guide/markdown#markdown-file-inclusion,
 * and `<<< ./main.js#region`.
 */
import { posix } from 'node:path';
import type { FilePart, FindMarks, IncludedFile, NamedMarks } from '../include-mark.ts';
import { buildLineRange } from './line-range.ts';

const COMMENT = /^([ \t]*)<!--[ \t]*@include:(.*)-->[ \t]*$/;
const LISTING = /^([ \t]*)<<<[ \t]+(\S.*)$/;
const ARGUMENT = /^((?:@|\.{0,2}\/)?[^#{}\s]+\.\w+)(?:#([\w*-]+))?(?:\s*\{([^{}]*)\})?(?:\s*\[[^[\]]*\])?$/;

const REGIONS: NamedMarks = {
  begin: /#?\bregion\s+([\w*-]+)/,
  end: /#?\bendregion\s+([\w*-]+)/,
};

export const findVitepressMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line?.place !== 'text') return [];
  const comment = COMMENT.exec(line.text);
  const [, indent = '', argument = ''] = comment ?? LISTING.exec(line.text) ?? [];
  const [, written, region, braces = ''] = ARGUMENT.exec(argument.trim()) ?? [];
  if (written === undefined) return [];
  const path = written.replace(/^@\/?/, '/');
  const file: IncludedFile = {
    path,
    bases: path.startsWith('/') ? ['project', 'docs'] : ['file', 'chapter'],
    part: readPart(region, comment === null ? '' : braces),
    ...(comment === null ? readListing(path, braces) : { as: 'markdown', hasOwnLinks: true }),
  };
  return [{ start: line.start + indent.length, end: line.start + line.text.length, files: [file] }];
};

/** Braces after a listing name lines to mark, and its language: `{1,4-6 ts:line-numbers}`. */
function readListing(path: string, braces: string): Pick<IncludedFile, 'as' | 'dedent' | 'language'> {
  const [, named] = /(?:^|\s)([a-z][\w+#-]*(?::(?:no-)?line-numbers(?:=\d+)?)?)/i.exec(braces) ?? [];
  const [, lines] = /^\s*(\d[\d,-]*)/.exec(braces) ?? [];
  const language = named ?? posix.extname(path).slice(1).toLowerCase();
  const isWritten = named !== undefined || lines !== undefined;
  const marked = lines === undefined ? '' : `{${lines}}`;
  return { as: 'listing', dedent: 'common', ...(isWritten && { language: `${language}${marked}` }) };
}

function readPart(region: string | undefined, lines: string): FilePart {
  if (region !== undefined) return { kind: 'named', name: region, marks: REGIONS };
  if (lines === '' || !/^\d*,?\d*$/.test(lines)) return { kind: 'all' };
  const [from = '', to] = lines.split(',');
  return { kind: 'lines', ranges: [buildLineRange(from, to)] };
}
