/** Gives each link annotation a description, and removes those without a tag (ISO 14289-1, 7.18.5). */

import {
  type Dict,
  encodeTextString,
  isDict,
  PdfString,
  Reference,
  type Value,
} from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { StructureElement } from '../../lib/pdf/structure-tree.ts';
import { decodeDestinationName } from '../printed/page-map.ts';
import type { ContentFacts } from './content-facts.ts';
import { eachContent } from './roles.ts';

/**
 * Sets the `Contents` of each link's annotations to the text of the link, or to the name of its target.
 * @param names names of targets, by id; a name must contain the text of the link (WCAG 2.2, 2.5.3)
 */
export function describeLinks(
  file: PdfFile,
  elements: readonly StructureElement[],
  facts: ContentFacts,
  names: ReadonlyMap<string, string>,
): void {
  for (const element of elements) {
    if (element.tag !== 'Link') continue;
    const content = [...eachContent(element)];
    const text = facts.extractText(content.filter((kid) => kid.kind === 'marked'));
    for (const kid of content)
      if (kid.kind === 'linked') describeAnnotation(file, file.dict(kid.object), text, names);
  }
}

/**
 * Describes an annotation by the text of its link or the name of its target, or by its destination if it has neither, as the
 * link of an image.
 */
function describeAnnotation(
  file: PdfFile,
  annotation: Dict,
  text: string,
  names: ReadonlyMap<string, string>,
): void {
  const contents =
    text === '' ? findDestination(file, annotation) : (findName(annotation, text, names) ?? text);
  if (contents !== '') annotation.set('Contents', encodeTextString(contents));
}

function findName(annotation: Dict, text: string, names: ReadonlyMap<string, string>): string | undefined {
  const destination = names.size === 0 ? undefined : annotation.get('Dest');
  if (typeof destination !== 'string') return undefined;
  const name = names.get(decodeDestinationName(destination.slice(1)));
  return name?.includes(text) ? name : undefined;
}

function findDestination(file: PdfFile, annotation: Dict): string {
  const action = file.get(annotation.get('A'));
  const address = isDict(action) ? action.get('URI') : undefined;
  if (address instanceof PdfString) return address.bytes;
  const destination = annotation.get('Dest');
  return typeof destination === 'string' ? destination.slice(1) : '';
}

/**
 * Makes the tab key follow the order of the tags, and removes annotations that no tag contains, because
 * they would have no place in this order.
 */
export function setTabOrder(file: PdfFile, elements: readonly StructureElement[]): void {
  const known = new Set<number>();
  for (const element of elements) {
    for (const kid of element.kids) if (kid.kind === 'linked') known.add(kid.object.number);
  }
  const isKnown = (annotation: Value): boolean =>
    annotation instanceof Reference && known.has(annotation.number);
  for (const page of collectPages(file).map((page) => file.dict(page))) {
    page.set('Tabs', '/S');
    const annotations = file.list(page.get('Annots'));
    if (annotations.length > 0) page.set('Annots', annotations.filter(isKnown));
  }
}
