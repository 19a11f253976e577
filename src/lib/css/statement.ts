/** Reads the tokens of one statement of a style sheet: a declaration, an at-rule or a selector. */
import { type CSSToken, TokenType } from '@csstools/css-tokenizer';

export type Tokens = readonly CSSToken[];

/** What closes an open bracket. */
export type Closer = '}' | ')' | ']';

export const SPACE: ReadonlySet<TokenType> = new Set([TokenType.Whitespace, TokenType.Comment]);
export const CLOSERS: Readonly<Partial<Record<TokenType, Closer>>> = {
  [TokenType.OpenCurly]: '}',
  [TokenType.Function]: ')',
  [TokenType.OpenParen]: ')',
  [TokenType.OpenSquare]: ']',
};
export const CLOSING: Readonly<Partial<Record<TokenType, Closer>>> = {
  [TokenType.CloseCurly]: '}',
  [TokenType.CloseParen]: ')',
  [TokenType.CloseSquare]: ']',
};

export function trim(tokens: Tokens): Tokens {
  const end = tokens.findLastIndex(([type]) => !SPACE.has(type));
  return tokens.slice(0, end + 1);
}

/** Whether a statement is the declaration of a custom property, whose value may contain blocks. */
export function isCustomProperty(tokens: Tokens): boolean {
  const [first, ...rest] = tokens.filter(([type]) => !SPACE.has(type));
  return first?.[0] === TokenType.Ident && first[1].startsWith('--') && rest[0]?.[0] === TokenType.Colon;
}

export function findDeclarationFault(
  tokens: Tokens,
): { readonly why: string; readonly offset: number } | undefined {
  const [name, colon, ...value] = tokens.filter(([type]) => !SPACE.has(type));
  if (name === undefined) return undefined;
  const offset = name[2];
  if (isLineComment(tokens)) return { why: LINE_COMMENT, offset };
  if (name[0] !== TokenType.Ident) return { why: 'a declaration begins with the name of a property', offset };
  if (colon?.[0] !== TokenType.Colon) return { why: `there is no colon after \`${name[1]}\``, offset };
  if (name[1].startsWith('--')) return undefined;
  if (value.length === 0) return { why: `\`${name[1]}\` has no value`, offset };
  const second = findSecondColon(value);
  return second && { why: `there is no semicolon before \`${second[1]}\``, offset: second[2] };
}

export const LINE_COMMENT = 'CSS has no comments with `//`: write `/* … */`';

export const isLineComment = ([one, other]: Tokens): boolean => one?.[1] === '/' && other?.[1] === '/';

/** Finds the property of a second declaration in a value: a colon outside of brackets. */
function findSecondColon(value: Tokens): CSSToken | undefined {
  let depth = 0;
  for (const [index, [type]] of value.entries()) {
    if (CLOSERS[type] !== undefined) depth += 1;
    else if (CLOSING[type] !== undefined) depth -= 1;
    else if (type === TokenType.Colon && depth === 0) {
      const before = value[index - 1];
      return before?.[0] === TokenType.Ident && index > 1 ? before : undefined;
    }
  }
  return undefined;
}

/** Reads the address of an `@import`: a string, `url(x)` or `url("x")`. */
export function readImportAddress(
  tokens: Tokens,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  const token = tokens[at];
  if (token?.[0] === TokenType.String || token?.[0] === TokenType.URL) {
    return { value: token[4].value, end: token[3] };
  }
  const isUrl = token?.[0] === TokenType.Function && token[4].value.toLowerCase() === 'url';
  const close = tokens.findIndex(([type], index) => index > at && type === TokenType.CloseParen);
  const text = tokens.slice(at, close).find(([type]) => type === TokenType.String);
  if (!isUrl || text?.[0] !== TokenType.String) return undefined;
  return { value: text[4].value, end: tokens[close]?.[3] ?? text[3] };
}
