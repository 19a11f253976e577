/** Marks the elements that get a number when a book is assembled. */
import type { Element, ElementContent } from 'hast';

/** Kinds of theorems, exercises and the like; each is counted on its own. */
export const THEOREM_KINDS = [
  'theorem',
  'lemma',
  'corollary',
  'proposition',
  'conjecture',
  'definition',
  'example',
  'exercise',
  'algorithm',
] as const;

/** Kinds that have a word and no number. */
const UNNUMBERED_KINDS = ['proof', 'remark', 'solution'] as const;

export const COUNTED_KINDS = [
  'figure',
  'table',
  'listing',
  'equation',
  'box',
  ...THEOREM_KINDS,
  ...UNNUMBERED_KINDS,
] as const;

/** What is counted. The word for each, such as “Figure”, is the term of this name. */
export type CountedKind = (typeof COUNTED_KINDS)[number];

/** A number that its author gave: `\tag{3*}`. */
export interface GivenNumber {
  readonly kind: CountedKind;
  readonly number?: string;
}

/**
 * Marks an element. It needs an id; its number is written into its `caption-label`.
 * @param number given by the author; absent: it is counted
 */
export function markNumbered({ properties }: Element, kind: CountedKind, number?: string): void {
  properties.dataNumbered = kind;
  if (number !== undefined) properties.dataNumber = number;
}

/** Returns the mark of an element; `undefined` if it gets no number. Raw HTML cannot have the mark. */
export function readNumbered({ properties }: Element): GivenNumber | undefined {
  const kind = findCountedKind(String(properties.dataNumbered));
  if (kind === undefined) return undefined;
  const { dataNumber } = properties;
  return { kind, ...(typeof dataNumber === 'string' && { number: dataNumber }) };
}

/** Returns the kind that a word names; `undefined` for another word. */
export const findCountedKind = (word: string): CountedKind | undefined =>
  COUNTED_KINDS.find((kind) => kind === word);

/** Returns whether a kind has a word and no number: `Proof.` */
export const isUnnumberedKind = (kind: CountedKind): boolean =>
  UNNUMBERED_KINDS.some((each) => each === kind);

/** Removes the mark, which no writer needs. */
export function unmarkNumbered({ properties }: Element): void {
  delete properties.dataSolves;
  delete properties.dataNumbered;
  delete properties.dataNumber;
}

/** Creates the place of a number, such as `Figure 1.` @param hasWords whether words follow it */
export function createLabel(hasWords: boolean): readonly ElementContent[] {
  const properties = { className: ['caption-label'] };
  const place: Element = { type: 'element', tagName: 'span', properties, children: [] };
  return hasWords ? [place, { type: 'text', value: ' ' }] : [place];
}
