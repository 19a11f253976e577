/** Links the notes of a listing: a number in a circle at each line, and one at the item of the list below that explains it. */
import type { Element, ElementContent, Root } from 'hast';
import type { LineNote } from '../../core/model/listing.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { createElement } from '../../lib/html/elements.ts';

/** The links of one annotated listing. Ids are unique in the chapter. */
export class NoteLinks {
  readonly #prefix: string;
  readonly #placed = new Set<number>();

  /** @param listing number of the listing among those of the chapter that have notes */
  constructor(listing: number) {
    this.#prefix = `code-note-${listing}`;
  }

  /** Adds the numbers of the notes to a line, before its line feed. */
  annotate(line: readonly ElementContent[], notes: readonly LineNote[]): ElementContent[] {
    const links = notes.map(({ number }) => this.#buildReference(number));
    const last = line.at(-1);
    if (links.length === 0) return [...line];
    if (last?.type !== 'text' || !last.value.endsWith('\n')) return [...line, ...links];
    const words = last.value.slice(0, -1);
    const before = words === '' ? [] : [{ ...last, value: words }];
    return [...line.slice(0, -1), ...before, ...links, { type: 'text', value: '\n' }];
  }

  #buildReference(number: number): Element {
    const isFirst = !this.#placed.has(number);
    this.#placed.add(number);
    const id = isFirst ? { id: `${this.#prefix}-${number}-line` } : {};
    return buildLink(number, { ...id, href: `#${this.#prefix}-${number}` });
  }

  /** Adds its number to each item of the list. */
  label(list: Element): void {
    let number = typeof list.properties.start === 'number' ? list.properties.start : 1;
    for (const item of list.children) {
      if (item.type !== 'element' || item.tagName !== 'li') continue;
      item.properties.id = `${this.#prefix}-${number}`;
      const href = this.#placed.has(number) ? { href: `#${this.#prefix}-${number}-line` } : {};
      findWords(item).children.unshift(buildLink(number, href), { type: 'text', value: ' ' });
      number += 1;
    }
  }
}

const buildLink = (number: number, properties: Element['properties']): Element =>
  createElement(properties.href === undefined ? 'span' : 'a', [{ type: 'text', value: String(number) }], {
    className: ['code-note'],
    ...properties,
  });

/** Returns the first paragraph of an item, or the item itself. */
function findWords(item: Element): Element {
  const first = item.children.find((child) => child.type !== 'text' || child.value.trim() !== '');
  return first?.type === 'element' && first.tagName === 'p' ? first : item;
}

/** Finds the list of notes right after a node. */
export function findNoteList(parent: Root | Element, index: number): Element | undefined {
  const next = parent.children
    .slice(index + 1, index + 3)
    .find((child) => child.type !== 'text' || child.value.trim() !== '');
  return next?.type === 'element' && hasClass(next, 'code-notes') ? next : undefined;
}
