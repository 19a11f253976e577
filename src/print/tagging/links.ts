/** Links: each annotation says what it is for, and has a tag (ISO 14289-1, 7.18.5). */

import { type Dict, isDict, Reference, Text, textString, type Value } from '../../lib/pdf/objects.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { Element } from '../../lib/pdf/structure-tree.ts';
import type { Painted } from './content-facts.ts';
import { contentIn } from './roles.ts';

export function describeLinks(file: PdfFile, elements: readonly Element[], painted: Painted): void {
  for (const element of elements) {
    if (element.tag !== 'Link') continue;
    const content = [...contentIn(element)];
    const words = painted.wordsIn(content.filter((kid) => kid.kind === 'marked'));
    for (const kid of content) if (kid.kind === 'linked') describe(file, file.dict(kid.object), words);
  }
}

/** An image's link has no words: then it is said where it leads. */
function describe(file: PdfFile, annotation: Dict, words: string): void {
  const contents = words === '' ? destinationOf(file, annotation) : words;
  if (contents !== '') annotation.set('Contents', textString(contents));
}

function destinationOf(file: PdfFile, annotation: Dict): string {
  const action = file.get(annotation.get('A'));
  const address = isDict(action) ? action.get('URI') : undefined;
  if (address instanceof Text) return address.bytes;
  const destination = annotation.get('Dest');
  return typeof destination === 'string' ? destination.slice(1) : '';
}

/** The order of the tags is that of the tab key; a link that no tag knows would be met by accident. */
export function orderTabs(file: PdfFile, elements: readonly Element[]): void {
  const known = new Set<number>();
  for (const element of elements) {
    for (const kid of element.kids) if (kid.kind === 'linked') known.add(kid.object.number);
  }
  const isKnown = (annotation: Value): boolean =>
    annotation instanceof Reference && known.has(annotation.number);
  for (const page of pagesOf(file).map((page) => file.dict(page))) {
    page.set('Tabs', '/S');
    const annotations = file.list(page.get('Annots'));
    if (annotations.length > 0) page.set('Annots', annotations.filter(isKnown));
  }
}
