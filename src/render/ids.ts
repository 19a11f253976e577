/**
 * Assigns ids that are stable, unique in the publication, and short enough for PDF names. A heading's id
 * comes from its text.
 */
import Slugger, { slug as slugOf } from 'github-slugger';
import type { Element, ElementContent, Root } from 'hast';
import type { Report } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Heading } from '../core/model/book.ts';
import type { SourceFile } from '../core/source-location.ts';
import { locationOf } from '../core/source-location.ts';
import { hasClass } from '../lib/html/classes.ts';
import { visit } from '../lib/html/visit.ts';
import { splitHeadingId } from '../lib/text/heading-id.ts';

/** Separates the chapter's id from the id within the chapter. */
export const ID_SEPARATOR = '--';

/**
 * Longest percent-encoded id, in bytes. PDF names end at 127 bytes (ISO 32000-1, Annex C.2), and Chromium
 * percent-encodes them.
 */
const MAX_ID_BYTES = 48;

/** Attributes that refer to ids of the same chapter. */
const ID_REFERENCES = ['ariaLabelledBy', 'ariaDescribedBy', 'ariaDetails', 'headers'] as const;

/** Where ids are assigned. */
export interface IdScope {
  readonly chapterId: string;
  readonly source: SourceFile;
  /** Ids of the publication so far. Ids of this chapter are added. */
  readonly taken: Set<string>;
}

/**
 * Assigns an id to every heading and prefixes all ids with the chapter's id. The first heading of level one
 * gets the chapter's own id. Changes the tree in place. Diagnostic: `id-duplicate`.
 * @returns the id for each name that an author can write after `#` in this chapter, and which of these names are written
 */
export function assignIds(
  tree: Root,
  scope: IdScope,
  report: Report,
): { readonly anchors: ReadonlyMap<string, string>; readonly writtenIds: readonly string[] } {
  const explicit = new Map<string, string>();
  const headings: Element[] = [];
  let hasTitle = false;
  visit(tree, 'element', (element) => {
    if (headingLevel(element) !== undefined) {
      headings.push(element);
      extractExplicitId(element);
    }
    assignExplicitId(element, element.tagName === 'h1' && !hasTitle, explicit, scope, report);
    hasTitle ||= element.tagName === 'h1';
  });
  const anchors = new Map([...explicit, ...assignHeadingIds(headings, scope)]);
  // An explicit id takes precedence over an id made from a heading's text.
  for (const [own, id] of explicit) anchors.set(own, id);
  visit(tree, 'element', (element) => prefixReferences(element, explicit));
  return { anchors, writtenIds: [...explicit.keys()] };
}

/**
 * Moves the id out of `## Heading {#id}` into the heading's properties. Such an id stays when the text
 * changes.
 */
function extractExplicitId(heading: Element): void {
  const last = heading.children.at(-1);
  if (last?.type !== 'text') return;
  const { words, id } = splitHeadingId(last.value);
  last.value = words;
  if (id !== undefined) heading.properties.id = id;
}

function assignExplicitId(
  element: Element,
  isTitle: boolean,
  explicit: Map<string, string>,
  { chapterId, source, taken }: IdScope,
  report: Report,
): void {
  const own = element.properties.id === undefined ? undefined : String(element.properties.id);
  delete element.properties.id;
  if (own !== undefined && explicit.has(own)) {
    report(diagnostic('id-duplicate', { id: own }, locationOf(source, element)));
  }
  const isNew = own !== undefined && !explicit.has(own);
  if (isTitle) element.properties.id = chapterId;
  else if (isNew) element.properties.id = reserveId(chapterId + ID_SEPARATOR + shortenId(own), taken);
  if (isNew) explicit.set(own, String(element.properties.id));
}

/** Assigns ids to the headings without an explicit id. Returns the id for each slug. */
function assignHeadingIds(
  headings: readonly Element[],
  { chapterId, taken }: IdScope,
): ReadonlyMap<string, string> {
  const slugger = new Slugger();
  const named = new Map<string, string>();
  // The heading of the notes is recognized by its id, so no other heading may have it.
  const reserved = `${chapterId}${ID_SEPARATOR}notes`;
  for (const heading of headings) {
    const text = readHeadingText(heading);
    const slug = slugger.slug(slugOf(text) === '' ? 'part' : text);
    if (heading.properties.id === undefined) {
      const requested = chapterId + ID_SEPARATOR + shortenId(slug);
      heading.properties.id = reserveId(requested === reserved ? `${requested}-1` : requested, taken);
    }
    named.set(slug, String(heading.properties.id));
  }
  return named;
}

/**
 * How often each id was requested, by set of taken ids. Avoids a quadratic search, because thousands of
 * headings may have the same text.
 */
const requestCounts = new WeakMap<Set<string>, Map<string, number>>();

function reserveId(requested: string, taken: Set<string>): string {
  const counts = requestCounts.get(taken) ?? new Map<string, number>();
  requestCounts.set(taken, counts);
  let count = counts.get(requested) ?? 0;
  let id = count === 0 ? requested : `${requested}-${count}`;
  while (taken.has(id)) {
    count += 1;
    id = `${requested}-${count}`;
  }
  counts.set(requested, count);
  taken.add(id);
  return id;
}

/**
 * Shortens an id to {@link MAX_ID_BYTES} and replaces characters that a link has to encode, because some
 * reading systems compare links without decoding.
 */
function shortenId(own: string): string {
  let [short, length] = ['', 0];
  for (const character of own.trim().replace(/[^\p{L}\p{M}\p{N}._:~-]+/gu, '-')) {
    length += encodeURIComponent(character.toWellFormed()).length;
    if (length > MAX_ID_BYTES) break;
    short += character;
  }
  return short;
}

/** Replaces names by ids in attributes that refer to elements. Removes references to unknown ids. */
function prefixReferences(element: Element, explicit: ReadonlyMap<string, string>): void {
  for (const attribute of ID_REFERENCES) {
    const value = element.properties[attribute];
    if (value === undefined || value === null) continue;
    const names = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
    const ids = names.map((name) => explicit.get(name)).filter((id) => id !== undefined);
    if (ids.length > 0) Object.assign(element.properties, { [attribute]: ids });
    else delete element.properties[attribute];
  }
}

/** Lists the headings of a chapter in reading order, with their typeset text. */
export function listHeadings(tree: Root): readonly Heading[] {
  const headings: Heading[] = [];
  visit(tree, 'element', (element) => {
    const level = headingLevel(element);
    if (level === undefined) return;
    const unlisted = hasClass(element, 'unlisted') ? ({ isUnlisted: true } as const) : {};
    headings.push({ id: String(element.properties.id), level, text: readHeadingText(element), ...unlisted });
  });
  return headings;
}

function headingLevel({ tagName }: Element): Heading['level'] | undefined {
  return /^h[1-6]$/.test(tagName) ? (Number(tagName[1]) as Heading['level']) : undefined;
}

/** Collects every id of a tree, in document order. */
export function collectIds(tree: Root): readonly string[] {
  const ids: string[] = [];
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.push(String(properties.id));
  });
  return ids;
}

/** Returns a heading's text without note numbers and without characters that XML cannot hold. */
export function readHeadingText(heading: Element): string {
  return readText(heading)
    .replace(/[\s\p{Control}]+/gu, ' ')
    .replace(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '')
    .trim();
}

function readText(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element' || hasClass(node, 'note-reference')) return '';
  if (node.tagName === 'math') return String(node.properties.alttext ?? '');
  if (node.tagName === 'img') return String(node.properties.alt ?? '');
  return node.tagName === 'br' ? ' ' : node.children.map(readText).join('');
}
