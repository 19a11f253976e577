/** Takes out of the tree what says nothing: lines and areas, empty elements, groups without a meaning. */
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { type Element, eachElement, elementOf, elementsIn, type Kid } from '../../lib/pdf/structure-tree.ts';
import type { Painted } from './content-facts.ts';
import { isDrawn } from './figures.ts';

/** Where a group of its own matters: to what becomes of lists, ruby, figures, and of other groups. */
const KEEPS_RUNS = new Set(['NonStruct', 'L', 'Ruby', 'Figure']);

/**
 * Chromium sets a group around every run of text: more than half of all elements. Those within a paragraph, a link, a cell
 * are taken out at once, so that whatever follows has half as much to go through; {@link dissolveGroups} does the others.
 *
 * @param stays what has a mark
 */
export function dissolveRuns(element: Element, stays: (element: Element) => boolean): void {
  const isRun = (kid: Kid): kid is Element =>
    isGroup(kid) &&
    kid.entries.size === 0 &&
    kid.kids.length > 0 &&
    kid.kids.every(({ kind }) => kind === 'marked') &&
    !stays(kid);
  if (!KEEPS_RUNS.has(element.tag) && element.kids.some(isRun))
    element.kids = element.kids.flatMap((kid) => (isRun(kid) ? kid.kids : [kid]));
  for (const kid of element.kids) if (kid.kind === 'element') dissolveRuns(kid, stays);
}

/** What may be a drawing: there, lines and areas are what is meant. */
export const keepsLines = (element: Element): boolean =>
  isDrawn(element) || element.tag === 'Lbl' || element.tag === 'Form';

/** Lines and areas that are no drawing are artifacts: their content is no longer any element's. */
export function dropDecoration(element: Element, painted: Painted): void {
  if (keepsLines(element)) return;
  const isSaid = (kid: Kid): boolean => kid.kind !== 'marked' || painted.speaks(kid);
  if (!element.kids.every(isSaid)) element.kids = element.kids.filter(isSaid);
  for (const kid of element.kids) if (kid.kind === 'element') dropDecoration(kid, painted);
}

/** Cells hold a place in their row, whatever is in them. */
const STAYS = new Set(['Document', 'TD', 'TH']);

export function dropEmpty(top: Element): void {
  eachElement(top, (element) => {
    if (!element.kids.every(isKept)) element.kids = element.kids.filter(isKept);
  });
}

const isKept = (kid: Kid): boolean => kid.kind !== 'element' || kid.kids.length > 0 || STAYS.has(kid.tag);

const INLINE = new Set('Span Em Strong Code Link Reference Quote Formula Ruby Form'.split(' '));

/** Elements that may hold text without a paragraph around it, or blocks. */
const HOLDERS = new Set('LBody TD TH Note'.split(' '));

/** Elements that hold blocks: text in them is a paragraph. */
const GROUPS = new Set('Document Sect Art Div BlockQuote Aside NonStruct'.split(' '));
const HEADING = /^H[1-6]?$/;

/**
 * Chromium sets a group around every run of text and for every `div`. A run becomes its element's own content; a group that
 * holds text is a paragraph; a group that begins with a heading is a section; any other is left out.
 */
export function dissolveGroups(file: PdfFile, top: Element): void {
  const inLine = elementsInLine(top);
  eachElement(top, (element) => {
    if (element.kids.some(isGroup)) {
      element.kids = element.kids.flatMap((kid) => {
        if (!isGroup(kid)) return [kid];
        kid.tag = meaningOf(kid, element, inLine);
        return kid.tag === 'NonStruct' ? kid.kids : [kid];
      });
    }
    if (GROUPS.has(element.tag) && element.tag !== 'NonStruct') wrapText(file, element);
  });
}

const isGroup = (kid: Kid): kid is Element => kid.kind === 'element' && kid.tag === 'NonStruct';

/** Elements that had text of their own before anything was dissolved. */
function elementsInLine(top: Element): ReadonlySet<Element> {
  const isRun = ({ tag, kids }: Element): boolean => tag === 'NonStruct' && kids.every(isContent);
  const isText = (kid: Kid): boolean =>
    kid.kind !== 'element' || isRun(kid) || (kid.tag !== 'Formula' && INLINE.has(kid.tag));
  return new Set(elementsIn(top).filter(({ kids }) => kids.some(isText)));
}

const isContent = ({ kind }: Kid): boolean => kind !== 'element';
const isInline = (kid: Kid): boolean => kid.kind !== 'element' || INLINE.has(kid.tag);

/** `NonStruct` where it has none. Its own groups are dissolved by now. */
function meaningOf(group: Element, parent: Element, inLine: ReadonlySet<Element>): string {
  const hasLanguage = group.entries.has('Lang');
  if (!group.kids.every(isInline)) {
    const [first] = group.kids;
    if (first?.kind === 'element' && HEADING.test(first.tag)) return 'Sect';
    return hasLanguage ? 'Div' : 'NonStruct';
  }
  if (inLine.has(parent) || !(GROUPS.has(parent.tag) || HOLDERS.has(parent.tag))) {
    return hasLanguage ? 'Span' : 'NonStruct';
  }
  return group.kids.every(isContent) && !inLine.has(group) ? 'NonStruct' : 'P';
}

/** Text between blocks. */
function wrapText(file: PdfFile, group: Element): void {
  const kids: Kid[] = [];
  let paragraph: Element | undefined;
  for (const kid of group.kids) {
    if (!isInline(kid)) paragraph = undefined;
    else if (paragraph === undefined) {
      paragraph = elementOf(file, 'P', []);
      kids.push(paragraph);
    }
    if (paragraph === undefined) kids.push(kid);
    else paragraph.kids.push(kid);
  }
  group.kids = kids;
}
