/** Writes the page numbers of a book's cross-references, which count from 0 in each part that is printed alone. */
import type { PageNumber } from '../../pagination/folios.ts';
import { addFolioHint, type CrossReference } from '../cross-references.ts';

/** A cross-reference of a book. */
export interface BookReference extends CrossReference {
  readonly language: string;
  /** Index of the section that it is in. */
  readonly section: number;
}

/** Writes page numbers and their hints into the cross-references. */
export interface NumberWriter {
  readonly numbers: readonly PageNumber[];
  /** Index in the numbers of the book of the first number of each section. */
  readonly starts: readonly number[];
  /** @param first index of the number whose hint is 0 */
  write(numbers: readonly string[], first?: number): void;
}

/**
 * Creates a writer.
 * @param sections number of sections
 * @param firstKey index of the first of these numbers, after those of the contents
 */
export const createNumberWriter = (
  references: readonly BookReference[],
  sections: number,
  firstKey: number,
): NumberWriter => ({
  numbers: references.map(({ target }) => ({ target, place: 'line', level: 1 })),
  starts: countBefore(references, sections).map((count) => firstKey + count),
  write: (numbers, first = 0) => {
    for (const [index, reference] of references.entries()) {
      reference.number.value = numbers[firstKey + index] ?? '';
      addFolioHint(reference, reference.language, firstKey + index - first);
    }
  },
});

/** Counts the references before each section. */
function countBefore(references: readonly BookReference[], sections: number): readonly number[] {
  const counts = new Array<number>(sections).fill(0);
  let before = 0;
  for (const { section } of references) counts[section] = (counts[section] ?? 0) + 1;
  return counts.map((count) => {
    before += count;
    return before - count;
  });
}
