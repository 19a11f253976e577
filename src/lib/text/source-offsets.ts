/** Maps the characters of a text node to offsets in the source file, and marks escaped characters. */
import type { Text } from 'mdast';

/** A text node's characters and their positions in the file. */
export interface SourceOffsets {
  /**
   * The text, with U+0000 in place of each character that the author escaped or wrote as a character
   * reference.
   */
  readonly masked: string;
  /**
   * Returns the offset of a character in the file, in UTF-16 code units; beyond the text, the offset of its
   * end.
   */
  offset(index: number): number;
}

// CommonMark 0.31.2, 2.4 and 2.5.
const ESCAPE = /\\[!-/:-@[-`{-~]/y;
const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[A-Za-z][A-Za-z\d]{1,31});/y;
const AMPERSAND = /^&(?:amp|AMP|#0*38|#[xX]0*26);$/;

/** The prefix of a line: indentation, and the markers of quotations. */
const PREFIX = /[ \t>]*/y;

/** Computes the offsets of a text node. @param file the text from which the node was parsed */
export function mapToSource(node: Text, file: string): SourceOffsets {
  const { value } = node;
  const offsets: number[] = [];
  let masked = '';
  let at = node.position?.start.offset ?? 0;
  while (offsets.length < value.length) {
    const index = offsets.length;
    const step = readCharacter(value, index, file, at);
    for (let unit = 0; unit < step.length; unit += 1) offsets.push(step.at);
    masked += step.escaped ? '\0'.repeat(step.length) : value.slice(index, index + step.length);
    at = step.next;
  }
  const end = node.position?.end.offset ?? at;
  return { masked, offset: (index) => offsets[index] ?? end };
}

interface CharacterStep {
  /** Length in the node's text, in UTF-16 code units. */
  readonly length: number;
  readonly escaped: boolean;
  readonly at: number;
  readonly next: number;
}

function readCharacter(value: string, index: number, file: string, at: number): CharacterStep {
  const character = value[index];
  const plain = { length: 1, escaped: false };
  if (character === '\n') {
    // The text does not contain the spaces at the end of a line.
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
