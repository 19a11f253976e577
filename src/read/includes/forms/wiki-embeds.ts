/** Finds embedded notes of Obsidian: `![[note]]`, `![[note#heading]]`, `![[note#^mark]]`, https://help.obsidian.md/embeds. */
import { isMarkdownFile } from '../../../lib/text/markdown-file.ts';
import type { FilePart, FindMarks, IncludedFile, Line } from '../include-mark.ts';
import { readHeadingLevel } from '../select-note.ts';

const EMBED = /^([ \t>]*)!\[\[([^[\]|<>{}"\n]{1,300})(?:\|[^[\]\n]{0,300})?\]\][ \t]*$/;
/** Files that are no notes: those with another extension, boards and drawings. */
const NO_NOTE = /\.(?:[a-z\d]{2,5}|canvas|excalidraw(?:\.md)?)$/i;

/** The levels of the last heading above each line, so that a text is searched once. */
const levels = new WeakMap<readonly Line[], readonly number[]>();

function listLevels(lines: readonly Line[]): readonly number[] {
  const known = levels.get(lines);
  if (known !== undefined) return known;
  let level = 1;
  const found = lines.map((line) => {
    level = readHeadingLevel(line) ?? level;
    return level;
  });
  levels.set(lines, found);
  return found;
}

export const findWikiEmbeds: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line?.place !== 'text') return [];
  const [, before = '', written = ''] = EMBED.exec(line.text) ?? [];
  const [name = '', ...parts] = written.split('#').map((part) => part.trim());
  const isNote =
    name !== '' && (!NO_NOTE.test(name) || (isMarkdownFile(name) && !/\.excalidraw\.md$/i.test(name)));
  if (!isNote) return [];
  const file: IncludedFile = {
    path: isMarkdownFile(name) ? name : `${name}.md`,
    bases: ['file'],
    isName: true,
    part: readPart(parts.filter((part) => part !== '')),
    as: 'markdown',
    headingsBelow: listLevels(lines)[index] ?? 1,
    hasOwnLinks: true,
  };
  return [
    { start: line.start + before.length, end: line.start + line.text.length, files: [file], isBlock: true },
  ];
};

function readPart(parts: readonly string[]): FilePart {
  const last = parts.at(-1);
  if (last === undefined) return { kind: 'all' };
  return last.startsWith('^') ? { kind: 'block', name: last.slice(1) } : { kind: 'section', headings: parts };
}
