/** Fits words into a box on the cover: how wide they are at most, where lines break, how large the type can be. */
import { graphemesOf } from '../../lib/text/graphemes.ts';

/** Lines of text and the size they are set in, in the box's units. */
export interface FittedText {
  readonly size: number;
  readonly lines: readonly string[];
}

export interface TextBox {
  readonly width: number;
  readonly height: number;
  /** Type sizes to choose from: the largest and, as long as words would have to be broken, the smallest. */
  readonly largest: number;
  readonly smallest: number;
  /** Distance of lines, as a multiple of the size. */
  readonly leading: number;
}

// Widths in em of Verdana Bold, about the widest sans-serif a reading system takes: no other then overflows.
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
const STEP = 0.95;

/** Width in em, at most. */
export function widthOf(text: string): number {
  return graphemesOf(text).reduce((sum, character) => sum + widthOfCharacter(character), 0);
}

const widths = new Map<string, number>();

function widthOfCharacter(character: string): number {
  const known = widths.get(character);
  if (known !== undefined) return known;
  const width = WIDTHS.find(([class_]) => class_.test(character))?.[1] ?? OTHER_WIDTH;
  widths.set(character, width);
  return width;
}

/** A word with the space after it, measured once: of a thousand authors every size of type is tried. */
interface Word {
  readonly text: string;
  readonly characters: readonly string[];
  /** How many there are before the space. */
  readonly printed: number;
}

/**
 * The largest type in which the text fits the box, lines balanced. It goes below `smallest` rather than cut the text
 * off; from there on, words that are longer than a line are broken.
 */
export function fitText(text: string, box: TextBox): FittedText {
  const words = wordsOf(text).map(measured);
  for (let size = box.largest; ; size *= STEP) {
    const room = box.width / size;
    const mayBreak = size <= box.smallest;
    if (!mayBreak && words.some((word) => printedWidth(0, word) > room)) continue;
    const parts = mayBreak ? words.flatMap((word) => pieces(word, room)) : words;
    const lines = linesOf(parts, room);
    if (lines.length * size * box.leading > box.height) continue;
    return { size: Math.floor(size * 10) / 10, lines: balanced(parts, lines, room) };
  }
}

function measured(text: string): Word {
  const characters = graphemesOf(text);
  return { text, characters, printed: graphemesOf(text.trimEnd()).length };
}

/** Where a line ends that is as wide as that, with the word behind it, and without the space after the word. */
function printedWidth(before: number, { characters, printed }: Word): number {
  let width = before;
  for (let index = 0; index < printed; index += 1) width += widthOfCharacter(characters[index] ?? '');
  return width;
}

const wholeWidth = (before: number, { characters }: Word): number =>
  characters.reduce((sum, character) => sum + widthOfCharacter(character), before);

/** Words with the space after them; in scripts without spaces, characters. A full stop does not begin a line. */
function wordsOf(text: string): string[] {
  const breaks =
    /(?<=\s)(?=\S)|(?<=\S[-/–—])(?=\p{L})|(?<=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}、。])(?=[\p{L}「『（])(?!ー)/u;
  return text.trim().replace(/\s+/gu, ' ').split(breaks);
}

function pieces(word: Word, room: number): Word[] {
  if (printedWidth(0, word) <= room) return [word];
  const parts = [''];
  let width = 0;
  for (const character of word.characters) {
    width += widthOfCharacter(character);
    if (parts.at(-1) !== '' && width > room) {
      parts.push('');
      width = widthOfCharacter(character);
    }
    parts[parts.length - 1] += character;
  }
  return parts.map(measured);
}

function linesOf(words: readonly Word[], room: number): string[] {
  const lines: string[] = [];
  let width = 0;
  for (const word of words) {
    const goesOn = lines.length > 0 && printedWidth(width, word) <= room;
    if (goesOn) lines[lines.length - 1] += word.text;
    else lines.push(word.text);
    width = wholeWidth(goesOn ? width : 0, word);
  }
  return lines.map((line) => line.trimEnd());
}

/** The same number of lines, as even as they get: the narrowest measure that takes no line more. */
function balanced(parts: readonly Word[], lines: readonly string[], room: number): readonly string[] {
  let best = lines;
  for (let measure = room * STEP; measure > room / 2; measure *= STEP) {
    const narrower = linesOf(parts, measure);
    if (narrower.length > lines.length || narrower.some((line) => widthOf(line) > room)) break;
    best = narrower;
  }
  return best;
}
