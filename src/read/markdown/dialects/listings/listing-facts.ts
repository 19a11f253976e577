/**
 * Reads what is written about the lines of a listing: their numbers, as in pandoc, MyST, Docusaurus, VitePress, Hugo and MkDocs, and
 * those that are marked.
 */
// cspell:ignore linenos linenostart firstnumber
import type { Code } from 'mdast';
import type { Listing } from '../../../../core/model/listing.ts';

/** Highest number of a first line, because the room for numbers is limited. */
const MAX_NUMBER = 99_999;

/** Adds facts to a listing. Those that it has already are kept; lines are added to its own. */
export function addFacts(code: Code, facts: Listing): void {
  const known = code.data?.listing ?? {};
  const join = (key: 'marked' | 'added' | 'removed') => [...(known[key] ?? []), ...(facts[key] ?? [])];
  const lines = { marked: join('marked'), added: join('added'), removed: join('removed') };
  const listing = { ...facts, ...known, ...withLines(lines) };
  if (Object.keys(listing).length > 0) code.data = { ...code.data, listing };
}

const TITLE = /(?:^|[\s,{])(?:title|filename|lst-cap|caption)[ \t]*=[ \t]*(?:"([^"\n]+)"|'([^'\n]+)')/;
/** Before the braces may be the language: `python {#lst-gate}`. */
const ID = /^(?:[A-Za-z][\w+#.-]*[ \t]*)?\{(?:[^{}]*?\s)?#([^\s{}#.="']+)/;
const NUMBERED =
  /(?:^|[\s,{.:])(?:numberLines|number-lines|line-?numbers|showLineNumbers|linenos|linenums|lineNumbers|code-line-numbers|number_lines)(?:[ \t]*[={][ \t]*["']?([\w-]+))?(?![\w=-])/i;
const FIRST =
  /(?:^|[\s,{])(?:startFrom|start-from|start|linenostart|lineno-start|lineNumberStart|firstnumber)[ \t]*=[ \t]*["']?(\d{1,9})/i;
const NO_NUMBERS = /^(?:false|no|none|0)$/i;
/** `{1,4-6}` after a language; before it, braces are attributes. */
const LINES = /(?:^[\w+#:.=-]*|\s)\{[ \t]*(\d[\d\s,-]*)\}/;
/** What follows the name of an option with lines. */
const VALUE = /[ \t]*=[ \t]*(?:"([^"\n]*)"|'([^'\n]*)'|\[([^\]\n]*)\]|\{([^}\n]*)\}|(\d[\d,-]*))/;
const buildOption = (names: string): RegExp => new RegExp(`(?:^|[\\s,{])(?:${names})${VALUE.source}`);
const MARKED = [LINES, buildOption('hl_lines|emphasize-lines|highlight|code-line-numbers|mark')];
const ADDED = [buildOption('ins|added')];
const REMOVED = [buildOption('del|removed')];

/**
 * Reads what is written after a fence.
 * @param info the language with all that follows
 */
export function readInfo(info: string, lines: number): Listing {
  const [, double, single] = TITLE.exec(info) ?? [];
  const title = double ?? single;
  const id = ID.exec(info)?.[1];
  const firstNumber = readFirstNumber(info);
  const find = (patterns: readonly RegExp[]): readonly number[] =>
    patterns.flatMap((pattern) => {
      const [, ...groups] = pattern.exec(info) ?? [];
      return readLineList(groups.find((group) => group !== undefined) ?? '', lines);
    });
  return {
    ...(id !== undefined && { id }),
    ...(title !== undefined && { title }),
    ...(firstNumber !== undefined && { firstNumber }),
    ...withLines({ marked: find(MARKED), added: find(ADDED), removed: find(REMOVED) }),
  };
}

/** Leaves out lists without lines. */
export const withLines = (
  lists: Required<Pick<Listing, 'marked' | 'added' | 'removed'>>,
): Pick<Listing, 'marked' | 'added' | 'removed'> =>
  Object.fromEntries(Object.entries(lists).filter(([, lines]) => lines.length > 0));

function readFirstNumber(info: string): number | undefined {
  const written = NUMBERED.exec(info);
  const start = FIRST.exec(info)?.[1];
  const [, value = ''] = written ?? [];
  // Of `code-line-numbers="3-5"`, the lines are marked, and so numbered.
  if (written === null || NO_NUMBERS.test(value)) return undefined;
  const isStart = /^\d+$/.test(value) && !/code-line-numbers/.test(written[0]);
  return Math.min(Number(start ?? (isStart ? value : 1)), MAX_NUMBER);
}

/** Reads numbers and ranges of lines, such as `1,4-6` and `2 3`, as far as the listing has them. */
export function readLineList(written: string, lines: number): readonly number[] {
  return written.split(/[\s,|"']+/).flatMap((part) => {
    const [, from, to = from] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(part) ?? [];
    if (from === undefined) return [];
    const [first, last] = [Math.max(1, Number(from)), Math.min(lines, Number(to))];
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
}

/** Reads the options of a directive of MyST. */
export function readOptions(options: ReadonlyMap<string, string>, lines: number): Listing {
  const title = options.get('caption') ?? options.get('filename');
  const id = options.get('name') ?? options.get('label');
  const start = options.get('lineno-start');
  const isNumbered = ['linenos', 'number-lines', 'lineno-start'].some((name) => options.has(name));
  const first = start ?? options.get('number-lines');
  const marked = readLineList(options.get('emphasize-lines') ?? '', lines);
  return {
    ...(id !== undefined && { id }),
    ...(title && { title }),
    ...(isNumbered && { firstNumber: /^\d{1,5}$/.test(first ?? '') ? Number(first) : 1 }),
    ...(marked.length > 0 && { marked }),
  };
}

/** Returns the number of lines of a listing. */
export const countLines = ({ value }: Code): number => value.split('\n').length;
