/**
 * Selects a part of a note, as Obsidian does: the section of a heading, or the block with a mark. https://help.obsidian.md/embeds
 */
import { slug as slugOf } from 'github-slugger';
import type { Line, Stretch } from './include-mark.ts';
import { splitLines } from './lines.ts';

const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;
const HEADING_ID = /[ \t]*\{[^{}]*?#([\w-]+)[^{}]*\}$/;
const ITEM = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/;

/** Returns the level of a heading in a text; `undefined` for any other line, also of a listing. */
export const readHeadingLevel = ({ text, place }: Line): number | undefined =>
  place === 'text' ? HEADING.exec(text)?.[1]?.length : undefined;

/**
 * Returns the lines of a section, with its heading.
 * @param headings those that contain each other, the section's own is the last
 */
export function selectSection(text: string, headings: readonly string[]): readonly Stretch[] | undefined {
  const all = splitLines(text);
  let [from, to] = [0, all.length];
  for (const heading of headings) {
    const start = all.findIndex((line, index) => index >= from && index < to && isNamed(line, heading));
    const first = all[start];
    if (first === undefined) return undefined;
    const level = readHeadingLevel(first) ?? 0;
    const end = all.findIndex((line, index) => index > start && (readHeadingLevel(line) ?? 7) <= level);
    [from, to] = [start, end === -1 ? to : Math.min(end, to)];
  }
  return all.slice(from, to).map(stretchOf);
}

const stretchOf = ({ start, text }: Line): Stretch => ({ start, end: start + text.length });

/** Returns whether a line is a heading with these words, whatever their case and marks, or with this id. */
function isNamed(line: Line, heading: string): boolean {
  if (readHeadingLevel(line) === undefined) return false;
  const words = HEADING.exec(line.text)?.[2] ?? '';
  const [attributes = '', id] = HEADING_ID.exec(words) ?? [];
  return id === heading || slugOf(words.slice(0, words.length - attributes.length)) === slugOf(heading);
}

/** Returns the lines of the block with the mark `^name`: the item, the paragraph, or the block above a mark alone in its line. */
export function selectBlock(text: string, name: string): readonly Stretch[] | undefined {
  const lines = splitLines(text);
  const at = lines.findIndex(({ text: line, place }) => place === 'text' && markOf(line) === name);
  const marked = lines[at];
  if (marked === undefined) return undefined;
  const isAlone = marked.text.replace(/^[ \t>]+/, '').trimEnd() === `^${name}`;
  const last = isAlone ? lines.findLastIndex((line, index) => index < at && !isBlank(line)) : at;
  let first = last;
  while (first > 0 && !startsBlock(lines, first)) first -= 1;
  return last === -1 ? undefined : lines.slice(first, last + 1).map(stretchOf);
}

const markOf = (line: string): string | undefined => /(?:^|[ \t>])\^([A-Za-z\d-]+)[ \t]*$/.exec(line)?.[1];

const isBlank = ({ text, place }: Line): boolean => place !== 'listing' && /^[ \t>]*$/.test(text);

/** Returns whether a block begins with a line: an item, a listing, or what follows an empty line. */
function startsBlock(lines: readonly Line[], index: number): boolean {
  const [line, above] = [lines[index], lines[index - 1]];
  if (line === undefined || above === undefined || line.place === 'opening') return true;
  if (line.place === 'listing' || line.place === 'closing') return false;
  return ITEM.test(line.text) || isBlank(above) || readHeadingLevel(above) !== undefined;
}
