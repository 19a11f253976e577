/**
 * Reads rows of underscores as text: four or more, several with a separator between (`__/__`), and any number
 * directly inside brackets or quotation marks. In a form they are lines to write on; Markdown would pair them
 * as emphasis and drop them.
 */
import type { Processor } from 'unified';
import type { Code, Construct, State } from './micromark-types.ts';

const UNDERSCORE = '_'.charCodeAt(0);

/** `___` is emphasis inside strong emphasis. No emphasis needs more. */
const MIN_LENGTH = 4;

/**
 * Brackets and quotation marks, opening and closing. Only a pair encloses a field: in `(_"word"_)` the
 * underscores are between two signs, too, and mark emphasis.
 */
const ENCLOSING = new Set(['()', '[]', '{}', '""', "''", '«»', '“”', '‘’', '„“', '„”']);

/** Characters between the fields of a date, a time or a number. */
const SEPARATOR = /[-–/.:,;]/;
/** What is before the first field, and after the last: never what emphasis could begin or end at. */
const BEFORE_FIELDS = /^[\s([{:=]?$/;
const AFTER_FIELDS = /^[^\p{L}\p{N}*_`[("'<]?$/u;
/** More fields are read as emphasis, so that a hostile text is not read to its end at each underscore. */
const MAX_FIELDS = 20;

const construct: Construct = {
  name: 'fillInRun',
  tokenize(effects, ok, nok) {
    const { previous } = this;
    const mayBeFields = BEFORE_FIELDS.test(characterOf(previous));
    let [length, longest, runs, isAfterRun] = [0, 0, 0, false];
    const continues = (code: Code): boolean =>
      code === UNDERSCORE ||
      (isAfterRun && mayBeFields && runs < MAX_FIELDS && SEPARATOR.test(characterOf(code)));
    const read: State = (code) => {
      if (code === UNDERSCORE) length += 1;
      else if (length > 0) {
        longest = Math.max(longest, length);
        runs += 1;
        length = 0;
        isAfterRun = true;
      } else isAfterRun = false;
      if (continues(code)) {
        effects.consume(code);
        return read;
      }
      effects.exit('data');
      return isFillIn(code) ? ok(code) : nok(code);
    };
    const isFillIn = (after: Code): boolean => {
      if (longest >= MIN_LENGTH || (runs === 1 && isEnclosed(previous, after))) return true;
      return runs > 1 && mayBeFields && AFTER_FIELDS.test(characterOf(after));
    };
    return (code) => {
      effects.enter('data');
      return read(code);
    };
  },
};

const isEnclosed = (before: Code, after: Code): boolean =>
  ENCLOSING.has(`${characterOf(before)}${characterOf(after)}`);

/** Negative codes are line ends and tabs. */
const characterOf = (code: Code): string => (code === null || code < 0 ? '' : String.fromCodePoint(code));

/** Adds the construct. Use it after `remark-parse`. */
export function readFillInRuns(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: { [UNDERSCORE]: construct } }];
}
