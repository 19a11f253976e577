/** `## Heading {#id}`: the id that an author writes at the end of a heading's words. */

const MARK = '{#';

/**
 * Splits the words of a heading from their id. An expression that looks for spaces before the mark would take quadratic time.
 * @returns the words without the id and the spaces before it; the whole text where it ends in none
 */
export function splitHeadingId(text: string): { readonly words: string; readonly id?: string } {
  const written = text.trimEnd();
  if (!written.endsWith('}')) return { words: text };
  const end = written.length - 1;
  const start = text.indexOf(MARK, startOfLastWord(written, end));
  const id = start === -1 ? '' : text.slice(start + MARK.length, end);
  return id === '' ? { words: text } : { words: text.slice(0, start).trimEnd(), id };
}

/** Where what ends at an offset begins: behind the last space or `}` before it. */
function startOfLastWord(text: string, end: number): number {
  let start = end;
  while (start > 0 && !/[\s}]/.test(text[start - 1] ?? '')) start -= 1;
  return start;
}
