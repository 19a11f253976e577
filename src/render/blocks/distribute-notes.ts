/** Gives each chapter of a divided file the notes that it refers to. */
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Section } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import { collectIds, ID_SEPARATOR } from '../ids.ts';
import { isListOfNotes, isNote, isNotesSection, NOTES_ID } from './footnotes.ts';

/** The id of a note or of a reference to it, with the number of the note in its file. */
const NOTE = new RegExp(`${ID_SEPARATOR}note-(\\d+)$`);
const REFERENCE = new RegExp(`${ID_SEPARATOR}noteref-(\\d+)(?:-\\d+)?$`);

/** Removes the notes of a file from its body and returns them; `undefined` if it has none. */
export function takeNotes(body: Root): Element | undefined {
  const index = body.children.findIndex((node) => node.type === 'element' && isNotesSection(node));
  const [notes] = index < 0 ? [] : body.children.splice(index, 1);
  return notes?.type === 'element' ? notes : undefined;
}

/** A note, and its number in the file. */
interface NumberedNote {
  readonly element: Element;
  readonly number: number;
}

/**
 * Returns the sections with their notes at their ends. A note belongs to the first section that refers to it, or to that of
 * the note that does. Notes keep their numbers.
 */
export function distributeNotes(notes: Element, sections: readonly Section[]): readonly Section[] {
  const owners = new Map<number, number>();
  const claim = (tree: Root | Element, owner: number): void =>
    visit(tree, 'element', ({ properties: { id } }) => {
      const number = numberIn(id, REFERENCE);
      if (number !== undefined && !owners.has(number)) owners.set(number, owner);
    });
  for (const [index, { body }] of sections.entries()) claim(body, index);
  const own = sections.map((): NumberedNote[] => []);
  let owner = 0;
  for (const [index, element] of listNotes(notes).entries()) {
    owner = owners.get(numberIn(element.properties.id, NOTE) ?? 0) ?? owner;
    claim(element, owner);
    own[owner]?.push({ element, number: index + 1 });
  }
  const taken = new Set(sections.flatMap(({ body }) => collectIds(body)));
  return sections.map((section, index) => appendNotes(section, notes, own[index] ?? [], taken));
}

const numberIn = (id: unknown, pattern: RegExp): number | undefined => {
  const number = pattern.exec(String(id))?.[1];
  return number === undefined ? undefined : Number(number);
};

const listNotes = (notes: Element): readonly Element[] =>
  (notes.children.find(isListOfNotes)?.children ?? []).filter(isNote);

function appendNotes(
  section: Section,
  notes: Element,
  items: readonly NumberedNote[],
  taken: ReadonlySet<string>,
): Section {
  const [first] = items;
  if (first === undefined) return section;
  let id = `${section.id}${ID_SEPARATOR}${NOTES_ID}`;
  while (taken.has(id)) id = `${section.id}-${id.slice(section.id.length)}`;
  const children = notes.children.map((child) => {
    if (child.type === 'element' && child.tagName === 'h2') {
      return { ...child, properties: { ...child.properties, id } };
    }
    return isListOfNotes(child) ? numberList(child, items, first.number) : child;
  });
  const title = notes.children.find((child) => child.type === 'element' && child.tagName === 'h2');
  section.body.children.push({
    ...{ ...notes, children },
    properties: { ...notes.properties, ariaLabelledBy: [id] },
  });
  const heading = { id, level: 2, text: title?.type === 'element' ? textOf(title) : '' } as const;
  return { ...section, headings: [...section.headings, heading] };
}

/** Returns a list of some of the notes, in which each has its number in the file. */
function numberList(list: Element, items: readonly NumberedNote[], start: number): Element {
  let expected = start;
  const children = items.map(({ element, number }) => {
    const isNext = number === expected;
    expected = number + 1;
    return isNext ? element : { ...element, properties: { ...element.properties, value: String(number) } };
  });
  return { ...list, properties: { ...list.properties, ...(start > 1 && { start }) }, children };
}
