/**
 * Reads `+` between the cells of a table's delimiter row, as in `|---+---|`, which kramdown, pandoc and Org
 * write. GFM alone would print the table as a paragraph.
 */
import type { Processor } from 'unified';
import type { Code, Construct, State, Tokenizer } from './micromark-types.ts';

/** The construct of `micromark-extension-gfm-table`. */
export const TABLE_CONSTRUCT = 'table';

const PLUS = '+'.charCodeAt(0);
const PIPE = '|'.charCodeAt(0);

/** A delimiter row without its indentation, the marks of quotations, and the spaces at its end. */
const DELIMITER_ROW = /^\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)+\|?$/;

/** Returns whether a line is a delimiter row with `+`, below a row of cells. */
export function isPlusDelimiterRow(line: string, lineAbove: string): boolean {
  if (!line.includes('+') || !lineAbove.includes('|')) return false;
  return DELIMITER_ROW.test(line.replace(/^[ \t>]+/, '').trimEnd());
}

/** Changes the construct of tables. Use it after GFM, in a text that has such a row. */
export function readPlusDelimiters(this: Processor, text: string): void {
  if (!text.includes('+')) return;
  const lines = text.split(/\r\n?|\n/);
  const heads = new Set(
    lines.flatMap((line, index) => (isPlusDelimiterRow(line, lines[index - 1] ?? '') ? [index] : [])),
  );
  if (heads.size === 0) return;
  const data = this.data();
  const change = (construct: Construct): Construct =>
    construct.name === TABLE_CONSTRUCT
      ? { ...construct, tokenize: readPlusAsPipe(heads, construct.tokenize) }
      : construct;
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) => {
    const flow = Object.entries(extension.flow ?? {}).map(
      ([code, some]) => [code, [some ?? []].flat().map(change)] as const,
    );
    return { ...extension, ...(extension.flow && { flow: Object.fromEntries(flow) }) };
  });
}

/** Shows the construct a `|` for each `+` of the row below one of the given lines, counted from 1. */
function readPlusAsPipe(heads: ReadonlySet<number>, tokenize: Tokenizer): Tokenizer {
  return function (effects, ok, nok) {
    const { line } = this.now();
    if (!heads.has(line)) return tokenize.call(this, effects, ok, nok);
    let hasEnded = false;
    let written: Code = null;
    // The tokenizer itself gets what is written.
    const consume = (): undefined => effects.consume(written);
    const endWith =
      (state: State): State =>
      (code) => {
        hasEnded = true;
        return state(code);
      };
    const translate =
      (state: State): State =>
      (code) => {
        written = code;
        const next = state(code === PLUS && this.now().line === line + 1 ? PIPE : code);
        return hasEnded || next === undefined ? next : translate(next);
      };
    return translate(tokenize.call(this, { ...effects, consume }, endWith(ok), endWith(nok)));
  };
}
