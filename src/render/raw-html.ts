/**
 * Raw HTML in Markdown: what is unclosed, unopened or has no place in a publication, each at its line and column.
 * The tokenizer is parse5's, so that HTML is read here as it is read when it is parsed.
 */
import type { Root } from 'mdast';
import { type Token, type TokenHandler, Tokenizer } from 'parse5';
import { visit } from 'unist-util-visit';
import { diagnostic } from '../catalogue.ts';
import type { Place, Report } from '../diagnostic.ts';
import type { Source } from '../model.ts';
import { placeAt } from '../place.ts';
import { keptElements } from './safe.ts';

/** HTML Living Standard, 13.1.2: void elements. */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** HTML Living Standard, 13.1.2.4: their end tag may be left out. */
const MAY_STAY_OPEN = new Set(
  'li dt dd p rt rp option thead tbody tfoot tr td th colgroup caption'.split(' '),
);

/** What runs, loads, sends, or changes how the rest of the page is read. */
const FORBIDDEN = new Set(
  (
    'script style iframe frame frameset object embed applet link meta base form input button select textarea ' +
    'audio video source track canvas noscript template slot portal title html head body'
  ).split(' '),
);

interface Tag {
  readonly name: string;
  readonly place: Place;
}

/**
 * Diagnostics: `html-unclosed`, `html-unopened`, `html-element-forbidden`, `html-attribute-forbidden`,
 * `html-element-unknown`.
 * @returns whether the chapter has any raw HTML
 */
export function checkRawHtml(tree: Root, source: Source, report: Report): boolean {
  const open: Tag[] = [];
  let any = false;
  visit(tree, 'html', (node) => {
    any = true;
    const start = node.position?.start.offset ?? 0;
    // The node's value lacks the indentation that the file has, so the tokens' offsets are looked up in the file.
    const written = source.text.slice(start, node.position?.end.offset ?? start);
    tokenize(written, start, source, open, report);
  });
  for (const tag of open) {
    if (!MAY_STAY_OPEN.has(tag.name)) report(diagnostic('html-unclosed', { tag: tag.name }, tag.place));
  }
  return any;
}

function tokenize(html: string, start: number, source: Source, open: Tag[], report: Report): void {
  const ignore = (): void => undefined;
  const handler: TokenHandler = {
    onStartTag: (token) => startTag(token, placeAt(source, start + offsetOf(token)), open, report),
    onEndTag: (token) => endTag(token, placeAt(source, start + offsetOf(token)), open, report),
    onComment: ignore,
    onDoctype: ignore,
    onEof: ignore,
    onCharacter: ignore,
    onNullCharacter: ignore,
    onWhitespaceCharacter: ignore,
  };
  const tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, handler);
  tokenizer.write(html, true);
}

const offsetOf = (token: Token.TagToken): number => token.location?.startOffset ?? 0;

function startTag(token: Token.TagToken, place: Place, open: Tag[], report: Report): void {
  const { tagName: tag } = token;
  if (FORBIDDEN.has(tag)) report(diagnostic('html-element-forbidden', { tag }, place));
  else if (!keptElements.has(tag)) report(diagnostic('html-element-unknown', { tag }, place));
  for (const { name, value } of token.attrs) {
    if (isForbiddenAttribute(name, value)) {
      report(diagnostic('html-attribute-forbidden', { tag, attribute: name }, place));
    }
  }
  if (!VOID.has(tag) && !token.selfClosing) open.push({ name: tag, place });
}

function isForbiddenAttribute(name: string, value: string): boolean {
  if (/^on/i.test(name) || ['style', 'srcset', 'srcdoc', 'background', 'formaction', 'ping'].includes(name))
    return true;
  return ['href', 'src', 'cite', 'xlink:href'].includes(name) && /^\s*(?:javascript|vbscript):/i.test(value);
}

function endTag(token: Token.TagToken, place: Place, open: Tag[], report: Report): void {
  const { tagName: tag } = token;
  const index = open.findLastIndex(({ name }) => name === tag);
  if (index === -1) {
    if (!VOID.has(tag)) report(diagnostic('html-unopened', { tag }, place));
    return;
  }
  for (const left of open.splice(index).slice(1)) {
    if (!MAY_STAY_OPEN.has(left.name)) report(diagnostic('html-unclosed', { tag: left.name }, left.place));
  }
}
