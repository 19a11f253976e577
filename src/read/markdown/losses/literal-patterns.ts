/** Patterns of markup that other programs read and this one does not. */
import type { LiteralKind } from '../../../core/diagnostics/catalogue/literal-markup.ts';

export interface LiteralPattern {
  readonly kind: LiteralKind;
  readonly pattern: RegExp;
}

/** In a text, whose escaped characters are U+0000. The first that matches takes its characters. */
export const INLINE_PATTERNS: readonly LiteralPattern[] = [
  { kind: 'alert', pattern: /^\[!\p{Lu}+\]/gu },
  { kind: 'comment', pattern: /<!--|(?<![\w%])%%[^%\n]{1,300}%%|\{>>[^<>\n]{1,300}<<\}/g },
  {
    kind: 'include',
    pattern:
      /\{\{\s*#(?:include|rustdoc_include|playground)(?![^{}\n]*\}\})|\{\{<\s*include(?![^{}\n]*\}\})|(?<!;)-{2}8<-{2}|\{%-?\s*include-markdown(?![^{}\n]*%\})/g,
  },
  { kind: 'template', pattern: /\{\{[^{}\n]{1,300}\}\}|\{%[^{}%\n]{1,300}%\}/g },
  { kind: 'wiki-link', pattern: /\[\[(?!toc\])\p{L}[^[\]\n]{0,200}\]\]/giu },
  // The rule of pandoc for dollar signs, and a content that only a formula has.
  {
    kind: 'formula',
    pattern: /(?<![$\w])\$(?=\S)(?:[A-Za-z]|[^$\n]{0,80}[\\^_={}<>][^$\n]{0,80})(?<=\S)\$(?![\d$\w{])/g,
  },
  { kind: 'page-break', pattern: /\\(?:newpage|pagebreak|clearpage)(?![A-Za-z])/g },
  {
    kind: 'cross-reference',
    pattern: /(?<![\w@])@(?:fig|tbl|sec|eq|lst|thm)[-:][\w-]+|\0ref\([a-z]+:[\w-]+\)/g,
  },
  {
    kind: 'latex',
    pattern:
      /\\(?:begin|end|[A-Za-z]{3,30})\{[^{}\n]{0,200}\}|\\(?:noindent|bigskip|medskip|smallskip|centering|hfill|maketitle|tableofcontents)(?![A-Za-z])/g,
  },
  { kind: 'attributes', pattern: /\{:[^{}\n]{0,200}\}|\]\{[.#][^{}\n]{0,200}\}/g },
  { kind: 'inline-note', pattern: /(?<=\S)\^\[[^[\]\n]{0,499}[^[\]\s]\]/g },
  { kind: 'link', pattern: /\[[^[\]\n]{0,200}\]\([^()\n]{1,300}\)|^\]\(/g },
  { kind: 'mark', pattern: /(?<![=\w)\]}])==[^=\s](?:[^=\n]{0,300}[^=\s])?==(?![=\w(])/g },
  { kind: 'strong', pattern: /\*\*[^\s*][^*\n]{0,200}\s\*\*|\*\*\s[^*\n]{0,200}[^\s*]\*\*/g },
  { kind: 'subscript', pattern: /(?<=[\p{L})])~[\p{L}\p{N}+-]{1,12}~(?![~\d])/gu },
  {
    kind: 'superscript',
    pattern: /(?<=[\p{L}\p{N})])\^[+−-]?[\p{L}\p{N}]{1,12}[+−-]?\^(?!\d)/gu,
  },
  { kind: 'emoji', pattern: /(?<![\p{L}\p{N}:]):[a-z][a-z_]{1,40}\d{0,3}:(?![\p{L}\p{N}:])/gu },
];

/** In a paragraph as it is written, without the marks of lists and quotations. */
export const PARAGRAPH_PATTERNS: readonly LiteralPattern[] = [
  { kind: 'heading', pattern: /^(?:#{2,6}[^\s#]|#{7,}\s|#\p{Lu}[^#\n]* [^#\n]*$)/u },
  { kind: 'contents', pattern: /^(?:\[toc\]|\[\[_?toc_?\]\]|\$\{toc\})$/i },
  { kind: 'definition-list', pattern: /(?:^|\n):[ \t]+\S/ },
  // Also with a title that nothing closes, or with words after it.
  {
    kind: 'admonition',
    pattern:
      /(?:^|\n)(?:(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*(?:[ \t]+inline(?:[ \t]+end)?)?(?:[ \t]+"[^\n]*|[ \t]*)|===[+!]{0,2}[ \t]+"[^"\n]*)(?:\n|$)/,
  },
  {
    kind: 'module',
    pattern: /^(?:import\s[^;\n]{1,200}\sfrom\s+['"][^'"\n]+['"]|export\s+(?:default|const|function)\s)/,
  },
  { kind: 'abbreviation', pattern: /(?:^|\n)\*\[[^\]\n]{1,100}\]:[ \t]/ },
  { kind: 'comment', pattern: /^%%(?:\n|$)/ },
  {
    kind: 'table',
    pattern:
      /^\+[-=:]{2,}[-=:+]*\+[ \t]*(?:\n|$)|^(?:\|[^\n]*\|[ \t]*(?:\n|$)){2,}|(?:^|\n)\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t+]*(?:\n|$)/,
  },
  { kind: 'line-block', pattern: /^\|[ \t][^\n]*\n\|(?:[ \t]|\n|$)/ },
];

/** A break that is the line of dashes of a table without pipes. */
export const TABLE_DASHES = /^-{3,}(?: +-{3,})+[ \t]*$/;

/** Attributes after an image, a link or a span. */
export const TRAILING_ATTRIBUTES =
  /^\{[ \t]*(?:(?:[#.][^\s{}]+|[\w-]+=(?:"[^"{}\n]*"|[^\s{}]*))[ \t]*){1,20}\}/;

/** Attributes after a heading: they mean nothing here, but for the id. */
export const HEADING_ATTRIBUTES =
  /(?<=\s|^)\{:?[ \t]*(?:(?:[#.][^\s{}]+|-|[\w-]+=(?:"[^"{}\n]*"|[^\s{}]*))[ \t]*){1,20}\}\s*$/;

/** Any mark of the patterns, so that most files need no search. */
export const ANY_MARK =
  /\[!|<!--|%%|-8<-|\{[>{%:.#\w-]|\[\[|\[toc\]|\$|\\[A-Za-z]|@|\]\(|\^|==|\*\*|~|:[a-z]|#|!!!|\?\?\?|\bfrom\b|^export |-- +--|\*\[|\||^[ \t>]*:(?:[ \t]|::)|^[ \t>]*[`~]{3}\w/im;

/** A size in pixels after an alternative text: `|100`, `|100x50`. */
export const IMAGE_SIZE = /\|\s*\d{1,4}(?:x\d{1,4})?\s*$/;

/** Comments that begin a page elsewhere. */
export const PAGE_BREAK_COMMENT = /^<!--\s*(?:page-?\s?break|new-?page|pb)\s*-->/i;

/** Markdown in an HTML element that is read as HTML alone. */
export const MARKDOWN_IN_HTML =
  /^<[a-z][^<>]*\smarkdown=|\*\*[^\s*][^*\n]{0,200}\*\*|\[[^[\]\n]{1,200}\]\([^()\s]{1,300}\)|^[ \t]*:{3,}[ \t]*(?:[a-z{]|$)/im;

/** Languages of listings that other programs draw, and what they are. */
export const DRAWN_LANGUAGES: ReadonlyMap<string, LiteralKind> = new Map([
  ['math', 'formula'],
  ['mermaid', 'diagram'],
  ['plantuml', 'diagram'],
  ['graphviz', 'diagram'],
  ['dot', 'diagram'],
]);
