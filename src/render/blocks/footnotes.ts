/** Transforms GFM footnotes to notes at the chapter's end, with roles of DPUB-ARIA 1.1 and ids by number. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { defaultHandlers, type Handlers } from 'mdast-util-to-hast';
import type { Terms } from '../../core/model/design.ts';
import { termAttributes } from '../../core/term-language.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { IndexedList } from '../../lib/text/indexed-list.ts';
import { ID_SEPARATOR } from '../ids.ts';

const GFM_PREFIX = 'gfm-';

/** Options for mdast-util-to-hast, by which this module recognizes notes. */
export const noteOptions = { clobberPrefix: GFM_PREFIX, footnoteBackContent: '\u21A9\uFE0E' };

/**
 * Handlers for mdast-util-to-hast, with an indexed list of notes. The original handler searches all earlier
 * notes for each reference.
 */
export const noteHandlers: Handlers = {
  footnoteReference: (state, node) => {
    if (!(state.footnoteOrder instanceof IndexedList)) state.footnoteOrder = new IndexedList();
    return defaultHandlers.footnoteReference(state, node);
  },
};

/** Id of the heading of a chapter's notes, before it is prefixed with the chapter's id. */
export const NOTES_ID = 'notes';

/** Returns whether an id of the book belongs to the heading of a chapter's notes. */
export const isNotesHeading = (id: string): boolean => id.endsWith(ID_SEPARATOR + NOTES_ID);

/**
 * Transforms the notes of a chapter in place and numbers them from 1. Returns whether the chapter has notes.
 */
export function transformNotes(tree: Root, terms: Terms): boolean {
  const numbers = transformSection(tree, terms);
  if (numbers.size === 0) return false;
  const uses = new Map<number, number>();
  visit(tree, 'element', (element, _, parent) => {
    if (element.properties.dataFootnoteRef === undefined) return;
    const number = numbers.get(String(element.properties.href).slice(1)) ?? 0;
    const use = (uses.get(number) ?? 0) + 1;
    uses.set(number, use);
    element.properties = { role: 'doc-noteref', id: noteReferenceId(number, use), href: `#note-${number}` };
    // The notes of tables, which have letters, were counted, too.
    element.children = [{ type: 'text', value: String(number) }];
    if (parent?.type === 'element' && parent.tagName === 'sup')
      parent.properties.className = ['note-reference'];
  });
  return true;
}

/** Returns the id of a reference to a note. A note may have several references. */
function noteReferenceId(number: number, use: number): string {
  return use === 1 ? `noteref-${number}` : `noteref-${number}-${use}`;
}

/** Transforms the section of notes. Returns the number of each note by the id that GFM gave it. */
function transformSection(tree: Root, terms: Terms): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  visit(tree, 'element', (section) => {
    if (section.properties.dataFootnotes === undefined) return;
    section.properties = { className: ['notes'], role: 'doc-endnotes', ariaLabelledBy: [NOTES_ID] };
    visit(section, 'element', (element) => {
      if (element.tagName === 'h2') {
        element.properties = { id: NOTES_ID, ...termAttributes(terms, 'notes') };
        element.children = [{ type: 'text', value: terms.notes ?? 'Notes' }];
      }
      const id = element.properties.id;
      if (element.tagName !== 'li' || typeof id !== 'string' || !id.startsWith(GFM_PREFIX)) return;
      numbers.set(id, numbers.size + 1);
      transformNote(element, numbers.size, terms);
    });
  });
  return numbers;
}

function transformNote(note: Element, number: number, terms: Terms): void {
  note.properties = { id: `note-${number}` };
  let use = 0;
  visit(note, 'element', (link) => {
    if (link.properties.dataFootnoteBackref === undefined) return;
    use += 1;
    link.properties = {
      role: 'doc-backlink',
      className: ['backlink'],
      href: `#${noteReferenceId(number, use)}`,
      ariaLabel: terms.backToText ?? 'Back to the text',
    };
  });
}

/**
 * Numbers the notes continuously through the chapters of a book, so that "note 12" is unique. Changes the
 * bodies in place. Ids keep the number within the chapter, so that a new note in the first chapter breaks no
 * link to the last.
 */
export function numberNotesContinuously(bodies: readonly Root[]): void {
  let before = 0;
  for (const body of bodies) before += renumberNotes(body, before);
}

/**
 * Renumbers the notes of one chapter.
 * @param before number of notes in earlier chapters
 * @returns number of notes in this one
 */
function renumberNotes(body: Root, before: number): number {
  let count = 0;
  visit(body, 'element', (element, _, parent) => {
    if (isReference(element, parent)) renumberReference(element, before);
    if (!isNotesSection(element)) return;
    const list = element.children.find(isListOfNotes);
    if (list === undefined) return;
    count = list.children.filter(isNote).length;
    if (before > 0) list.properties.start = before + 1;
  });
  return count;
}

/**
 * Adds `before` to the number of a reference. Leaves text unchanged that an author wrote in place of the
 * number.
 */
function renumberReference(reference: Element, before: number): void {
  const [number] = reference.children;
  if (number?.type !== 'text' || !/^\d+$/.test(number.value)) return;
  number.value = String(Number(number.value) + before);
}

/** Returns whether an element is a reference to a note: a link, or a `span` inside another link. */
const isReference = ({ tagName, properties: { id, role } }: Element, parent: Parents | undefined): boolean =>
  REFERENCE.test(String(id)) &&
  (role === 'doc-noteref' ||
    (tagName === 'span' && parent?.type === 'element' && hasClass(parent, 'note-reference')));

const REFERENCE = new RegExp(`${ID_SEPARATOR}noteref-\\d+`);
const NOTE = new RegExp(`${ID_SEPARATOR}note-\\d+`);

/** Returns whether an element is the notes of a chapter. */
export const isNotesSection = (element: Element): boolean =>
  element.properties.role === 'doc-endnotes' && hasClass(element, 'notes');

/** Returns whether an element is the list in the notes of a chapter. */
export const isListOfNotes = (node: ElementContent): node is Element =>
  node.type === 'element' && node.tagName === 'ol' && node.children.some(isNote);

/** Returns whether an element is a note. */
export const isNote = (node: ElementContent): node is Element =>
  node.type === 'element' && node.tagName === 'li' && NOTE.test(String(node.properties.id));
