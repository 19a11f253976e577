/** Marks in the text of a Word document what HTML has no element for, so that it keeps its place on the way to Markdown. */

/** What a page cannot show. */
export type LostPart =
  | 'equation'
  | 'chart'
  | 'diagram'
  | 'drawing'
  | 'picture'
  | 'picture-linked'
  | 'embedded-document';

export type Mark =
  | { readonly kind: 'page-break' | 'rule' }
  /** The number of an item of a list. */
  | { readonly kind: 'number'; readonly value: number }
  /** A caption, and the label that was taken out of it. */
  | { readonly kind: 'caption'; readonly label: string }
  | { readonly kind: 'formula'; readonly tex: string; readonly isBlock: boolean }
  | { readonly kind: 'ruby'; readonly base: string; readonly above: string }
  | {
      readonly kind: 'lost';
      readonly part: LostPart;
      /** The format of a picture, as `EMF`, or the words that describe it. */
      readonly detail?: string;
    };

/** Characters of the private use area around the number of a mark, and before the size of a picture. */
const OPEN = '\uE010';
const CLOSE = '\uE011';
const SIZE = '\uE012';
const ANY_SIGN = /[\uE010-\uE012]/g;

/** One mark in a text. Its first group is the number. */
export const MARK_PATTERN: RegExp = /\uE010(\d+)\uE011/g;

/** Holds the marks of a document, by number. */
export class Marks {
  readonly #marks: Mark[] = [];

  /** Adds a mark. Returns the text for its place. */
  add(mark: Mark): string {
    this.#marks.push(mark);
    return `${OPEN}${this.#marks.length - 1}${CLOSE}`;
  }

  /** Returns the mark of a number. */
  get(number: string): Mark | undefined {
    return this.#marks[Number(number)];
  }
}

/** Removes the signs of marks from a text of the author. */
export const removeMarkSigns = (text: string): string => text.replace(ANY_SIGN, '');

/** Whether a picture is decoration, and its width in percent of the line if it is narrower. */
export interface PictureFacts {
  readonly words: string;
  readonly width?: number;
  readonly isDecorative: boolean;
}

/** Writes facts of a picture into the attribute for its alternative text, the only one that is passed on. */
export const encodePicture = ({ words, width, isDecorative }: PictureFacts): string =>
  `${words}${SIZE}${width ?? ''}${isDecorative ? 'd' : ''}`;

/** Reads what {@link encodePicture} wrote. */
export function decodePicture(alt: string): PictureFacts {
  const [words = '', facts = ''] = alt.split(SIZE);
  const width = Number.parseInt(facts, 10);
  return { words: words.trim(), isDecorative: facts.endsWith('d'), ...(width > 0 && { width }) };
}
