/** Markdown → mdast with positions: CommonMark, GFM, YAML front matter, `:::` boxes, `[@citations]`, `$$` formulas. */
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
import type { Place, Source } from '../../core/source-location.ts';
import { placeAt, placeOf } from '../../core/source-location.ts';
import { readBrackets } from './citation-syntax.ts';
import { editInPlace } from './edit-map.ts';
import { noteLabels } from './footnote-index.ts';
import { limitBoxes, lineOfTooManyBoxes, tooManyBoxes } from './limits/box-limit.ts';
import { markLimit } from './limits/delimiter-limit.ts';
import { lazyLimit } from './limits/lazy-line-limit.ts';
import { BeyondLimit } from './limits/limit-error.ts';
import { deepestLine, MOST_LEVELS } from './limits/nesting-limit.ts';
import { areReferencesBearable } from './limits/reference-limit.ts';
import { areGapsBearable } from './limits/table-gap-limit.ts';
import { leaveIdleOut } from './prune-constructs.ts';

/**
 * @returns `undefined` after a diagnostic: `nesting-too-deep`, `marks-too-many`, `lazy-lines-too-many`,
 * `table-gaps-too-many`, `references-too-large`; others, those of {@link readBrackets}, are reported on the way
 */
export function parseMarkdown(source: Source, report: Report): Root | undefined {
  const refuse = (problem: Diagnostic): undefined => report(problem) as undefined;
  const startOf = (line: number): Place => ({ file: source.path, line, column: 1 });
  const line = deepestLine(source.text);
  if (line.levels > MOST_LEVELS) return refuse(tooDeep(startOf(line.number)));
  const boxes = lineOfTooManyBoxes(source.text);
  if (boxes !== undefined) return refuse(tooManyBoxes(startOf(boxes)));
  try {
    const tree = parserFor(source, report).parse(source.text);
    const deep = nodeBelow(tree, MOST_LEVELS);
    if (deep) return refuse(tooDeep(placeOf(source, deep)));
    return areGapsBearable(tree, source, report) && areReferencesBearable(tree, source, report)
      ? tree
      : undefined;
  } catch (error) {
    if (error instanceof BeyondLimit) return refuse(error.problem(placeAt(source, error.offset)));
    // The parser calls itself for what is inside; so many levels that the stack ends have no better place than this.
    if (!(error instanceof RangeError)) throw error;
    return refuse(tooDeep(startOf(line.number)));
  }
}

const tooDeep = (place: Place): Diagnostic => diagnostic('nesting-too-deep', { limit: MOST_LEVELS }, place);

editInPlace();

function parserFor(source: Source, report: Report) {
  return (
    unified()
      .use(remarkParse)
      .use(limitMarks)
      .use(takeBrackets, source, report)
      .use(remarkFrontmatter, ['yaml'])
      .use(remarkGfm, { singleTilde: false })
      .use(leaveIdleOut, source.text)
      .use(findNotesFast)
      // Two marks at least: in “$5 and $10” a dollar is a dollar.
      .use(remarkMath, { singleDollarTextMath: false })
      .use(remarkDirective)
      .use(boxesOnly)
  );
}

function limitMarks(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), markLimit(), lazyLimit()];
}

function findNotesFast(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions = [...(data.micromarkExtensions ?? []), noteLabels()];
}

/** Before GFM looks for addresses in the text, for the nodes it splits lose their positions. */
function takeBrackets(this: Processor, source: Source, report: Report): void {
  const data = this.data();
  const transforms = [(tree: Root): void => readBrackets(tree, source, report)];
  data.fromMarkdownExtensions = [...(data.fromMarkdownExtensions ?? []), { transforms }];
}

/** Only `:::` boxes mean something here: in “at 10:30” or “note:this” a colon is a colon, and in `::leaf` too. */
function boxesOnly(this: Processor): void {
  const { micromarkExtensions = [] } = this.data();
  const directives = micromarkExtensions.at(-1);
  if (directives === undefined || !('flow' in directives)) return;
  const [container] = Object.values(directives.flow ?? {}).flat();
  delete directives.text;
  if (container) directives.flow = { [':'.charCodeAt(0)]: [limitBoxes(container)] };
}

/** The first node below so many others; found without a call for each level. */
function nodeBelow(tree: Root, limit: number): Node | undefined {
  let level: readonly Node[] = [tree];
  for (let depth = 0; depth <= limit; depth += 1) {
    level = level.flatMap((node) => ('children' in node ? (node as Parent).children : []));
  }
  return level[0];
}
