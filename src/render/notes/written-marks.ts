/**
 * Links the notes that an author wrote below a table, such as `<sup>a</sup> With food.`, with their marks in the table. Numbers stay
 * plain, because a raised number may be a power.
 */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { TABLE_NOTE } from '../../core/tree/table-notes.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { createElement, isElementNamed } from '../../lib/html/elements.ts';
import { visit } from '../../lib/html/visit.ts';

/** A letter, or signs that books use for notes. */
const MARK = /^(?:[a-z]{1,2}|[*†‡§¶‖#]{1,3})$/;

/** A note that an author wrote below a table. */
export interface WrittenNote {
  readonly mark: string;
  readonly paragraph: Element;
  readonly sign: Element;
}

/** Returns whether a container has its title in brackets, so that what is below its table is no caption. */
export const hasTitle = ({ children }: Element): boolean =>
  children.some((child) => child.type === 'element' && hasClass(child, 'caption'));

/** Lists the paragraphs below a table that begin with a mark. Without a title in brackets, they are its caption. */
export function listWrittenNotes(container: Element, table: Element): readonly WrittenNote[] {
  if (container === table || !hasTitle(container)) return [];
  return container.children.slice(container.children.indexOf(table) + 1).flatMap((paragraph) => {
    const sign = isElementNamed(paragraph, 'p') ? paragraph.children[0] : undefined;
    if (paragraph.type !== 'element' || sign === undefined || !isElementNamed(sign, 'sup')) return [];
    const mark = textOf(sign).trim();
    return MARK.test(mark) ? [{ mark, paragraph, sign }] : [];
  });
}

/** Links the written notes of all tables of a chapter, in place. Diagnostic: `table-note-unlinked`. */
export function linkWrittenNotes(tree: Root, source: SourceFile, report: Report): void {
  let count = 0;
  visit(tree, 'element', (container) => {
    if (!hasClass(container, 'captioned-table')) return;
    const table = container.children.find((child): child is Element => isElementNamed(child, 'table'));
    const notes = table === undefined ? [] : listWrittenNotes(container, table);
    if (table === undefined || notes.length === 0) return;
    count += 1;
    linkNotes(container, table, new Links(count, notes), { source, report });
  });
}

interface Checking {
  readonly source: SourceFile;
  readonly report: Report;
}

function linkNotes(container: Element, table: Element, links: Links, { source, report }: Checking): void {
  const end = container.children.indexOf(table) + 1;
  const unknown: Element[] = [];
  for (const part of container.children.slice(0, end)) {
    visit(part, 'element', (sign, index, parent) => {
      if (sign.tagName !== 'sup' || index === undefined) return;
      // A mark with a link in it calls a note of the file.
      const isPlain = sign.children.every(({ type }) => type === 'text');
      const isLast = index + 1 === parent?.children.length;
      if (!links.call(sign) && isPlain && isLast && MARK.test(textOf(sign).trim())) unknown.push(sign);
    });
  }
  for (const { mark, paragraph, problem } of links.finish(container)) {
    report(diagnostic('table-note-unlinked', { mark, problem }, locationOf(source, paragraph)));
  }
  if (!links.isUsed) return;
  for (const sign of unknown) {
    const facts = { mark: textOf(sign).trim(), problem: 'missing' } as const;
    report(diagnostic('table-note-unlinked', facts, locationOf(source, sign.position ? sign : container)));
  }
}

type UnlinkedNote = WrittenNote & { readonly problem: 'uncalled' | 'twice' };

/** The links between the written notes of one table and their marks. */
class Links {
  readonly #table: number;
  readonly #notes: readonly WrittenNote[];
  readonly #calls = new Map<string, number>();

  constructor(table: number, notes: readonly WrittenNote[]) {
    this.#table = table;
    this.#notes = notes;
  }

  /** Whether a note is called. */
  get isUsed(): boolean {
    return this.#calls.size > 0;
  }

  /** Makes links of raised marks such as `a` or `a, b`. Returns whether they are marks of notes. */
  call(sign: Element): boolean {
    const [text, ...others] = sign.children;
    if (text?.type !== 'text' || others.length > 0) return false;
    const parts = text.value.split(/([,\s]+)/).filter((part) => part !== '');
    const isMark = (part: string): boolean => this.#notes.some(({ mark }) => mark === part);
    const words = parts.filter((part) => !/^[,\s]+$/.test(part));
    if (words.length === 0 || !words.every(isMark)) return false;
    sign.children = parts.map((part): ElementContent => {
      const words = { type: 'text', value: part } as const;
      return isMark(part) ? this.#createCall(part, words) : words;
    });
    return true;
  }

  /** Links the notes that are called back to their calls. Returns the others. */
  finish(container: Element): readonly UnlinkedNote[] {
    const done = new Set<string>();
    return this.#notes.flatMap((note): readonly UnlinkedNote[] => {
      const { mark, paragraph, sign } = note;
      if (done.has(mark)) return [{ ...note, problem: 'twice' }];
      done.add(mark);
      if (!this.#calls.has(mark)) return [{ ...note, problem: 'uncalled' }];
      const back = { role: 'doc-backlink', href: `#${this.#callId(mark, 1)}` };
      sign.children = [createElement('a', sign.children, back)];
      sign.properties.className = ['table-note-mark'];
      const properties = { className: [TABLE_NOTE], role: 'doc-footnote', id: this.#noteId(mark) };
      container.children[container.children.indexOf(paragraph)] = createElement(
        'div',
        [paragraph],
        properties,
      );
      return [];
    });
  }

  #createCall(mark: string, words: ElementContent): Element {
    const calls = (this.#calls.get(mark) ?? 0) + 1;
    this.#calls.set(mark, calls);
    return createElement('a', [words], {
      role: 'doc-noteref',
      className: ['table-note-reference'],
      id: this.#callId(mark, calls),
      href: `#${this.#noteId(mark)}`,
    });
  }

  #noteId(mark: string): string {
    return `written-note-${this.#table}${this.#nameOf(mark)}`;
  }

  #callId(mark: string, use: number): string {
    return `written-noteref-${this.#table}${this.#nameOf(mark)}${use === 1 ? '' : `-${use}`}`;
  }

  /** Returns the letters of a mark, or of a sign the place of its note, because ids have no signs. */
  #nameOf(mark: string): string {
    return /^[a-z]+$/.test(mark) ? mark : `-${this.#notes.findIndex((note) => note.mark === mark) + 1}-`;
  }
}
