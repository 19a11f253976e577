/** Hides the backticks in the options of a chunk, such as `fig.cap="A plot of `x`"`, with which a fence is no fence in CommonMark. */

const CANDIDATE = /^[ \t>]*`{3,}[ \t]*\{[ \t]*[A-Za-z][^\n`]*`[^\n]*\}[ \t]*$/m;
const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(`{3,}|~{3,})(.*)$/;

/** Returns the text without these backticks, with spaces at the end of their lines. Code that shows such a fence stays. */
export function hideBackticks(text: string): string {
  if (!CANDIDATE.test(text)) return text;
  let open = '';
  const lines = text.split('\n').map((line) => {
    const [, fence = '', info = ''] = FENCE.exec(line) ?? [];
    if (fence === '') return line;
    if (open !== '') {
      if (fence.startsWith(open) && info.trim() === '') open = '';
      return line;
    }
    const isChunk = CANDIDATE.test(line);
    if (fence.startsWith('~') || isChunk || !info.includes('`')) open = fence;
    if (!isChunk) return line;
    return (line.slice(0, line.length - info.length) + info.replaceAll('`', '')).padEnd(line.length);
  });
  return lines.join('\n');
}
