/** Ids: stable, unique in the publication, short enough for PDF names. Headings get theirs from their text. */
import Slugger, { slug as slugOf } from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Heading } from '../core/model/book.ts';
import type { Source } from '../core/source-location.ts';
import { placeOf } from '../core/source-location.ts';
import { visit } from '../lib/html/visit.ts';
import { splitHeadingId } from '../lib/text/heading-id.ts';
import { hasClass } from './html/classes.ts';

/** Between the chapter's id and the id in the chapter. */
export const JOINT = '--';

/** PDF names end at 127 bytes (ISO 32000-1, Annex C.2), and Chromium percent-encodes them. Bytes of an encoded id. */
const LONGEST = 48;

/** Attributes that name ids of the same chapter. */
const NAMING = ['ariaLabelledBy', 'ariaDescribedBy', 'ariaDetails', 'headers'] as const;

export interface Naming {
  readonly chapterId: string;
  readonly source: Source;
  /** The ids of the publication so far; those of this chapter are added. */
  readonly taken: Set<string>;
}

/**
 * Gives every heading an id and puts the chapter's id before every other id. The first heading of level one has the
 * chapter's own id. Diagnostic: `id-duplicate`.
 * @returns what an author may write after `#` in this chapter, and the id it stands for
 */
export function identify(tree: Root, naming: Naming, report: Report): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  const headings: Element[] = [];
  let titled = false;
  visit(tree, 'element', (element) => {
    if (headingLevel(element) !== undefined) {
      headings.push(element);
      takeGivenId(element);
    }
    settleGivenId(element, element.tagName === 'h1' && !titled, given, naming, report);
    titled ||= element.tagName === 'h1';
  });
  const anchors = new Map([...given, ...nameHeadings(headings, naming)]);
  // What an author names outright is meant, whatever a heading's words are.
  for (const [own, id] of given) anchors.set(own, id);
  visit(tree, 'element', (element) => prefixNames(element, given));
  return anchors;
}

/** `## Heading {#id}` says the id itself, and so keeps it when the words change. */
function takeGivenId(heading: Element): void {
  const last = heading.children.at(-1);
  if (last?.type !== 'text') return;
  const { words, id } = splitHeadingId(last.value);
  last.value = words;
  if (id !== undefined) heading.properties.id = id;
}

function settleGivenId(
  element: Element,
  isTitle: boolean,
  given: Map<string, string>,
  { chapterId, source, taken }: Naming,
  report: Report,
): void {
  const own = element.properties.id === undefined ? undefined : String(element.properties.id);
  delete element.properties.id;
  if (own !== undefined && given.has(own)) {
    report(diagnostic('id-duplicate', { id: own }, placeOf(source, element)));
  }
  const isNew = own !== undefined && !given.has(own);
  if (isTitle) element.properties.id = chapterId;
  else if (isNew) element.properties.id = freeId(chapterId + JOINT + shortened(own), taken);
  if (isNew) given.set(own, String(element.properties.id));
}

/** Names the headings that have no id of their own. */
function nameHeadings(
  headings: readonly Element[],
  { chapterId, taken }: Naming,
): ReadonlyMap<string, string> {
  const slugger = new Slugger();
  const named = new Map<string, string>();
  // The heading over the notes is found by its id, so no other has it.
  const reserved = `${chapterId}${JOINT}notes`;
  for (const heading of headings) {
    const text = plainText(heading);
    const slug = slugger.slug(slugOf(text) === '' ? 'part' : text);
    if (heading.properties.id === undefined) {
      const wanted = chapterId + JOINT + shortened(slug);
      heading.properties.id = freeId(wanted === reserved ? `${wanted}-1` : wanted, taken);
    }
    named.set(slug, String(heading.properties.id));
  }
  return named;
}

/** How often each id was wanted, where ids are given out: thousands of headings may begin with the same words. */
const wantedBefore = new WeakMap<Set<string>, Map<string, number>>();

function freeId(wanted: string, taken: Set<string>): string {
  const counts = wantedBefore.get(taken) ?? new Map<string, number>();
  wantedBefore.set(taken, counts);
  let count = counts.get(wanted) ?? 0;
  let id = count === 0 ? wanted : `${wanted}-${count}`;
  while (taken.has(id)) {
    count += 1;
    id = `${wanted}-${count}`;
  }
  counts.set(wanted, count);
  taken.add(id);
  return id;
}

/**
 * As many characters as fit, and none that a link has to encode: readers that compare without decoding else find nothing.
 */
function shortened(own: string): string {
  let [short, length] = ['', 0];
  for (const character of own.trim().replace(/[^\p{L}\p{M}\p{N}._:~-]+/gu, '-')) {
    length += encodeURIComponent(character.toWellFormed()).length;
    if (length > LONGEST) break;
    short += character;
  }
  return short;
}

/** A name that stands for nothing says nothing. */
function prefixNames(element: Element, given: ReadonlyMap<string, string>): void {
  for (const attribute of NAMING) {
    const value = element.properties[attribute];
    if (value === undefined || value === null) continue;
    const names = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
    const ids = names.map((name) => given.get(name)).filter((id) => id !== undefined);
    if (ids.length > 0) Object.assign(element.properties, { [attribute]: ids });
    else delete element.properties[attribute];
  }
}

/** The headings of a chapter in reading order, with their text as it is set. */
export function listHeadings(tree: Root): readonly Heading[] {
  const headings: Heading[] = [];
  visit(tree, 'element', (element) => {
    const level = headingLevel(element);
    if (level === undefined) return;
    headings.push({ id: String(element.properties.id), level, text: plainText(element) });
  });
  return headings;
}

function headingLevel({ tagName }: Element): Heading['level'] | undefined {
  return /^h[1-6]$/.test(tagName) ? (Number(tagName[1]) as Heading['level']) : undefined;
}

/** Every id of a tree, in order. */
export function idsOf(tree: Root): readonly string[] {
  const ids: string[] = [];
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.push(String(properties.id));
  });
  return ids;
}

/** Without the number of a note that the heading refers to, and without what no XML can hold. */
function plainText(heading: Element): string {
  return textOf(heading)
    .replace(/[\s\p{Control}]+/gu, ' ')
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
    .trim();
}

function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || hasClass(node, 'note-reference')) return '';
  if (node.tagName === 'math') return String(node.properties.alttext ?? '');
  if (node.tagName === 'img') return String(node.properties.alt ?? '');
  return node.tagName === 'br' ? ' ' : node.children.map(textOf).join('');
}
