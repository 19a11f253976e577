/**
 * Removes from the structure tree what has no meaning: decorative lines and areas, empty elements, plain
 * groups.
 */
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  createStructureElement,
  type Kid,
  listElements,
  type StructureElement,
  visitPostOrder,
} from '../../lib/pdf/structure-tree.ts';
import type { ContentFacts } from './content-facts.ts';
import { isFigureOrFormula } from './figures.ts';

/** Parents in which groups are kept for later steps: for lists, ruby, figures and other groups. */
const KEEPS_TEXT_RUNS = new Set(['NonStruct', 'L', 'Ruby', 'Figure']);

/**
 * Removes Chromium's group around each text run within paragraphs, links and cells. These are more than
 * half of all elements, so that all later steps have half as much to do; {@link dissolveGroups} removes the
 * other groups.
 *
 * @param hasHint returns whether an element has a hint
 */
export function dissolveTextRuns(
  element: StructureElement,
  hasHint: (element: StructureElement) => boolean,
): void {
  const isRun = (kid: Kid): kid is StructureElement =>
    isGroup(kid) &&
    kid.entries.size === 0 &&
    kid.kids.length > 0 &&
    kid.kids.every(({ kind }) => kind === 'marked') &&
    !hasHint(kid);
  if (!KEEPS_TEXT_RUNS.has(element.tag) && element.kids.some(isRun))
    element.kids = element.kids.flatMap((kid) => (isRun(kid) ? kid.kids : [kid]));
  for (const kid of element.kids) if (kid.kind === 'element') dissolveTextRuns(kid, hasHint);
}

/** Returns whether an element may be a drawing, in which lines and areas are content. */
export const keepsLineArt = (element: StructureElement): boolean =>
  isFigureOrFormula(element) || element.tag === 'Lbl' || element.tag === 'Form';

/** Removes lines and areas that are no drawing from the tags, so that they become artifacts. */
export function dropDecorations(element: StructureElement, facts: ContentFacts): void {
  if (keepsLineArt(element)) return;
  const hasMeaning = (kid: Kid): boolean => kid.kind !== 'marked' || facts.hasGlyphsOrImage(kid);
  if (!element.kids.every(hasMeaning)) element.kids = element.kids.filter(hasMeaning);
  for (const kid of element.kids) if (kid.kind === 'element') dropDecorations(kid, facts);
}

/** Elements that are kept when empty: a cell keeps its place in the row. */
const KEPT_WHEN_EMPTY = new Set(['Document', 'TD', 'TH']);

/** Removes empty elements, the inner ones first. */
export function dropEmptyElements(top: StructureElement): void {
  visitPostOrder(top, (element) => {
    if (!element.kids.every(isNotEmpty)) element.kids = element.kids.filter(isNotEmpty);
  });
}

const isNotEmpty = (kid: Kid): boolean =>
  kid.kind !== 'element' || kid.kids.length > 0 || KEPT_WHEN_EMPTY.has(kid.tag);

const INLINE = new Set('Span Em Strong Code Link Reference Quote Formula Ruby Form'.split(' '));

/** Elements that may hold text without a paragraph around it, or blocks. */
const HOLDERS = new Set('LBody TD TH Note'.split(' '));

/** Elements that contain blocks: text directly in them is a paragraph. */
const GROUPS = new Set('Document Sect Art Div BlockQuote Aside NonStruct'.split(' '));
const HEADING = /^H[1-6]?$/;

/**
 * Replaces the groups (`NonStruct`) that Chromium writes for each text run and each `div`. A text run
 * becomes content of its parent; a group that contains text becomes a paragraph; a group that begins with a
 * heading becomes a section; any other group is replaced by its children.
 */
export function dissolveGroups(file: PdfFile, top: StructureElement): void {
  const withText = findElementsWithText(top);
  visitPostOrder(top, (element) => {
    if (element.kids.some(isGroup)) {
      element.kids = element.kids.flatMap((kid) => {
        if (!isGroup(kid)) return [kid];
        kid.tag = chooseGroupTag(kid, element, withText);
        return kid.tag === 'NonStruct' ? kid.kids : [kid];
      });
    }
    if (GROUPS.has(element.tag) && element.tag !== 'NonStruct') wrapTextInParagraphs(file, element);
  });
}

const isGroup = (kid: Kid): kid is StructureElement => kid.kind === 'element' && kid.tag === 'NonStruct';

/** Finds the elements that have text of their own before any group is replaced. */
function findElementsWithText(top: StructureElement): ReadonlySet<StructureElement> {
  const isRun = ({ tag, kids }: StructureElement): boolean => tag === 'NonStruct' && kids.every(isContent);
  const isText = (kid: Kid): boolean =>
    kid.kind !== 'element' || isRun(kid) || (kid.tag !== 'Formula' && INLINE.has(kid.tag));
  return new Set(listElements(top).filter(({ kids }) => kids.some(isText)));
}

const isContent = ({ kind }: Kid): boolean => kind !== 'element';
const isInline = (kid: Kid): boolean => kid.kind !== 'element' || INLINE.has(kid.tag);

/**
 * Chooses the structure type of a group whose inner groups are already replaced; `NonStruct` if it has no
 * meaning.
 */
function chooseGroupTag(
  group: StructureElement,
  parent: StructureElement,
  withText: ReadonlySet<StructureElement>,
): string {
  const hasLanguage = group.entries.has('Lang');
  if (!group.kids.every(isInline)) {
    const [first] = group.kids;
    if (first?.kind === 'element' && HEADING.test(first.tag)) return 'Sect';
    return hasLanguage ? 'Div' : 'NonStruct';
  }
  if (withText.has(parent) || !(GROUPS.has(parent.tag) || HOLDERS.has(parent.tag))) {
    return hasLanguage ? 'Span' : 'NonStruct';
  }
  return group.kids.every(isContent) && !withText.has(group) ? 'NonStruct' : 'P';
}

/** Wraps text between blocks in paragraphs. */
function wrapTextInParagraphs(file: PdfFile, group: StructureElement): void {
  const kids: Kid[] = [];
  let paragraph: StructureElement | undefined;
  for (const kid of group.kids) {
    if (!isInline(kid)) paragraph = undefined;
    else if (paragraph === undefined) {
      paragraph = createStructureElement(file, 'P', []);
      kids.push(paragraph);
    }
    if (paragraph === undefined) kids.push(kid);
    else paragraph.kids.push(kid);
  }
  group.kids = kids;
}
