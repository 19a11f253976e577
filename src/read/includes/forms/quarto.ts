/**
 * Finds includes of Quarto, `{{< include _file.qmd >}}`, https://quarto.org/docs/authoring/includes.html, and child
 * documents of knitr, https://bookdown.org/yihui/rmarkdown-cookbook/child-document.html.
 */
import type { FindMarks, IncludedFile, Line } from '../include-mark.ts';

const MARK = /^[ \t]*\{\{<\s*include\s+(\S.*)>\}\}[ \t]*$/;
const CHILD = /^\{r\b[^{}]*\bchild\s*=\s*(?:c\(\s*)?((?:["'][^"']+["'][\s,]*)+)/;

export const findQuartoMarks: FindMarks = (lines, index) => {
  const line = lines[index];
  if (line?.place === 'opening') return findChildren(line);
  const path =
    line?.place === 'text' || line?.place === 'listing' ? MARK.exec(line.text)?.[1]?.trimEnd() : undefined;
  if (line === undefined || path === undefined) return [];
  const indent = line.text.length - line.text.trimStart().length;
  const file = fileOf(path.replace(/^(["'])(.*)\1$/, '$2'), line.place === 'text' ? 'markdown' : 'lines');
  return [{ start: line.start + indent, end: line.start + line.text.trimEnd().length, files: [file] }];
};

function findChildren({ start, fence, text }: Line): ReturnType<FindMarks> {
  const [, list = ''] = CHILD.exec(fence?.info ?? '') ?? [];
  const files = [...list.matchAll(/["']([^"']+)["']/g)].map(([, path = '']) => fileOf(path, 'markdown'));
  if (files.length === 0) return [];
  return [{ start, end: fence?.closing ?? start + text.length, files }];
}

const fileOf = (path: string, as: IncludedFile['as']): IncludedFile => ({
  ...{ path, as },
  bases: ['chapter', 'file'],
  part: { kind: 'all' },
});
