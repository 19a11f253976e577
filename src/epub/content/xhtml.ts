/** Serializes a section's tree as XHTML 5. The result is well-formed XML, whatever text the author pasted. */

import type { Element, Root } from 'hast';
import { toXast } from 'hast-util-to-xast';
import type { Element as XmlElement } from 'xast';
import type { Section } from '../../core/model/book.ts';
import { conformTree } from '../../core/screen/conform-tree.ts';
import { dropEmptyHeaders } from '../../core/screen/empty-headers.ts';
import { styleImageWidths } from '../../core/screen/image-width.ts';
import { writeIndexLinks } from '../../core/screen/index-links.ts';
import { markNumberWidth } from '../../core/screen/list-numbers.ts';
import type { Locate } from '../../core/screen/locate.ts';
import { prepareWideTables } from '../../core/screen/wide-tables.ts';
import { cloneTree } from '../../lib/html/clone.ts';
import { collectIds, repairReferences } from '../../lib/html/references.ts';
import { visit } from '../../lib/html/visit.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';
import type { Plan } from '../plan.ts';
import { rewriteUrls } from './links.ts';
import { addSemantics, type SemanticsContext } from './semantics.ts';

const MATHML = 'http://www.w3.org/1998/Math/MathML';

// Characters that XML does not allow (XML 1.0, section 2.2). The serializer itself removes those below U+0020.
const NOT_XML = /[\uFFFE\uFFFF]|\p{Surrogate}/gu;

// An attribute with an undeclared prefix or an invalid name would make the file unreadable.
const ATTRIBUTE_NAME = /^(?:epub:)?[A-Za-z_][\w.-]*$/;

export interface SectionContext extends SemanticsContext {
  readonly plan: Plan;
  readonly locate: Locate;
}

/**
 * Serializes the content of a section, without a containing element.
 * @param file name of the document, from the plan
 */
export function serializeSection(
  section: Section,
  file: string,
  { plan, locate, ...semantics }: SectionContext,
): string {
  const tree = cloneTree(section.body);
  const ids = collectIds(tree);
  styleImageWidths(tree);
  removeColors(tree);
  conformTree(tree);
  writeIndexLinks(tree);
  addSemantics(tree, semantics);
  rewriteUrls(tree, file, plan, locate);
  prepareWideTables(tree, { namesRoles: true });
  dropEmptyHeaders(tree);
  markNumberWidth(tree);
  repairReferences(tree, ids);
  visit(tree, 'element', prepareForXml);
  // As children of one element they inherit its namespace, and need not declare it one by one.
  const children = tree.children.filter((child) => child.type !== 'doctype');
  const holder = toXast({ type: 'element', tagName: 'section', properties: {}, children }) as XmlElement;
  removeNonCharacters(holder);
  return serializeXml(holder.children);
}

/** Removes colors of words: reading systems show them on white, sepia or black, and no color can be read on all of these. */
function removeColors(tree: Root): void {
  visit(tree, 'element', ({ properties }) => void delete properties.dataColor);
}

/**
 * Finds the properties that the manifest item of a document must declare (EPUB 3.3, section 5.6.2). A project's
 * template can contain a drawing or a formula, too, so the finished document decides.
 */
export function findContentProperties(xhtml: string): ('mathml' | 'svg')[] {
  const text = xhtml.includes('<!') ? xhtml.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '') : xhtml;
  const has = (name: string): boolean => new RegExp(`<(?:[\\w-]+:)?${name}[\\s/>]`).test(text);
  return [...(has('math') ? (['mathml'] as const) : []), ...(has('svg') ? (['svg'] as const) : [])];
}

function prepareForXml(element: Element): void {
  const { properties } = element;
  for (const name of Object.keys(properties)) if (!ATTRIBUTE_NAME.test(name)) delete properties[name];
  if (element.tagName === 'math') properties.xmlns = MATHML;
  if (Array.isArray(properties.className) && properties.className.length === 0) delete properties.className;
  if (properties.lang !== undefined) properties.xmlLang = properties.lang;
}

function removeNonCharacters(tree: XmlElement): void {
  visit(tree, (node) => {
    if (node.type === 'text') node.value = node.value.replace(NOT_XML, '');
    if (node.type !== 'element') return;
    for (const [name, value] of Object.entries(node.attributes)) {
      if (typeof value === 'string') node.attributes[name] = value.replace(NOT_XML, '');
    }
  });
}
