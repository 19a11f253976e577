/** Splits off the id at the end of a heading, as in `## Heading {#id}`. */

const MARK = '{#';

/**
 * Splits the text of a heading from its id. A regular expression for the spaces before the mark would take
 * quadratic time.
 * @returns the text without the id and the spaces before it; the whole text if there is no id
 */
export function splitHeadingId(text: string): { readonly words: string; readonly id?: string } {
  const written = text.trimEnd();
  if (!written.endsWith('}')) return { words: text };
  const end = written.length - 1;
  const start = text.indexOf(MARK, startOfLastWord(written, end));
  const id = start === -1 ? '' : text.slice(start + MARK.length, end);
  return id === '' ? { words: text } : { words: text.slice(0, start).trimEnd(), id };
}

/** Returns the start of the word that ends at an offset: the index after the last space or `}` before it. */
function startOfLastWord(text: string, end: number): number {
  let start = end;
  while (start > 0 && !/[\s}]/.test(text[start - 1] ?? '')) start -= 1;
  return start;
}
