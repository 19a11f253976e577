/**
 * Raw HTML in Markdown: what is unclosed, unopened or has no place in a publication, each at its line and column.
 * The tokenizer is parse5's, so that HTML is read here as it is read when it is parsed.
 */
import type { Html, Root } from 'mdast';
import { type Token, type TokenHandler, Tokenizer, TokenizerMode } from 'parse5';
import type { Parent } from 'unist';
import { diagnostic } from '../catalogue.ts';
import type { Place, Report } from '../diagnostic.ts';
import type { Source } from '../model.ts';
import { placeAt } from '../place.ts';
import { visit } from '../visit.ts';
import { FORBIDDEN, isForbiddenAttribute, MAY_STAY_OPEN, RAW_TEXT, VOID } from './html-rules.ts';
import { offsetsOf } from './raw-positions.ts';
import { keptElements } from './safe.ts';

/** How many elements of raw HTML may be open at once; a tree of thousands overflows the stack of whoever walks it. */
export const MOST_OPEN = 100;

interface Tag {
  readonly name: string;
  readonly place: Place;
}

/** The check of one chapter. */
interface Check {
  readonly source: Source;
  readonly report: Report;
  /**
   * The elements that are open in each Markdown block: what a block opens, it closes. HTML that is parsed later would be
   * closed with the block, or change what comes after it.
   */
  readonly open: Map<Parent, Tag[]>;
  /** How many elements are open now. */
  depth: number;
  /** False where a parser would overflow, or never find the end: an error was reported. */
  parsable: boolean;
}

/**
 * Diagnostics: `html-unclosed`, `html-unopened`, `html-element-forbidden`, `html-attribute-forbidden`,
 * `html-element-unknown`, `nesting-too-deep`.
 * @returns whether the chapter has raw HTML, and whether that can be parsed
 */
export function checkRawHtml(tree: Root, source: Source, report: Report): 'none' | 'some' | 'unparsable' {
  const check: Check = { source, report, open: new Map(), depth: 0, parsable: true };
  let any = false;
  visit(tree, 'html', (node, _, parent) => {
    any = true;
    const open = check.open.get(parent ?? tree) ?? [];
    check.open.set(parent ?? tree, open);
    tokenize(node, open, check);
  });
  for (const tag of [...check.open.values()].flat()) reportUnclosed(tag, check);
  return check.parsable ? (any ? 'some' : 'none') : 'unparsable';
}

function tokenize(node: Html, open: Tag[], check: Check): void {
  const offsetAt = offsetsOf(node, check.source);
  const placeOf = ({ location }: Token.TagToken): Place =>
    placeAt(check.source, offsetAt(location?.startOffset ?? 0));
  const ignore = (): void => undefined;
  const handler: TokenHandler = {
    onStartTag: (token) => {
      startTag(token, placeOf(token), open, check);
      // Between these and their end tags nothing is a tag.
      if (RAW_TEXT.has(token.tagName)) tokenizer.state = TokenizerMode.RAWTEXT;
    },
    onEndTag: (token) => endTag(token, placeOf(token), open, check),
    onComment: ignore,
    onDoctype: ignore,
    onEof: ignore,
    onCharacter: ignore,
    onNullCharacter: ignore,
    onWhitespaceCharacter: ignore,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(node.value, true);
}

function startTag(token: Token.TagToken, place: Place, open: Tag[], check: Check): void {
  const { tagName: tag } = token;
  const { report } = check;
  if (FORBIDDEN.has(tag)) report(diagnostic('html-element-forbidden', { tag }, place));
  else if (!keptElements.has(tag)) report(diagnostic('html-element-unknown', { tag }, place));
  for (const { name, value } of token.attrs) {
    if (isForbiddenAttribute(name, value)) {
      report(diagnostic('html-attribute-forbidden', { tag, attribute: name }, place));
    }
  }
  if (VOID.has(tag) || token.selfClosing) return;
  open.push({ name: tag, place });
  if (!MAY_STAY_OPEN.has(tag)) check.depth += 1;
  if (tag === 'plaintext') check.parsable = false;
  if (check.depth <= MOST_OPEN || !check.parsable) return;
  check.parsable = false;
  report(diagnostic('nesting-too-deep', { limit: MOST_OPEN }, place));
}

function endTag(token: Token.TagToken, place: Place, open: Tag[], check: Check): void {
  const { tagName: tag } = token;
  const index = open.findLastIndex(({ name }) => name === tag);
  if (index === -1) {
    if (!VOID.has(tag)) check.report(diagnostic('html-unopened', { tag }, place));
    return;
  }
  const [closed, ...left] = open.splice(index);
  for (const each of left) reportUnclosed(each, check);
  check.depth -= [closed, ...left].filter((each) => each && !MAY_STAY_OPEN.has(each.name)).length;
}

function reportUnclosed({ name: tag, place }: Tag, { report }: Check): void {
  if (!MAY_STAY_OPEN.has(tag)) report(diagnostic('html-unclosed', { tag }, place));
}
