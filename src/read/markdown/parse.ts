/**
 * Parses Markdown into mdast with positions: CommonMark, GFM, YAML front matter, `:::` boxes, `[@citations]`,
 * `$$` formulas.
 */
import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkFrontmatter from 'remark-frontmatter';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { type Processor, unified } from 'unified';
import type { Node, Parent } from 'unist';
import type { Diagnostic, Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile, SourceLocation } from '../../core/source-location.ts';
import { locationAt, locationOf, startOfLine } from '../../core/source-location.ts';
import { parseBrackets } from './citation-syntax.ts';
import type { DialectSyntax, ParsePart } from './dialects/dialect.ts';
import { patchEditMap } from './edit-map.ts';
import { readFillInRuns } from './fill-in-runs.ts';
import { indexFootnoteLabels } from './footnote-index.ts';
import { addFrontMatter, findForeignFrontMatter, hideFrontMatter } from './foreign-front-matter.ts';
import { buildTooManyBoxes, findTooDeepBoxLine, limitBoxes } from './limits/box-limit.ts';
import { limitDelimiters } from './limits/delimiter-limit.ts';
import { limitLazyLines } from './limits/lazy-line-limit.ts';
import { LimitExceededError } from './limits/limit-error.ts';
import { findDeepestLine, MAX_NESTING_LEVELS } from './limits/nesting-limit.ts';
import { areReferencesWithinLimit } from './limits/reference-limit.ts';
import { areMissingCellsWithinLimit } from './limits/table-gap-limit.ts';
import { readLiteralAsterisks } from './literal-asterisks.ts';
import { keepText } from './losses/keep-text.ts';
import { skipOpenFormulas } from './open-formulas.ts';
import { readPlusDelimiters } from './plus-delimiters.ts';
import { skipUnusedConstructs } from './prune-constructs.ts';

/**
 * Parses a file. Also reports the diagnostics of {@link parseBrackets} and {@link keepText}.
 * @param dialects features of other programs; none: CommonMark, GFM and our own syntax
 * @returns `undefined` after a diagnostic: `nesting-too-deep`, `marks-too-many`, `lazy-lines-too-many`,
 * `table-gaps-too-many`, `references-too-large`
 */
export function parseMarkdown(
  source: SourceFile,
  report: Report,
  dialects: readonly DialectSyntax[] = [],
): Root | undefined {
  const refuse = (problem: Diagnostic): undefined => report(problem) as undefined;
  const line = findDeepestLine(source.text);
  if (line.levels > MAX_NESTING_LEVELS) return refuse(buildTooDeep(startOfLine(source, line.number)));
  const boxes = findTooDeepBoxLine(source.text);
  if (boxes !== undefined) return refuse(buildTooManyBoxes(startOfLine(source, boxes)));
  try {
    const head = findForeignFrontMatter(source.text);
    const below = head === undefined ? source.text : hideFrontMatter(source.text, head);
    const text = dialects.reduce((seen, { hide }) => hide?.(seen) ?? seen, below);
    const tree = createParser(source, report, dialects).parse(text);
    const deep = findNodeBelow(tree, MAX_NESTING_LEVELS);
    if (deep) return refuse(buildTooDeep(locationOf(source, deep)));
    if (head !== undefined) addFrontMatter(tree, head);
    const parsePart: ParsePart = (part, reportPart) => parsePartOf(part, reportPart, dialects);
    for (const { transform } of dialects) transform?.(tree, source, report, parsePart);
    keepText(tree, source, report);
    return areMissingCellsWithinLimit(tree, source, report) && areReferencesWithinLimit(tree, source, report)
      ? tree
      : undefined;
  } catch (error) {
    if (error instanceof LimitExceededError)
      return refuse(error.buildProblem(locationAt(source, error.offset)));
    // The parser is recursive. A stack overflow has no better location than the deepest line.
    if (!(error instanceof RangeError)) throw error;
    return refuse(buildTooDeep(startOfLine(source, line.number)));
  }
}

/** Parses a text that is made of parts of a file. @returns `undefined` if it is beyond a limit */
function parsePartOf(part: SourceFile, report: Report, dialects: readonly DialectSyntax[]): Root | undefined {
  if (findDeepestLine(part.text).levels > MAX_NESTING_LEVELS) return undefined;
  try {
    const tree = createParser(part, report, dialects).parse(part.text);
    return findNodeBelow(tree, MAX_NESTING_LEVELS) === undefined ? tree : undefined;
  } catch (error) {
    if (error instanceof LimitExceededError || error instanceof RangeError) return undefined;
    throw error;
  }
}

const buildTooDeep = (place: SourceLocation): Diagnostic =>
  diagnostic('nesting-too-deep', { limit: MAX_NESTING_LEVELS }, place);

patchEditMap();

function createParser(source: SourceFile, report: Report, dialects: readonly DialectSyntax[]) {
  return (
    unified()
      .use(remarkParse)
      .use(readFillInRuns)
      .use(readLiteralAsterisks)
      .use(addLimits)
      .use(addBracketParser, source, report)
      .use(remarkFrontmatter, ['yaml'])
      .use(remarkGfm, { singleTilde: false })
      .use(readPlusDelimiters, source.text)
      .use(skipUnusedConstructs, source.text)
      .use(addFootnoteIndex)
      // At least two dollar signs: a single one may be a price, see `dialects/formulas/dollar-math.ts`.
      .use(remarkMath, { singleDollarTextMath: false })
      .use(skipOpenFormulas, source.text)
      .use(remarkDirective)
      .use(keepContainerDirectives)
      .use(extendBy, dialects, source, report)
  );
}

function extendBy(
  this: Processor,
  dialects: readonly DialectSyntax[],
  source: SourceFile,
  report: Report,
): void {
  for (const { extend } of dialects) extend?.call(this, source, report);
}

function addLimits(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), limitDelimiters(), limitLazyLines()];
}

function addFootnoteIndex(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), indexFootnoteLabels()];
}

/**
 * Adds the bracket parser before GFM searches the text for URLs, because the nodes that GFM splits lose their
 * positions.
 */
function addBracketParser(this: Processor, source: SourceFile, report: Report): void {
  const data = this.data();
  const transforms = [(tree: Root): void => parseBrackets(tree, source, report)];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), { transforms }];
}

/** Removes all directives but `:::` boxes, so that “at 10:30”, “note:this” and `::leaf` stay text. */
function keepContainerDirectives(this: Processor): void {
  const { micromarkExtensions = [] } = this.data();
  const directives = micromarkExtensions.at(-1);
  if (directives === undefined || !('flow' in directives)) return;
  const [container] = Object.values(directives.flow ?? {}).flat();
  delete directives.text;
  if (container) directives.flow = { [':'.charCodeAt(0)]: [limitBoxes(container)] };
}

/** Finds the first node deeper than the limit, without recursion. */
function findNodeBelow(tree: Root, limit: number): Node | undefined {
  let level: readonly Node[] = [tree];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((node) => ('children' in node ? (node as Parent).children : []));
  }
  return level[0];
}
