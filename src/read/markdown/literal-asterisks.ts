/**
 * Reads asterisks as text that no author means as marks of emphasis: between two digits, as in `2*3*4`, and
 * before a comma or a closing bracket, as in `* not *, but`. Markdown would pair them and drop them.
 */
import type { Processor } from 'unified';
import type { Code, Construct } from './micromark-types.ts';

const ASTERISK = '*'.charCodeAt(0);

const construct: Construct = {
  name: 'literalAsterisk',
  tokenize(effects, ok, nok) {
    const { previous } = this;
    return (code) => {
      effects.enter('data');
      effects.consume(code);
      effects.exit('data');
      return (after) => (isLiteral(previous, after) ? ok(after) : nok(after));
    };
  },
};

function isLiteral(previous: Code, after: Code): boolean {
  const next = characterOf(after);
  if (/\d/.test(characterOf(previous))) return /\d/.test(next);
  return isSpace(previous) && /[,;)\]}]/.test(next);
}

/** Negative codes are line ends and tabs. */
const characterOf = (code: Code): string => (code === null || code < 0 ? '' : String.fromCodePoint(code));
const isSpace = (code: Code): boolean => /^\s?$/.test(characterOf(code));

/** Adds the construct. Use it after `remark-parse`. */
export function readLiteralAsterisks(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: { [ASTERISK]: construct } }];
}
