/**
 * Reads references in formulas, `\text{by \eqref{eq-dose}}`, whose numbers depend on the book. A character without a meaning is in
 * the place of each while a formula is typeset; then an empty `mtext`, which gets the number when a book is assembled. It is no
 * link, because a formula is read as a whole.
 */
// cspell:ignore eqref cref Cref
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { ReferencedItem, ReferenceForm } from '../../core/tree/number-reference.ts';
import { visit } from '../../lib/html/visit.ts';
import { FIRST_MARK, MARK, MARKS, MAX_MARKS } from '../references/formula-words.ts';
import { createReference } from '../references/placeholder.ts';

/** How the commands are written out. */
const FORMS: ReadonlyMap<string, ReferenceForm> = new Map([
  ['ref', 'number'],
  ['eqref', 'bracketed'],
  ['autoref', 'name'],
  ['cref', 'name'],
  ['Cref', 'name'],
]);
const COMMAND = new RegExp(`\\\\(${[...FORMS.keys()].join('|')})\\*?\\s*\\{([^{}]{1,200})\\}`, 'g');

interface TakenReference {
  readonly label: string;
  readonly form: ReferenceForm;
  readonly written: string;
}

/** A formula whose references are out of it. */
export interface TakenReferences {
  /** The TeX, with marks. */
  readonly tex: string;
  readonly references: readonly TakenReference[];
  /** Returns the offset in the TeX as it was written. */
  readonly writtenOffset: (offset: number) => number;
}

/** Takes the references out of a formula. */
export function takeReferences(written: string): TakenReferences {
  const references: TakenReference[] = [];
  // Where a piece begins in the new TeX, and by how much it is shorter up to there.
  const cuts: { readonly end: number; readonly shorter: number }[] = [];
  let shorter = 0;
  // A formula with such characters of its own keeps its commands, which are then reported.
  const isFree = !MARK.test(written);
  const tex = written.replace(COMMAND, (command, name: string, label: string, at: number) => {
    if (!isFree || references.length === MAX_MARKS) return command;
    const mark = `\\text{${String.fromCharCode(FIRST_MARK + references.length)}}`;
    references.push({ label: label.trim(), form: FORMS.get(name) ?? 'number', written: command });
    const end = at - shorter + mark.length;
    shorter += command.length - mark.length;
    cuts.push({ end, shorter });
    return mark;
  });
  const writtenOffset = (offset: number): number =>
    offset + (cuts.findLast(({ end }) => end <= offset)?.shorter ?? 0);
  return { tex, references, writtenOffset };
}

/** Replaces the marks in a typeset formula by the places of the references. Changes the formula. */
export function placeReferences(math: Element, references: readonly TakenReference[]): void {
  if (references.length === 0) return;
  visit({ type: 'root', children: [math] } satisfies Root, 'element', (element, index, parent) => {
    if (element.tagName !== 'mtext' || index === undefined || parent === undefined) return undefined;
    const text = textOf(element);
    if (!MARK.test(text)) return undefined;
    const parts = text.split(MARKS).flatMap((part): ElementContent[] => {
      if (part === '') return [];
      const reference = MARK.test(part) ? references[part.charCodeAt(0) - FIRST_MARK] : undefined;
      const own = { ...element, properties: { ...element.properties }, children: [] };
      return [
        reference === undefined
          ? { ...own, children: [{ type: 'text', value: part }] }
          : buildPlace(own, part, reference, math),
      ];
    });
    const [only] = parts;
    const row: Element = { type: 'element', tagName: 'mrow', properties: {}, children: parts };
    parent.children[index] = parts.length === 1 && only !== undefined ? only : row;
    return index + 1;
  });
}

function buildPlace(
  own: Element,
  mark: string,
  { label, form, written }: TakenReference,
  { position }: Element,
): Element {
  const item: ReferencedItem = { label, form };
  const place = createReference({
    type: 'numberReference',
    items: [item],
    written,
    ...(position && { position }),
  });
  return {
    ...place,
    tagName: 'mtext',
    properties: { ...own.properties, ...place.properties, dataMark: mark },
  };
}
