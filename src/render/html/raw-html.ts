/**
 * Checks raw HTML in Markdown: reports unclosed, unopened and forbidden elements with line and column.
 * Uses the tokenizer of parse5, because parse5 parses the HTML later.
 */
import type { Html, Paragraph, Root, Text } from 'mdast';
import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';
import type { Parent } from 'unist';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createOffsetMap } from '../../core/raw-offsets.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt, locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import {
  MAX_REPEATED,
  RepetitionCounter,
  type StartTag,
  staysOpenWhenSelfClosed,
} from './html-repetition.ts';
import {
  ALIGNED_ELEMENTS,
  FORBIDDEN_ELEMENTS,
  INLINE_ELEMENTS,
  isForbiddenAttribute,
  OPTIONAL_END_TAG,
  RAW_TEXT_ELEMENTS,
  VOID_ELEMENTS,
} from './html-rules.ts';
import { OncePerKind } from './once-per-kind.ts';
import { allowedElements } from './sanitize-schema.ts';
import { isReplaced, readStyle } from './style-attribute.ts';

/** Parses the raw HTML of a tree. */
export { raw } from 'hast-util-raw';

const ALIGNMENT = /^(?:left|center|right)$/i;
const SIDE = /^(?:left|right)$/i;

/**
 * Most elements of raw HTML that may be open at once. Deeper trees overflow the stack of recursive functions.
 */
export const MAX_OPEN_ELEMENTS = 100;

interface Tag extends StartTag {
  readonly location: SourceLocation;
  /** The node that the tag is in. */
  readonly node: Html;
}

/** The open elements of one Markdown block. */
class OpenTags {
  readonly block: Parent;
  readonly #tags: Tag[] = [];
  readonly #counts = new Map<string, number>();

  constructor(block: Parent) {
    this.block = block;
  }

  push(tag: Tag): void {
    this.#tags.push(tag);
    this.#counts.set(tag.name, (this.#counts.get(tag.name) ?? 0) + 1);
  }

  /**
   * Removes the last open element of a name and everything inside it. Unopened names cost nothing, because a
   * file may have thousands of unopened end tags.
   */
  close(name: string): readonly Tag[] {
    if (!this.has(name)) return [];
    const closed = this.#tags.splice(this.#tags.findLastIndex((tag) => tag.name === name));
    for (const tag of closed) this.#counts.set(tag.name, (this.#counts.get(tag.name) ?? 0) - 1);
    return closed;
  }

  has(name: string): boolean {
    return (this.#counts.get(name) ?? 0) > 0;
  }

  all(): readonly Tag[] {
    return this.#tags;
  }
}

/** State of the check of one chapter. */
interface CheckState {
  readonly source: SourceFile;
  readonly report: Report;
  /**
   * The open elements of each Markdown block. A block must close what it opens: otherwise the parser would
   * close the element with the block, or the element would change what follows.
   */
  readonly open: Map<Parent, OpenTags>;
  /** Number of open elements. */
  depth: number;
  readonly repetition: RepetitionCounter;
  /** The names of all end tags in the source. */
  readonly endTags: ReadonlySet<string>;
  /** Tags that nothing closes, with the block that they are in. */
  readonly unclosed: { readonly tag: Tag; readonly block: Parent }[];
  /** Problems that are reported once, with all their places. */
  readonly found: OncePerKind;
  /** False after an error that the parser could not survive: it would overflow, or never find the end. */
  parsable: boolean;
}

/**
 * Leaves out what is forbidden and what nothing opens or closes, with its content kept.
 * Diagnostics: `html-unclosed`, `html-unopened`, `html-element-forbidden`, `html-attribute-forbidden`,
 * `html-style-dropped`, `html-alignment-dropped`, `html-element-unknown`, `nesting-too-deep`, `html-repeated`.
 * @returns whether the chapter has raw HTML, and whether that can be parsed
 */
export function checkRawHtml(tree: Root, source: SourceFile, report: Report): 'none' | 'some' | 'unparsable' {
  const repetition = new RepetitionCounter(source.text.length);
  const found = new OncePerKind();
  const endTags = new Set(Array.from(source.text.matchAll(END_TAG), ([, name = '']) => name.toLowerCase()));
  const state = { open: new Map<Parent, OpenTags>(), endTags, unclosed: [], depth: 0, repetition, found };
  const check: CheckState = { source, report, ...state, parsable: true };
  let any = false;
  visit(tree, (node, _, parent) => {
    if (INLINE_NODES.has(node.type)) return;
    if (node.type !== 'html') {
      repetition.repeat();
      checkLimits(locationOf(source, node), check);
      return;
    }
    if (isWord(node, check)) {
      printWord(node, parent ?? tree, check);
      return;
    }
    any = true;
    const open = check.open.get(parent ?? tree) ?? new OpenTags(parent ?? tree);
    check.open.set(parent ?? tree, open);
    checkHtmlNode(node, open, check);
  });
  found.reportAll(report);
  for (const open of check.open.values()) for (const tag of open.all()) reportUnclosed(tag, open, check);
  closeInlineTags(check);
  return check.parsable ? (any ? 'some' : 'none') : 'unparsable';
}

const END_TAG = /<\/([a-z][\w.:-]*)/gi;

/** mdast nodes that are not blocks. */
const INLINE_NODES = new Set(
  (
    'break citation definition delete emphasis footnoteReference image imageReference inlineCode inlineMath link ' +
    'linkReference strong text yaml'
  ).split(' '),
);

/** A start tag without attributes. */
const BARE_TAG = /^<([a-z][\w.:-]*)>$/i;

/** Returns whether a node is no HTML, but a word in angle brackets, such as `<your-name>`. */
function isWord({ value }: Html, { endTags }: CheckState): boolean {
  const name = BARE_TAG.exec(value.trim())?.[1]?.toLowerCase();
  if (name === undefined || endTags.has(name)) return false;
  return !allowedElements.has(name) && !FORBIDDEN_ELEMENTS.has(name) && !VOID_ELEMENTS.has(name);
}

function printWord(node: Html, parent: Parent, { source, report }: CheckState): void {
  const tag = node.value.trim().slice(1, -1);
  report(diagnostic('html-unclosed', { tag, isPrinted: true }, locationOf(source, node)));
  const { position } = node;
  const text: Text = { type: 'text', value: node.value.trim(), ...(position && { position }) };
  const isInline = parent.type === 'paragraph' || INLINE_NODES.has(parent.type);
  const block: Paragraph = { type: 'paragraph', children: [text], ...(position && { position }) };
  parent.children[parent.children.indexOf(node)] = isInline ? text : block;
}

function checkHtmlNode(node: Html, open: OpenTags, check: CheckState): void {
  const offsetAt = createOffsetMap(node, check.source);
  const locateTag = ({ location }: Token.TagToken): SourceLocation =>
    locationAt(check.source, offsetAt(location?.startOffset ?? 0));
  const ignore = (): void => undefined;
  const countLines = ({ chars }: Token.CharacterToken): void => {
    if (open.has('pre')) check.repetition.repeat(chars.split('\n').length - 1);
  };
  const blanked: Span[] = [];
  const handler: TokenHandler = {
    onStartTag: (token) => {
      handleStartTag(token, { node, location: locateTag(token) }, open, check);
      blanked.push(...findForbidden(token));
      // Up to the end tag of these elements everything is text.
      if (RAW_TEXT_ELEMENTS.has(token.tagName)) tokenizer.state = TokenizerMode.RAWTEXT;
    },
    onEndTag: (token) => {
      if (!handleEndTag(token, locateTag(token), open, check)) blanked.push(...findWhole(token));
    },
    onComment: ignore,
    onDoctype: ignore,
    onEof: ignore,
    onCharacter: countLines,
    onNullCharacter: ignore,
    onWhitespaceCharacter: countLines,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(node.value, true);
  checkLimits(locationOf(check.source, node), check);
  node.value = blankSpans(node.value, blanked);
}

/** Characters of an HTML node that are left out. */
interface Span {
  readonly start: number;
  readonly end: number;
  /** Whether they are a whole tag. */
  readonly isTag: boolean;
}

/** Returns the span of a tag. */
const findWhole = ({ location }: Token.TagToken): readonly Span[] =>
  location == null ? [] : [{ start: location.startOffset, end: location.endOffset, isTag: true }];

/** Finds the forbidden attributes of a tag; the whole tag, if all text after it would be taken for its content. */
function findForbidden(token: Token.TagToken): readonly Span[] {
  const { tagName, attrs, location } = token;
  if (location == null) return [];
  if (tagName === 'plaintext') return findWhole(token);
  return attrs.flatMap(({ name, value }) => {
    // Addresses of links and images are resolved later, and only safe ones stay.
    const isResolved = name === 'href' || name === 'src';
    const place = !isResolved && isForbiddenAttribute(name, value) ? location.attrs?.[name] : undefined;
    return place === undefined ? [] : [{ start: place.startOffset, end: place.endOffset, isTag: false }];
  });
}

/** Replaces spans, which are in order, by as many spaces, or a tag by a comment, so that positions stay the same. */
function blankSpans(html: string, spans: readonly Span[]): string {
  let [blanked, from] = ['', 0];
  for (const { start, end, isTag } of spans) {
    const spaces = html.slice(start, end).replace(/[^\n]/g, ' ');
    blanked += html.slice(from, start) + (isTag ? `<!${spaces.slice(3)}>` : spaces);
    from = end;
  }
  return blanked + html.slice(from);
}

function handleStartTag(
  token: Token.TagToken,
  { node, location }: Pick<Tag, 'node' | 'location'>,
  open: OpenTags,
  check: CheckState,
): void {
  const { tagName: tag } = token;
  // Of a picture, its `img` is printed.
  const isOfPicture = tag === 'picture' || (tag === 'source' && open.has('picture'));
  if (!isOfPicture) {
    checkElement(token, location, check);
    reportAttributes(token, location, check);
  }
  const { startOffset = 0, endOffset = 0 } = token.location ?? {};
  const opened: Tag = { name: tag, node, location, size: endOffset - startOffset };
  check.repetition.open(opened, token.selfClosing);
  if (!VOID_ELEMENTS.has(tag)) {
    if (!token.selfClosing) open.push(opened);
    if (!OPTIONAL_END_TAG.has(tag) && (!token.selfClosing || staysOpenWhenSelfClosed(tag))) check.depth += 1;
  }
  checkLimits(location, check);
}

function checkElement(
  { tagName: tag, attrs }: Token.TagToken,
  location: SourceLocation,
  { report, found }: CheckState,
): void {
  const attributes = attrs.map(({ name }) => name);
  if (FORBIDDEN_ELEMENTS.has(tag)) report(diagnostic('html-element-forbidden', { tag }, location));
  else if (!allowedElements.has(tag) && !isReplaced(tag, attributes)) {
    found.add(tag, location, (places) => diagnostic('html-element-unknown', { tag, ...places }, location));
  }
}

function reportAttributes(
  { tagName: tag, attrs }: Token.TagToken,
  location: SourceLocation,
  check: CheckState,
): void {
  const { report } = check;
  for (const { name, value } of attrs) {
    if (name === 'style') reportStyle(tag, value, location, check);
    if (isForbiddenAttribute(name, value)) {
      report(diagnostic('html-attribute-forbidden', { tag, attribute: name }, location));
    }
    const isKept = ALIGNED_ELEMENTS.has(tag) ? ALIGNMENT.test(value) : tag === 'img' && SIDE.test(value);
    if (name === 'align' && !isKept) {
      report(diagnostic('html-alignment-dropped', { tag }, location));
    }
  }
}

function reportStyle(tag: string, style: string, location: SourceLocation, check: CheckState): void {
  const { hides, dropped } = readStyle(tag, style);
  if (hides) {
    check.report(diagnostic('html-attribute-forbidden', { tag, attribute: 'style' }, location));
  } else if (dropped !== undefined) {
    const written = dropped.length > 40 ? `${dropped.slice(0, 40).toWellFormed()}…` : dropped;
    check.found.add('style', location, (places) =>
      diagnostic('html-style-dropped', { tag, written, ...places }, location),
    );
  }
}

/** Reports the first excess of depth or repetition, and marks the chapter as not parsable. */
function checkLimits(location: SourceLocation, check: CheckState): void {
  const isTooDeep = check.depth > MAX_OPEN_ELEMENTS;
  if (!check.parsable || !(isTooDeep || check.repetition.isBeyondLimit)) return;
  check.parsable = false;
  const problem = isTooDeep
    ? diagnostic('nesting-too-deep', { limit: MAX_OPEN_ELEMENTS }, location)
    : diagnostic('html-repeated', { limit: MAX_REPEATED }, location);
  check.report(problem);
}

/** Returns whether the tag closes an element, or is ignored by the parser. */
function handleEndTag(
  token: Token.TagToken,
  location: SourceLocation,
  open: OpenTags,
  check: CheckState,
): boolean {
  const { tagName: tag } = token;
  const closed = open.close(tag);
  if (closed.length === 0) {
    if (VOID_ELEMENTS.has(tag)) return true;
    check.report(diagnostic('html-unopened', { tag }, location));
    return false;
  }
  for (const [index, each] of closed.entries()) {
    check.repetition.close(each, index === 0);
    if (index > 0) reportUnclosed(each, open, check);
  }
  check.depth -= closed.filter(({ name }) => !OPTIONAL_END_TAG.has(name)).length;
  return true;
}

function reportUnclosed(tag: Tag, { block }: OpenTags, { report, unclosed }: CheckState): void {
  if (OPTIONAL_END_TAG.has(tag.name)) return;
  report(diagnostic('html-unclosed', { tag: tag.name }, tag.location));
  unclosed.push({ tag, block });
}

/**
 * Closes each unclosed inline element after the node that it begins in: the parser would continue it to the end of the
 * chapter. An anchor keeps its id. Blocks such as `div` end with the block around them.
 */
function closeInlineTags({ unclosed }: CheckState): void {
  for (const { tag, block } of unclosed) {
    if (!INLINE_ELEMENTS.has(tag.name)) continue;
    const { position } = tag.node;
    const end: Html = { type: 'html', value: `</${tag.name}>`, ...(position && { position }) };
    block.children.splice(block.children.indexOf(tag.node) + 1, 0, end);
  }
}
