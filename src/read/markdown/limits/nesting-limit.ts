/** How deep quotations and lists lie in each other, as far as their marks show it before they are parsed. */

/** Levels of the tree; a list in a list is two. More than any page can show, and few enough for a call for each. */
export const MOST_LEVELS = 100;

const MARK = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;
const RULE = /^[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,})$/;
const ITEM = /^([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]|$)/;

/** @returns the line that opens the most, counted from 1, and how many levels there are at least */
export function deepestLine(text: string): { readonly number: number; readonly levels: number } {
  let deepest = { number: 1, levels: 0 };
  const indents: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const levels = Math.max(marksOf(line), listsAt(line, indents));
    if (levels > deepest.levels) deepest = { number: index + 1, levels };
  }
  return deepest;
}

function marksOf(line: string): number {
  let marks = 0;
  MARK.lastIndex = 0;
  while (MARK.test(line)) marks += 1;
  return marks > MOST_LEVELS && RULE.test(line) ? 0 : marks;
}

/**
 * An item further in than the last is in that; a list and its item are two levels.
 * @param indents of the items that are open; changed
 */
function listsAt(line: string, indents: number[]): number {
  const indent = ITEM.exec(line)?.[1]?.length;
  if (indent === undefined) {
    if (/^\S/.test(line)) indents.length = 0;
    return 0;
  }
  while ((indents.at(-1) ?? -1) >= indent) indents.pop();
  indents.push(indent);
  return 2 * indents.length;
}
