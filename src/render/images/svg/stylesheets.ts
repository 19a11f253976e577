/**
 * Style sheets of drawings without what they would load: fonts of other files, as Excalidraw writes them, and other style sheets. A drawing is
 * drawn without both, in another font; so they are left out and told of, and nothing else of it is lost.
 */
import { type CSSToken, TokenType } from '@csstools/css-tokenizer';
import { addressesIn, cssText, tokensOf } from './css.ts';

export interface LocalSheet {
  readonly text: string;
  /** What was left out, in words, as the rest of “contains …”. */
  readonly dropped: readonly ('a font of another file' | 'a style sheet of another file')[];
}

/** Drops `@import`, and each `@font-face` that names a file outside the drawing. */
export function withoutLoads(css: string): LocalSheet {
  const sheet = tokensOf(css);
  const tokens: CSSToken[] = [];
  const dropped: LocalSheet['dropped'][number][] = [];
  for (let at = 0; at < sheet.length; ) {
    const token = sheet[at] as CSSToken;
    const before = dropped.length;
    const name = token[0] === TokenType.AtKeyword ? token[4].value.toLowerCase() : '';
    const isRule = name === 'import' || name === 'font-face';
    const end = isRule ? endOfRule(sheet, at + 1) : at + 1;
    const rule = sheet.slice(at, end);
    if (name === 'import') dropped.push('a style sheet of another file');
    else if (isRule && addressesIn(rule).outside !== undefined) dropped.push('a font of another file');
    else tokens.push(...rule);
    // What stands before it and behind it must not become one.
    if (dropped.length > before) tokens.push(SPACE);
    at = end;
  }
  return { text: cssText(tokens), dropped };
}

const SPACE: CSSToken = [TokenType.Whitespace, ' ', -1, -1, undefined];

const OPENING = new Set([TokenType.OpenCurly, TokenType.OpenParen, TokenType.OpenSquare, TokenType.Function]);
const CLOSING = new Set([TokenType.CloseCurly, TokenType.CloseParen, TokenType.CloseSquare]);

/** CSS Syntax 3, 5.5.2: an at-rule ends with its block, or a semicolon before it; of the block around it nothing is taken. */
function endOfRule(tokens: readonly CSSToken[], from: number): number {
  let depth = 0;
  for (let at = from; at < tokens.length; at += 1) {
    const type = tokens[at]?.[0] as TokenType;
    if (OPENING.has(type)) depth += 1;
    else if (CLOSING.has(type)) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0 && type === TokenType.CloseCurly) return at + 1;
    } else if (depth === 0 && type === TokenType.Semicolon) return at + 1;
  }
  return tokens.length;
}
