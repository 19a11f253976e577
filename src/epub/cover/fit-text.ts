/** Fits text into a box on the cover: estimates its maximum width, breaks lines, and chooses the font size. */
import { splitGraphemes } from '../../lib/text/graphemes.ts';

/** Lines of text and their font size, in the box's units. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

/** A box and its typographic limits, in one unit. */
export interface TextBox {
  readonly width: number;
  readonly height: number;
  /** Largest font size, and the smallest at which words are not broken. */
  readonly largest: number;
  readonly smallest: number;
  /** Distance of lines, as a multiple of the size. */
  readonly leading: number;
}

// Widths in em of Verdana Bold, about the widest sans-serif of any reading system, so that no other font
// overflows.
const WIDTHS: readonly [RegExp, number][] = [
  [/^[\s]$/u, 0.35],
  [/^[ijlI.,:;'’‘|!()[\]]$/u, 0.5],
  [/^[mwMW@%—…]$/u, 1.1],
  [
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}]/u,
    1.05,
  ],
  [/^\p{Lu}$/u, 0.84],
];
const OTHER_WIDTH = 0.72;
const SIZE_STEP = 0.95;

/** Estimates the maximum width in em. */
export function measureWidth(text: string): number {
  return splitGraphemes(text).reduce((sum, character) => sum + measureCharacter(character), 0);
}

/**
 * Bounded by the number of graphemes in titles and names. Measuring a grapheme takes up to five regular
 * expressions.
 */
const characterWidthCache = new Map<string, number>();

function measureCharacter(character: string): number {
  const cached = characterWidthCache.get(character);
  if (cached !== undefined) return cached;
  const width = WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? OTHER_WIDTH;
  characterWidthCache.set(character, width);
  return width;
}

/**
 * A word with the space after it. It is split once, because every font size is tried, even for a thousand
 * authors.
 */
interface Word {
  readonly text: string;
  readonly characters: readonly string[];
  /** Number of characters before the space. */
  readonly printed: number;
}

/**
 * Finds the largest font size at which the text fits the box, and balances the lines. From `smallest` down,
 * breaks words that are longer than a line. Never truncates the text.
 */
export function fitText(text: string, box: TextBox): FittedText {
  const words = splitWords(text).map(measureWord);
  for (let size = box.largest; ; size *= SIZE_STEP) {
    const room = box.width / size;
    const mayBreak = size <= box.smallest;
    if (!mayBreak && words.some((word) => measurePrinted(0, word) > room)) continue;
    const parts = mayBreak ? words.flatMap((word) => breakWord(word, room)) : words;
    const lines = breakLines(parts, room);
    if (lines.length * size * box.leading > box.height) continue;
    return { size: Math.floor(size * 10) / 10, lines: balanceLines(parts, lines, room) };
  }
}

function measureWord(text: string): Word {
  const characters = splitGraphemes(text);
  return { text, characters, printed: splitGraphemes(text.trimEnd()).length };
}

/** Measures a line of the given width with a word appended, without the space after the word. */
function measurePrinted(before: number, { characters, printed }: Word): number {
  let width = before;
  for (let index = 0; index < printed; index += 1) width += measureCharacter(characters[index] ?? '');
  return width;
}

const measureWhole = (before: number, { characters }: Word): number =>
  characters.reduce((sum, character) => sum + measureCharacter(character), before);

/**
 * Splits text into words with the space after them; in scripts without spaces, into characters. No line
 * begins with a full stop.
 */
function splitWords(text: string): string[] {
  const breaks =
    /(?<=\s)(?=\S)|(?<=\S[-/–—])(?=\p{L})|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。])(?=[\p{L}「『（])(?!ー)/u;
  return text.trim().replace(/\s+/gu, ' ').split(breaks);
}

function breakWord(word: Word, room: number): Word[] {
  if (measurePrinted(0, word) <= room) return [word];
  const parts = [''];
  let width = 0;
  for (const character of word.characters) {
    width += measureCharacter(character);
    if (parts.at(-1) !== '' && width > room) {
      parts.push('');
      width = measureCharacter(character);
    }
    parts[parts.length - 1] += character;
  }
  return parts.map(measureWord);
}

function breakLines(words: readonly Word[], room: number): string[] {
  const lines: string[] = [];
  let width = 0;
  for (const word of words) {
    const fits = lines.length > 0 && measurePrinted(width, word) <= room;
    if (fits) lines[lines.length - 1] += word.text;
    else lines.push(word.text);
    width = measureWhole(fits ? width : 0, word);
  }
  return lines.map((line) => line.trimEnd());
}

/** Balances lines: breaks them at the narrowest width that needs no additional line. */
function balanceLines(parts: readonly Word[], lines: readonly string[], room: number): readonly string[] {
  let best = lines;
  for (let measure = room * SIZE_STEP; measure > room / 2; measure *= SIZE_STEP) {
    const narrower = breakLines(parts, measure);
    if (narrower.length > lines.length || narrower.some((line) => measureWidth(line) > room)) break;
    best = narrower;
  }
  return best;
}
