/** Numbers a book: its headings, figures, tables, formulas and the like, and the references to them. */
import type { Element } from 'hast';
import type { Section } from '../../core/model/book.ts';
import type { Metadata } from '../../core/model/metadata.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { readHeadingText } from '../ids.ts';
import {
  type CountedChapter,
  type Counting,
  countContent,
  type NumberedTarget,
  type NumberedTargets,
} from './count-content.ts';
import { isReference, readReferences } from './placeholder.ts';
import {
  formatHeadingNumber,
  type NumberWording,
  nameFormulas,
  writeNumbers,
  writeReferences,
} from './write-numbers.ts';

/** What a book is numbered with. */
export interface NumberingInputs extends NumberWording {
  readonly metadata: Pick<Metadata, 'sectionNumbers' | 'numbersBy'>;
  /** The chapters that are not in the book, for references from a handout. */
  readonly others: readonly CountedChapter[];
}

/**
 * Numbers the sections of a book, without the list of sources. Changes their bodies in place.
 * @returns the sections with the numbers of their headings
 */
export function numberBook(sections: readonly Section[], inputs: NumberingInputs): readonly Section[] {
  const targets = countContent(sections, chooseCounting(sections, inputs.metadata));
  const all = withOthers(sections, targets, inputs.others);
  return sections.map((section) => {
    const referring = findReferringHeadings(section);
    writeReferences(section.body, all, inputs);
    const texts = new Map(
      referring.map((heading) => [String(heading.properties.id), readHeadingText(heading)]),
    );
    writeNumbers(section.body, targets, inputs);
    nameFormulas(section.body);
    const headings = section.headings.map((heading) => {
      const number = formatHeadingNumber(targets.get(heading.id), inputs.terms);
      const text = texts.get(heading.id) ?? heading.text;
      return { ...heading, text, ...(number !== undefined && { number }) };
    });
    return { ...section, title: texts.get(section.id) ?? section.title, headings };
  });
}

/** Finds the headings that refer to something by number, so that the contents have the words of the reference, too. */
function findReferringHeadings({ body }: Section): readonly Element[] {
  const found: Element[] = [];
  visit(body, 'element', (heading) => {
    if (!/^h[1-6]$/.test(heading.tagName)) return undefined;
    let isReferring = false;
    visit(heading, 'element', (inner) => {
      isReferring ||= isReference(inner);
    });
    if (isReferring) found.push(heading);
    return SKIP;
  });
  return found;
}

function chooseCounting(
  sections: readonly Section[],
  { sectionNumbers = 0, numbersBy }: NumberingInputs['metadata'],
): Counting {
  const hasChapters = sections.length > 1;
  return {
    hasChapters,
    depth: sectionNumbers,
    isByChapter: hasChapters && (numbersBy ?? (sectionNumbers > 0 ? 'chapter' : 'book')) === 'chapter',
  };
}

/** Adds what references mean that lead out of a handout: each other chapter has the numbers of its own handout. */
function withOthers(
  sections: readonly Section[],
  targets: NumberedTargets,
  others: readonly CountedChapter[],
): NumberedTargets {
  const wanted = others.length > 0 && sections.some((section) => leadsOut(section, targets));
  if (!wanted) return targets;
  const all = new Map<string, NumberedTarget>();
  for (const other of others) {
    const counting = { hasChapters: false, depth: 0, isByChapter: false };
    for (const [id, target] of countContent([other], counting)) all.set(id, target);
  }
  for (const [id, target] of targets) all.set(id, target);
  return all;
}

function leadsOut({ body }: Section, targets: NumberedTargets): boolean {
  let isOut = false;
  visit(body, 'element', (element) => {
    isOut ||= readReferences(element)?.items.some(({ id }) => !targets.has(id)) === true;
  });
  return isOut;
}
