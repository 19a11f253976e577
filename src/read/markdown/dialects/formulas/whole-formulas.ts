/**
 * Reads formulas of several lines whose marks are at the words, as pandoc and GitHub do: `$$a` in the first line, `b$$` in
 * the last. The parser would take them for a formula without an end, and the rest of the text with it.
 * https://pandoc.org/MANUAL.html#math
 */
import type { Processor } from 'unified';
import type { Construct, Effects, State, Tokenizer } from '../../micromark-types.ts';
import { isLineEnd, isSpace } from '../character-codes.ts';
import type { DialectSyntax } from '../dialect.ts';

const DOLLAR = '$'.charCodeAt(0);

/** The first line: what precedes it, and no second mark in it. */
const FIRST = /^([ \t>]*)(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?\$\$(?!\$)[ \t]*[^\s$](?:(?!\$\$).)*$/;
const LAST = /^(?:(?!\$\$).)*[^\s$>][ \t]*\$\$[ \t]*$/;
/** Lines of the longest formula. */
const MAX_LINES = 200;

export const wholeFormulas: DialectSyntax = {
  extend(source) {
    const lines = findFirstLines(source.text.split('\n'));
    if (lines.size > 0) addFormulas(this, lines);
  },
};

/** Returns the numbers of the lines in which such a formula begins, from 1. It ends before an empty line. */
function findFirstLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (let index = 0; index < lines.length; index += 1) {
    const [, prefix] = FIRST.exec(lines[index] ?? '') ?? [];
    if (prefix === undefined) continue;
    const last = findLastLine(lines, index, prefix.replace(/[^>]/g, '').length);
    if (last === undefined) continue;
    found.add(index + 1);
    index = last;
  }
  return found;
}

/** @param quotations of how many the formula is part; the marks of all must be in each line */
function findLastLine(lines: readonly string[], first: number, quotations: number): number | undefined {
  for (let index = first + 1; index < Math.min(lines.length, first + MAX_LINES); index += 1) {
    const line = lines[index] ?? '';
    const [prefix = ''] = /^[ \t>]*/.exec(line) ?? [];
    if (prefix.length === line.length || prefix.replace(/[^>]/g, '').length < quotations) return undefined;
    if (LAST.test(line)) return index;
    if (line.includes('$$')) return undefined;
  }
  return undefined;
}

function addFormulas(processor: Processor, lines: ReadonlySet<number>): void {
  const data = processor.data();
  const flow = { [DOLLAR]: createConstruct(lines) };
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), { flow }];
}

/** Creates the construct. Its tokens are those of `micromark-extension-math`, so that the tree is the same. */
const createConstruct = (lines: ReadonlySet<number>): Construct => ({
  name: 'mathFlow',
  concrete: true,
  tokenize(effects, ok, nok) {
    const begin: State = (code) => {
      if (!lines.has(this.now().line)) return nok(code);
      effects.enter('mathFlow');
      effects.enter('mathFlowFence');
      return consumeMarks(effects, content)(code);
    };
    const content: State = (code) => {
      if (code === null) return nok(code);
      if (isLineEnd(code)) return effects.attempt(NEXT_LINE, content, nok)(code);
      if (code === DOLLAR) return effects.attempt(LAST_MARKS, end, value)(code);
      return value(code);
    };
    const value: State = (code) => {
      effects.enter('mathFlowValue');
      effects.consume(code);
      return inValue;
    };
    const inValue: State = (code) => {
      if (!isLineEnd(code) && code !== DOLLAR) {
        effects.consume(code);
        return inValue;
      }
      effects.exit('mathFlowValue');
      return content(code);
    };
    const end: State = (code) => {
      effects.exit('mathFlow');
      return ok(code);
    };
    return begin;
  },
});

/** Consumes two dollar signs, and ends the fence that was entered. */
function consumeMarks(effects: Effects, next: State): State {
  effects.enter('mathFlowFenceSequence');
  let count = 0;
  const consume: State = (code) => {
    if (code === DOLLAR && count < 2) {
      count += 1;
      effects.consume(code);
      return consume;
    }
    effects.exit('mathFlowFenceSequence');
    effects.exit('mathFlowFence');
    return next(code);
  };
  return consume;
}

/** The marks at the end of the last line. */
const tokenizeLastMarks: Tokenizer = (effects, ok, nok) => {
  const afterMarks: State = (code) => (isSpace(code) ? spaces(code) : isLineEnd(code) ? ok(code) : nok(code));
  const spaces: State = (code) => {
    effects.enter('whitespace');
    return inSpaces(code);
  };
  const inSpaces: State = (code) => {
    if (isSpace(code)) {
      effects.consume(code);
      return inSpaces;
    }
    effects.exit('whitespace');
    return isLineEnd(code) ? ok(code) : nok(code);
  };
  return (code) => {
    effects.enter('mathFlowFence');
    return consumeMarks(effects, afterMarks)(code);
  };
};

const LAST_MARKS: Construct = { partial: true, tokenize: tokenizeLastMarks };

/** A line end, and a next line that is part of the same containers. */
const NEXT_LINE: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return (next) => (this.parser.lazy[this.now().line] ? nok(next) : ok(next));
    };
  },
};
