/** Reads blocks that go on where lines are indented, as containers of micromark. */
import type { Construct, Effects, State, Tokenizer } from '../../micromark-types.ts';
import { isLineEnd, isSpace } from '../character-codes.ts';

/** Types of tokens for what precedes the content of a line. */
type Prefix = 'definitionPartPrefix' | 'boxContainerMark';

/** Returns how many columns are before the mark of a container that begins. */
export function columnsBefore({ events }: ThisParameterType<Tokenizer>): number {
  const last = events.at(-1);
  return last?.[1].type === 'linePrefix' ? last[2].sliceSerialize(last[1], true).length : 0;
}

/** Consumes spaces up to a number, and goes on with their number. */
export function consumeSpaces(effects: Effects, end: (count: number) => State, most: number): State {
  let count = 0;
  const consume: State = (code) => {
    if (!isSpace(code) || count === most) return end(count)(code);
    count += 1;
    effects.consume(code);
    return consume;
  };
  return consume;
}

/**
 * Creates the continuation of a container over empty lines and indented ones.
 * @param columnsOf returns how many columns the lines are indented
 */
export const continueIndented = (
  prefix: Prefix,
  columnsOf: (context: ThisParameterType<Tokenizer>) => number,
): Tokenizer =>
  function (effects, ok, nok) {
    const columns = columnsOf(this);
    const indentBy =
      (isBlank: boolean): State =>
      (code) => {
        if (!isSpace(code)) return isBlank ? ok(code) : nok(code);
        effects.enter(prefix);
        const end =
          (count: number): State =>
          (next) => {
            effects.exit(prefix);
            return isBlank || count === columns ? ok(next) : nok(next);
          };
        return consumeSpaces(effects, end, columns)(code);
      };
    return effects.check(BLANK_LINES[prefix], indentBy(true), indentBy(false));
  };

const createBlankLine = (prefix: Prefix): Construct => ({
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      if (!isSpace(code)) return isLineEnd(code) ? ok(code) : nok(code);
      effects.enter(prefix);
      const end = (): State => (next) => {
        effects.exit(prefix);
        return isLineEnd(next) ? ok(next) : nok(next);
      };
      return consumeSpaces(effects, end, Infinity)(code);
    };
  },
});

const BLANK_LINES: Readonly<Record<Prefix, Construct>> = {
  definitionPartPrefix: createBlankLine('definitionPartPrefix'),
  boxContainerMark: createBlankLine('boxContainerMark'),
};
