/** Marks words that may be longer than a line, so that the styles break only these anywhere. */
import type { Element, ElementContent, Root, Text } from 'hast';

/** Length from which a word may be broken in table columns and headings. Characters. */
const MIN_LENGTH = 24;

/** Elements whose text follows other rules. */
const SKIPPED_ELEMENTS = new Set(['pre', 'math', 'svg']);

const WORDS = new RegExp(`[^\\s\\u200B\\u00AD]{${MIN_LENGTH},}`, 'u');
const PARTS = new RegExp(`([^\\s\\u200B\\u00AD]{${MIN_LENGTH},})`, 'u');

/** Marks the long words of a tree, in place. */
export function markLongWords(parent: Root | Element): void {
  let hasLong = false;
  for (const child of parent.children) {
    if (child.type === 'text') hasLong ||= hasLongWord(child.value);
    else if (child.type === 'element' && !SKIPPED_ELEMENTS.has(child.tagName)) markLongWords(child);
  }
  if (!hasLong) return;
  parent.children = (parent.children as ElementContent[]).flatMap((child) =>
    child.type === 'text' && hasLongWord(child.value) ? splitLongWords(child) : [child],
  );
}

/** Whether a text has a long word. It checks for a space every `MIN_LENGTH` characters, because long words are rare. */
function hasLongWord(text: string): boolean {
  let at = 0;
  while (at + MIN_LENGTH <= text.length) {
    const space = text.lastIndexOf(' ', at + MIN_LENGTH - 1);
    if (space < at) return WORDS.test(text);
    at = space + 1;
  }
  return false;
}

/** Splits a text; every second part is a long word in a span of its own. */
function splitLongWords({ value, ...text }: Text): ElementContent[] {
  return value.split(PARTS).flatMap((part, index): ElementContent[] => {
    const word: Text = { ...text, value: part };
    if (part === '') return [];
    return index % 2 === 0
      ? [word]
      : [{ type: 'element', tagName: 'span', properties: { className: ['long-word'] }, children: [word] }];
  });
}
