/** Places the solutions of exercises in a book: where they are written, or together at its end, with links both ways. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import type { Heading, Section } from '../../core/model/book.ts';
import type { Terms } from '../../core/model/design.ts';
import { createTermNodes, termAttributes } from '../../core/term-language.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { EXIT, SKIP, visit } from '../../lib/html/visit.ts';
import { findAuthorPlace } from '../author-places.ts';
import { isNotesHeading, isNotesSection } from '../blocks/footnotes.ts';
import { ID_SEPARATOR } from '../ids.ts';
import { becomeReference } from '../references/placeholder.ts';

/** How solutions are placed. */
export interface SolutionPlacing {
  readonly terms: Terms;
  /** Whether they are together at the end, also without a place that the author made for them. */
  readonly isAtEnd: boolean;
  /** Whether the end is a chapter of its own; otherwise it is a part of the only text. */
  readonly isBook: boolean;
}

/** The sections of a book, and the one at its end, if there is one. */
export interface PlacedSolutions {
  readonly texts: readonly Section[];
  readonly end: readonly Section[];
}

/** Id of the element that the author made for the solutions, and of their heading. */
const PLACE_ID = 'solutions';

interface Solution {
  readonly element: Element;
  /** The section in which it is written. */
  readonly section: Section;
}

/** Places the solutions of a book. Changes the bodies of the sections in place. */
export function placeSolutions(sections: readonly Section[], placing: SolutionPlacing): PlacedSolutions {
  const place = findAuthorPlace(
    sections.map(({ body }) => body),
    PLACE_ID,
  );
  const isMoved = placing.isAtEnd || place !== undefined;
  const exercises = findExercises(sections);
  const solutions = sections.flatMap((section) => collectSolutions(section, isMoved));
  if (solutions.length === 0) return { texts: sections, end: [] };
  for (const { element, section } of solutions) {
    nameExercise(element, placing.terms, isMoved);
    if (isMoved && section.language !== undefined) element.properties.lang ??= section.language;
  }
  linkExercises(solutions, exercises, placing.terms, isMoved);
  if (!isMoved) return { texts: sections, end: [] };
  const order = new Map([...exercises.keys()].map((id, index) => [id, index]));
  // An exercise that is not in a handout comes last.
  const rank = ({ element }: Solution): number =>
    order.get(String(element.properties.dataSolves)) ?? order.size;
  const sorted = [...solutions].sort((one, other) => rank(one) - rank(other));
  const elements = sorted.map(({ element }) => element);
  if (place !== undefined) {
    place.children.push(...elements);
    return { texts: sections, end: [] };
  }
  return placing.isBook
    ? { texts: sections, end: [buildSection(elements, sections, placing.terms)] }
    : { texts: sections.map((section) => appendSolutions(section, elements, placing.terms)), end: [] };
}

/** An exercise, and the section in which it is. */
interface Exercise {
  readonly element: Element;
  readonly section: Section;
}

/** Returns what may be solved, by id, in the order of the book. */
function findExercises(sections: readonly Section[]): ReadonlyMap<string, Exercise> {
  const found = new Map<string, Exercise>();
  for (const section of sections) {
    visit(section.body, 'element', (element) => {
      if (hasClass(element, 'theorem')) found.set(String(element.properties.id), { element, section });
    });
  }
  return found;
}

/** Returns the solutions with an exercise, those inside others left out. @param isMoved whether they leave the text */
function collectSolutions(section: Section, isMoved: boolean): readonly Solution[] {
  const found: Solution[] = [];
  visit(section.body, 'element', (element, index, parent) => {
    if (element.properties.dataSolves === undefined) return undefined;
    found.push({ element, section });
    if (!isMoved || parent === undefined || index === undefined) return SKIP;
    removeBlock(parent as Parents, index);
    return [SKIP, index];
  });
  return found;
}

/** Removes a block with the line break after it. */
function removeBlock({ children }: Parents, index: number): void {
  const after = children[index + 1];
  const isBreak = after?.type === 'text' && after.value.trim() === '';
  children.splice(index, isBreak ? 2 : 1);
}

/** Writes which exercise a solution solves: `Solution (Exercise 2.1).`, among other solutions `Exercise 2.1.` */
function nameExercise(solution: Element, terms: Terms, isMoved: boolean): void {
  const id = String(solution.properties.dataSolves);
  const exercise: Element = { type: 'element', tagName: 'span', properties: {}, children: [] };
  becomeReference(exercise, { id, form: 'name' });
  const word = createTermNodes(terms, 'solution', terms.solution ?? 'Solution');
  const children: readonly ElementContent[] = isMoved
    ? [exercise, text('.')]
    : [...word, text(' ('), exercise, text(').')];
  visit(solution, 'element', (label) => {
    if (!hasClass(label, 'caption-label')) return undefined;
    label.children = [...children];
    return EXIT;
  });
}

/** Puts a link to the first solution at the end of each exercise whose solution is elsewhere. */
function linkExercises(
  solutions: readonly Solution[],
  exercises: ReadonlyMap<string, Exercise>,
  terms: Terms,
  isMoved: boolean,
): void {
  const linked = new Set<string>();
  for (const { element, section } of solutions) {
    const solved = String(element.properties.dataSolves);
    const exercise = exercises.get(solved);
    if (exercise === undefined || linked.has(solved) || (!isMoved && exercise.section === section)) continue;
    linked.add(solved);
    const link: Element = {
      type: 'element',
      tagName: 'a',
      properties: { href: `#${element.properties.id}`, ...termAttributes(terms, 'solution') },
      children: [text(terms.solution ?? 'Solution')],
    };
    appendLink(exercise.element, link);
  }
}

function appendLink(exercise: Element, link: Element): void {
  const mark: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['solution-link'] },
    children: [text('['), link, text(']')],
  };
  const last = exercise.children.findLast((child) => child.type === 'element');
  if (last?.type === 'element' && last.tagName === 'p') last.children.push(text(' '), mark);
  else exercise.children.push({ type: 'element', tagName: 'p', properties: {}, children: [mark] });
}

function buildHeading(tagName: 'h1' | 'h2', id: string, terms: Terms): Element {
  const properties = { id, ...termAttributes(terms, 'solutions') };
  return { type: 'element', tagName, properties, children: [text(titleOf(terms))] };
}

const titleOf = (terms: Terms): string => terms.solutions ?? 'Solutions';

function buildSection(elements: readonly Element[], sections: readonly Section[], terms: Terms): Section {
  let id = PLACE_ID;
  while (sections.some((section) => section.id === id)) id += '-list';
  const body: Root = { type: 'root', children: [buildHeading('h1', id, terms), ...elements] };
  return {
    ...{ id, kind: 'chapter', isUnnumbered: true, title: titleOf(terms), body },
    headings: [{ id, level: 1, text: titleOf(terms) }],
    features: new Set(sections.flatMap(({ features }) => [...features])),
  };
}

/** Appends the solutions to the only text of a book, before its notes. */
function appendSolutions(section: Section, elements: readonly Element[], terms: Terms): Section {
  const { body, headings } = section;
  const id = `${section.id}${ID_SEPARATOR}${ID_SEPARATOR}${PLACE_ID}`;
  const heading = buildHeading('h2', id, terms);
  heading.properties.className = ['unnumbered'];
  const end = findEnd(body.children, (node) => node.type === 'element' && isNotesSection(node));
  body.children.splice(end, 0, heading, ...elements);
  const entry: Heading = { id, level: 2, text: titleOf(terms) };
  const before = findEnd(headings, (each) => isNotesHeading(each.id));
  return { ...section, headings: [...headings.slice(0, before), entry, ...headings.slice(before)] };
}

/** Returns the index of the first item that matches, else that after the last one. */
function findEnd<Item>(items: readonly Item[], matches: (item: Item) => boolean): number {
  const index = items.findIndex(matches);
  return index < 0 ? items.length : index;
}

const text = (value: string): ElementContent => ({ type: 'text', value });
