/**
 * Scans the operators of a content stream (ISO 32000-1, 7.8.2). Strings are Latin-1, one character per byte.
 */

import type { Value } from './objects.ts';
import { isRegular, isSpace, PdfParser } from './syntax.ts';

/** @param operator its operands begin at `start`; it ends at `end` */
export type OperatorVisitor = (operator: string, start: number, end: number) => void;

/** Returns the offset at which the scan continues after an operator: its end, or the end of data to skip. */
export type Skip = (operator: string, end: number) => number;

const [OPEN, CLOSE, LESS, MORE, SLASH, PERCENT, BRACKET] = [0x28, 0x29, 0x3c, 0x3e, 0x2f, 0x25, 0x5b];
const BACKSLASH = 0x5c;

/**
 * Calls the visitor for each operator. Operands are not parsed: {@link parseOperands} does that for the few
 * that matter.
 */
export function visitOperators(text: string, visit: OperatorVisitor, skip: Skip = (_, end) => end): void {
  let start = -1;
  let at = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at += 1;
      continue;
    }
    if (start < 0) start = at;
    const end = isLetter(code) ? endOfWord(text, at) : endOfOperand(text, at, code);
    const word = isLetter(code) ? readOperator(text, at, end) : '';
    at = end;
    if (word === '' || (word.length >= MIN_CONSTANT_LENGTH && CONSTANTS.has(word))) continue;
    visit(word, start, end);
    at = skip(word, end);
    start = -1;
  }
}

/** Operators by their characters, because slicing each from the text takes several times as long. */
const OPERATORS = new Map<number, string>();

function readOperator(text: string, start: number, end: number): string {
  if (end - start > MAX_OPERATOR_LENGTH) return text.slice(start, end);
  let key = 0;
  for (let at = start; at < end; at += 1) key = (key << 8) | text.charCodeAt(at);
  let operator = OPERATORS.get(key);
  if (operator === undefined) {
    operator = text.slice(start, end);
    OPERATORS.set(key, operator);
  }
  return operator;
}

/** Greatest length of an operator in characters (ISO 32000-1, annex A). */
const MAX_OPERATOR_LENGTH = 3;

/** Operands that have the form of operators. */
const CONSTANTS = new Set(['true', 'false', 'null']);
const MIN_CONSTANT_LENGTH = 4;

/**
 * Returns whether an operator begins with a character. `'` and `"` are operators too, but Skia writes
 * neither.
 */
const isLetter = (code: number): boolean =>
  (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x27 || code === 0x22;

function endOfWord(text: string, start: number): number {
  let end = start + 1;
  while (end < text.length && isRegular(text.charCodeAt(end))) end += 1;
  return end;
}

function endOfOperand(text: string, at: number, code: number): number {
  if (code === SLASH) return endOfWord(text, at);
  if (code === OPEN) return endOfString(text, at);
  if (code === BRACKET) return endOfArray(text, at);
  if (code === LESS && text.charCodeAt(at + 1) !== LESS) return endAfter(text, text.indexOf('>', at), 1);
  if (code === LESS || (code === MORE && text.charCodeAt(at + 1) === MORE)) return at + 2;
  if (code === PERCENT) return endAfter(text, text.indexOf('\n', at), 1);
  return isRegular(code) ? endOfWord(text, at) : at + 1;
}

/**
 * Skips an array without literal strings as a whole, because most of a page is arrays of glyphs and offsets.
 */
function endOfArray(text: string, start: number): number {
  const end = text.indexOf(']', start) + 1;
  return end === 0 || text.slice(start, end).includes('(') ? start + 1 : end;
}

const endAfter = (text: string, found: number, length: number): number =>
  found < 0 ? text.length : found + length;

function endOfString(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === OPEN) depth += 1;
    else if (code === CLOSE) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

const SIMPLE_MCID = /\s*\/\w+ ?<<\/MCID (\d+) ?>>\s*BDC/y;

/**
 * Parses the MCID of a marked-content sequence in the form that Skia and Handpress nearly always write,
 * without creating a dictionary.
 * @param start of the operands
 * @returns `undefined` if the operands have another form
 */
export function parseSimpleMcid(text: string, start: number): number | undefined {
  SIMPLE_MCID.lastIndex = start;
  const [, number] = SIMPLE_MCID.exec(text) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Parses the operands of an operator, from `start` on. */
export function parseOperands(text: string, start: number): readonly Value[] {
  const reader = new PdfParser(text, start);
  const operands: Value[] = [];
  for (let value = reader.parseValue(); value !== undefined; value = reader.parseValue())
    operands.push(value);
  return operands;
}

const [MINUS, POINT, ZERO, NINE] = [0x2d, 0x2e, 0x30, 0x39];

/**
 * Parses operands that are all numbers. This is faster than {@link parseOperands}: a page has tens of
 * thousands of them.
 */
export function parseNumbers(text: string, start: number): readonly number[] {
  const numbers: number[] = [];
  for (let at = start; ; ) {
    while (isSpace(text.charCodeAt(at))) at += 1;
    const end = endOfNumber(text, at);
    if (end === at) return numbers;
    numbers.push(parseNumber(text, at, end));
    at = end;
  }
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE;

function endOfNumber(text: string, start: number): number {
  let end = start;
  for (let code = text.charCodeAt(end); isDigit(code) || code === POINT || code === MINUS; ) {
    end += 1;
    code = text.charCodeAt(end);
  }
  return end;
}

/** Parses a number, several times as fast as `Number` of a slice. */
function parseNumber(text: string, start: number, end: number): number {
  let digits = 0;
  let scale = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      digits = digits * 10 + code - ZERO;
      scale *= 10;
    } else if (code === POINT) scale = 1;
  }
  const value = scale > 1 ? digits / scale : digits;
  return text.charCodeAt(start) === MINUS ? -value : value;
}
