/**
 * CSS as drawings have it, in style sheets and attributes: its declarations, and the addresses in it. Read token by token as
 * CSS Syntax 3 has it, so that no comment, escape or odd quotation mark hides an address that a browser finds.
 */
import { type CSSToken, stringify, TokenType, tokenize } from '@csstools/css-tokenizer';

/** Where a piece of CSS refers to. */
export interface Addresses {
  /** Ids in the same file. */
  readonly local: readonly string[];
  /** Images that stand in their own addresses (`data:`). */
  readonly images: readonly string[];
  /** The first thing that a browser would load from elsewhere, or that cannot be known. */
  readonly outside: string | undefined;
}

export interface Declaration {
  /** In small letters, as `fill`. */
  readonly property: string;
  readonly value: readonly CSSToken[];
}

/** What a rule of a style sheet needs of an element; what is left out, every element has. */
export interface Compound {
  readonly element?: string;
  readonly id?: string;
  readonly classes: readonly string[];
}

export interface Rule {
  /**
   * Of each selector what it says of the element itself. What it says beyond that (of parents, states and conditions) is
   * taken to hold.
   */
  readonly selectors: readonly Compound[];
  readonly declarations: readonly Declaration[];
}

export const tokensOf = (css: string): readonly CSSToken[] => tokenize({ css });

/** Whether a value is so plain that it cannot hold an address. */
export const isPlain = (value: string): boolean => !/[\\"'@]|\/\*|url|src|image/i.test(value);

export function addressesIn(tokens: readonly CSSToken[]): Addresses {
  const found = new AddressList();
  let isNamespace = false;
  for (const [index, token] of tokens.entries()) {
    const [type] = token;
    if (type === TokenType.AtKeyword) {
      const name = token[4].value.toLowerCase();
      if (name === 'import') found.outside ??= '@import';
      // It names a namespace by its address, which nobody loads.
      isNamespace = name === 'namespace';
    } else if (type === TokenType.Semicolon || type === TokenType.OpenCurly) isNamespace = false;
    else if (!isNamespace) addAddress(found, token, tokens, index);
  }
  return found;
}

const ADDRESS_FUNCTIONS = new Set(['url', 'src']);
/** Their strings are addresses, too. */
const IMAGE_FUNCTIONS = new Set(['image', 'image-set', '-webkit-image-set']);

function addAddress(found: AddressList, token: CSSToken, tokens: readonly CSSToken[], index: number): void {
  const [type, raw] = token;
  if (type === TokenType.URL) found.add(token[4].value);
  else if (type === TokenType.BadURL) found.outside ??= raw;
  else if (type === TokenType.Function) {
    const name = token[4].value.toLowerCase();
    if (IMAGE_FUNCTIONS.has(name)) found.outside ??= name;
    if (!ADDRESS_FUNCTIONS.has(name)) return;
    let at = index + 1;
    while (isSpace(tokens[at]?.[0] ?? TokenType.EOF)) at += 1;
    const next = tokens[at];
    if (next?.[0] === TokenType.String) found.add(next[4].value);
    else found.outside ??= raw;
  }
}

const FONT =
  /^data:(?:font\/|application\/(?:(?:x-)?font|x-opentype|vnd\.ms-(?:fontobject|opentype)|octet-stream))/i;
const IMAGE = /^data:image\/(?:png|jpe?g|gif|webp)[;,]/i;

class AddressList implements Addresses {
  readonly local: string[] = [];
  readonly images: string[] = [];
  outside: string | undefined;

  add(written: string): void {
    const address = written.trim();
    if (address.startsWith('#')) this.local.push(address.slice(1));
    else if (IMAGE.test(address)) this.images.push(address);
    // An empty one leads nowhere.
    else if (address !== '' && !FONT.test(address)) this.outside ??= address;
  }
}

const isSpace = (type: TokenType): boolean => type === TokenType.Whitespace || type === TokenType.Comment;

/** The same without comments, every address as `url(#id)`, or as `url("…")` where it has other signs. */
export function cssText(tokens: readonly CSSToken[]): string {
  let inUrl = false;
  const parts = tokens.map((token) => {
    const [type] = token;
    if (type === TokenType.Comment) return '';
    if (type === TokenType.URL) return `url(${addressText(token[4].value)})`;
    if (type === TokenType.Function) {
      inUrl = token[4].value.toLowerCase() === 'url';
      return inUrl ? 'url(' : stringify(token);
    }
    if (type === TokenType.String && inUrl) return addressText(token[4].value);
    if (!isSpace(type)) inUrl = false;
    return stringify(token);
  });
  return parts.join('').trim();
}

/** SVG 1.1 knows addresses without quotation marks alone, and so do old readers. */
const addressText = (address: string): string =>
  /^#[\w.:-]+$/.test(address.trim()) ? address.trim() : quoted(address.trim());

/** CSSOM, 2.1: a string as CSS writes it. */
const quoted = (text: string): string =>
  `"${text.replace(/["\\\n\r\f]/g, (character) => `\\${character.charCodeAt(0).toString(16)} `)}"`;

/** The declarations of a `style` attribute; what is none is passed over, as browsers do. */
export function declarationsOf(css: string): readonly Declaration[] {
  const tokens = tokensOf(css);
  const found: Declaration[] = [];
  for (let at = 0; at < tokens.length; ) {
    const end = endOf(tokens, at, [TokenType.Semicolon]);
    const declaration = declarationIn(tokens.slice(at, end));
    if (declaration) found.push(declaration);
    at = end + 1;
  }
  return found;
}

/** A style sheet's rules, those in other rules and in at-rules (`@media`) among them. Each token is looked at once. */
export function rulesOf(tokens: readonly CSSToken[]): readonly Rule[] {
  const reader = new RuleReader(tokens);
  for (const [at, [type]] of tokens.entries()) reader.take(type, at);
  return reader.end();
}

const EVERY: Compound = { classes: [] };

class RuleReader {
  readonly #tokens: readonly CSSToken[];
  readonly #rules: Rule[] = [];
  /** Rules that are not closed yet, outermost first. */
  readonly #open: { readonly selectors: readonly Compound[]; readonly declarations: Declaration[] }[] = [];
  /** What closes the brackets that are open in a statement. */
  readonly #brackets: TokenType[] = [];
  /** Where the statement begins. */
  #start = 0;

  constructor(tokens: readonly CSSToken[]) {
    this.#tokens = tokens;
  }

  take(type: TokenType, at: number): void {
    const closing = OPENING.get(type);
    const isInside = this.#brackets.length > 0;
    const opensRule = !isInside && type === TokenType.OpenCurly && !this.#isVariable(at);
    if (isInside || (closing !== undefined && !opensRule)) {
      if (closing !== undefined) this.#brackets.push(closing);
      else if (type === this.#brackets.at(-1)) this.#brackets.pop();
    } else if (opensRule) {
      this.#open.push({ selectors: selectorsOf(this.#tokens.slice(this.#start, at)), declarations: [] });
      this.#start = at + 1;
    } else if (type === TokenType.Semicolon || type === TokenType.CloseCurly) {
      this.#endStatement(at);
      if (type === TokenType.CloseCurly) this.#closeRule();
    }
  }

  end(): readonly Rule[] {
    this.#endStatement(this.#tokens.length);
    while (this.#open.length > 0) this.#closeRule();
    return this.#rules;
  }

  #endStatement(at: number): void {
    const declaration = declarationIn(this.#tokens.slice(this.#start, at));
    if (declaration) this.#open.at(-1)?.declarations.push(declaration);
    this.#start = at + 1;
  }

  #closeRule(): void {
    const rule = this.#open.pop();
    if (rule !== undefined && rule.declarations.length > 0) this.#rules.push(rule);
  }

  /** The value of a variable (`--name: {…}`) may stand in such brackets. */
  #isVariable(at: number): boolean {
    for (let first = this.#start; first < at; first += 1) {
      const token = this.#tokens[first] as CSSToken;
      if (!isSpace(token[0])) return token[0] === TokenType.Ident && token[4].value.startsWith('--');
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

/** The first token of one of these kinds that stands in no brackets; where there is none, the end. */
function endOf(tokens: readonly CSSToken[], from: number, kinds: readonly TokenType[]): number {
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

function declarationIn(tokens: readonly CSSToken[]): Declaration | undefined {
  const written = tokens.filter(([type]) => type !== TokenType.Comment);
  const first = written.findIndex(([type]) => !isSpace(type));
  const name = written[first];
  const colon = written.findIndex(([type], at) => at > first && !isSpace(type));
  if (name?.[0] !== TokenType.Ident || written[colon]?.[0] !== TokenType.Colon) return undefined;
  const value = written.slice(colon + 1).filter(([type]) => type !== TokenType.EOF);
  return { property: name[4].value.toLowerCase(), value };
}

/** What stands before the brackets of an at-rule is no selector; what is in them may be for every element. */
function selectorsOf(tokens: readonly CSSToken[]): readonly Compound[] {
  if (tokens.some(([type]) => type === TokenType.AtKeyword)) return [EVERY];
  const selectors: Compound[] = [];
  for (let at = 0; at <= tokens.length; ) {
    const end = endOf(tokens, at, [TokenType.Comma]);
    selectors.push(lastCompound(tokens.slice(at, end)));
    at = end + 1;
  }
  return selectors;
}

const COMBINATORS = new Set(['>', '+', '~']);

/** Selectors 4, 3.1: what stands after the last combinator. */
function lastCompound(tokens: readonly CSSToken[]): Compound {
  let compound: { element?: string; id?: string; classes: string[] } = { classes: [] };
  const end = tokens.findLastIndex(([type]) => !isSpace(type)) + 1;
  for (let at = tokens.findIndex(([type]) => !isSpace(type)); at >= 0 && at < end; at += 1) {
    const [token, before] = [tokens[at] as CSSToken, tokens[at - 1]];
    const [type] = token;
    const isCombinator = type === TokenType.Delim && COMBINATORS.has(token[4].value);
    if (isCombinator || isSpace(type)) compound = { classes: [] };
    else if (type === TokenType.Hash) compound.id = token[4].value;
    else if (type === TokenType.Ident) addName(compound, token[4].value, before);
    // Nothing is made of what is in brackets.
    const closing = OPENING.get(type);
    if (closing !== undefined) at = endOf(tokens, at + 1, [closing]);
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
