/**
 * Parses CSS in style sheets and attributes of drawings: declarations, rules and addresses. Reads tokens of
 * CSS Syntax 3, so that no comment, escape or quotation mark hides an address from the check that a browser
 * would find.
 */
import { type CSSToken, stringify, TokenType, tokenize } from '@csstools/css-tokenizer';

/** The addresses in a piece of CSS. */
export interface Addresses {
  /** Ids of elements in the same file. */
  readonly local: readonly string[];
  /** Embedded images (`data:` URLs). */
  readonly images: readonly string[];
  /** The first address that a browser would load from outside, or that cannot be determined. */
  readonly external: string | undefined;
}

/** A declaration, as `fill: red`. */
export interface Declaration {
  /** In lower case, as `fill`. */
  readonly property: string;
  readonly value: readonly CSSToken[];
}

/** Conditions of a selector on an element. An absent condition holds for every element. */
export interface Compound {
  readonly element?: string;
  readonly id?: string;
  readonly classes: readonly string[];
}

/** A rule of a style sheet. */
export interface Rule {
  /**
   * The conditions of each selector on the element itself. Conditions on parents, states and media are
   * assumed to hold.
   */
  readonly selectors: readonly Compound[];
  readonly declarations: readonly Declaration[];
}

/** Splits CSS into tokens. */
export const tokenizeCss = (css: string): readonly CSSToken[] => tokenize({ css });

/** Returns whether a value is so simple that it cannot contain an address. */
export const isPlainValue = (value: string): boolean => !/[\\"'@]|\/\*|url|src|image/i.test(value);

/** Finds the addresses in CSS. */
export function findAddresses(tokens: readonly CSSToken[]): Addresses {
  const found = new AddressList();
  let isNamespace = false;
  for (const [index, token] of tokens.entries()) {
    const [type] = token;
    if (type === TokenType.AtKeyword) {
      const name = token[4].value.toLowerCase();
      if (name === 'import') found.external ??= '@import';
      // The address of a namespace is only a name, and never loaded.
      isNamespace = name === 'namespace';
    } else if (type === TokenType.Semicolon || type === TokenType.OpenCurly) isNamespace = false;
    else if (!isNamespace) addTokenAddress(found, token, tokens, index);
  }
  return found;
}

const ADDRESS_FUNCTIONS = new Set(['url', 'src']);
/** Functions whose strings are addresses, too. */
const IMAGE_FUNCTIONS = new Set(['image', 'image-set', '-webkit-image-set']);

function addTokenAddress(
  found: AddressList,
  token: CSSToken,
  tokens: readonly CSSToken[],
  index: number,
): void {
  const [type, raw] = token;
  if (type === TokenType.URL) found.add(token[4].value);
  else if (type === TokenType.BadURL) found.external ??= raw;
  else if (type === TokenType.Function) {
    const name = token[4].value.toLowerCase();
    if (IMAGE_FUNCTIONS.has(name)) found.external ??= name;
    if (!ADDRESS_FUNCTIONS.has(name)) return;
    let at = index + 1;
    while (isSpaceOrComment(tokens[at]?.[0] ?? TokenType.EOF)) at += 1;
    const next = tokens[at];
    if (next?.[0] === TokenType.String) found.add(next[4].value);
    else found.external ??= raw;
  }
}

const FONT =
  /^data:(?:font\/|application\/(?:(?:x-)?font|x-opentype|vnd\.ms-(?:fontobject|opentype)|octet-stream))/i;
const IMAGE = /^data:image\/(?:png|jpe?g|gif|webp)[;,]/i;

class AddressList implements Addresses {
  readonly local: string[] = [];
  readonly images: string[] = [];
  external: string | undefined;

  add(written: string): void {
    const address = written.trim();
    if (address.startsWith('#')) this.local.push(address.slice(1));
    else if (IMAGE.test(address)) this.images.push(address);
    // An empty address loads nothing.
    else if (address !== '' && !FONT.test(address)) this.external ??= address;
  }
}

const isSpaceOrComment = (type: TokenType): boolean =>
  type === TokenType.Whitespace || type === TokenType.Comment;

/**
 * Serializes CSS without comments. Writes each address as `url(#id)`, or as `url("…")` if it has other
 * characters.
 */
export function serializeCss(tokens: readonly CSSToken[]): string {
  let inUrl = false;
  const parts = tokens.map((token) => {
    const [type] = token;
    if (type === TokenType.Comment) return '';
    if (type === TokenType.URL) return `url(${serializeAddress(token[4].value)})`;
    if (type === TokenType.Function) {
      inUrl = token[4].value.toLowerCase() === 'url';
      return inUrl ? 'url(' : stringify(token);
    }
    if (type === TokenType.String && inUrl) return serializeAddress(token[4].value);
    if (!isSpaceOrComment(type)) inUrl = false;
    return stringify(token);
  });
  return parts.join('').trim();
}

/**
 * Writes an address without quotation marks if possible, because SVG 1.1 and old reading systems know no
 * others.
 */
const serializeAddress = (address: string): string =>
  /^#[\w.:-]+$/.test(address.trim()) ? address.trim() : quoteString(address.trim());

/** Serializes a string: CSSOM, 2.1. */
const quoteString = (text: string): string =>
  `"${text.replace(/["\\\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;

/** Parses the declarations of a `style` attribute. Ignores invalid ones, as browsers do. */
export function parseDeclarations(css: string): readonly Declaration[] {
  const tokens = tokenizeCss(css);
  const found: Declaration[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = findEnd(tokens, at, [TokenType.Semicolon]);
    const declaration = parseDeclaration(tokens.slice(at, end));
    if (declaration) found.push(declaration);
    at = end + 1;
  }
  return found;
}

/**
 * Parses the rules of a style sheet, including nested rules and rules in at-rules (`@media`). Reads each
 * token once.
 */
export function parseRules(tokens: readonly CSSToken[]): readonly Rule[] {
  const parser = new RuleParser(tokens);
  for (const [at, [type]] of tokens.entries()) parser.addToken(type, at);
  return parser.finish();
}

const UNIVERSAL: Compound = { classes: [] };

/** Parses rules token by token. */
class RuleParser {
  readonly #tokens: readonly CSSToken[];
  readonly #rules: Rule[] = [];
  /** Unclosed rules, outermost first. */
  readonly #open: { readonly selectors: readonly Compound[]; readonly declarations: Declaration[] }[] = [];
  /** Closing tokens of the open brackets in a statement. */
  readonly #brackets: TokenType[] = [];
  /** Index of the first token of the statement. */
  #start = 0;

  constructor(tokens: readonly CSSToken[]) {
    this.#tokens = tokens;
  }

  /** Processes the next token. */
  addToken(type: TokenType, at: number): void {
    const closing = OPENING.get(type);
    const isInside = this.#brackets.length > 0;
    const opensRule = !isInside && type === TokenType.OpenCurly && !this.#isVariable(at);
    if (isInside || (closing !== undefined && !opensRule)) {
      if (closing !== undefined) this.#brackets.push(closing);
      else if (type === this.#brackets.at(-1)) this.#brackets.pop();
    } else if (opensRule) {
      this.#open.push({ selectors: parseSelectors(this.#tokens.slice(this.#start, at)), declarations: [] });
      this.#start = at + 1;
    } else if (type === TokenType.Semicolon || type === TokenType.CloseCurly) {
      this.#endStatement(at);
      if (type === TokenType.CloseCurly) this.#closeRule();
    }
  }

  /** Closes open rules and returns all rules. */
  finish(): readonly Rule[] {
    this.#endStatement(this.#tokens.length);
    while (this.#open.length > 0) this.#closeRule();
    return this.#rules;
  }

  #endStatement(at: number): void {
    const declaration = parseDeclaration(this.#tokens.slice(this.#start, at));
    if (declaration) this.#open.at(-1)?.declarations.push(declaration);
    this.#start = at + 1;
  }

  #closeRule(): void {
    const rule = this.#open.pop();
    if (rule !== undefined && rule.declarations.length > 0) this.#rules.push(rule);
  }

  /** Returns whether a bracket is part of the value of a variable (`--name: {…}`). */
  #isVariable(at: number): boolean {
    for (let first = this.#start; first < at; first += 1) {
      const token = this.#tokens[first] as CSSToken;
      if (!isSpaceOrComment(token[0])) return token[0] === TokenType.Ident && token[4].value.startsWith('--');
    }
    return false;
  }
}

const OPENING: ReadonlyMap<TokenType, TokenType> = new Map([
  [TokenType.Function, TokenType.CloseParen],
  [TokenType.OpenParen, TokenType.CloseParen],
  [TokenType.OpenSquare, TokenType.CloseSquare],
  [TokenType.OpenCurly, TokenType.CloseCurly],
]);

/** Finds the first token of one of these kinds outside brackets; returns the end if there is none. */
function findEnd(tokens: readonly CSSToken[], from: number, kinds: readonly TokenType[]): number {
  const open: TokenType[] = [];
  for (let at = from; at < tokens.length; at += 1) {
    const type = tokens[at]?.[0] as TokenType;
    if (open.length === 0 && kinds.includes(type)) return at;
    const closing = OPENING.get(type);
    if (closing !== undefined) open.push(closing);
    else if (type === open.at(-1)) open.pop();
  }
  return tokens.length;
}

function parseDeclaration(tokens: readonly CSSToken[]): Declaration | undefined {
  const written = tokens.filter(([type]) => type !== TokenType.Comment);
  const first = written.findIndex(([type]) => !isSpaceOrComment(type));
  const name = written[first];
  const colon = written.findIndex(([type], at) => at > first && !isSpaceOrComment(type));
  if (name?.[0] !== TokenType.Ident || written[colon]?.[0] !== TokenType.Colon) return undefined;
  const value = written.slice(colon + 1).filter(([type]) => type !== TokenType.EOF);
  return { property: name[4].value.toLowerCase(), value };
}

/** Parses selectors. An at-rule has none, so its declarations may apply to every element. */
function parseSelectors(tokens: readonly CSSToken[]): readonly Compound[] {
  if (tokens.some(([type]) => type === TokenType.AtKeyword)) return [UNIVERSAL];
  const selectors: Compound[] = [];
  for (let at = 0; at <= tokens.length; ) {
    const end = findEnd(tokens, at, [TokenType.Comma]);
    selectors.push(parseLastCompound(tokens.slice(at, end)));
    at = end + 1;
  }
  return selectors;
}

const COMBINATORS = new Set(['>', '+', '~']);

/** Parses the compound selector after the last combinator: Selectors 4, 3.1. */
function parseLastCompound(tokens: readonly CSSToken[]): Compound {
  let compound: { element?: string; id?: string; classes: string[] } = { classes: [] };
  const end = tokens.findLastIndex(([type]) => !isSpaceOrComment(type)) + 1;
  for (let at = tokens.findIndex(([type]) => !isSpaceOrComment(type)); at >= 0 && at < end; at += 1) {
    const [token, before] = [tokens[at] as CSSToken, tokens[at - 1]];
    const [type] = token;
    const isCombinator = type === TokenType.Delim && COMBINATORS.has(token[4].value);
    if (isCombinator || isSpaceOrComment(type)) compound = { classes: [] };
    else if (type === TokenType.Hash) compound.id = token[4].value;
    else if (type === TokenType.Ident) addName(compound, token[4].value, before);
    // Conditions in brackets are ignored.
    const closing = OPENING.get(type);
    if (closing !== undefined) at = findEnd(tokens, at + 1, [closing]);
  }
  return compound;
}

function addName(
  compound: { element?: string; classes: string[] },
  name: string,
  before: CSSToken | undefined,
): void {
  if (before?.[0] === TokenType.Colon) return;
  if (before?.[0] === TokenType.Delim && before[4].value === '.') compound.classes.push(name);
  else compound.element = name;
}
