/**
 * What GFM looks for and a text cannot have is not looked for: whether a word is the beginning of an e-mail address, and whether
 * a line is the head of a table, is half of what the parser does with most texts. The tree stays the same.
 */
import type {} from 'remark-parse';
import type { Data, Processor } from 'unified';

type Extension = NonNullable<Data['micromarkExtensions']>[number];
type TreeExtension = NonNullable<Data['fromMarkdownExtensions']>[number];
type Constructs = NonNullable<Extension['text']>;
type Construct = Exclude<NonNullable<Constructs[string]>, readonly unknown[]>;
type Tokenizer = Construct['tokenize'];
type Events = ThisParameterType<Tokenizer>['events'];

/** Constructs of `micromark-extension-gfm-autolink-literal`, and what has to be written somewhere for each to be found. */
const WRITTEN: ReadonlyMap<string, RegExp> = new Map([
  ['emailAutolink', /[-+.\w]@[-\w]*\./],
  ['wwwAutolink', /www\./i],
  ['protocolAutolink', /https?:\/\//i],
]);
/** That of `micromark-extension-gfm-table`, and what it calls the parts of a table. */
const TABLE = 'table';
const TABLE_PARTS: ReadonlySet<string> = new Set(['tableHead', 'tableRow']);
/** The second line of a table, in quotations as well. */
const DELIMITERS = /^[ \t>|:-]+$/;

/** What may stand for another character: an address is looked for in the tree, too, where it no longer does. */
const STANDS_FOR_ANOTHER = /[&\\]/;

/** After GFM is in use, and before other constructs are changed. */
export function leaveIdleOut(this: Processor, text: string): void {
  const data = this.data();
  const heads = tableHeads(text);
  const written = new Set([...WRITTEN].flatMap(([name, pattern]) => (pattern.test(text) ? [name] : [])));
  data.micromarkExtensions = (data.micromarkExtensions ?? []).map((extension) =>
    withoutIdle(extension, written, heads),
  );
  if (written.size > 0 || STANDS_FOR_ANOTHER.test(text)) return;
  data.fromMarkdownExtensions = (data.fromMarkdownExtensions ?? []).map((extension) =>
    Array.isArray(extension) ? extension.map(withoutSearch) : withoutSearch(extension),
  );
}

/** `mdast-util-gfm-autolink-literal` goes through the whole tree. */
function withoutSearch<T extends TreeExtension>(extension: T): T {
  const isSearch = 'enter' in extension && extension.enter?.literalAutolink !== undefined;
  return isSearch ? { ...extension, transforms: [] } : extension;
}

/** Lines after which a delimiter row may come, from 1. Without a pipe or a colon it would be none. */
function tableHeads(text: string): ReadonlySet<number> {
  const heads = new Set<number>();
  for (const [index, line] of text.split(/\r\n?|\n/).entries()) {
    if (DELIMITERS.test(line) && line.includes('-') && /[|:]/.test(line)) heads.add(index);
  }
  return heads;
}

function withoutIdle(
  extension: Extension,
  written: ReadonlySet<string>,
  heads: ReadonlySet<number>,
): Extension {
  const isWritten = ({ name = '' }: Construct): boolean => !WRITTEN.has(name) || written.has(name);
  const atHeads = (construct: Construct): Construct =>
    construct.name === TABLE ? { ...construct, tokenize: onLines(heads, construct.tokenize) } : construct;
  return {
    ...extension,
    ...(extension.text && { text: each(extension.text, (all) => all.filter(isWritten)) }),
    ...(extension.flow && { flow: each(extension.flow, (all) => all.map(atHeads)) }),
  };
}

function each(constructs: Constructs, change: (all: readonly Construct[]) => Construct[]): Constructs {
  const changed = Object.entries(constructs).map(
    ([code, some]) => [code, change([some ?? []].flat())] as const,
  );
  return Object.fromEntries(changed.filter(([, left]) => left.length > 0));
}

/** Rows that follow those of a table are on any line. */
function onLines(lines: ReadonlySet<number>, tokenize: Tokenizer): Tokenizer {
  return function (effects, ok, nok) {
    return (code) =>
      lines.has(this.now().line) || isInTable(this.events)
        ? tokenize.call(this, effects, ok, nok)(code)
        : nok(code);
  };
}

/** As the construct itself finds out. */
function isInTable(events: Events): boolean {
  const last = events.findLast(([, { type }]) => type !== 'lineEnding' && type !== 'linePrefix');
  return last !== undefined && TABLE_PARTS.has(last[1].type);
}
