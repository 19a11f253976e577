/**
 * Finds lines that would begin a formula, `$$`, which nothing ends. The parser would take all text below them for it; pandoc
 * and GitHub take such signs for text. https://pandoc.org/MANUAL.html#math
 */
import { LINE_PREFIX } from './literal-blocks.ts';

const START = /^(\${2,})(?=[^$]*$)/;
/** It may have a label: `$$ {#eq-one}`, see `dialects/formulas/formula-labels.ts`. */
const END = /^(\${2,})[ \t]*(?:\{#[^{}]{1,200}\}[ \t]*)?$/;
const MARKER = /[-*+:]|\d[.)]/;

interface FormulaLine {
  /** Offset of its content in the text. */
  readonly offset: number;
  readonly content: string;
  readonly isBlank: boolean;
  /** Marks of quotations before it. */
  readonly depth: number;
  /** Characters before its content, and before the mark of a list item. */
  readonly indent: number;
  readonly lead: number;
  readonly isItem: boolean;
  readonly hasSigns: boolean;
}

function readLine(text: string, start: number): FormulaLine {
  const [prefix = ''] = LINE_PREFIX.exec(text) ?? [];
  const [lead = ''] = /^[ \t>]*/.exec(prefix) ?? [];
  const content = text.slice(prefix.length).trimEnd();
  return {
    offset: start + prefix.length,
    ...{ content, isBlank: content === '', depth: lead.split('>').length - 1 },
    ...{ indent: prefix.length, lead: lead.length, isItem: MARKER.test(prefix) },
    hasSigns: content.includes('$$'),
  };
}

/** The offsets of the signs, by the numbers of their lines, from 1. */
export type OpenFormulas = ReadonlyMap<number, number>;

/** Finds the lines. One of a listing may be among them. */
export function findOpenFormulas(text: string): OpenFormulas {
  if (!text.includes('$$')) return new Map();
  return new FormulaScan(text).findOpen();
}

class FormulaScan {
  readonly #lines: readonly FormulaLine[];
  /** Indices of the lines with signs. */
  readonly #signs: readonly number[];

  constructor(text: string) {
    let start = 0;
    this.#lines = text.split('\n').map((written) => {
      const line = readLine(written, start);
      start += written.length + 1;
      return line;
    });
    this.#signs = this.#lines.flatMap(({ hasSigns }, index) => (hasSigns ? [index] : []));
  }

  findOpen(): OpenFormulas {
    const open = this.#signs.filter((line, index) => this.#isOpen(line, this.#signs[index + 1]));
    return new Map(open.map((index) => [index + 1, this.#lines[index]?.offset ?? 0]));
  }

  /** @param next the next line with signs */
  #isOpen(first: number, next: number | undefined): boolean {
    const size = START.exec(this.#lines[first]?.content ?? '')?.[1]?.length;
    if (size === undefined) return false;
    const last = next === undefined ? undefined : this.#lines[next];
    if (next === undefined || last === undefined) return true;
    if ((END.exec(last.content)?.[1]?.length ?? 0) < size) return true;
    const between = this.#lines.slice(first + 1, next);
    if ([...between, last].some((line) => this.#leaves(line, first))) return true;
    return between.some(({ isBlank }) => isBlank) && this.#begins(next);
  }

  /** Returns whether a line is no part of the quotation or the item that a formula is in. */
  #leaves(line: FormulaLine, first: number): boolean {
    const { depth = 0, indent = 0, lead = 0, isItem = false } = this.#lines[first] ?? {};
    if (line.depth < depth) return true;
    return !line.isBlank && (isItem ? line.lead < indent : line.isItem && line.lead < lead);
  }

  /** Returns whether signs that could end a formula with empty lines in it rather begin another one. */
  #begins(index: number): boolean {
    const [above, below] = [this.#lines[index - 1], this.#lines[index + 1]];
    if (below === undefined || below.isBlank) return false;
    if (above?.isBlank === true) return true;
    let end = index + 1;
    while (end < this.#lines.length && !this.#lines[end]?.isBlank && !this.#lines[end]?.hasSigns) end += 1;
    return END.test(this.#lines[end]?.content ?? '');
  }
}
