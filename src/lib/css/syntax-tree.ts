/** Parses CSS into syntax trees, as browsers do. The only file that imports its parser, css-tree. */
import generate from 'css-tree/generator';
import parse from 'css-tree/parser';
import { tokenize, tokenTypes } from 'css-tree/tokenizer';
import walk from 'css-tree/walker';

export type { Atrule, Block, CssNode, Declaration, List, Raw, Rule } from 'css-tree';
export { generate, parse, tokenize, tokenTypes, walk };

/** Two adjacent combinators, or one at the end. css-tree accepts them. */
const STRAY_COMBINATOR = /[>+~]\s*(?:[>+~,]|$)/;

/** Whether a list of selectors has combinators without a selector between them. */
export const hasStrayCombinator = (selectors: string): boolean =>
  STRAY_COMBINATOR.test(selectors.replace(/"[^"]*"|'[^']*'/g, '""'));

/** A problem of a selector, with its offset in the text. */
export interface SelectorFault {
  readonly reason: string;
  readonly offset: number;
}

/** Finds what makes browsers ignore a rule with this list of selectors. */
export function findSelectorFault(text: string): SelectorFault | undefined {
  if (text.trim() === '') return { reason: 'there is no selector before `{`', offset: 0 };
  let fault: SelectorFault | undefined;
  const tree = parse(`${text}{}`, {
    onParseError: ({ message, offset }) => {
      const reason = `it is no selector: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
      fault ??= { reason, offset: Math.min(offset, text.length) };
    },
  });
  if (fault !== undefined || !hasStrayCombinator(generate(tree).replace(/\{\}$/, ''))) return fault;
  return { reason: 'a selector is missing beside `>`, `+` or `~`', offset: 0 };
}
