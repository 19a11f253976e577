/**
 * Describes in a small language what a text must contain and what an edition may add, and compares texts with
 * it.
 */
import { compact, type Letters } from './letters.ts';

/** A piece of the expected text, in reading order. */
export type Piece =
  /** A word of the author. */
  | { readonly kind: 'word'; readonly word: string }
  /** A border between two words. */
  | { readonly kind: 'gap' }
  /** Text that the edition adds. `pattern` is matched without white space; see {@link compact}. */
  | { readonly kind: 'added'; readonly name: string; readonly pattern: string; readonly required: boolean }
  /** One of several alternatives. */
  | { readonly kind: 'either'; readonly ways: readonly (readonly Piece[])[] };

/** Splits at white space, and marks its places. */
export function words(text: string): readonly Piece[] {
  return text.split(/(\s+)/).flatMap((part): Piece[] => {
    if (part === '') return [];
    if (/^\s+$/.test(part)) return [GAP];
    const word = compact(part);
    return word === '' ? [] : [{ kind: 'word', word }];
  });
}

export const GAP: Piece = { kind: 'gap' };

/** @param pattern regular expression for text without white space */
export const added = (name: string, pattern: string): Piece => ({
  kind: 'added',
  name,
  pattern,
  required: true,
});
export const maybe = (name: string, pattern: string): Piece => ({
  kind: 'added',
  name,
  pattern,
  required: false,
});
export const either = (...ways: readonly (readonly Piece[])[]): Piece => ({ kind: 'either', ways });

/** Escapes a text for a pattern. */
export const exactly = (text: string): string => compact(text).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** A step of the state machine that the pieces are compiled to. */
type Step =
  | { readonly do: 'word'; readonly word: string; readonly apart: boolean }
  | { readonly do: 'added'; readonly name: string; readonly pattern: RegExp }
  | { readonly do: 'try'; readonly targets: readonly number[] };

/**
 * How spaces are compared. `guessed`: the end of a line may be a space or none. `exact`: every space of the source is
 * in the text, and no word has one.
 */
export type Spaces = 'guessed' | 'exact';

/** Returns a description of the first difference; `undefined` if the text is as expected. */
export function difference(
  pieces: readonly Piece[],
  text: Letters,
  spaces: Spaces = 'guessed',
): string | undefined {
  const steps: Step[] = [];
  compile(pieces, steps, { apart: false });
  const seen = new Set<number>();
  const open: Point[] = [{ step: 0, at: 0 }];
  let furthest: Point = { step: 0, at: 0 };
  for (let point = open.pop(); point !== undefined; point = open.pop()) {
    const key = point.step * (text.letters.length + 1) + point.at;
    if (seen.has(key)) continue;
    seen.add(key);
    if (isFurther(point, furthest)) furthest = point;
    const step = steps[point.step];
    if (step !== undefined) open.push(...pointsAfter(step, point, text, spaces));
    else if (point.at === text.letters.length) return undefined;
  }
  return describeDifference(steps, furthest, text);
}

/** State of the matching: the next step and the position in the text. */
interface Point {
  readonly step: number;
  readonly at: number;
}

const isFurther = (one: Point, other: Point): boolean =>
  one.at > other.at || (one.at === other.at && one.step > other.step);

/** States to try, the last one first. */
function pointsAfter(
  step: Step,
  { step: index, at }: Point,
  text: Letters,
  spaces: Spaces,
): readonly Point[] {
  if (step.do === 'try') return step.targets.toReversed().map((target) => ({ step: target, at }));
  const end = step.do === 'word' ? wordEnd(step, text, at, spaces) : addedEnd(step.pattern, text, at);
  return end === undefined ? [] : [{ step: index + 1, at: end }];
}

function compile(pieces: readonly Piece[], steps: Step[], state: { apart: boolean }): void {
  for (const piece of pieces) {
    if (piece.kind === 'gap') state.apart = true;
    else if (piece.kind === 'word') {
      steps.push({ do: 'word', word: piece.word, apart: state.apart });
      state.apart = false;
    } else if (piece.kind === 'added') {
      if (!piece.required) steps.push({ do: 'try', targets: [steps.length + 1, steps.length + 2] });
      steps.push({ do: 'added', name: piece.name, pattern: new RegExp(piece.pattern, 'y') });
      state.apart = false;
    } else compileWays(piece.ways, steps, state);
  }
}

function compileWays(ways: readonly (readonly Piece[])[], steps: Step[], state: { apart: boolean }): void {
  const start = steps.length;
  steps.push({ do: 'try', targets: [] });
  const starts: number[] = [];
  const ends: number[] = [];
  for (const way of ways) {
    starts.push(steps.length);
    compile(way, steps, { apart: true });
    ends.push(steps.length);
    steps.push({ do: 'try', targets: [] });
  }
  steps[start] = { do: 'try', targets: starts };
  for (const end of ends) steps[end] = { do: 'try', targets: [steps.length] };
  state.apart = true;
}

/** Letters of scripts with spaces between words, for which extractors do not guess spaces. */
const SPACED = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]$/u;

/** Characters of scripts without spaces between words, between which a line feed of the source is no space. */
const CHINESE_OR_JAPANESE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF01-\uFF60]/u;

const CLOSING = /[.,;:!?)\]]/;

/**
 * Checks spaces: a word has no space in it, and has one before it if the source has one. If spaces are guessed, a word
 * may be broken at a line end.
 */
function wordEnd(
  { word, apart }: { word: string; apart: boolean },
  text: Letters,
  at: number,
  spaces: Spaces,
): number | undefined {
  if (!text.letters.startsWith(word, at)) return undefined;
  const beside = (index: number, script: RegExp): number =>
    Number(script.test(text.letters[index] ?? '')) + Number(script.test(text.letters[index - 1] ?? ''));
  const needsSpace = (index: number): boolean =>
    spaces === 'guessed'
      ? beside(index, SPACED) === 2
      : beside(index, CHINESE_OR_JAPANESE) < 2 && !CLOSING.test(text.letters[index] ?? '');
  if (apart && needsSpace(at) && text.gaps[at] === 'none') return undefined;
  for (let index = at + 1; index < at + word.length; index += 1) {
    const isBroken = spaces === 'exact' ? text.gaps[index] !== 'none' : text.gaps[index] === 'space';
    if (isBroken && beside(index, SPACED) === 2) return undefined;
  }
  return at + word.length;
}

function addedEnd(pattern: RegExp, { letters }: Letters, at: number): number | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(letters);
  return found === null ? undefined : at + found[0].length;
}

const SHOWN = 12;

function describeDifference(steps: readonly Step[], { step, at }: Point, text: Letters): string {
  const textOf = (one: Step): string =>
    one.do === 'word' ? one.word : one.do === 'added' ? `<${one.name}>` : '';
  const join = (from: number, to: number): string =>
    steps.slice(Math.max(from, 0), to).map(textOf).filter(Boolean).join(' ');
  const around = (from: number, to: number): string =>
    [...text.letters.slice(Math.max(from, 0), to)]
      .map((letter, index) => (text.gaps[Math.max(from, 0) + index] === 'none' ? '' : ' ') + letter)
      .join('');
  return [
    `after “${join(step - SHOWN, step)}”`,
    `expected “${join(step, step + SHOWN)}”`,
    `found “${around(at - 30, at)}▮${around(at, at + 80)}”`,
  ].join('\n');
}
