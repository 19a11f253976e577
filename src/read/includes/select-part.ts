/** Selects the part of a file that an include names. */
import type { Boundary, FilePart, LineRange, NamedMarks, Stretch } from './include-mark.ts';
import { selectBlock, selectSection } from './select-note.ts';

/** How much text the files of one chapter may have, in UTF-16 code units: as much as a chapter. */
export const MAX_INCLUDED_LENGTH = 5_000_000;

/** Returns the lines of the part, without their ends; `undefined` if the file has no such part. */
export function selectPart(text: string, part: FilePart): readonly Stretch[] | undefined {
  if (part.kind === 'section') return selectSection(text, part.headings);
  if (part.kind === 'block') return selectBlock(text, part.name);
  if (part.kind === 'between') return selectBetween(text, part.from, part.to);
  const lines = splitStretch(text, { start: 0, end: text.length });
  if (part.kind === 'all') return lines;
  const found =
    part.kind === 'lines' ? selectLines(lines, part.ranges) : selectNamed(text, lines, part.name, part.marks);
  return found.length > 0 ? found : undefined;
}

/** Splits a stretch into its lines. A line end at its end begins no other line. */
function splitStretch(text: string, { start, end }: Stretch): readonly Stretch[] {
  const lines: Stretch[] = [];
  let at = start;
  while (at < end) {
    const found = text.indexOf('\n', at);
    const next = found === -1 || found > end ? end : found;
    lines.push({ start: at, end: next });
    at = next + 1;
  }
  return lines;
}

/** Returns the lines of all ranges. Stops where they are too many for a chapter: ranges can be the same. */
function selectLines(lines: readonly Stretch[], ranges: readonly LineRange[]): readonly Stretch[] {
  const found: Stretch[] = [];
  for (const { from, to } of ranges) {
    for (const line of lines.slice(Math.max(from, 1) - 1, to)) found.push(line);
    if (found.length > MAX_INCLUDED_LENGTH) break;
  }
  return found;
}

function selectNamed(
  text: string,
  lines: readonly Stretch[],
  name: string,
  { begin, end }: NamedMarks,
): readonly Stretch[] {
  const found: Stretch[] = [];
  let isInside = false;
  let isFound = false;
  for (const line of lines) {
    const written = text.slice(line.start, line.end);
    const [, ended] = end.exec(written) ?? [];
    const [, began] = (ended === undefined && begin.exec(written)) || [];
    if (began === name) [isInside, isFound] = [true, true];
    else if (ended === name) isInside = false;
    else if (isInside && began === undefined && ended === undefined) found.push(line);
  }
  return isFound && found.length === 0 ? [{ start: 0, end: 0 }] : found;
}

function selectBetween(
  text: string,
  from: Boundary | undefined,
  to: Boundary | undefined,
): readonly Stretch[] | undefined {
  const start = from === undefined ? { at: 0, after: 0 } : findStart(text, from);
  if (start === undefined) return undefined;
  const end = to === undefined ? text.length : findEnd(text, to, start.after);
  return end === undefined ? undefined : splitStretch(text, { start: start.at, end });
}

/** @returns where the part begins, and from where its end is looked for */
function findStart(
  text: string,
  { text: sought, takes }: Boundary,
): { at: number; after: number } | undefined {
  const found = text.indexOf(sought);
  if (found === -1) return undefined;
  const after = found + sought.length;
  const lineEnd = endOfLine(text, after);
  if (takes === 'rest') return { at: after, after };
  if (takes === 'other lines') return { at: Math.min(lineEnd + 1, text.length), after: lineEnd };
  return { at: text.lastIndexOf('\n', found) + 1, after: lineEnd };
}

function findEnd(text: string, { text: sought, takes }: Boundary, from: number): number | undefined {
  const found = text.indexOf(sought, from);
  if (found === -1) return undefined;
  if (takes === 'rest') return found;
  return takes === 'other lines' ? Math.max(text.lastIndexOf('\n', found), 0) : endOfLine(text, found);
}

function endOfLine(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}
