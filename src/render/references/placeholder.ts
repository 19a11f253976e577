/**
 * Marks the place of a reference by number in a rendered chapter: an empty element, because its number depends on the book.
 */
import type { Element } from 'hast';
import type { NumberReference, ReferencedItem, ReferenceForm } from '../../core/tree/number-reference.ts';

/** A reference to an element of the publication. */
export interface FoundReference extends Pick<ReferencedItem, 'words' | 'suffix'> {
  readonly id: string;
  readonly form: ReferenceForm;
}

/** What a placeholder has: the labels that the author wrote, and after links are resolved, ids. */
interface PlaceholderData<Item> {
  readonly items: readonly Item[];
  readonly written: string;
}

/** Creates the placeholder of a reference. */
export const createReference = ({ items, written, position }: NumberReference): Element => ({
  type: 'element',
  tagName: 'span',
  properties: { dataReference: JSON.stringify({ items, written }) },
  children: [],
  ...(position && { position }),
});

/** Returns whether an element is a placeholder. Raw HTML cannot have its attribute. */
export const isReference = ({ properties }: Element): boolean => properties.dataReference !== undefined;

/** Reads a placeholder whose labels are not resolved. @returns `undefined` for another element */
export const readLabels = (element: Element): PlaceholderData<ReferencedItem> | undefined =>
  read<ReferencedItem>(element);

/** Reads a placeholder after its labels were resolved. @returns `undefined` for another element */
export const readReferences = (element: Element): PlaceholderData<FoundReference> | undefined =>
  read<FoundReference>(element);

/** Makes an element without words the placeholder of a reference. */
export function becomeReference(element: Element, item: FoundReference): void {
  const { href: _, ...properties } = element.properties;
  element.properties = { ...properties, dataReference: JSON.stringify({ items: [item], written: '' }) };
  element.tagName = 'span';
  element.children = [];
}

/** Gives a placeholder what its labels mean. */
export function setReferences(element: Element, written: string, items: readonly FoundReference[]): void {
  element.properties.dataReference = JSON.stringify({ items, written });
}

/** Raw HTML with the internal attribute, which is reported as an error, may have any content. */
function read<Item>({ properties, children }: Element): PlaceholderData<Item> | undefined {
  const { dataReference } = properties;
  if (typeof dataReference !== 'string' || children.length > 0) return undefined;
  try {
    const data = JSON.parse(dataReference) as PlaceholderData<Item> | null;
    return Array.isArray(data?.items) ? data : undefined;
  } catch {
    return undefined;
  }
}
