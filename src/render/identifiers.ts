/** Ids: stable, unique in the publication, short enough for PDF names. Headings get theirs from their text. */

import Slugger from 'github-slugger';
import type { Element, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import type { Heading } from '../model.ts';

/** Between the chapter's id and the id in the chapter; a chapter's id never has it. */
export const JOINT = '--';

/** PDF names end at 127 bytes (ISO 32000-1, Annex C.2), and Chromium percent-encodes them. Characters. */
const LONGEST = 48;

/** Attributes that name ids of the same chapter. */
const NAMING = ['ariaLabelledBy', 'ariaDescribedBy', 'ariaDetails', 'htmlFor', 'headers'] as const;

/**
 * Gives every heading an id and puts the chapter's id before every other id. The first heading of level one has the
 * chapter's own id.
 * @returns what an author may write after `#` in this chapter, and the id it stands for
 */
export function identify(tree: Root, chapterId: string): ReadonlyMap<string, string> {
  const slugger = new Slugger();
  const anchors = new Map<string, string>();
  let titled = false;
  visit(tree, 'element', (element) => {
    const level = headingLevel(element);
    if (level !== undefined) nameHeading(element, slugger);
    const own = element.properties.id;
    if (own !== undefined) {
      const isTitle = level === 1 && !titled;
      titled ||= isTitle;
      prefixId(element, String(own), isTitle ? chapterId : undefined, chapterId, anchors);
    }
    prefixNames(element, chapterId);
  });
  return anchors;
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

/** `## Heading {#id}` says the id itself, and so keeps it when the words change. */
function nameHeading(heading: Element, slugger: Slugger): void {
  const last = heading.children.at(-1);
  const given = last?.type === 'text' ? /\s*\{#(?<id>[^}\s]+)\}\s*$/.exec(last.value) : null;
  if (given && last?.type === 'text') last.value = last.value.slice(0, given.index);
  const name = given?.groups?.id ?? heading.properties.id;
  heading.properties.id =
    name ?? (slugger.slug(plainText(heading).slice(0, LONGEST)) || slugger.slug('part'));
}

function prefixId(
  element: Element,
  own: string,
  title: string | undefined,
  chapterId: string,
  anchors: Map<string, string>,
): void {
  if (anchors.has(own)) {
    // Two elements of one id: a link can only mean the first. A heading needs one all the same.
    delete element.properties.id;
    if (headingLevel(element) === undefined) return;
    prefixId(element, `${own}-again`, title, chapterId, anchors);
    return;
  }
  const id = title ?? chapterId + JOINT + own.replace(/\s+/g, '-');
  element.properties.id = id;
  anchors.set(own, id);
}

function prefixNames(element: Element, chapterId: string): void {
  for (const attribute of NAMING) {
    const value = element.properties[attribute];
    if (value === undefined || value === null) continue;
    const names = Array.isArray(value) ? value.map(String) : String(value).split(/\s+/);
    Object.assign(element.properties, { [attribute]: names.map((name) => chapterId + JOINT + name) });
  }
}

/** Every id of a tree, in order. */
export function idsOf(tree: Root): readonly string[] {
  const ids: string[] = [];
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.push(String(properties.id));
  });
  return ids;
}

/** Without the number of a note that the heading refers to. */
function plainText(element: Element): string {
  const isNote = (child: Element['children'][number]): boolean =>
    child.type === 'element' && (child.tagName === 'sup' || child.properties.dataCite !== undefined);
  return textOf({ ...element, children: element.children.filter((child) => !isNote(child)) })
    .replace(/\s+/g, ' ')
    .trim();
}
