/**
 * A style sheet of a project's own, as an e-book may have it (EPUB 3.3, 6.3): it asks for nothing outside the package, says no direction, and
 * is CSS to old readers. What else it holds is left out, with a word. The only importer of css-tree, which reads CSS as browsers do.
 */
import type { Atrule, Block, CssNode, Declaration, List, Raw, Rule } from 'css-tree';
import generate from 'css-tree/generator';
import parse from 'css-tree/parser';
import { tokenize, tokenTypes } from 'css-tree/tokenizer';
import walk from 'css-tree/walker';
import { placeAt } from '../../core/source-location.ts';

/** Of one style sheet: characters. Bootstrap has 230,000. */
export const LONGEST_STYLE = 500_000;
/** Blocks, brackets and functions in each other: the parser uses the stack for each. */
export const DEEPEST_STYLE = 100;

/** A part of a style sheet that is left out. */
export interface StyleLoss {
  readonly what: string;
  readonly why: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Returns the style sheet without what an e-book cannot have, and what that is, in order. Leaves out all of one that is too long or too deep.
 * @param isWhole whether it is the beginning of a style sheet, and not a part of a group of rules
 */
export function plainStyle(
  text: string,
  isWhole = true,
): { readonly css: string; readonly losses: readonly StyleLoss[] } {
  const beyond = beyondLimit(text);
  if (beyond !== undefined) return { css: '', losses: [beyond] };
  const losses: StyleLoss[] = [];
  const sheet = parse(text.replace(/^\uFEFF/, ''), { positions: true, parseCustomProperty: true });
  if (sheet.type === 'StyleSheet') cleanList(sheet.children, isWhole ? 'sheet' : 'rules', losses);
  return { css: generate(sheet), losses };
}

function beyondLimit(text: string): StyleLoss | undefined {
  if (text.length > LONGEST_STYLE) {
    return { ...lossAt(text, 0), why: `it has more than ${LONGEST_STYLE} characters` };
  }
  const at = tooDeepAt(text);
  return at === undefined
    ? undefined
    : { ...lossAt(text, at), why: `more than ${DEEPEST_STYLE} blocks and brackets lie in each other` };
}

function lossAt(text: string, offset: number): Omit<StyleLoss, 'why'> {
  const { line, column } = placeAt({ path: '', text }, offset);
  return { what: shortened(text.slice(offset, offset + 2 * LONGEST)), line, column };
}

const OPENING = new Set([
  tokenTypes.Function,
  tokenTypes.LeftParenthesis,
  tokenTypes.LeftSquareBracket,
  tokenTypes.LeftCurlyBracket,
]);
const CLOSING = new Set([
  tokenTypes.RightParenthesis,
  tokenTypes.RightSquareBracket,
  tokenTypes.RightCurlyBracket,
]);

/** Counts as the parser opens: what is not closed stays open. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  let found: number | undefined;
  tokenize(text, (kind, start) => {
    if (OPENING.has(kind)) depth += 1;
    else if (CLOSING.has(kind)) depth = Math.max(0, depth - 1);
    if (depth > DEEPEST_STYLE) found ??= start;
  });
  return found;
}

/** What old readers expect in a place: `rules` has no statements such as `@layer a;`. */
type Holder = 'sheet' | 'rules' | 'declarations';

function cleanList(list: List<CssNode>, holds: Holder, losses: StyleLoss[]): void {
  list.forEach((node, item) => {
    const why = reasonAgainst(node) ?? againstPlace(node, holds);
    if (why === undefined) {
      cleanBlock(node, losses);
      return;
    }
    list.remove(item);
    if (why !== '') losses.push({ ...placeOf(node), what: excerpt(node), why });
  });
}

function cleanBlock(node: CssNode, losses: StyleLoss[]): void {
  const block: Block | null | undefined = node.type === 'Rule' || node.type === 'Atrule' ? node.block : null;
  if (block)
    cleanList(block.children, node.type === 'Atrule' && hasRules(node) ? 'rules' : 'declarations', losses);
}

/** At-rules with rules in them. */
const GROUPS = /^(?:-\w+-)?(?:media|supports|container|layer|keyframes)$/i;

const hasRules = ({ name }: Atrule): boolean => GROUPS.test(name);

function againstPlace(node: CssNode, holds: Holder): string | undefined {
  const isDeclaration = node.type === 'Declaration';
  if (holds === 'declarations') return isDeclaration ? undefined : 'not every reader knows rules in rules';
  if (holds === 'rules' && node.type === 'Atrule' && node.block === null) return 'it must stand at the top';
  return isDeclaration ? SYNTAX : undefined;
}

const SYNTAX = 'it is not CSS';

/** Returns why a node cannot stay; an empty reason where nobody misses it. */
function reasonAgainst(node: CssNode): string | undefined {
  switch (node.type) {
    case 'Comment':
    case 'WhiteSpace':
    case 'CDO':
    case 'CDC':
      return '';
    case 'Raw':
      return node.value.trim() === '' ? '' : SYNTAX;
    case 'Atrule':
      return againstAtrule(node);
    case 'Rule':
      return againstRule(node);
    case 'Declaration':
      return againstDeclaration(node);
    default:
      return undefined;
  }
}

function againstAtrule({ name, prelude, block }: Atrule): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'charset')
    return /^["']utf-8["']$/i.test(prelude ? generate(prelude) : '') ? '' : 'the file is read as UTF-8';
  if (lower === 'import') return 'an e-book has one style sheet';
  // A name, and no address.
  if (lower === 'namespace') return undefined;
  if (lower === 'font-face' && !hasSource(block)) return 'it has no font that is in the e-book';
  return prelude ? (unreadable(prelude) ?? addressIn(prelude)) : undefined;
}

/** Of a font; what is an address outside is no source. */
const hasSource = (block: Block | null): boolean =>
  block?.children.some(
    (node) =>
      node.type === 'Declaration' &&
      node.property.toLowerCase() === 'src' &&
      againstDeclaration(node) === undefined,
  ) ?? false;

/** Two combinators side by side, or one at the end: css-tree takes them. */
const STRAY = /[>+~]\s*(?:[>+~,]|$)/;

function againstRule({ prelude }: Rule): string | undefined {
  const selectors = generate(prelude).replace(/"[^"]*"|'[^']*'/g, '""');
  if (STRAY.test(selectors)) return SYNTAX;
  return unreadable(prelude) ?? (hasNthOf(prelude) ? 'not every reader knows this selector' : undefined);
}

/** `:nth-child(2n of .a)` */
function hasNthOf(prelude: CssNode): boolean {
  let has = false;
  walk(prelude, (node) => {
    has ||= node.type === 'Nth' && node.selector !== null;
  });
  return has;
}

function againstDeclaration({ property, value }: Declaration): string | undefined {
  if (!/^-{0,2}[\p{L}_\\][\p{L}\p{N}_\\-]*$/u.test(property)) return SYNTAX;
  if (/^(?:-\w+-)?(?:direction|unicode-bidi)$/i.test(property)) {
    return 'the direction of a text is said by its language (EPUB 3.3, 6.3.1.1)';
  }
  if (value.type === 'Value' && value.children.isEmpty && !property.startsWith('--')) return SYNTAX;
  return unreadable(value) ?? addressIn(value);
}

/** What the parser could not read it keeps as it was written. */
function unreadable(node: CssNode): string | undefined {
  return node.type === 'Raw' ? SYNTAX : undefined;
}

/** Functions that take an address as a string. */
const LOADING = /^(?:-\w+-)?(?:image-set|image|src|cross-fade|paint)$/i;
const INSIDE = /^(?:data:|#)/i;

function addressIn(node: CssNode): string | undefined {
  let found: string | undefined;
  walk(node, function (this: { readonly function: { readonly name: string } | null }, one) {
    const loads = one.type === 'Url' || (one.type === 'String' && LOADING.test(this.function?.name ?? ''));
    if (loads && !INSIDE.test(one.value.trim())) found ??= one.value;
  });
  return found === undefined ? undefined : 'an e-book loads nothing that is not in it';
}

const LONGEST = 60;

const excerpt = (node: CssNode): string => shortened(generate(node));

function shortened(written: string): string {
  const text = written.replace(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const placeOf = ({ loc }: CssNode | Raw): { readonly line: number; readonly column: number } => ({
  line: loc?.start.line ?? 1,
  column: loc?.start.column ?? 1,
});
