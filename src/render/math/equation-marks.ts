/** Reads the labels and the numbers that an author gave to a formula: `\label{eq:dose}`, `\tag{3}`. */
import type { Element } from 'hast';
import { visit } from '../../lib/html/visit.ts';
import { markNumbered } from '../blocks/numbered-element.ts';

/** The label of bookdown: https://bookdown.org/yihui/bookdown/markdown-extensions-by-bookdown.html#equations */
const BOOKDOWN_LABEL = /\(\\#([^()\s{}]{1,200})\)/g;
const LABEL = /\\label\s*\{([^{}]{1,200})\}/g;
const TAG = /\\tag(\*?)\s*\{([^{}]{1,100})\}/g;

/** The label and the number of a whole formula. */
export interface EquationMarks {
  /** The TeX, with spaces in the place of what was read. */
  readonly tex: string;
  readonly label?: string;
  /** The number as it is printed: `(3)`. */
  readonly number?: string;
  /** The labels of the lines of a formula in which several have one. */
  readonly lines: readonly string[];
}

/**
 * Reads the marks of a formula. One label and one number are those of the whole; with more, each line has its own.
 * @param given label after the formula: `{#eq-dose}`
 */
export function readEquationMarks(written: string, given?: string): EquationMarks {
  const tex = written.replace(BOOKDOWN_LABEL, '\\label{$1}');
  const labels = [...tex.matchAll(LABEL)].map(([, label = '']) => label.trim());
  const tags = [...tex.matchAll(TAG)];
  if (labels.length > 1 || tags.length > 1)
    return { tex, lines: labels, ...(given !== undefined && { label: given }) };
  const [tag] = tags;
  const label = given ?? labels[0];
  const blank = (written: string): string => written.replace(/[^\n]/g, ' ');
  return {
    tex: tex.replace(LABEL, blank).replace(TAG, blank),
    lines: [],
    ...(label !== undefined && { label }),
    ...(tag !== undefined && { number: tag[1] === '*' ? (tag[2] ?? '') : `(${tag[2]})` }),
  };
}

/** Adds the number of a formula after it, or its place, which is filled when a book is assembled. */
export function addEquationNumber(block: Element, { label, number, lines }: EquationMarks): void {
  markLines(block, lines);
  if (lines.length > 0) block.properties.className = ['formula', 'numbered-lines'];
  if (label !== undefined) block.properties.id = label;
  if (number === undefined && (label === undefined || lines.length > 0)) return;
  block.properties.className = ['formula', 'with-number'];
  block.children.push(createNumber(number));
  if (label !== undefined) markNumbered(block, 'equation', number?.replace(/^\((.*)\)$/, '$1'));
}

const createNumber = (number: string | undefined): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { className: ['equation-number', 'caption-label'] },
  children: number === undefined ? [] : [{ type: 'text', value: number }],
});

/** Removes what marks the lines of a formula: in a line of text they have no numbers. */
export function unmarkLines(math: Element): Element {
  visit({ type: 'root', children: [math] }, 'element', ({ properties }) => {
    delete properties.dataLine;
    delete properties.dataLineNumber;
  });
  return math;
}

/** Gives the lines of a formula their labels, and their numbers a place. */
function markLines(block: Element, labels: readonly string[]): void {
  let count = 0;
  visit(block, 'element', (element) => {
    const { properties } = element;
    if (properties.dataLineNumber !== undefined) {
      delete properties.dataLineNumber;
      if (labels.length > 0) properties.className = ['equation-number', 'caption-label'];
    }
    if (properties.dataLine === undefined) return;
    delete properties.dataLine;
    const label = labels[count];
    count += 1;
    if (label === undefined) return;
    properties.id = label;
    markNumbered(element, 'equation', readTag(element));
  });
}

/** Returns the number that an author gave to a line, without brackets. */
function readTag(row: Element): string | undefined {
  let tag: string | undefined;
  visit(row, 'element', ({ tagName, children: [text] }) => {
    if (tagName === 'mtext' && text?.type === 'text') tag ??= /^\((.*)\)$/.exec(text.value)?.[1];
  });
  return tag;
}
