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

/**
 * Returns the lines of the block with the mark `^name`: the item with those below it, the paragraph, or the whole block above a
 * mark that is alone between empty lines, such as a list or a quotation.
 */
export function selectBlock(text: string, name: string): readonly Stretch[] | undefined {
  const lines = splitLines(text);
  const at = lines.findIndex(({ text: line, place }) => place === 'text' && markOf(line) === name);
  const marked = lines[at];
  if (marked === undefined) return undefined;
  const isAlone = marked.text.replace(/^[ \t>]+/, '').trimEnd() === `^${name}`;
  const last = isAlone ? lines.findLastIndex((line, index) => index < at && !isBlank(line)) : at;
  if (last === -1) return undefined;
  const whole = last < at - 1 ? findWholeStart(lines, last) : undefined;
  if (whole !== undefined) return lines.slice(whole, last + 1).map(stretchOf);
  let first = last;
  while (first > 0 && !startsBlock(lines, first)) first -= 1;
  const item = lines[first];
  if (item === undefined || !isItem(item)) return lines.slice(first, last + 1).map(stretchOf);
  return dedent(lines.slice(first, (isAlone ? last : findItemEnd(lines, indentOf(item), last)) + 1));
}

const markOf = (line: string): string | undefined => /(?:^|[ \t>])\^([A-Za-z\d-]+)[ \t]*$/.exec(line)?.[1];

const isBlank = ({ text, place }: Line): boolean => place !== 'listing' && /^[ \t>]*$/.test(text);

const isItem = (line: Line | undefined): boolean => line?.place === 'text' && ITEM.test(line.text);

const isQuoted = (line: Line | undefined): boolean => line !== undefined && /^ {0,3}>/.test(line.text);

/** Characters before the content of a line, marks of quotations included. */
const indentOf = ({ text }: Line): number => /^[ \t>]*/.exec(text)?.[0].length ?? 0;

/** Returns where a quotation or a list begins that ends with a line; `undefined` if it ends neither. */
function findWholeStart(lines: readonly Line[], last: number): number | undefined {
  if (!isQuoted(lines[last])) return findListStart(lines, last);
  return lines.findLastIndex((line, index) => index < last && !isQuoted(line)) + 1;
}

/** An empty line is in a list if what is below it is an item or indented. */
function findListStart(lines: readonly Line[], last: number): number | undefined {
  let first: number | undefined;
  let below = lines[last];
  for (let index = last; index >= 0; index -= 1) {
    const line = lines[index];
    if (line === undefined || (readHeadingLevel(line) !== undefined && indentOf(line) === 0)) break;
    if (!isBlank(line)) below = line;
    else if (!isItem(below) && below !== undefined && indentOf(below) === 0) break;
    if (isItem(line)) first = index;
  }
  return first;
}

/** Returns the last line of an item: what is below the marked line and indented more than the item belongs to it. */
function findItemEnd(lines: readonly Line[], indent: number, marked: number): number {
  let end = marked;
  for (const [index, line] of lines.entries()) {
    if (index <= marked || isBlank(line)) continue;
    const isInListing = line.place === 'listing' || line.place === 'closing';
    if (!isInListing && indentOf(line) <= indent) break;
    end = index;
  }
  return end;
}

/** Leaves out the spaces before an item in another one: four would make it a listing. */
function dedent(lines: readonly Line[]): readonly Stretch[] {
  const widthOf = ({ text }: Line): number => /^[ \t]*/.exec(text)?.[0].length ?? 0;
  const margin = lines[0] === undefined ? 0 : widthOf(lines[0]);
  return lines.map((line) => {
    const { start, end } = stretchOf(line);
    return { start: start + Math.min(margin, widthOf(line)), end };
  });
}

/** Returns whether a block begins with a line: an item, a listing, or what follows an empty line. */
function startsBlock(lines: readonly Line[], index: number): boolean {
  const [line, above] = [lines[index], lines[index - 1]];
  if (line === undefined || above === undefined || line.place === 'opening') return true;
  if (line.place === 'listing' || line.place === 'closing') return false;
  return ITEM.test(line.text) || isBlank(above) || readHeadingLevel(above) !== undefined;
}
