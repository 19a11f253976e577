/**
 * Finds the lines that open and close boxes and other containers in other programs' Markdown. A closing line
 * ends the innermost container, unless it has exactly the length of an outer one.
 */
import type { SourceFile } from '../../../../core/source-location.ts';
import { type BlockEndTest, LINE_PREFIX, openLiteralBlock } from '../../limits/literal-blocks.ts';
import { findOpenFormulas, type OpenFormulas } from '../../limits/open-formulas.ts';
import { type Head, readOpening } from './opening-lines.ts';

/** A container. Its title is a part of the file, in UTF-16 code units. */
export interface Opening extends Head {
  /** Options of a directive, by name. */
  readonly options: Map<string, string>;
  isClosed: boolean;
  hasContent: boolean;
}

/** What a line is. */
export type ContainerLine =
  | { readonly kind: 'opening'; readonly opening: Opening }
  | { readonly kind: 'closing'; readonly opening?: Opening }
  /** An option of a directive, below its first line. */
  | { readonly kind: 'option'; readonly opening: Opening };

/** Lines by their numbers, from 1. */
export type ContainerLines = ReadonlyMap<number, ContainerLine>;

const known = new WeakMap<SourceFile, ContainerLines>();

/** Returns the lines of a file. */
export function containerLinesOf(source: SourceFile): ContainerLines {
  const lines = known.get(source) ?? new LineScan().scan(source.text);
  known.set(source, lines);
  return lines;
}

interface OpenContainer {
  readonly opening: Opening;
  readonly line: number;
  readonly depth: number;
  readonly indent: number;
}

interface Line {
  readonly text: string;
  readonly number: number;
  readonly offset: number;
  /** Index of its content, after spaces and marks. */
  readonly at: number;
  /** Marks of quotations before it. */
  readonly depth: number;
  /** Columns before its content, and before the mark of a list item. */
  readonly indent: number;
  readonly lead: number;
}

/** A line, and whether indented options of mkdocstrings and the like are below it. */
type LineInText = Line & { readonly isAboveOptions: boolean };

/** Containers in each other that are followed, many more than the parser lets pass. */
const MAX_OPEN = 100;

/** Columns that the content of some containers is indented. */
const INDENT = 4;

const columnsOf = (spaces: string): number => spaces.replaceAll('\t', '    ').length;

function readLine(text: string, number: number, offset: number): Line {
  const [prefix = ''] = LINE_PREFIX.exec(text) ?? [];
  const [spaces = ''] = /^[ \t>]*/.exec(text) ?? [];
  const depth = spaces.split('>').length - 1;
  return {
    text,
    number,
    offset,
    at: prefix.length,
    depth,
    indent: columnsOf(prefix),
    lead: columnsOf(spaces),
  };
}

const CLOSING = /^(?:(:{3,}|`{3,}|~{3,})|\{%[ \t]*(end[a-z-]+)[ \t]*%\})[ \t]*$/;
const INDENTED_OPTION = /^[ \t>]*(?: {4}|\t):?[a-z]\w*:(?:\s|$)/;
const YAML_OPTION = /^([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/;
/** An option, in a line without spaces at its end. */
export const OPTION = /^:([A-Za-z][\w-]*):(?:[ \t]+(.*))?$/;

/** Makes a fence without a meaning of its own one that ends with its options. */
const toIndented = (head: Head): Head =>
  head.mustClose === true && head.name !== '' && head.family === 'fence'
    ? { ...head, end: { kind: 'indent' }, mustClose: false }
    : head;

/** Returns whether a line with words ends a container by what is before its words. */
const isEndedBy = ({ opening, depth, indent }: OpenContainer, line: Line): boolean =>
  line.depth < depth || (opening.end.kind === 'indent' && line.lead < indent + INDENT);

class LineScan {
  readonly #found = new Map<number, ContainerLine>();
  readonly #open: OpenContainer[] = [];
  /** Code, a formula, or HTML that goes on to an empty line or the end of a container. */
  #literal: { readonly ends: BlockEndTest; readonly depth: number; readonly indent: number } | undefined;
  /** Lines that begin a formula without an end. */
  #openFormulas: OpenFormulas = new Map();
  /** The directive whose options may follow, and whether they are YAML. */
  #options: { readonly opening: Opening; readonly isYaml: boolean } | undefined;

  scan(text: string): ContainerLines {
    this.#openFormulas = findOpenFormulas(text);
    let offset = 0;
    const lines = text.split('\n');
    for (const [index, written] of lines.entries()) {
      const line = readLine(written.replace(/\r$/, ''), index + 1, offset);
      this.#read({ ...line, isAboveOptions: INDENTED_OPTION.test(lines[index + 1] ?? '') });
      offset += written.length + 1;
    }
    this.#endTo(0);
    return this.#found;
  }

  #read(line: LineInText): void {
    const content = line.text.slice(line.at).trimEnd();
    if (this.#isLiteral(content, line)) return;
    this.#literal = undefined;
    if (content === '') return;
    this.#endIndented(line);
    const last = this.#open.at(-1)?.opening;
    if (this.#readOption(content, line) || this.#close(content, line)) return;
    if (last !== undefined) last.hasContent = true;
    const head = readOpening(line.text, line.at);
    if (head !== undefined) this.#openContainer(line.isAboveOptions ? toIndented(head) : head, line);
    else {
      const ends = openLiteralBlock(content, this.#openFormulas.has(line.number));
      this.#literal = ends && { ends, depth: line.depth, indent: line.indent };
    }
  }

  /** Returns whether a line is in a literal block, which it may end. */
  #isLiteral(content: string, line: Line): boolean {
    if (this.#literal === undefined || line.depth < this.#literal.depth) return false;
    if (content !== '' && this.#open.some((open) => isEndedBy(open, line))) return false;
    const { ends, indent } = this.#literal;
    const isHtml = ends('');
    if (isHtml && this.#close(content, line)) return true;
    if (isHtml && content.startsWith(':::')) return readOpening(line.text, line.at) === undefined;
    // A fence that is indented more is part of a listing (CommonMark 0.31.2, 4.5).
    if (isHtml || line.lead < indent + INDENT) this.#literal = ends(content) ? undefined : this.#literal;
    return true;
  }

  #openContainer(head: Head, line: Line): void {
    if (this.#open.length >= MAX_OPEN) return;
    const title = head.title && ([line.offset + head.title[0], line.offset + head.title[1]] as const);
    const opening = {
      ...head,
      ...(title && { title }),
      options: new Map(),
      isClosed: false,
      hasContent: false,
    };
    this.#found.set(line.number, { kind: 'opening', opening });
    this.#open.push({ opening, line: line.number, depth: line.depth, indent: line.indent });
    if (head.family === 'directive') this.#options = { opening, isYaml: false };
  }

  /** Reads `:key: value` below a directive, or `key: value` between two lines of `---`. */
  #readOption(content: string, { number, lead }: Line): boolean {
    const { opening, isYaml } = this.#options ?? {};
    if (opening === undefined) return false;
    const isRule = content === '---';
    const [, key, value = ''] = (isYaml ? YAML_OPTION : OPTION).exec(content) ?? [];
    const isFirst = this.#found.get(number - 1)?.kind === 'opening';
    const isOption =
      isYaml === true ? isRule || key !== undefined || /^[-#]/.test(content) || lead > 0 : false;
    if (!isOption && key === undefined && !(isRule && isFirst)) {
      this.#options = undefined;
      return false;
    }
    if (key !== undefined) opening.options.set(key, value);
    this.#options = isRule && isYaml ? undefined : { opening, isYaml: isYaml === true || isRule };
    this.#found.set(number, { kind: 'option', opening });
    return true;
  }

  #close(content: string, line: Line): boolean {
    const [matched, fence, words] = CLOSING.exec(content) ?? [];
    if (matched === undefined) return false;
    const at = this.#findClosed(fence, words);
    const opening = this.#open[at]?.opening;
    // Backticks that close nothing open a listing.
    if (opening === undefined && fence?.startsWith(':') !== true) return false;
    if (opening === undefined) this.#found.set(line.number, { kind: 'closing' });
    else {
      opening.isClosed = true;
      this.#endTo(at);
      this.#found.set(line.number, { kind: 'closing', opening });
    }
    return true;
  }

  /** Finds the container that a line closes; -1 if none. */
  #findClosed(fence: string | undefined, words: string | undefined): number {
    const ends = this.#open.map(({ opening }) => opening.end);
    if (fence === undefined) return ends.findLastIndex((end) => end.kind === 'words' && end.words === words);
    const sign = fence.charAt(0);
    const isOfLength = (least: boolean) => (end: Head['end']) =>
      end.kind === 'fence' &&
      end.sign === sign &&
      (least ? end.length <= fence.length : end.length === fence.length);
    const found = [isOfLength(false), isOfLength(true)].map((test) => ends.findLastIndex(test));
    // In pandoc, a shorter fence closes, too.
    const anyLength = this.#open.findLastIndex(
      ({ opening: { mustClose, end } }) => mustClose === true && end.kind === 'fence' && end.sign === sign,
    );
    return [...found, anyLength].find((at) => at !== -1) ?? -1;
  }

  /** Ends the containers of indented lines, and those of a quotation that has ended. */
  #endIndented(line: Line): void {
    const at = this.#open.findIndex((open) => isEndedBy(open, line));
    if (at !== -1) this.#endTo(at);
  }

  /** Ends all containers from an index. Those that must be closed and are not were none. */
  #endTo(at: number): void {
    for (const { opening, line } of this.#open.splice(at)) {
      const isEmpty = opening.mustContain === true && !opening.hasContent;
      if ((opening.mustClose === true && !opening.isClosed) || isEmpty) this.#found.delete(line);
    }
  }
}
