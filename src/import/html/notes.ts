/** Takes the notes of a Word document out of the list at the end of mammoth's HTML, and finds the references to them. */
import type { Element, ElementContent, Root } from 'hast';
import { visit } from '../../lib/html/visit.ts';

/** The elements that become Markdown's notes. HTML has none. */
export const NOTE_REFERENCE = 'note-reference';
export const NOTE_TEXT = 'note-text';

/** Notes by their ids; each is an element of blocks. */
export type Notes = ReadonlyMap<string, Element>;

/** Takes the notes out of the tree, and replaces the references to them. @param prefix of the ids of notes */
export function takeNotes(tree: Root, prefix: string): Notes {
  const isNote = new RegExp(`^${prefix}(?:foot|end)note-(?!ref-)`);
  const notes = new Map<string, Element>();
  tree.children = tree.children.filter((child) => {
    if (child.type !== 'element' || child.tagName !== 'ol') return true;
    const items = child.children.filter((item): item is Element => item.type === 'element');
    if (!items.some(({ properties }) => isNote.test(String(properties.id)))) return true;
    for (const item of items) notes.set(String(item.properties.id), buildNote(item));
    return false;
  });
  visit(tree, 'element', (element, index, parent) => {
    const label = readReference(element, isNote);
    if (parent === undefined || index === undefined || label === undefined || !notes.has(label)) return;
    parent.children[index] = {
      type: 'element',
      tagName: NOTE_REFERENCE,
      properties: { label },
      children: [],
    };
  });
  return notes;
}

/** Builds the text of a note, without the link back and without the space that Word puts before it. */
function buildNote({ properties, children }: Element): Element {
  const blocks = children.filter((child): child is Element => child.type === 'element');
  const last = blocks.at(-1);
  if (last !== undefined) last.children = last.children.filter((child) => !isLinkBack(child));
  return {
    type: 'element',
    tagName: NOTE_TEXT,
    properties: { label: String(properties.id) },
    children: blocks,
  };
}

const isLinkBack = (node: ElementContent): boolean =>
  node.type === 'element' && node.tagName === 'a' && /note-ref-/.test(String(node.properties.href));

/** Returns the id of the note that a raised link leads to. */
function readReference(element: Element, isNote: RegExp): string | undefined {
  const [link] = element.tagName === 'sup' ? element.children : [];
  if (link?.type !== 'element' || link.tagName !== 'a') return undefined;
  const label = String(link.properties.href).slice(1);
  return isNote.test(label) ? label : undefined;
}
