/**
 * Reads formulas between single dollar signs, and listings of the language `math`:
 * https://pandoc.org/MANUAL.html#math, https://docs.github.com/get-started/writing-on-github. The content must
 * look like a formula, so that `$5 and $10` are prices.
 */
import type { Code, Paragraph } from 'mdast';
import type {} from 'mdast-util-math';
import type {} from 'micromark-extension-math';
import type { Processor } from 'unified';
import type { SourceFile } from '../../../../core/source-location.ts';
import { pointAt } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import type { Code as CharacterCode, Construct, State } from '../../micromark-types.ts';
import { isLineEnd } from '../character-codes.ts';
import type { DialectSyntax } from '../dialect.ts';

const DOLLAR = '$'.charCodeAt(0);

/** Longer formulas are written on lines of their own. */
const MAX_LENGTH = 300;

/** The rule of pandoc for the two signs, and none in a name such as `US$`. A brace is that of a template. */
const BEFORE = /^[^\w$\\]?$/;
const AFTER = /^[^\w${]?$/;
const HAS_EDGES = /^[^\s$](?:.*\S)?$/s;

/** Signs that prices do not have. */
const HAS_SIGN = /^(?!\{\{).*[\\^_={}<>]/s;
/** Letters that are no words, with numbers and operators; and numbers. */
const IS_TERM = /^(?:\d|[A-Za-z](?![A-Za-z])|[-+*/(),.'!|:;[\]−±]|(?<=[-+*/,;:]) | (?=[-+*/]))+$/;
/** A backslash at the end that no other one escapes. */
const IS_ESCAPED = /(?:^|[^\\])(?:\\\\)*\\$/;
const IS_NUMBER = /^-?\d+(?:[.,]\d+)?$/;

export const dollarMath: DialectSyntax = {
  extend: addDollars,
  transform: (tree, source) => {
    visit(tree, 'code', (node, index, parent) => {
      if (parent === undefined || index === undefined) return;
      if (node.lang?.toLowerCase() === 'math' && node.value.trim() !== '') {
        parent.children[index] = buildFormula(node, source);
      }
    });
  },
};

function addDollars(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { text: { [DOLLAR]: construct } }];
}

/** Produces the tokens of `micromark-extension-math`. */
const construct: Construct = {
  name: 'dollarMath',
  // As the construct of remark-math, which is tried wherever this one is.
  previous: (code) => code !== DOLLAR,
  tokenize(effects, ok, nok) {
    let content = '';
    const { previous } = this;
    const begin: State = (code) => {
      if (!BEFORE.test(characterOf(previous))) return nok(code);
      effects.enter('mathText');
      consumeSign(code);
      return between;
    };
    const consumeSign = (code: CharacterCode): void => {
      effects.enter('mathTextSequence');
      effects.consume(code);
      effects.exit('mathTextSequence');
    };
    const between: State = (code) => {
      if (code === null || content.length > MAX_LENGTH) return nok(code);
      if (code === DOLLAR) return isFormula(content) ? end(code) : nok(code);
      if (!isLineEnd(code)) {
        effects.enter('mathTextData');
        return read(code);
      }
      content += '\n';
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return between;
    };
    const read: State = (code) => {
      const ends = isLineEnd(code) || (code === DOLLAR && !IS_ESCAPED.test(content.slice(-4)));
      if (ends || content.length > MAX_LENGTH) {
        effects.exit('mathTextData');
        return between(code);
      }
      content += characterOf(code);
      effects.consume(code);
      return read;
    };
    const end: State = (code) => {
      consumeSign(code);
      effects.exit('mathText');
      return (after) => (AFTER.test(characterOf(after)) ? ok(after) : nok(after));
    };
    return begin;
  },
};

/** Line ends, tabs and the space that fills a tab have negative codes. */
function characterOf(code: CharacterCode): string {
  if (code === null || isLineEnd(code)) return '';
  return code < 0 ? ' ' : String.fromCodePoint(code);
}

const isFormula = (content: string): boolean =>
  HAS_EDGES.test(content) &&
  (HAS_SIGN.test(content) || IS_NUMBER.test(content) || (IS_TERM.test(content) && /[A-Za-z]/.test(content)));

/** Builds a formula on a line of its own, at the place of its content in the block. */
export function buildFormula(
  { value, position }: Pick<Code, 'value' | 'position'>,
  source: SourceFile,
  label?: string,
): Paragraph {
  const data = label === undefined ? {} : { data: { label } };
  if (position === undefined)
    return { type: 'paragraph', children: [{ type: 'inlineMath', value, ...data }] };
  const begin = source.text.indexOf('\n', position.start.offset) + 1;
  const [first = ''] = value.split('\n');
  const offset = Math.max(begin, source.text.indexOf(first, begin));
  const place = {
    position: { start: pointAt(source, offset), end: pointAt(source, offset + value.length) },
  };
  return { type: 'paragraph', children: [{ type: 'inlineMath', value, ...data, ...place }], ...place };
}
