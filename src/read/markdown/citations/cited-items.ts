/** Parses the sources of a citation, as pandoc writes them: https://pandoc.org/MANUAL.html#citation-syntax. */
import { BEFORE_KEY, isLabelKey, KEY_PATTERN, readKey } from '../../../core/citations/citation-keys.ts';
import type { CitedItem } from '../../../core/citations/citation-node.ts';
import { readAfterKey } from './locators.ts';

const KEY = new RegExp(BEFORE_KEY + KEY_PATTERN, 'u');

/** The text between brackets, and the same with U+0000 in place of what the author escaped. */
export interface BracketText {
  readonly value: string;
  readonly masked: string;
}

/** A part of the text between the brackets. */
interface Part extends BracketText {
  /** Where it begins in the text of the brackets. */
  readonly start: number;
}

/** Returns the position in the file of a character of the brackets. */
type LocateOffset = (index: number) => number;

/** What the brackets of a citation are. */
export type CitedItems =
  | { readonly kind: 'items'; readonly items: readonly CitedItem[] }
  /** A key is the label of something with a number. */
  | { readonly kind: 'label' }
  /** A part has no key. */
  | { readonly kind: 'broken' };

/** Parses the text between the brackets of `[see @a, p. 7; @b]`. Its length bounds the time. */
export function parseCitedItems(inside: BracketText, locate: LocateOffset): CitedItems {
  return parseParts(splitParts(inside), locate);
}

function parseParts(parts: readonly Part[], locate: LocateOffset): CitedItems {
  const items: CitedItem[] = [];
  for (const part of parts) {
    const item = parseItem(part, locate);
    if (item === undefined) return { kind: 'broken' };
    if (isLabelKey(item.key)) return { kind: 'label' };
    items.push(item);
  }
  return { kind: 'items', items };
}

/**
 * Parses the brackets after a key in the sentence: `@key [p. 7; also @other]`.
 * @param first the key with its sign, and its position in the file
 */
export function parseItemsAfter(
  first: { readonly written: string; readonly offset: number },
  inside: BracketText,
  locate: LocateOffset,
): CitedItems {
  const [own, ...others] = splitParts(inside);
  const item = {
    key: readKey(first.written),
    ...readAfterKey(own?.value.trim() ?? ''),
    offset: first.offset,
  };
  const rest = others.length === 0 ? undefined : parseParts(others, locate);
  if (rest !== undefined && rest.kind !== 'items') return rest;
  return { kind: 'items', items: [item, ...(rest?.items ?? [])] };
}

/** Splits at semicolons, except in braces. */
function splitParts({ value, masked }: BracketText): readonly Part[] {
  const parts: Part[] = [];
  let start = 0;
  let depth = 0;
  for (let index = 0; index <= masked.length; index += 1) {
    const character = masked[index];
    if (character === '{') depth += 1;
    if (character === '}') depth = Math.max(0, depth - 1);
    if (index < masked.length && (character !== ';' || depth > 0)) continue;
    parts.push({ value: value.slice(start, index), masked: masked.slice(start, index), start });
    start = index + 1;
  }
  return parts;
}

function parseItem({ value, masked, start }: Part, locate: LocateOffset): CitedItem | undefined {
  const match = KEY.exec(masked);
  if (match === null) return undefined;
  const [written] = match;
  const end = match.index + written.length;
  // `@!` and `@a|b` are no citations.
  if (!/^(?:\s*$|[\s,{.:])/.test(masked.slice(end))) return undefined;
  const prefix = value.slice(0, match.index).trim().replace(/\s+/g, ' ');
  return {
    key: readKey(written),
    ...(prefix !== '' && { prefix }),
    ...readAfterKey(value.slice(end)),
    ...(written.startsWith('-') && { suppressAuthor: true }),
    offset: locate(start + match.index + written.indexOf('@')),
  };
}
