/** From the tags that Chromium gives to those that PDF 1.7 has, by what they and their marks say (ISO 32000-1, 14.8.4). */

import { dict, type Name, Text, textString } from '../../lib/pdf/objects.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  type Element,
  eachElement,
  elementOf,
  elementsIn,
  type Kid,
  type Linked,
  type Marked,
} from '../../lib/pdf/structure-tree.ts';
import type { Mark } from '../printed/structure-hints.ts';

/** Types of PDF 2.0 that Chromium uses, and what they are in PDF 1.7. */
const ROLES: Readonly<Record<string, Name>> = { Em: '/Span', Strong: '/Span', Aside: '/Sect' };

/** Names for whoever knows them, and what they are for whoever does not. */
export function mapRoles(file: PdfFile, tags: ReadonlySet<string>): void {
  const used = Object.entries(ROLES).filter(([tag]) => tags.has(tag));
  const root = file.dict(file.catalog.get('StructTreeRoot'));
  if (used.length > 0) root.set('RoleMap', dict(Object.fromEntries(used)));
}

/** Changes the tree to what its marks and its links say. */
export function setRoles(file: PdfFile, top: Element, marks: ReadonlyMap<Element, Mark>): void {
  const contents = [...marks].flatMap(([element, { name }]) => (name === 'toc' ? elementsIn(element) : []));
  const inContents = new Set(contents);
  eachElement(top, (element) => {
    const mark = marks.get(element);
    if (mark !== undefined) byMark(file, element, mark);
    if (element.tag === 'NonStruct' && element.kids.some(({ kind }) => kind === 'linked'))
      element.tag = 'Link';
    if (element.tag === 'Ruby') for (const kid of element.kids) asRubyBase(kid);
    if (inContents.has(element) && marks.get(element)?.name !== 'toc') asContents(file, element);
  });
  // A reference is around its link, so the link has to be one by now.
  const cites = (kid: Kid): boolean =>
    kid.kind === 'element' && kid.tag === 'Link' && marks.get(kid)?.name === 'noteref';
  eachElement(top, (element) => {
    if (!element.kids.some(cites)) return;
    element.kids = element.kids.map((kid) => (cites(kid) ? elementOf(file, 'Reference', [kid]) : kid));
  });
}

function byMark(file: PdfFile, element: Element, { name, text }: Mark): void {
  if (name === 'phrase') element.tag = 'Span';
  if (name === 'formula') asFormula(element, text);
  if (name === 'note') noteIn(file, element);
}

/** Its parts mean nothing alone. */
function asFormula(element: Element, text: string): void {
  element.tag = 'Formula';
  element.kids = [...contentIn(element)];
  if (text !== '') element.entries.set('Alt', textString(text));
}

/** The note itself is all of the item but its number. */
function noteIn(file: PdfFile, item: Element): void {
  item.tag = 'LI';
  const label = item.kids.filter((kid) => kid.kind === 'element' && kid.tag === 'Lbl');
  const note = elementOf(
    file,
    'Note',
    item.kids.filter((kid) => !label.includes(kid)),
  );
  note.entries.set('ID', new Text('note'));
  item.kids = [...label, note];
}

function asRubyBase(kid: Kid): void {
  if (kid.kind === 'element' && kid.tag === 'NonStruct') kid.tag = 'RB';
}

/** ISO 32000-1, table 333: an entry is a reference, and the link is in that. */
function asContents(file: PdfFile, element: Element): void {
  if (element.tag === 'L') {
    element.tag = 'TOC';
    element.entries.delete('A');
  }
  if (element.tag !== 'LI') return;
  element.tag = 'TOCI';
  element.kids = element.kids.map((kid) =>
    kid.kind === 'element' && kid.tag === 'Link' ? elementOf(file, 'Reference', [kid]) : kid,
  );
}

/** All content below an element, without the elements between. */
export function* contentIn(element: Element): Generator<Marked | Linked> {
  for (const kid of element.kids) {
    if (kid.kind === 'element') yield* contentIn(kid);
    else yield kid;
  }
}
