/** Finds the lines that begin a definition: `: words` below a term. */

const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
/** Marks of quotations and of list items before the content of a line. */
const PREFIX = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?/;
const DEFINITION = /^([ \t>]*):[ \t]+\S/;
const BLANK = /^[ \t>]*$/;
/** A line after which a paragraph begins. */
const NO_PARAGRAPH = /^[ \t>]*(?:$|:{3,}|[`~]{3,}\{glossary\}|#{1,6}[ \t])/;
/** What a term is: a line of text that does not go on as a sentence does. */
const TERM = /^(?!#{1,6}[ \t]|[|<:>]|`{3}|~{3}|!{3}|\\?\[\^|[-=*_ \t]+$)\S.{0,119}$/u;
const UNFINISHED = /[.,;:!]$/;

/** Returns the numbers of the lines, from 1. A list goes on over indented lines and empty ones. */
export function findDefinitionLines(text: string): ReadonlySet<number> {
  const lines = text.split(/\r\n?|\n/);
  const found = new Set<number>();
  let list: { readonly column: number; afterBlank: boolean } | undefined;
  for (const [index, line] of lines.entries()) {
    const column = DEFINITION.exec(line)?.[1]?.length;
    if (BLANK.test(line)) {
      if (list !== undefined) list.afterBlank = true;
    } else if (column !== undefined && (list !== undefined || isBelowTerm(lines, index, column))) {
      list = { column, afterBlank: false };
      found.add(index + 1);
    } else if (list?.afterBlank && indentationOf(line) < list.column + 2) list = undefined;
    else if (list !== undefined) list.afterBlank = false;
  }
  return found;
}

const indentationOf = (line: string): number =>
  (/^[ \t>]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').length;

/** Returns whether the paragraph above a line is one line, a term. One empty line may lie between them. */
function isBelowTerm(lines: readonly string[], index: number, column: number): boolean {
  const at = BLANK.test(lines[index - 1] ?? '') ? index - 2 : index - 1;
  const line = lines[at];
  if (line === undefined || !isTerm(line, column)) return false;
  return ITEM.test(line) || NO_PARAGRAPH.test(lines[at - 1] ?? '');
}

function isTerm(line: string, column: number): boolean {
  const [prefix = ''] = PREFIX.exec(line) ?? [];
  const words = line.slice(prefix.length).trimEnd();
  return TERM.test(words) && !UNFINISHED.test(words) && (!ITEM.test(line) || column >= prefix.length);
}
