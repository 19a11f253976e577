/** Finds the structure of a style sheet in its tokens: what is unclosed, what is no CSS, and which files it names. */
import { type CSSToken, ParseErrorMessage, TokenType, tokenize } from '@csstools/css-tokenizer';
import { AT_RULES, FONT_FEATURES, MARGIN_BOX, VENDOR } from './at-rules.ts';
import {
  CLOSERS,
  CLOSING,
  type Closer,
  findDeclarationFault,
  isCustomProperty,
  isLineComment,
  LINE_COMMENT,
  readImportAddress,
  SPACE,
  type Tokens,
  trim,
} from './statement.ts';
import type { StyleAddress, StyleFault, StyleImport, StyleScan } from './style-scan.ts';

/** Functions whose strings are addresses. */
const ADDRESS_FUNCTIONS = /^(?:-\w+-)?(?:url|src|image-set|image|cross-fade)$/;

/** An open bracket. */
interface Frame {
  readonly closer: Closer;
  readonly offset: number;
  /** Name of the function, in lower case. */
  readonly name: string;
  /** What a block contains. */
  readonly holds: 'rules' | 'list' | 'value';
  /** Name of the at-rule of the block, in lower case. */
  readonly atRule: string;
}

/** Offsets of a part of the text. */
interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Scans a style sheet. Never throws. */
export function scanStyle(css: string): StyleScan {
  const endings: string[] = [];
  const faults: StyleFault[] = [];
  const tokens = tokenize(
    { css },
    {
      onParseError: ({ message, sourceStart }) => {
        const known = TOKEN_FAULTS.get(message);
        if (known === undefined) return;
        faults.push({ kind: 'broken', reason: known.reason, offset: sourceStart });
        if (known.ending !== undefined) endings.push(known.ending);
      },
    },
  );
  for (const [type, , offset] of tokens) {
    if (type === TokenType.BadURL && !faults.some((fault) => fault.offset === offset)) {
      faults.push({ kind: 'broken', reason: BAD_URL, offset });
    }
  }
  const scanner = new Scanner(css, faults);
  for (const token of tokens) scanner.add(token);
  return scanner.finish(endings.join(''));
}

const BAD_URL = 'an address with spaces, brackets or quotation marks in it needs quotation marks around it';

const TOKEN_FAULTS: ReadonlyMap<string, { readonly reason: string; readonly ending?: string }> = new Map([
  [ParseErrorMessage.UnexpectedNewLineInString, { reason: 'a text in quotation marks ends with the line' }],
  [
    ParseErrorMessage.UnexpectedEOFInString,
    { reason: 'a text in quotation marks is not closed', ending: '\n' },
  ],
  [ParseErrorMessage.UnexpectedEOFInComment, { reason: 'a comment `/*` is not closed', ending: '*/' }],
  [ParseErrorMessage.UnexpectedEOFInURL, { reason: '`url(` is not closed', ending: ')' }],
]);

/** Reads the tokens one after the other, and knows which brackets are open. */
class Scanner {
  readonly #css: string;
  readonly #faults: StyleFault[];
  readonly #frames: Frame[] = [];
  readonly #addresses: StyleAddress[] = [];
  readonly #imports: StyleImport[] = [];
  readonly #selectors: { readonly text: string; readonly offset: number }[] = [];
  readonly #localFonts: { readonly name: string; readonly offset: number }[] = [];
  readonly #properties = new Map<string, number>();
  readonly #stray: number[] = [];
  #depth = 0;
  /** Tokens of the current statement, without space around it. */
  #statement: CSSToken[] = [];
  /** Number of open brackets where the statement began. */
  #base = 0;
  #hasRules = false;

  constructor(css: string, faults: StyleFault[]) {
    this.#css = css;
    this.#faults = faults;
  }

  add(token: CSSToken): void {
    const [type] = token;
    if (type === TokenType.EOF || type === TokenType.CDO || type === TokenType.CDC) return;
    const opener = CLOSERS[type];
    const closer = CLOSING[type];
    if (type === TokenType.OpenCurly && this.#frames.length === this.#base) this.#openBlock(token);
    else if (closer !== undefined) this.#close(token, closer);
    else if (type === TokenType.Semicolon && this.#endsStatement()) this.#endStatement(token[3] + 1);
    else {
      if (this.#statement.length > 0 || !SPACE.has(type)) this.#statement.push(token);
      if (opener !== undefined) this.#push(token, opener, 'value', '');
      else this.#addAddress(token);
    }
  }

  /** @param ending text that closes the last token */
  finish(ending: string): StyleScan {
    const open = [...this.#frames];
    for (const frame of selectReported(open)) {
      const opener =
        this.#css[frame.offset] === '{'
          ? '{'
          : `${frame.name || this.#css[frame.offset]}${frame.name && '('}`;
      this.#broken(`\`${opener}\` is not closed`, frame.offset);
    }
    const isPending = this.#statement.length > 0;
    if (isPending && open.length === 0) this.#endSheet();
    const closers = open
      .map(({ closer }) => closer)
      .toReversed()
      .join('');
    return {
      addresses: this.#addresses,
      imports: this.#imports,
      localFonts: this.#localFonts,
      properties: this.#properties,
      faults: [...this.#faults].sort((one, other) => one.offset - other.offset),
      selectors: this.#selectors,
      stray: this.#stray,
      tail: `${ending}${closers}${isPending && this.#base === 0 ? '{}' : ''}`,
      depth: this.#depth,
    };
  }

  #endSheet(): void {
    const [first] = this.#statement;
    if (first === undefined) return;
    if (this.#atName() === '') this.#broken('a selector without a block is at the end', first[2]);
    else this.#endStatement(this.#css.length);
  }

  /** Whether a semicolon here ends a statement. A rule is not ended by one. */
  #endsStatement(): boolean {
    return this.#frames.length === this.#base && (this.#holds() !== 'rules' || this.#atName() !== '');
  }

  #broken(reason: string, offset: number): void {
    this.#faults.push({ kind: 'broken', reason, offset });
  }

  #ignored(reason: string, offset: number): void {
    this.#faults.push({ kind: 'ignored', reason, offset });
  }

  #holds(): Frame['holds'] {
    return this.#frames.at(-1)?.holds ?? 'rules';
  }

  /** Name of the at-rule that the current statement is; empty for other statements. */
  #atName(): string {
    const [first] = this.#statement;
    return first?.[0] === TokenType.AtKeyword ? first[4].value.toLowerCase() : '';
  }

  #push([, , offset]: CSSToken, closer: Closer, holds: Frame['holds'], atRule: string): void {
    const token = this.#statement.at(-1);
    const isFunction = closer === ')' && token?.[0] === TokenType.Function;
    const name = isFunction ? token[4].value.toLowerCase() : '';
    if (name === 'local' && this.#isInFontFace()) {
      const end = this.#css.indexOf(')', offset);
      this.#localFonts.push({ name: this.#css.slice(offset, end === -1 ? undefined : end + 1), offset });
    }
    this.#frames.push({ closer, offset, name, holds, atRule });
    this.#depth = Math.max(this.#depth, this.#frames.length);
  }

  /** Begins the block of a rule, or a block in the value of a custom property. */
  #openBlock(token: CSSToken): void {
    if (isCustomProperty(this.#statement)) {
      this.#statement.push(token);
      this.#push(token, '}', 'value', '');
      return;
    }
    const name = this.#atName();
    const start = this.#statement[0]?.[2] ?? token[2];
    const kind = name === '' ? 'list' : this.#findKind(name, start);
    if (isLineComment(this.#statement)) this.#ignored(LINE_COMMENT, start);
    else if (name === '' && this.#isTop()) {
      this.#selectors.push({ text: this.#css.slice(start, token[2]), offset: start });
    }
    this.#hasRules ||= this.#frames.length === 0 && name !== 'layer';
    // A group rule in a style rule contains declarations, too.
    const isNested = this.#frames.some(({ holds }) => holds === 'list');
    const holds = kind === 'list' || (isNested && kind === 'group') ? 'list' : 'rules';
    this.#push(token, '}', holds, name);
    this.#begin();
  }

  /** Whether the current statement is a rule in no style rule and in no keyframes. */
  #isTop(): boolean {
    return this.#frames.every(
      ({ holds, atRule }) => holds === 'rules' && !/keyframes$|^font-feature-values$/.test(atRule),
    );
  }

  #findKind(name: string, offset: number): 'group' | 'list' {
    const inside = this.#frames.at(-1)?.atRule;
    if (inside === 'page' && MARGIN_BOX.test(name)) return 'list';
    if (inside === 'font-feature-values' && FONT_FEATURES.test(name)) return 'list';
    const plain = name.replace(VENDOR, '');
    const kind = AT_RULES[plain];
    if (kind === undefined && plain === name) this.#ignored(`browsers know no \`@${name}\``, offset);
    return kind === 'list' ? 'list' : 'group';
  }

  #begin(): void {
    this.#statement = [];
    this.#base = this.#frames.length;
  }

  #close(token: CSSToken, closer: Closer): void {
    const top = this.#frames.at(-1);
    if (top?.closer === closer) {
      const endsBlock = this.#frames.length === this.#base;
      if (endsBlock) this.#endStatement(token[2]);
      else this.#statement.push(token);
      this.#frames.pop();
      if (endsBlock) this.#begin();
      return;
    }
    // In brackets, a bracket of another kind is a part of their content.
    if (top !== undefined && top.closer !== '}') return;
    this.#broken(`nothing opens this \`${closer}\``, token[2]);
    if (closer === '}') this.#stray.push(token[2]);
  }

  /** @param end offset after the statement and its semicolon */
  #endStatement(end: number): void {
    const tokens = trim(this.#statement);
    const name = this.#atName();
    this.#begin();
    const [first] = tokens;
    if (first === undefined) return;
    if (name !== '') this.#endAtRule(name, tokens, { start: first[2], end });
    else if (this.#holds() === 'list') {
      const reason = findDeclarationFault(tokens);
      if (reason !== undefined) this.#ignored(reason.why, reason.offset);
      else this.#addProperty(first);
    } else this.#ignored('it is neither a rule nor a declaration', first[2]);
  }

  #addProperty([, written, offset]: CSSToken): void {
    const name = written.toLowerCase();
    const isDescriptor = this.#frames.some(({ atRule }) => AT_RULES[atRule] === 'list');
    if (!isDescriptor && !this.#properties.has(name)) this.#properties.set(name, offset);
  }

  #endAtRule(name: string, tokens: Tokens, extent: Extent): void {
    if (name === 'import') this.#addImport(tokens, extent);
    else if (name !== 'layer' && name !== 'charset' && name !== 'namespace') {
      const isKnown = Object.hasOwn(AT_RULES, name) || VENDOR.test(name);
      this.#ignored(isKnown ? `\`@${name}\` has no block` : `browsers know no \`@${name}\``, extent.start);
    }
  }

  #addImport(tokens: Tokens, { start, end }: Extent): void {
    const at = tokens.findIndex(([type], index) => index > 0 && !SPACE.has(type));
    const address = tokens[at];
    const read = address && readImportAddress(tokens, at);
    if (address === undefined || read === undefined) this.#ignored('`@import` names no file', start);
    else if (this.#hasRules || this.#frames.length > 0) {
      this.#ignored('`@import` must come before all rules', start);
    } else {
      const condition = this.#css.slice(read.end + 1, (tokens.at(-1)?.[3] ?? start) + 1).trim();
      this.#imports.push({ value: read.value, condition, start, end, at: address[2] });
    }
  }

  #isInFontFace(): boolean {
    return this.#frames.some(({ atRule }) => atRule === 'font-face');
  }

  #addAddress(token: CSSToken): void {
    const [type, , start, last] = token;
    const name = this.#atName();
    if (name === 'import' || name === 'namespace') return;
    const use = this.#isInFontFace() ? 'font' : 'picture';
    if (type === TokenType.URL) {
      this.#addresses.push({ value: token[4].value, use, start, end: last + 1, isUrl: true });
    } else if (type === TokenType.String && ADDRESS_FUNCTIONS.test(this.#frames.at(-1)?.name ?? '')) {
      this.#addresses.push({ value: token[4].value, use, start, end: last + 1, isUrl: false });
    }
  }
}

/** Reports the first unclosed bracket in a value, because it takes in the braces after it; else all braces. */
function selectReported(open: readonly Frame[]): readonly Frame[] {
  const value = open.find(({ holds }) => holds === 'value');
  return value === undefined ? open : [value];
}
