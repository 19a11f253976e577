/**
 * Changes Chromium's structure types to those of PDF 1.7, with the help of the structure hints (ISO 32000-1,
 * 14.8.4).
 */

import { dict, encodeTextString, type Name, PdfString } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  createStructureElement,
  type Kid,
  type LinkedObject,
  listElements,
  type MarkedContent,
  type StructureElement,
  visitPostOrder,
} from '../../lib/pdf/structure-tree.ts';
import type { StructureHint } from '../printed/structure-hints.ts';

/** Structure types of PDF 2.0 that Chromium uses, and their equivalents in PDF 1.7. */
const ROLES: Readonly<Record<string, Name>> = { Em: '/Span', Strong: '/Span', Aside: '/Sect' };

/** Writes the role map for the PDF 2.0 types in use, for readers that know only PDF 1.7. */
export function writeRoleMap(file: PdfFile, tags: ReadonlySet<string>): void {
  const used = Object.entries(ROLES).filter(([tag]) => tags.has(tag));
  const root = file.dict(file.catalog.get('StructTreeRoot'));
  if (used.length > 0) root.set('RoleMap', dict(Object.fromEntries(used)));
}

/** Assigns structure types according to hints and links. */
export function assignRoles(
  file: PdfFile,
  top: StructureElement,
  hints: ReadonlyMap<StructureElement, StructureHint>,
): void {
  const tocElements = [...hints].flatMap(([element, { name }]) =>
    name === 'toc' ? listElements(element) : [],
  );
  const inToc = new Set(tocElements);
  visitPostOrder(top, (element) => {
    const hint = hints.get(element);
    if (hint !== undefined) applyHint(file, element, hint);
    if (element.tag === 'NonStruct' && element.kids.some(({ kind }) => kind === 'linked'))
      element.tag = 'Link';
    if (element.tag === 'Ruby') for (const kid of element.kids) convertToRubyBase(kid);
    if (inToc.has(element) && hints.get(element)?.name !== 'toc') convertToToc(file, element);
  });
  // Second pass: a reference contains its link, whose type is assigned in the first pass.
  const isNoteLink = (kid: Kid): boolean =>
    kid.kind === 'element' && kid.tag === 'Link' && hints.get(kid)?.name === 'noteref';
  visitPostOrder(top, (element) => {
    if (!element.kids.some(isNoteLink)) return;
    element.kids = element.kids.map((kid) =>
      isNoteLink(kid) ? createStructureElement(file, 'Reference', [kid]) : kid,
    );
  });
}

function applyHint(file: PdfFile, element: StructureElement, { name, text }: StructureHint): void {
  if (name === 'phrase') element.tag = 'Span';
  if (name === 'box') element.tag = 'Sect';
  if (name === 'heading' && /^[1-6]$/.test(text)) element.tag = `H${text}`;
  if (name === 'formula') convertToFormula(element, text);
  if (name === 'note') convertToNote(file, element);
  if (name === 'footnote') {
    element.tag = 'Note';
    element.entries.set('ID', new PdfString('note'));
  }
}

/** Converts an element to a formula with all content as its own, because its parts mean nothing alone. */
function convertToFormula(element: StructureElement, text: string): void {
  element.tag = 'Formula';
  element.kids = [...eachContent(element)];
  if (text !== '') element.entries.set('Alt', encodeTextString(text));
}

/** Converts an element to a list item with a note, which contains everything except the number. */
function convertToNote(file: PdfFile, item: StructureElement): void {
  item.tag = 'LI';
  const label = item.kids.filter((kid) => kid.kind === 'element' && kid.tag === 'Lbl');
  const note = createStructureElement(
    file,
    'Note',
    item.kids.filter((kid) => !label.includes(kid)),
  );
  note.entries.set('ID', new PdfString('note'));
  item.kids = [...label, note];
}

function convertToRubyBase(kid: Kid): void {
  if (kid.kind === 'element' && kid.tag === 'NonStruct') kid.tag = 'RB';
}

/**
 * Converts a list to a table of contents. The link of an entry is in a reference (ISO 32000-1, table 333).
 */
function convertToToc(file: PdfFile, element: StructureElement): void {
  if (element.tag === 'L') {
    element.tag = 'TOC';
    element.entries.delete('A');
  }
  if (element.tag !== 'LI') return;
  element.tag = 'TOCI';
  element.kids = element.kids.map((kid) =>
    kid.kind === 'element' && kid.tag === 'Link' ? createStructureElement(file, 'Reference', [kid]) : kid,
  );
}

/** Yields all content below an element, without the elements between. */
export function* eachContent(element: StructureElement): Generator<MarkedContent | LinkedObject> {
  for (const kid of element.kids) {
    if (kid.kind === 'element') yield* eachContent(kid);
    else yield kid;
  }
}
