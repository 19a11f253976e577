/**
 * Moves the notes that are called in a table to below it, with letters that begin again in each table, as books and journals have
 * them: a table is read by itself, and may be pages away from the end of the chapter.
 */
import type { Element, ElementContent, Parents, Root } from 'hast';
import type { Terms } from '../../core/model/design.ts';
import { TABLE_NOTE, TABLE_NOTES } from '../../core/tree/table-notes.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { createElement, isElementNamed } from '../../lib/html/elements.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { toLetters } from '../../lib/text/letters.ts';
import { hasTitle, listWrittenNotes } from './written-marks.ts';

/** A table with its container, which has its caption and its written notes. */
interface TablePlace {
  readonly element: Element;
  readonly table: Element;
  readonly parent: Parents;
}

/** The notes of a chapter as GFM has them, by id. */
type NotesById = ReadonlyMap<string, Element>;

/**
 * Moves the notes of tables in place. A note that is called in several tables, or in the text as well, is printed at each of these
 * places. Returns whether a note was moved.
 */
export function moveTableNotes(tree: Root, terms: Terms): boolean {
  const section = tree.children.find(
    (child): child is Element => child.type === 'element' && child.properties.dataFootnotes !== undefined,
  );
  const list = section?.children.find((child): child is Element => isElementNamed(child, 'ol'));
  if (section === undefined || list === undefined) return false;
  const notes = new Map(
    list.children
      .filter((child): child is Element => isElementNamed(child, 'li'))
      .map((note) => [String(note.properties.id), note]),
  );
  let count = 0;
  for (const place of findTables(tree, section)) {
    const calls = listCalls(place.element, notes);
    if (calls.length === 0) continue;
    count += 1;
    addNotes(place, new TableNotes(count, notes, readMarks(place), terms));
  }
  if (count > 0) keepNotesOfText(tree, section, list, notes);
  return count > 0;
}

/** Returns the marks of the notes that an author wrote below a table. */
const readMarks = ({ element, table }: TablePlace): ReadonlySet<string> =>
  new Set(listWrittenNotes(element, table).map(({ mark }) => mark));

/** Finds the tables outside of notes. One in a cell of another belongs to that one. */
function findTables(tree: Root, section: Element): readonly TablePlace[] {
  const found: TablePlace[] = [];
  visit(tree, 'element', (element, _, parent) => {
    if (element === section) return SKIP;
    const isContainer = hasClass(element, 'captioned-table');
    const table = isContainer
      ? element.children.find((child): child is Element => isElementNamed(child, 'table'))
      : element;
    if (table?.tagName !== 'table' || parent === undefined) return undefined;
    found.push({ element, table, parent });
    return SKIP;
  });
  return found;
}

const readTarget = ({ properties: { href } }: Element): string => String(href).slice(1);

/** Lists the calls of notes in an element, in order. */
function listCalls(element: Element | Root, notes: NotesById): readonly Element[] {
  const calls: Element[] = [];
  visit(element, 'element', (call) => {
    if (call.properties.dataFootnoteRef !== undefined && notes.has(readTarget(call))) calls.push(call);
  });
  return calls;
}

/** A note below a table. */
interface LetteredNote {
  readonly letter: string;
  readonly element: Element;
  calls: number;
}

/** The notes of one table, in the order of their letters. */
class TableNotes {
  readonly #notes = new Map<string, LetteredNote>();
  readonly #table: number;
  readonly #all: NotesById;
  readonly #taken: ReadonlySet<string>;
  readonly #terms: Terms;
  #letters = 0;

  /** @param taken letters of the notes that the author wrote below the table */
  constructor(table: number, all: NotesById, taken: ReadonlySet<string>, terms: Terms) {
    this.#table = table;
    this.#all = all;
    this.#taken = taken;
    this.#terms = terms;
  }

  /** Gives the calls in a table their letters, and then those in its notes, which may call notes, also themselves. */
  callAll(element: Element): void {
    this.#call(element);
    // A map goes on with what is added to it.
    for (const note of this.#notes.values()) this.#call(note.element);
  }

  #call(element: Element): void {
    for (const call of listCalls(element, this.#all)) {
      const target = readTarget(call);
      const note = this.#notes.get(target) ?? this.#add(target);
      note.calls += 1;
      call.properties = {
        role: 'doc-noteref',
        className: ['table-note-reference'],
        id: this.#callId(note.letter, note.calls),
        href: `#${this.#noteId(note.letter)}`,
      };
      call.children = [{ type: 'text', value: note.letter }];
    }
  }

  /** Returns the notes, each with the ways back to its calls. */
  build(): Element[] {
    return [...this.#notes.values()].map(({ letter, element, calls }) => {
      const first = `#${this.#callId(letter, 1)}`;
      const mark = createElement('a', [{ type: 'text', value: letter }], {
        role: 'doc-backlink',
        href: first,
      });
      const head: ElementContent[] = [
        createElement('sup', [mark], { className: ['table-note-mark'] }),
        { type: 'text', value: '\u00A0' },
      ];
      const [opening] = element.children;
      if (opening !== undefined && isElementNamed(opening, 'p')) opening.children.unshift(...head);
      else element.children.unshift(createElement('p', head));
      for (let use = 2; use <= calls; use += 1) this.#addWayBack(element, letter, use);
      return element;
    });
  }

  #add(target: string): LetteredNote {
    let letter: string;
    do {
      this.#letters += 1;
      letter = toLetters(this.#letters).toLowerCase();
    } while (this.#taken.has(letter));
    const children = copyContent(this.#all.get(target));
    const properties = { className: [TABLE_NOTE], role: 'doc-footnote', id: this.#noteId(letter) };
    const note = { letter, element: createElement('div', children, properties), calls: 0 };
    this.#notes.set(target, note);
    return note;
  }

  #addWayBack(note: Element, letter: string, use: number): void {
    const last = note.children.at(-1);
    const end = last !== undefined && isElementNamed(last, 'p') ? last : note;
    const properties = {
      role: 'doc-backlink',
      className: ['backlink'],
      href: `#${this.#callId(letter, use)}`,
      // The name contains the number that is shown (WCAG 2.2, 2.5.3).
      ariaLabel: `${this.#terms.backToText ?? 'Back to the text'} ${use}`,
    };
    const number = createElement('sup', [{ type: 'text', value: String(use) }]);
    const arrow = { type: 'text', value: '\u21A9\uFE0E' } as const;
    end.children.push({ type: 'text', value: ' ' }, createElement('a', [arrow, number], properties));
  }

  #noteId(letter: string): string {
    return `table-note-${this.#table}${letter}`;
  }

  #callId(letter: string, use: number): string {
    return `table-noteref-${this.#table}${letter}${use === 1 ? '' : `-${use}`}`;
  }
}

/** Copies the content of a note without its ways back and its ids, because a note may be printed below several tables. */
function copyContent(note: Element | undefined): ElementContent[] {
  const copy = cloneTree(createElement('div', note?.children ?? []));
  visit(copy, 'element', (element, index, parent) => {
    if (element.properties.dataFootnoteRef === undefined) delete element.properties.id;
    if (element.properties.dataFootnoteBackref === undefined) return undefined;
    if (parent === undefined || index === undefined) return undefined;
    const before = parent.children[index - 1];
    if (before?.type === 'text') before.value = before.value.trimEnd();
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
  return copy.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
}

/**
 * Puts the notes of a table below it. What its author wrote there about the whole table is before them, notes with marks of
 * the author's own after them.
 */
function addNotes({ element, table, parent }: TablePlace, notes: TableNotes): void {
  notes.callAll(element);
  const below = createElement('div', notes.build(), { className: [TABLE_NOTES] });
  const siblings = (element === table ? parent.children : element.children) as ElementContent[];
  const [written] = listWrittenNotes(element, table);
  const isTitled = element !== table && hasTitle(element);
  const last = isTitled ? siblings.length : siblings.indexOf(table) + 1;
  siblings.splice(written === undefined ? last : siblings.indexOf(written.paragraph), 0, below);
}

/** Removes the notes that only tables call, and puts the others into the order of the calls that are left. */
function keepNotesOfText(tree: Root, section: Element, list: Element, notes: NotesById): void {
  const uses = new Map<Element, number>();
  const count = (element: Element | Root, isText: boolean): void => {
    visit(element, 'element', (call) => {
      if (isText && call === section) return SKIP;
      if (call.properties.dataFootnoteRef === undefined) return undefined;
      const note = notes.get(readTarget(call));
      if (note !== undefined) uses.set(note, (uses.get(note) ?? 0) + 1);
      return undefined;
    });
  };
  count(tree, true);
  // A note may call a note; a map goes on with what is added to it.
  for (const note of uses.keys()) count(note, false);
  for (const [note, calls] of uses) removeWaysBack(note, calls);
  list.children = [...uses.keys()];
  if (uses.size === 0) tree.children.splice(tree.children.indexOf(section), 1);
}

/** Removes the ways back to calls that are in tables: so many calls are left. */
function removeWaysBack(note: Element, calls: number): void {
  let count = 0;
  visit(note, 'element', (element, index, parent) => {
    if (element.properties.dataFootnoteBackref === undefined) return undefined;
    count += 1;
    if (count <= calls || parent === undefined || index === undefined) return undefined;
    parent.children.splice(index, 1);
    return [SKIP, index];
  });
}
