/**
 * Removes external files from style sheets of drawings: fonts, as Excalidraw writes them, and other style
 * sheets. The drawing is rendered without them, in another font, so they are removed and reported, and
 * everything else remains.
 */
import { type CSSToken, TokenType } from '@csstools/css-tokenizer';
import { findAddresses, serializeCss, tokenizeCss } from './css.ts';

/** A style sheet without external files. */
export interface LocalStylesheet {
  readonly text: string;
  /** Descriptions of the removed rules that complete “contains …”. */
  readonly dropped: readonly ('a font of another file' | 'a style sheet of another file')[];
}

/** Removes `@import`, and each `@font-face` that refers to a file outside the drawing. */
export function removeExternalFiles(css: string): LocalStylesheet {
  const sheet = tokenizeCss(css);
  const tokens: CSSToken[] = [];
  const dropped: LocalStylesheet['dropped'][number][] = [];
  for (let at = 0; at < sheet.length; ) {
    const token = sheet[at] as CSSToken;
    const before = dropped.length;
    const name = token[0] === TokenType.AtKeyword ? token[4].value.toLowerCase() : '';
    const isRule = name === 'import' || name === 'font-face';
    const end = isRule ? findRuleEnd(sheet, at + 1) : at + 1;
    const rule = sheet.slice(at, end);
    if (name === 'import') dropped.push('a style sheet of another file');
    else if (isRule && findAddresses(rule).external !== undefined) dropped.push('a font of another file');
    else tokens.push(...rule);
    // A space prevents that the tokens before and after the rule merge.
    if (dropped.length > before) tokens.push(SPACE);
    at = end;
  }
  return { text: serializeCss(tokens), dropped };
}

const SPACE: CSSToken = [TokenType.Whitespace, ' ', -1, -1, undefined];

const OPENING = new Set([TokenType.OpenCurly, TokenType.OpenParen, TokenType.OpenSquare, TokenType.Function]);
const CLOSING = new Set([TokenType.CloseCurly, TokenType.CloseParen, TokenType.CloseSquare]);

/**
 * Finds the end of an at-rule: after its block or a semicolon, or at the end of the outer block. CSS Syntax
 * 3, 5.5.2.
 */
function findRuleEnd(tokens: readonly CSSToken[], from: number): number {
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
