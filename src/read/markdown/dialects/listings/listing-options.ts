/**
 * Reads what other programs write after the language of a listing: options of chunks (https://yihui.org/knitr/options/,
 * https://quarto.org/docs/computations/execution-options.html), attributes, lines to mark and titles. The code stays, under
 * the name of its language. No code runs.
 */
import type { Code, Paragraph, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Report } from '../../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../../core/source-location.ts';
import { visit } from '../../../../lib/html/visit.ts';
import { MarkupFindings } from '../../markup-findings.ts';
import { type Attributes, readAttributes } from '../attribute-list.ts';
import type { DialectSyntax } from '../dialect.ts';
import { hideBackticks } from './chunk-backticks.ts';
import { readPictures } from './chunk-pictures.ts';
import { addFacts, countLines, readInfo } from './listing-facts.ts';

export const listingOptions: DialectSyntax = {
  hide: hideBackticks,
  transform: (tree, source, report, parse) => {
    const hidden = new MarkupFindings(source);
    const toWords = (caption: string): string => {
      const parsed = parse({ path: source.path, text: caption }, () => undefined);
      return parsed === undefined ? caption : textOf(parsed);
    };
    visit(tree, 'code', (code, index, parent) => {
      const written = `\`\`\`${code.lang ?? ''}`;
      const pictures = findPictures(code, toWords);
      const isShown = readListing(code) === 'shown';
      if (parent === undefined || index === undefined || (isShown && pictures.length === 0)) return undefined;
      if (pictures.length === 0) hidden.find('hidden-code', written, code.position?.start.offset ?? 0);
      const nodes: RootContent[] = [...(isShown ? [code] : []), ...pictures];
      (parent.children as RootContent[]).splice(index, 1, ...nodes);
      return index + nodes.length;
    });
    hidden.report('markup-left-out', report);
    if (/^[ \t>]*(?:`{3,}|~{3,})[ \t]*\{r\b/im.test(source.text)) reportInline(tree, source, report);
  },
};

/** Returns the pictures that a chunk of R shows. */
function findPictures(code: Code, toWords: (caption: string) => string): readonly Paragraph[] {
  const info = joinInfo(code);
  const [, engine, options = ''] = CHUNK.exec(info) ?? [];
  return engine === undefined || engine.toLowerCase() !== 'r' ? [] : readPictures(code, options, toWords);
}

/** Diagnostic: `markup-literal`, for code in the line whose result R Markdown prints. */
function reportInline(tree: Root, source: SourceFile, report: Report): void {
  const findings = new MarkupFindings(source);
  visit(tree, 'inlineCode', ({ value, position }) => {
    if (/^(?:\{r\}|r) \S/.test(value)) findings.find('template', `\`${value}\``, position?.start.offset ?? 0);
  });
  findings.report('markup-literal', report);
}

/** Languages that programs run. Other words in braces are directives of MyST. */
const CHUNK =
  /^\{{1,2}[ \t]*(r|python|julia|bash|sh|zsh|sql|ojs|js|javascript|css|scss|mermaid|dot|stata|rcpp|c|fortran|cat|octave|scala|node|perl|ruby|go|awk|haskell|stan)\b([^\n]*?)\}{1,2}$/i;
const ATTRIBUTES = /^\{((?:[ \t]*[#.])[^{}\n]*)\}$/;
/** A language with something attached: `rust,ignore`, `js{1,3}`. */
const ATTACHED = /^([A-Za-z][\w+#.-]*)(?:,|\{|:(?:no-)?line-numbers)/;

const HIDES = /(?:^|[\s,])(?:include|echo)[ \t]*=[ \t]*(?:FALSE|F|false)\b/;
const OPTION = /^[ \t]*(?:#|\/\/|--|%%)\|.*(?:\n|$)/;
const HIDING_OPTION = /\|[ \t]*(?:include|echo):[ \t]*(?:false|no)\b/i;

/** Returns all that follows a fence. */
const joinInfo = ({ lang, meta }: Code): string =>
  [lang, meta]
    .filter((part) => part)
    .join(' ')
    .trim();

/** Changes the language and the code of a listing, and adds its title and what is written about its lines. */
function readListing(code: Code): 'shown' | 'hidden' {
  const info = joinInfo(code);
  const [chunk, engine = '', options = ''] = CHUNK.exec(info) ?? [];
  if (chunk !== undefined) return readChunk(code, engine, options);
  const [, written] = ATTRIBUTES.exec(info) ?? [];
  const attributes = written === undefined ? undefined : readAttributes(written);
  const language = attributes ? findLanguageClass(attributes) : ATTACHED.exec(code.lang ?? '')?.[1];
  if (language !== undefined) code.lang = language;
  const isOnlyLines = /^\{[ \t]*\d/.test(info);
  if ((attributes !== undefined && language === undefined) || isOnlyLines) code.lang = null;
  const output = attributes?.classes.slice(1).includes('output') ? { isOutput: true as const } : {};
  addFacts(code, { ...readInfo(info, countLines(code)), ...output });
  return 'shown';
}

/** Returns the first class that is no option. */
const findLanguageClass = ({ classes }: Attributes): string | undefined =>
  classes.find((name) => !/^(?:number-?lines|line-?anchors|unnumbered)$/i.test(name));

function readChunk(code: Code, engine: string, options: string): 'shown' | 'hidden' {
  code.lang = engine.toLowerCase();
  code.meta = null;
  let isHidden = HIDES.test(options);
  const written: string[] = [options];
  for (let line = OPTION.exec(code.value); line !== null; line = OPTION.exec(code.value)) {
    isHidden ||= HIDING_OPTION.test(line[0]);
    written.push(line[0].replace(/^.*?\|[ \t]*([\w-]+):[ \t]*(.*?)\s*$/s, toOption));
    code.value = code.value.slice(line[0].length);
  }
  addFacts(code, readInfo(written.join(' '), countLines(code)));
  return isHidden ? 'hidden' : 'shown';
}

/** Writes an option of a comment, `#| lst-cap: Words`, as one after a fence. */
const toOption = (_: string, key: string, value: string): string =>
  /^["']/.test(value) ? `${key}=${value}` : `${key}="${value.replaceAll('"', '')}"`;
