/** A text of the tree beside what the author wrote: where each character stands, and which brackets mean only brackets. */
import type { Text } from 'mdast';

export interface Written {
  /** The text, in which U+0000 stands for each character that the author escaped or wrote as a reference. */
  readonly marks: string;
  /** Where a character of the text stands in the file; the end of the text for what is beyond. UTF-16 code units. */
  offset(index: number): number;
}

// CommonMark 0.31.2, 2.4 and 2.5.
const ESCAPE = /\\[!-/:-@[-`{-~]/y;
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const AMPERSAND = /^&(?:amp|AMP|#0*38|#[xX]0*26);$/;

/** What stands before the text of a line: indentation, and the marks of quotations. */
const PREFIX = /[ \t>]*/y;

/** @param file the text that the node was parsed from, which has its position */
export function writtenAs(node: Text, file: string): Written {
  const { value } = node;
  const offsets: number[] = [];
  let marks = '';
  let at = node.position?.start.offset ?? 0;
  while (offsets.length < value.length) {
    const index = offsets.length;
    const step = readOne(value, index, file, at);
    for (let unit = 0; unit < step.length; unit += 1) offsets.push(step.at);
    marks += step.escaped ? '\0'.repeat(step.length) : value.slice(index, index + step.length);
    at = step.next;
  }
  const end = node.position?.end.offset ?? at;
  return { marks, offset: (index) => offsets[index] ?? end };
}

interface Step {
  /** Code units of the text. */
  readonly length: number;
  readonly escaped: boolean;
  readonly at: number;
  readonly next: number;
}

function readOne(value: string, index: number, file: string, at: number): Step {
  const character = value[index];
  const plain = { length: 1, escaped: false };
  if (character === '\n') {
    // Spaces that end a line are not in the text.
    const found = file.indexOf('\n', at);
    const end = found === -1 ? at : found;
    return { ...plain, at: end, next: end + 1 + (matchAt(PREFIX, file, end + 1)?.length ?? 0) };
  }
  const escaped = matchAt(ESCAPE, file, at);
  if (escaped !== undefined && escaped[1] === character) {
    return { length: 1, escaped: true, at, next: at + escaped.length };
  }
  const reference = matchAt(REFERENCE, file, at);
  if (reference !== undefined && (character !== '&' || AMPERSAND.test(reference))) {
    const length = (value.codePointAt(index) ?? 0) > 0xffff ? 2 : 1;
    return { length, escaped: true, at, next: at + reference.length };
  }
  return { ...plain, at, next: at + 1 };
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
