/**
 * Lays out Mermaid diagrams for large print: one that runs across the page and would be printed smaller runs down the page instead, so
 * that its words are as large as the edition demands.
 */

/** The line that has the direction of a flow chart, and of diagrams of states, classes and entities. */
const DIRECTION = /^([ \t]*(?:(?:flowchart|graph)(?:-elk)?|direction)[ \t]+)(?:LR|RL)\b/gm;

/** Width in px at which words of 16 px are 18 pt on the narrowest page of large print, that of ACB with 6 inches. */
const MAX_WIDTH = (6 * 96 * 16) / 24;

/** Returns the text of a diagram that runs down the page; `undefined` if it does so already. */
export function turnDown(text: string): string | undefined {
  const turned = text.replace(DIRECTION, '$1TB');
  return turned === text ? undefined : turned;
}

/** Returns whether a drawing is so wide that its words get too small. */
export const isTooWide = (svg: string): boolean => readWidth(svg) > MAX_WIDTH;

/** Returns the narrower one of two drawings. */
export const chooseNarrower = (one: string, other: string): string =>
  readWidth(other) < readWidth(one) ? other : one;

/** Reads the width of the view box. */
const readWidth = (svg: string): number =>
  Number(/\bviewBox="\S+ \S+ (\S+) \S+"/.exec(svg.slice(0, 2000))?.[1] ?? 0);
