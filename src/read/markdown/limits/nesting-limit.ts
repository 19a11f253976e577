/** Estimates how deep quotations and lists are nested from their markers, before the text is parsed. */

/**
 * Levels of the syntax tree; a list in a list is two. It is more than any page can show, and few enough for
 * one nested function call per level.
 */
export const MAX_NESTING_LEVELS = 100;

const MARKER = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const THEMATIC_BREAK = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/** Finds the most deeply nested line. @returns its number, counted from 1, and a lower bound of its levels */
export function findDeepestLine(text: string): { readonly number: number; readonly levels: number } {
  let deepest = { number: 1, levels: 0 };
  const indents: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const levels = Math.max(countMarkers(line), countListLevels(line, indents));
    if (levels > deepest.levels) deepest = { number: index + 1, levels };
  }
  return deepest;
}

function countMarkers(line: string): number {
  let count = 0;
  MARKER.lastIndex = 0;
  while (MARKER.test(line)) count += 1;
  return count > MAX_NESTING_LEVELS && THEMATIC_BREAK.test(line) ? 0 : count;
}

/**
 * Counts the list levels of a line: an item that is indented further than the last is inside it, and a list
 * and its item are two levels.
 * @param indents indentation of the open items; updated
 */
function countListLevels(line: string, indents: number[]): number {
  const indent = ITEM.exec(line)?.[1]?.length;
  if (indent === undefined) {
    if (/^\S/.test(line)) indents.length = 0;
    return 0;
  }
  while ((indents.at(-1) ?? -1) >= indent) indents.pop();
  indents.push(indent);
  return 2 * indents.length;
}
