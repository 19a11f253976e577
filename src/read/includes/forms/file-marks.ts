/**
 * Finds marks that are no more than the name of a file: `<<(main.rb)` of Leanpub, `<<[file.md]` of Marked, and
 * `{{file.md}}` of MultiMarkdown, https://fletcher.github.io/MultiMarkdown-6/syntax/transclusion.html.
 */
import { isMarkdownFile } from '../../../lib/text/markdown-file.ts';
import type { FindMarks, IncludedFile } from '../include-mark.ts';

const CODE = /^([ \t]*)<<(?:\[([^\]\n]*)\])?\(([^()\n]+)\)[ \t]*$/;
const MARKED = /^([ \t]*)<<(?:\[([^\]\n]+\.\w+)\]|\{([^{}\n]+\.\w+)\})[ \t]*$/;
const BRACES = /^([ \t]*)\{\{([^{}\n|#<%]+\.(?:md|mmd|markdown|txt|text))\}\}[ \t]*$/i;

export const findFileMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line?.place !== 'text') return [];
  const found = CODE.exec(line.text);
  const [, indent = '', one, other] = found ?? MARKED.exec(line.text) ?? BRACES.exec(line.text) ?? [];
  const path = (found === null ? (one ?? other) : other)?.trim();
  if (path === undefined) return [];
  const file: IncludedFile = {
    path,
    bases: ['file', 'chapter'],
    part: { kind: 'all' },
    as: found !== null && !isMarkdownFile(path) ? 'listing' : 'markdown',
    ...(found !== null && one?.trim() && { caption: one.trim() }),
  };
  return [{ start: line.start + indent.length, end: line.start + line.text.length, files: [file] }];
};
