/**
 * Removes from a project's style sheet what an e-book cannot contain (EPUB 3.3, 6.3): URLs outside the
 * package, text direction, and syntax that older readers do not support.
 */
import { locationAt } from '../../core/source-location.ts';
import {
  type Atrule,
  type Block,
  type CssNode,
  type Declaration,
  generate,
  hasStrayCombinator,
  type List,
  parse,
  type Raw,
  type Rule,
  tokenize,
  tokenTypes,
  walk,
} from '../../lib/css/syntax-tree.ts';

/** Limit for one style sheet, in characters. Bootstrap has 230,000. */
export const MAX_STYLE_LENGTH = 500_000;
/** Limit for nested blocks, brackets and functions, because the parser is recursive. */
export const MAX_STYLE_DEPTH = 100;

/** A part of a style sheet that was removed. */
export interface DroppedStyle {
  readonly what: string;
  readonly why: string;
  readonly line: number;
  readonly column: number;
}

/** File names in the package, by the offset of the address; `undefined` for an address that was refused. */
export type PackedAddresses = ReadonlyMap<number, string | undefined>;

/**
 * Returns the cleaned style sheet, and the removed parts in order. A style sheet that is too long or too deep
 * is removed completely.
 * @param isWhole whether the text is a complete style sheet, not the content of a group rule
 * @param addresses the files of the package that it names; others are removed
 */
export function cleanStylesheet(
  text: string,
  isWhole = true,
  addresses: PackedAddresses = new Map(),
): { readonly css: string; readonly dropped: readonly DroppedStyle[] } {
  const beyond = findExceededLimit(text);
  if (beyond !== undefined) return { css: '', dropped: [beyond] };
  const dropped: DroppedStyle[] = [];
  const sheet = parse(text.replace(/^\uFEFF/, ''), { positions: true, parseCustomProperty: true });
  if (addresses.size > 0) packAddresses(sheet, text, addresses);
  if (sheet.type === 'StyleSheet') cleanList(sheet.children, isWhole ? 'sheet' : 'rules', dropped);
  return { css: generate(sheet), dropped };
}

/** Addresses of files of the package, and refused addresses, whose removal is not reported again. */
const packedNodes = new WeakSet<CssNode>();
const refusedNodes = new WeakSet<CssNode>();

function packAddresses(sheet: CssNode, text: string, addresses: PackedAddresses): void {
  walk(sheet, (node) => {
    const start = node.loc?.start.offset;
    if ((node.type !== 'Url' && node.type !== 'String') || start === undefined) return;
    // In `url("a")` the address is the string.
    const offset = addresses.has(start) ? start : start + text.slice(start, start + 200).search(/["']/);
    if (!addresses.has(offset)) return;
    const file = addresses.get(offset);
    if (file !== undefined) node.value = file;
    (file === undefined ? refusedNodes : packedNodes).add(node);
  });
}

function findExceededLimit(text: string): DroppedStyle | undefined {
  if (text.length > MAX_STYLE_LENGTH) {
    return { ...describeAt(text, 0), why: `it has more than ${MAX_STYLE_LENGTH} characters` };
  }
  const at = findTooDeepOffset(text);
  return at === undefined
    ? undefined
    : { ...describeAt(text, at), why: `more than ${MAX_STYLE_DEPTH} blocks and brackets lie in each other` };
}

function describeAt(text: string, offset: number): Omit<DroppedStyle, 'why'> {
  const { line, column } = locationAt({ path: '', text }, offset);
  return { what: shorten(text.slice(offset, offset + 2 * MAX_EXCERPT_LENGTH)), line, column };
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

/** Counts brackets as the parser does: an unclosed bracket stays open. */
function findTooDeepOffset(text: string): number | undefined {
  let depth = 0;
  let found: number | undefined;
  tokenize(text, (kind, start) => {
    if (OPENING.has(kind)) depth += 1;
    else if (CLOSING.has(kind)) depth = Math.max(0, depth - 1);
    if (depth > MAX_STYLE_DEPTH) found ??= start;
  });
  return found;
}

/** The kind of a list of nodes. Older readers expect no statements such as `@layer a;` in `rules`. */
type StyleScope = 'sheet' | 'rules' | 'declarations';

function cleanList(list: List<CssNode>, holds: StyleScope, dropped: DroppedStyle[]): void {
  list.forEach((node, item) => {
    const why = findProblem(node) ?? findScopeProblem(node, holds);
    if (why === undefined) {
      cleanBlock(node, dropped);
      return;
    }
    list.remove(item);
    if (why !== '') dropped.push({ ...readPosition(node), what: createExcerpt(node), why });
  });
}

function cleanBlock(node: CssNode, dropped: DroppedStyle[]): void {
  const block: Block | null | undefined = node.type === 'Rule' || node.type === 'Atrule' ? node.block : null;
  if (block)
    cleanList(
      block.children,
      node.type === 'Atrule' && containsRules(node) ? 'rules' : 'declarations',
      dropped,
    );
}

/** At-rules that contain rules. */
const GROUPS = /^(?:-\w+-)?(?:media|supports|container|layer|keyframes)$/i;

const containsRules = ({ name }: Atrule): boolean => GROUPS.test(name);

function findScopeProblem(node: CssNode, holds: StyleScope): string | undefined {
  const isDeclaration = node.type === 'Declaration';
  if (holds === 'declarations') return isDeclaration ? undefined : 'not every reader knows rules in rules';
  if (holds === 'rules' && node.type === 'Atrule' && node.block === null) return 'it must stand at the top';
  return isDeclaration ? SYNTAX : undefined;
}

const SYNTAX = 'it is not CSS';

/** Returns why a node is removed; an empty reason if the removal is not reported. */
function findProblem(node: CssNode): string | undefined {
  switch (node.type) {
    case 'Comment':
    case 'WhiteSpace':
    case 'CDO':
    case 'CDC':
      return '';
    case 'Raw':
      return node.value.trim() === '' ? '' : SYNTAX;
    case 'Atrule':
      return findAtruleProblem(node);
    case 'Rule':
      return findRuleProblem(node);
    case 'Declaration':
      return findDeclarationProblem(node);
    default:
      return undefined;
  }
}

function findAtruleProblem({ name, prelude, block }: Atrule): string | undefined {
  const lower = name.toLowerCase();
  if (lower === 'charset')
    return /^["']utf-8["']$/i.test(prelude ? generate(prelude) : '') ? '' : 'the file is read as UTF-8';
  if (lower === 'import') return 'it must come before all rules';
  // The URL of a namespace is a name, and is not loaded.
  if (lower === 'namespace') return undefined;
  if (lower === 'font-face' && !hasFontSource(block)) return 'it has no font that is in the e-book';
  return prelude ? (findSyntaxProblem(prelude) ?? findUrlProblem(prelude)) : undefined;
}

/** Returns whether a font has a source inside the package. */
const hasFontSource = (block: Block | null): boolean =>
  block?.children.some(
    (node) =>
      node.type === 'Declaration' &&
      node.property.toLowerCase() === 'src' &&
      findDeclarationProblem(node) === undefined,
  ) ?? false;

function findRuleProblem({ prelude }: Rule): string | undefined {
  if (hasStrayCombinator(generate(prelude))) return SYNTAX;
  return (
    findSyntaxProblem(prelude) ?? (hasNthOf(prelude) ? 'not every reader knows this selector' : undefined)
  );
}

/** Returns whether a selector contains `:nth-child(2n of .a)`. */
function hasNthOf(prelude: CssNode): boolean {
  let has = false;
  walk(prelude, (node) => {
    has ||= node.type === 'Nth' && node.selector !== null;
  });
  return has;
}

function findDeclarationProblem({ property, value }: Declaration): string | undefined {
  if (!/^-{0,2}[\p{L}_\\][\p{L}\p{N}_\\-]*$/u.test(property)) return SYNTAX;
  if (/^(?:-\w+-)?(?:direction|unicode-bidi)$/i.test(property)) {
    return 'the direction of a text is given by its language (EPUB 3.3, 6.3.1.1)';
  }
  if (value.type === 'Value' && value.children.isEmpty && !property.startsWith('--')) return SYNTAX;
  return findSyntaxProblem(value) ?? findUrlProblem(value);
}

/** The parser keeps unparsable text as a `Raw` node. */
function findSyntaxProblem(node: CssNode): string | undefined {
  return node.type === 'Raw' ? SYNTAX : undefined;
}

/** Functions that accept a URL as a string. */
const URL_FUNCTIONS = /^(?:-\w+-)?(?:image-set|image|src|cross-fade|paint)$/i;
const IN_PACKAGE = /^data:/i;

function findUrlProblem(node: CssNode): string | undefined {
  let found: CssNode | undefined;
  walk(node, function (this: { readonly function: { readonly name: string } | null }, one) {
    const loads =
      one.type === 'Url' || (one.type === 'String' && URL_FUNCTIONS.test(this.function?.name ?? ''));
    if (loads && !packedNodes.has(one) && !IN_PACKAGE.test(one.value.trim())) found ??= one;
  });
  if (found === undefined) return undefined;
  if (found.type === 'Url' && found.value.startsWith('#'))
    return 'checkers of e-books take it for a missing file';
  return refusedNodes.has(found) ? '' : 'an e-book loads nothing that is not in it';
}

const MAX_EXCERPT_LENGTH = 60;

const createExcerpt = (node: CssNode): string => shorten(generate(node));

function shorten(written: string): string {
  const text = written.replace(/\s+/g, ' ').trim();
  return text.length > MAX_EXCERPT_LENGTH ? `${text.slice(0, MAX_EXCERPT_LENGTH)}…` : text;
}

const readPosition = ({ loc }: CssNode | Raw): { readonly line: number; readonly column: number } => ({
  line: loc?.start.line ?? 1,
  column: loc?.start.column ?? 1,
});
