/** Words that may be longer than a line: they may break anywhere, where they must. Others keep a column as wide as they are. */
import type { Element, ElementContent, Root, Text } from 'hast';

/** No word of a table's narrow column, nor of a heading, is torn before. Characters. */
const LONG = 24;

/** Text in these has its own rules, or none. */
const OTHERS = new Set(['pre', 'math', 'svg']);

const WORDS = new RegExp(`[^\\s\\u200B\\u00AD]{${LONG},}`, 'u');
const PARTS = new RegExp(`([^\\s\\u200B\\u00AD]{${LONG},})`, 'u');

/** Changes a tree in place. */
export function markLongWords(parent: Root | Element): void {
  parent.children = (parent.children as ElementContent[]).flatMap((child): ElementContent[] => {
    if (child.type === 'text') return hasLongWord(child.value) ? parted(child) : [child];
    if (child.type === 'element' && !OTHERS.has(child.tagName)) markLongWords(child);
    return [child];
  });
}

/** Nearly no text has one, which is soon seen: every so many characters there is a space. */
function hasLongWord(text: string): boolean {
  let at = 0;
  while (at + LONG <= text.length) {
    const space = text.lastIndexOf(' ', at + LONG - 1);
    if (space < at) return WORDS.test(text);
    at = space + 1;
  }
  return false;
}

/** Every second part is a long word. */
function parted({ value, ...text }: Text): ElementContent[] {
  return value.split(PARTS).flatMap((part, index): ElementContent[] => {
    const word: Text = { ...text, value: part };
    if (part === '') return [];
    return index % 2 === 0
      ? [word]
      : [{ type: 'element', tagName: 'span', properties: { className: ['long-word'] }, children: [word] }];
  });
}
