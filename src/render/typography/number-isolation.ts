/**
 * Isolates numbers, phone numbers, addresses and quantities in text that is read from right to left, so that their
 * order does not depend on the text around them (Unicode UAX 9, 2.4).
 */
import type { Element, Root } from 'hast';
import { findDirection, findSequenceDirection, guessLanguage } from '../../core/language.ts';
import { type TextPlace, type TextPoint, wrapBetween } from '../../lib/html/split.ts';
import { isRightToLeft } from '../../lib/text/direction.ts';
import { findNumberRuns, type NumberRun } from '../../lib/text/number-runs.ts';
import { INLINE, isPlaceholder, LITERAL } from './literal.ts';

/** What the numbers of a text depend on. */
interface TextDirection {
  readonly direction: unknown;
  readonly language: string;
}

/** A piece of a line. Without a place, it represents literal content. */
interface LinePiece {
  readonly text: string;
  readonly place?: TextPlace;
}

/** The pieces of one block, or of a part of it with its own direction. */
interface Line extends TextDirection {
  readonly pieces: LinePiece[];
}

/** Changes a tree in place. @param language of the tree */
export function isolateNumbers(tree: Root, language: string): void {
  const lines: Line[] = [];
  collectLines(tree, { direction: findDirection(language), language }, [], lines);
  for (const line of lines) isolateInLine(line);
}

function collectLines(
  parent: Root | Element,
  context: TextDirection,
  above: readonly (Root | Element)[],
  lines: Line[],
): void {
  const ancestors = [...above, parent];
  const open = (): void => void lines.push({ ...context, pieces: [] });
  open();
  for (const child of parent.children) {
    if (child.type === 'text')
      lines.at(-1)?.pieces.push({ text: child.value, place: { node: child, ancestors } });
    if (child.type !== 'element') continue;
    const { tagName } = child;
    if (isLiteral(child)) {
      lines.at(-1)?.pieces.push({ text: tagName === 'br' ? '\n' : '\uFFFC' });
      continue;
    }
    const inner = readDirection(child, context);
    if (INLINE.has(tagName) && inner.direction === context.direction) {
      collectInline(child, inner, ancestors, lines);
      continue;
    }
    collectLines(child, inner, ancestors, lines);
    open();
  }
}

const readDirection = ({ properties: { dir, lang } }: Element, around: TextDirection): TextDirection => ({
  direction: dir ?? around.direction,
  language: typeof lang === 'string' ? lang : around.language,
});

/** Collects the content of an inline element into the line that is open. */
function collectInline(
  element: Element,
  context: TextDirection,
  above: readonly (Root | Element)[],
  lines: Line[],
): void {
  const nested: Line[] = [];
  collectLines(element, context, above, nested);
  const [first, ...others] = nested;
  lines.at(-1)?.pieces.push(...(first?.pieces ?? []));
  lines.push(...others);
}

/** Whether the text of an element is not prose. An author’s `bdi` without a direction, and `bdo`, have their own order. */
const isLiteral = ({ tagName, properties }: Element): boolean =>
  LITERAL.has(tagName) ||
  ['br', 'img', 'bdo'].includes(tagName) ||
  (tagName === 'bdi' && properties.dir === undefined) ||
  isPlaceholder(properties);

function isolateInLine({ pieces, language, direction }: Line): void {
  const text = pieces.map((piece) => piece.text).join('');
  if (direction !== 'rtl' && !isRightToLeft(text)) return;
  const own = findDirection(language) === 'rtl' ? language : guessLanguage(text);
  const runs = findNumberRuns(text, findSequenceDirection(own));
  isolateRuns(direction === 'rtl' ? runs : runs.filter((run) => isAfterRightToLeft(run, text)), pieces, 0);
}

/** Whether the letter before a run is written from right to left, so that it would decide the order of the run. */
const isAfterRightToLeft = ({ start }: NumberRun, text: string): boolean =>
  isRightToLeft(/\p{L}(?!.*\p{L})/su.exec(text.slice(Math.max(0, start - 200), start))?.[0] ?? '');

/** @param from offset of the pieces in the text of the runs */
function isolateRuns(runs: readonly NumberRun[], pieces: readonly LinePiece[], from: number): void {
  // From the end, because a change leaves the texts before it as they are.
  for (const run of runs.toReversed()) {
    const start = findStart(run.start - from, pieces);
    const end = findEnd(run.end - from, pieces);
    const isolate = createIsolate(run);
    if (start === undefined || end === undefined || !wrapBetween(start, end, isolate)) continue;
    if (run.inner.length > 0) isolateRuns(run.inner, collectPieces(isolate), run.start);
  }
}

function collectPieces(element: Element): readonly LinePiece[] {
  const lines: Line[] = [];
  collectLines(element, { direction: undefined, language: '' }, [], lines);
  return lines.flatMap(({ pieces }) => pieces);
}

/** Finds the place of the character after an offset. */
function findStart(offset: number, pieces: readonly LinePiece[]): TextPoint | undefined {
  let before = 0;
  for (const { text, place } of pieces) {
    if (offset < before + text.length) return place && { place, offset: offset - before };
    before += text.length;
  }
  return undefined;
}

/** Finds the place of the character before an offset. */
function findEnd(offset: number, pieces: readonly LinePiece[]): TextPoint | undefined {
  let before = 0;
  for (const { text, place } of pieces) {
    if (offset <= before + text.length) return place && { place, offset: offset - before };
    before += text.length;
  }
  return undefined;
}

const createIsolate = ({ direction, isOverride }: NumberRun): Element => ({
  type: 'element',
  tagName: isOverride ? 'bdo' : 'bdi',
  properties: { dir: direction },
  children: [],
});
