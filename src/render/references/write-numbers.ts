/** Writes the numbers of a book into its content: headings, captions, formulas, and the references to them. */
import type { Element, ElementContent, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Terms } from '../../core/model/design.ts';
import { createTermNodes, termAttributes } from '../../core/term-language.ts';
import { formatNameList, shortenTitle } from '../../core/wording.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import { readNumbered, unmarkNumbered } from '../blocks/numbered-element.ts';
import type { NumberedTarget, NumberedTargets } from './count-content.ts';
import { nameFormulaReferences } from './formula-words.ts';
import { type FoundReference, isReference, readReferences } from './placeholder.ts';

/** What numbers are written with. */
export interface NumberWording {
  readonly terms: Terms;
  /** BCP 47 of the publication. */
  readonly language: string;
}

/** Writes the numbers of headings and of elements with a label. Changes a chapter in place. */
export function writeNumbers(body: Root, targets: NumberedTargets, { terms }: NumberWording): void {
  visit(body, 'element', (element) => {
    const target = targets.get(String(element.properties.id));
    if (/^h[1-6]$/.test(element.tagName)) writeHeadingNumber(element, target, terms);
    else if (readNumbered(element) !== undefined) {
      unmarkNumbered(element);
      const label = findLabel(element);
      if (label !== undefined && target !== undefined) writeLabel(label, target, terms);
    }
  });
}

/** Adds the numbers of the lines of a formula to its words, which screen readers read. */
function nameLines({ properties, children }: Element): void {
  const numbers: string[] = [];
  visit({ type: 'root', children }, 'element', (element) => {
    const [child] = hasClass(element, 'caption-label') ? element.children : [];
    if (child?.type === 'text') numbers.push(child.value);
  });
  if (numbers.length > 0) properties.alttext = [properties.alttext, ...numbers].join(' ');
}

function writeHeadingNumber(heading: Element, target: NumberedTarget | undefined, terms: Terms): void {
  if (target?.number === undefined) return;
  const number: Element = {
    type: 'element',
    tagName: 'span',
    properties: { className: ['heading-number'] },
    children: [...nameHeading(target, terms)],
  };
  heading.children.unshift(number, { type: 'text', value: ' ' });
}

/** Returns the number of a heading, in an appendix after its word: `Appendix A`. */
const nameHeading = ({ kind, number = '' }: NumberedTarget, terms: Terms): readonly ElementContent[] =>
  kind === 'appendix'
    ? [...createTermNodes(terms, kind, terms.appendix ?? 'Appendix'), text(`${NO_BREAK_SPACE}${number}`)]
    : [text(number)];

/** Returns the words before a title in the contents: `2.1`, `Appendix A`; `undefined` for a heading without a number. */
export const formatHeadingNumber = (target: NumberedTarget | undefined, terms: Terms): string | undefined =>
  target?.number === undefined
    ? undefined
    : target.kind === 'appendix'
      ? `${terms.appendix ?? 'Appendix'}${NO_BREAK_SPACE}${target.number}`
      : target.number;

/** Finds the label of an element, but not that of another one inside it. */
function findLabel({ children }: Element): Element | undefined {
  for (const child of children) {
    if (child.type !== 'element' || readNumbered(child) !== undefined) continue;
    const label = hasClass(child, 'caption-label') ? child : findLabel(child);
    if (label !== undefined) return label;
  }
  return undefined;
}

function writeLabel(label: Element, { kind, number = '' }: NumberedTarget, terms: Terms): void {
  // The author gave it: `\\tag{3}`.
  if (label.children.length > 0) return;
  if (kind === 'equation') label.children = [text(`(${number})`)];
  else {
    Object.assign(label.properties, termAttributes(terms, kind));
    label.children = [text(`${`${terms[kind] ?? kind} ${number}`.trim()}.`)];
  }
}

const NO_BREAK_SPACE = '\u00A0';
const text = (value: string): ElementContent => ({ type: 'text', value });

/** Writes out the references of a chapter in place, as links; inside a link as words. */
export function writeReferences(body: Root, targets: NumberedTargets, wording: NumberWording): void {
  const inLinks = new Set<Element>();
  visit(body, 'element', (element) => {
    if (element.tagName === 'a' && !isReference(element))
      visit(element, 'element', (inner) => void (inner !== element && inLinks.add(inner)));
    const found = readReferences(element);
    if (found === undefined) return;
    delete element.properties.dataReference;
    const named = found.items.map((item) => writeReference(item, targets, wording, inLinks.has(element)));
    const { properties } = element;
    if (element.tagName === 'mtext') {
      element.children = [text(textOf({ type: 'root', children: named.flat() }))];
      return;
    }
    Object.assign(element, joinReferences(named, wording.language));
    element.properties = { ...properties, ...element.properties };
  });
}

function writeReference(
  item: FoundReference,
  targets: NumberedTargets,
  { terms }: NumberWording,
  isInLink: boolean,
): readonly ElementContent[] {
  const target = targets.get(item.id);
  const children = [...nameTarget(item, target, terms)];
  const link: Element = isInLink
    ? { type: 'element', tagName: 'span', properties: {}, children }
    : { type: 'element', tagName: 'a', properties: { href: `#${item.id}` }, children };
  return item.suffix === undefined ? [link] : [link, text(item.suffix)];
}

/** Returns the words of a link: `Figure 2.1`, `2.1`, `(2.1)`, or a title. */
function nameTarget(
  { form, words }: FoundReference,
  target: NumberedTarget | undefined,
  terms: Terms,
): readonly ElementContent[] {
  const { kind = 'section', number, title } = target ?? {};
  if (number === undefined || (form === 'title' && title !== undefined))
    return [...(words === undefined ? [] : [text(`${words} `)]), text(shortenTitle(title ?? ''))];
  if (form === 'number') return [text(number)];
  if (form === 'bracketed') return [text(`(${number})`)];
  const name = words === undefined ? createTermNodes(terms, kind, terms[kind] ?? kind) : [text(words)];
  // A proof has no number.
  return number === '' ? name : [...name, text(`${NO_BREAK_SPACE}${number}`)];
}

/** Joins several references as the language lists names. */
function joinReferences(
  references: readonly (readonly ElementContent[])[],
  language: string,
): Pick<Element, 'tagName' | 'properties' | 'children'> {
  const [only] = references;
  const [link] = only ?? [];
  if (references.length === 1 && only?.length === 1 && link?.type === 'element')
    return { tagName: link.tagName, properties: link.properties, children: link.children };
  // The names of the places say what is between them.
  const places = references.map((_, index) => `\uE000${index}\uE001`);
  const parts = formatNameList(places, language).split(/\uE000(\d+)\uE001/);
  const children = parts.flatMap((part, index) =>
    index % 2 === 1 ? (references[Number(part)] ?? []) : part === '' ? [] : [text(part)],
  );
  return { tagName: 'span', properties: {}, children: [...children] };
}

/** Adds the numbers in formulas to their words, which screen readers read. All numbers are written by now. */
export function nameFormulas(body: Root): void {
  visit(body, 'element', (element) => {
    if (element.tagName !== 'math') return;
    nameLines(element);
    nameFormulaReferences(element);
  });
}
