/**
 * Removes the GFM constructs that a text cannot contain, because searching for e-mail addresses and table
 * heads is half of the parser's work on most texts. The resulting tree is the same.
 */
import type { Data, Processor } from 'unified';
import type { Construct, Extension, Tokenizer } from './micromark-types.ts';
import { isPlusDelimiterRow, TABLE_CONSTRUCT } from './plus-delimiters.ts';

type TreeExtension = NonNullable<Data['fromMarkdownExtensions']>[number];
type Constructs = NonNullable<Extension['text']>;
type Events = ThisParameterType<Tokenizer>['events'];

/**
 * Constructs of `micromark-extension-gfm-autolink-literal`, and the pattern that a text must contain for each
 * of them.
 */
const AUTOLINK_PATTERNS: ReadonlyMap<string, RegExp> = new Map([
  ['emailAutolink', /[-+.\w]@[-\w]*\./],
  ['wwwAutolink', /www\./i],
  ['protocolAutolink', /https?:\/\//i],
]);
/** Tokens of `micromark-extension-gfm-table` for the parts of a table. */
const TABLE_PARTS: ReadonlySet<string> = new Set(['tableHead', 'tableRow']);
/** The second line of a table, also inside quotations. */
const DELIMITER_ROW = /^[ \t>|:-]+$/;

/**
 * An escape or character reference: the tree, in which it is decoded, may contain a URL that the text does
 * not.
 */
const ENCODED_CHARACTER = /[&\\]/;

/** Removes the unused constructs. Use it after GFM, and before plugins that change constructs. */
export function skipUnusedConstructs(this: Processor, text: string): void {
  const data = this.data();
  const tableHeadLines = findTableHeadLines(text);
  const usedNames = new Set(
    [...AUTOLINK_PATTERNS].flatMap(([name, pattern]) => (pattern.test(text) ? [name] : [])),
  );
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) =>
    removeUnused(extension, usedNames, tableHeadLines),
  );
  if (usedNames.size > 0 || ENCODED_CHARACTER.test(text)) return;
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).map((extension) =>
    Array.isArray(extension) ? extension.map(withoutAutolinkSearch) : withoutAutolinkSearch(extension),
  );
}

/** Removes the transform of `mdast-util-gfm-autolink-literal`, which goes through the whole tree. */
function withoutAutolinkSearch<T extends TreeExtension>(extension: T): T {
  const isSearch = 'enter' in extension && extension.enter?.literalAutolink !== undefined;
  return isSearch ? { ...extension, transforms: [] } : extension;
}

/** Finds the lines that precede a delimiter row, counted from 1. A delimiter row has a pipe or a colon. */
function findTableHeadLines(text: string): ReadonlySet<number> {
  const heads = new Set<number>();
  let lineAbove = '';
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    const isUsual = DELIMITER_ROW.test(line) && line.includes('-') && /[|:]/.test(line);
    if (isUsual || isPlusDelimiterRow(line, lineAbove)) heads.add(index);
    lineAbove = line;
  }
  return heads;
}

function removeUnused(
  extension: Extension,
  usedNames: ReadonlySet<string>,
  tableHeadLines: ReadonlySet<number>,
): Extension {
  const isUsed = ({ name = '' }: Construct): boolean => !AUTOLINK_PATTERNS.has(name) || usedNames.has(name);
  const atTableHeads = (construct: Construct): Construct =>
    construct.name === TABLE_CONSTRUCT
      ? { ...construct, tokenize: restrictToLines(tableHeadLines, construct.tokenize) }
      : construct;
  return {
    ...extension,
    ...(extension.text && { text: mapConstructs(extension.text, (all) => all.filter(isUsed)) }),
    ...(extension.flow && { flow: mapConstructs(extension.flow, (all) => all.map(atTableHeads)) }),
  };
}

function mapConstructs(
  constructs: Constructs,
  change: (all: readonly Construct[]) => Construct[],
): Constructs {
  const changed = Object.entries(constructs).map(
    ([code, some]) => [code, change([some ?? []].flat())] as const,
  );
  return Object.fromEntries(changed.filter(([, left]) => left.length > 0));
}

/** Restricts a construct to the given lines. Further rows of a table may be on any line. */
function restrictToLines(lines: ReadonlySet<number>, tokenize: Tokenizer): Tokenizer {
  return function (effects, ok, nok) {
    return (code) =>
      lines.has(this.now().line) || isInTable(this.events)
        ? tokenize.call(this, effects, ok, nok)(code)
        : nok(code);
  };
}

/** Returns whether the parser is inside a table, by the same test as the construct itself. */
function isInTable(events: Events): boolean {
  const last = events.findLast(([, { type }]) => type !== 'lineEnding' && type !== 'linePrefix');
  return last !== undefined && TABLE_PARTS.has(last[1].type);
}
