/**
 * The order in which a line is read: what is written from right to left stands in a file as it does on the page, from the
 * left, and is turned round.
 */

/** What a glyph, or several with one text, stand for. */
export type Sign = string;

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const LETTER = /[\p{L}\p{N}]/u;

export const isFromRight = (sign: Sign): boolean => RIGHT_TO_LEFT.test(sign);

/** From the order of a line on the page to that of reading (Unicode Bidirectional Algorithm, L2, undone). */
export function asRead(line: readonly Sign[]): string {
  if (!line.some(isFromRight)) return line.join('');
  const count = (isCounted: (sign: Sign) => boolean): number =>
    line.filter((sign) => isCounted(sign)).join('').length;
  const fromRight = count(isFromRight);
  const fromLeft = count((sign) => LETTER.test(sign) && !isFromRight(sign));
  return (fromRight >= fromLeft ? fromRightEnd(line) : withPhrasesTurned(line)).join('');
}

/** Turned round as a whole, and what is written from left to right once more. */
function fromRightEnd(line: readonly Sign[]): readonly Sign[] {
  const isForeign = (sign: Sign): boolean => LETTER.test(sign) && !isFromRight(sign);
  return turned(line.toReversed(), isForeign, isFromRight);
}

const withPhrasesTurned = (line: readonly Sign[]): readonly Sign[] =>
  turned(line, isFromRight, (sign) => LETTER.test(sign) && !isFromRight(sign));

/** Turns what stands between the outermost signs of one kind, in each stretch that has none of the other. */
function turned(
  line: readonly Sign[],
  isOne: (sign: Sign) => boolean,
  isOther: (sign: Sign) => boolean,
): readonly Sign[] {
  const signs: Sign[] = [];
  let stretch: Sign[] = [];
  const close = (): void => {
    const [first, last] = [stretch.findIndex(isOne), stretch.findLastIndex(isOne)];
    if (first < 0) signs.push(...stretch);
    else {
      const inner = stretch.slice(first, last + 1).toReversed();
      signs.push(...stretch.slice(0, first), ...inner, ...stretch.slice(last + 1));
    }
    stretch = [];
  };
  for (const sign of line) {
    if (!isOther(sign)) stretch.push(sign);
    else {
      close();
      signs.push(sign);
    }
  }
  close();
  return signs;
}
