/**
 * Raw HTML in Markdown: what is unclosed, unopened or has no place in a publication, each at its line and column.
 * The tokenizer is parse5's, so that HTML is read here as it is read when it is parsed.
 */
import type { Html, Root } from 'mdast';
import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';
import type { Parent } from 'unist';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Place, Source } from '../../core/source-location.ts';
import { placeAt, placeOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import { goesOnOpen, MOST_REPEATED, type RepeatedTag, Repetition } from './html-repetition.ts';
import { FORBIDDEN, isForbiddenAttribute, MAY_STAY_OPEN, RAW_TEXT, VOID } from './html-rules.ts';
import { offsetsOf } from './raw-positions.ts';
import { keptElements } from './sanitize-schema.ts';

/** How many elements of raw HTML may be open at once; a tree of thousands overflows the stack of whoever walks it. */
export const MOST_OPEN = 100;

interface Tag extends RepeatedTag {
  readonly place: Place;
}

/** The elements that are open in a block. */
class OpenTags {
  readonly #tags: Tag[] = [];
  readonly #counts = new Map<string, number>();

  push(tag: Tag): void {
    this.#tags.push(tag);
    this.#counts.set(tag.name, (this.#counts.get(tag.name) ?? 0) + 1);
  }

  /** Takes out the last of a name, and what is open in it. Of what is not open there may be thousands of end tags. */
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

/** The check of one chapter. */
interface Check {
  readonly source: Source;
  readonly report: Report;
  /**
   * The elements that are open in each Markdown block: what a block opens, it closes. HTML that is parsed later would be
   * closed with the block, or change what comes after it.
   */
  readonly open: Map<Parent, OpenTags>;
  /** How many elements are open now. */
  depth: number;
  readonly repetition: Repetition;
  /** False where a parser would overflow, or never find the end: an error was reported. */
  parsable: boolean;
}

/**
 * Diagnostics: `html-unclosed`, `html-unopened`, `html-element-forbidden`, `html-attribute-forbidden`,
 * `html-element-unknown`, `nesting-too-deep`, `html-repeated`.
 * @returns whether the chapter has raw HTML, and whether that can be parsed
 */
export function checkRawHtml(tree: Root, source: Source, report: Report): 'none' | 'some' | 'unparsable' {
  const repetition = new Repetition(source.text.length);
  const check: Check = { source, report, open: new Map(), depth: 0, repetition, parsable: true };
  let any = false;
  visit(tree, (node, _, parent) => {
    if (IN_LINE.has(node.type)) return;
    if (node.type !== 'html') {
      repetition.repeat();
      judgeSize(placeOf(source, node), check);
      return;
    }
    any = true;
    const open = check.open.get(parent ?? tree) ?? new OpenTags();
    check.open.set(parent ?? tree, open);
    tokenize(node, open, check);
  });
  for (const tag of [...check.open.values()].flatMap((open) => open.all())) reportUnclosed(tag, check);
  return check.parsable ? (any ? 'some' : 'none') : 'unparsable';
}

/** What in Markdown is no block. */
const IN_LINE = new Set(
  (
    'break citation definition delete emphasis footnoteReference image imageReference inlineCode inlineMath link ' +
    'linkReference strong text yaml'
  ).split(' '),
);

function tokenize(node: Html, open: OpenTags, check: Check): void {
  const offsetAt = offsetsOf(node, check.source);
  const placeOfTag = ({ location }: Token.TagToken): Place =>
    placeAt(check.source, offsetAt(location?.startOffset ?? 0));
  const ignore = (): void => undefined;
  const countLines = ({ chars }: Token.CharacterToken): void => {
    if (open.has('pre')) check.repetition.repeat(chars.split('\n').length - 1);
  };
  const handler: TokenHandler = {
    onStartTag: (token) => {
      startTag(token, placeOfTag(token), open, check);
      // Between these and their end tags nothing is a tag.
      if (RAW_TEXT.has(token.tagName)) tokenizer.state = TokenizerMode.RAWTEXT;
    },
    onEndTag: (token) => endTag(token, placeOfTag(token), open, check),
    onComment: ignore,
    onDoctype: ignore,
    onEof: ignore,
    onCharacter: countLines,
    onNullCharacter: ignore,
    onWhitespaceCharacter: countLines,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(node.value, true);
  judgeSize(placeOf(check.source, node), check);
}

function startTag(token: Token.TagToken, place: Place, open: OpenTags, check: Check): void {
  const { tagName: tag } = token;
  const { report } = check;
  if (FORBIDDEN.has(tag)) report(diagnostic('html-element-forbidden', { tag }, place));
  else if (!keptElements.has(tag)) report(diagnostic('html-element-unknown', { tag }, place));
  for (const { name, value } of token.attrs) {
    if (isForbiddenAttribute(name, value)) {
      report(diagnostic('html-attribute-forbidden', { tag, attribute: name }, place));
    }
  }
  const { startOffset = 0, endOffset = 0 } = token.location ?? {};
  const opened: Tag = { name: tag, place, size: endOffset - startOffset };
  check.repetition.open(opened, token.selfClosing);
  if (!VOID.has(tag)) {
    if (!token.selfClosing) open.push(opened);
    if (!MAY_STAY_OPEN.has(tag) && (!token.selfClosing || goesOnOpen(tag))) check.depth += 1;
  }
  if (tag === 'plaintext') check.parsable = false;
  judgeSize(place, check);
}

/** What a parser would make too much of is not parsed. */
function judgeSize(place: Place, check: Check): void {
  const isTooDeep = check.depth > MOST_OPEN;
  if (!check.parsable || !(isTooDeep || check.repetition.isBeyondLimit)) return;
  check.parsable = false;
  const problem = isTooDeep
    ? diagnostic('nesting-too-deep', { limit: MOST_OPEN }, place)
    : diagnostic('html-repeated', { limit: MOST_REPEATED }, place);
  check.report(problem);
}

function endTag(token: Token.TagToken, place: Place, open: OpenTags, check: Check): void {
  const { tagName: tag } = token;
  const closed = open.close(tag);
  if (closed.length === 0) {
    if (!VOID.has(tag)) check.report(diagnostic('html-unopened', { tag }, place));
    return;
  }
  for (const [index, each] of closed.entries()) {
    check.repetition.close(each, index === 0);
    if (index > 0) reportUnclosed(each, check);
  }
  check.depth -= closed.filter(({ name }) => !MAY_STAY_OPEN.has(name)).length;
}

function reportUnclosed({ name: tag, place }: Tag, { report }: Check): void {
  if (!MAY_STAY_OPEN.has(tag)) report(diagnostic('html-unclosed', { tag }, place));
}
