/** Footnotes of GFM → notes at the chapter's end, with the roles of DPUB-ARIA 1.1 and numbers for ids. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { defaultHandlers, type Handlers } from 'mdast-util-to-hast';
import type { Terms } from '../../core/model/design.ts';
import { visit } from '../../lib/html/visit.ts';
import { IndexedList } from '../../lib/text/indexed-list.ts';
import { hasClass } from '../html/classes.ts';
import { JOINT } from '../ids.ts';

const GFM_PREFIX = 'gfm-';

/** Options for mdast-util-to-hast whose marks this module looks for. */
export const noteOptions = { clobberPrefix: GFM_PREFIX, footnoteBackContent: '\u21A9\uFE0E' };

/** GFM's own, which looks each note up among all before it. */
export const noteHandlers: Handlers = {
  footnoteReference: (state, node) => {
    if (!(state.footnoteOrder instanceof IndexedList)) state.footnoteOrder = new IndexedList();
    return defaultHandlers.footnoteReference(state, node);
  },
};

/** The heading over a chapter's notes, before the chapter's id is put in front. */
const NOTES_ID = 'notes';

/** Whether an id of the book is that of the heading over a chapter's notes. */
export const isNotesHeading = (id: string): boolean => id.endsWith(JOINT + NOTES_ID);

/** Numbers them from 1, as they are in a chapter alone. @returns whether the chapter has notes */
export function shapeNotes(tree: Root, terms: Terms): boolean {
  const numbers = shapeSection(tree, terms);
  if (numbers.size === 0) return false;
  const uses = new Map<number, number>();
  visit(tree, 'element', (element, _, parent) => {
    if (element.properties.dataFootnoteRef === undefined) return;
    const number = numbers.get(String(element.properties.href).slice(1)) ?? 0;
    const use = (uses.get(number) ?? 0) + 1;
    uses.set(number, use);
    element.properties = { role: 'doc-noteref', id: referenceId(number, use), href: `#note-${number}` };
    if (parent?.type === 'element' && parent.tagName === 'sup')
      parent.properties.className = ['note-reference'];
  });
  return true;
}

/** The id of the place that refers to a note; a note may be referred to more than once. */
function referenceId(number: number, use: number): string {
  return use === 1 ? `noteref-${number}` : `noteref-${number}-${use}`;
}

/** @returns GFM's id of each note, and its number */
function shapeSection(tree: Root, terms: Terms): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  visit(tree, 'element', (section) => {
    if (section.properties.dataFootnotes === undefined) return;
    section.properties = { className: ['notes'], role: 'doc-endnotes', ariaLabelledBy: [NOTES_ID] };
    visit(section, 'element', (element) => {
      if (element.tagName === 'h2') {
        element.properties = { id: NOTES_ID };
        element.children = [{ type: 'text', value: terms.notes ?? 'Notes' }];
      }
      const id = element.properties.id;
      if (element.tagName !== 'li' || typeof id !== 'string' || !id.startsWith(GFM_PREFIX)) return;
      numbers.set(id, numbers.size + 1);
      shapeNote(element, numbers.size, terms);
    });
  });
  return numbers;
}

function shapeNote(note: Element, number: number, terms: Terms): void {
  note.properties = { id: `note-${number}` };
  let use = 0;
  visit(note, 'element', (link) => {
    if (link.properties.dataFootnoteBackref === undefined) return;
    use += 1;
    link.properties = {
      role: 'doc-backlink',
      className: ['backlink'],
      href: `#${referenceId(number, use)}`,
      ariaLabel: terms.backToText ?? 'Back to the text',
    };
  });
}

/**
 * Numbers the notes of the chapters of a book on from one to the next, so that "note 12" is one place in it. Changes the bodies
 * in place. Ids keep the number in the chapter: a note more in the first one breaks no link to the last.
 */
export function numberNotesThrough(bodies: readonly Root[]): void {
  let before = 0;
  for (const body of bodies) before += countOn(body, before);
}

/** @param before how many notes there are in the chapters before @returns how many there are in this one */
function countOn(body: Root, before: number): number {
  let count = 0;
  visit(body, 'element', (element, _, parent) => {
    if (isReference(element, parent)) countReference(element, before);
    if (element.properties.role !== 'doc-endnotes' || !hasClass(element, 'notes')) return;
    const list = element.children.find(isListOfNotes);
    if (list === undefined) return;
    count = list.children.filter(isNote).length;
    if (before > 0) list.properties.start = before + 1;
  });
  return count;
}

/** What an author wrote in place of a number is left alone. */
function countReference(reference: Element, before: number): void {
  const [number] = reference.children;
  if (number?.type !== 'text' || !/^\d+$/.test(number.value)) return;
  number.value = String(Number(number.value) + before);
}

/** A link; but no link where it stands in another. */
const isReference = ({ tagName, properties: { id, role } }: Element, parent: Parents | undefined): boolean =>
  REFERENCE.test(String(id)) &&
  (role === 'doc-noteref' ||
    (tagName === 'span' && parent?.type === 'element' && hasClass(parent, 'note-reference')));

const REFERENCE = new RegExp(`${JOINT}noteref-\\d+`);
const NOTE = new RegExp(`${JOINT}note-\\d+`);

const isListOfNotes = (node: ElementContent): node is Element =>
  node.type === 'element' && node.tagName === 'ol' && node.children.some(isNote);

const isNote = (node: ElementContent): boolean =>
  node.type === 'element' && node.tagName === 'li' && NOTE.test(String(node.properties.id));
