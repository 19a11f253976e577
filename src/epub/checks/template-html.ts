/** Checks the HTML that a project's template makes, as EPUBCheck would. */
import type { ElementContent, Element as HtmlElement } from 'hast';
import type { Element, ElementContent as XmlContent } from 'xast';
import { findHtmlFault } from '../../lib/html/validity.ts';

/** What is invalid, and its offset in the document. */
export interface TemplateHtmlFault {
  readonly reason: string;
  readonly offset: number | undefined;
}

const IN_HEAD = new Set(['title', 'meta', 'link', 'style', 'base', 'script', 'noscript', 'template']);

/** Finds the first fault of a document. @param html its root element */
export function findTemplateHtmlFault(html: Element): TemplateHtmlFault | undefined {
  for (const part of elementsOf(html.children)) {
    if (part.name !== 'head' && part.name !== 'body') {
      return faultAt(part, `\`<${part.name}>\` is not allowed in \`<html>\``);
    }
    if (part.name === 'head') {
      const stray = elementsOf(part.children).find(({ name }) => !IN_HEAD.has(name));
      if (stray !== undefined) return faultAt(stray, `\`<${stray.name}>\` is not allowed in \`<head>\``);
      continue;
    }
    const fault = findHtmlFault(part.children.flatMap(toHtml));
    if (fault) return { reason: fault.reason, offset: fault.element.position?.start.offset };
    const broken = findNavigationFault(part);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

const faultAt = ({ position }: Element, reason: string): TemplateHtmlFault => ({
  reason,
  offset: position?.start.offset,
});

const elementsOf = (nodes: readonly { readonly type: string }[]): readonly Element[] =>
  nodes.filter((node): node is Element => node.type === 'element');

/** Converts XML to HTML; attributes keep their names. */
function toHtml(node: XmlContent): ElementContent[] {
  if (node.type === 'text' || node.type === 'cdata') return [{ type: 'text', value: node.value }];
  if (node.type !== 'element') return [];
  const element: HtmlElement = {
    type: 'element',
    tagName: node.name,
    properties: { ...node.attributes },
    children: node.children.flatMap(toHtml),
  };
  return [node.position === undefined ? element : { ...element, position: node.position }];
}

/** Finds a list of links that is none as EPUB 3.3, section 7.4.1.1, wants it: in a `nav` with `epub:type`. */
function findNavigationFault(top: Element): TemplateHtmlFault | undefined {
  for (const element of elementsOf(top.children)) {
    const isTyped = element.name === 'nav' && element.attributes['epub:type'] !== undefined;
    const fault = isTyped ? findNavFault(element) : findNavigationFault(element);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function findNavFault(nav: Element): TemplateHtmlFault | undefined {
  const parts = elementsOf(nav.children).map(({ name }) => name.replace(/^h[1-6]$/, 'heading'));
  if (!/^(?:heading )?ol$/.test(parts.join(' '))) {
    return faultAt(nav, 'a `<nav>` with `epub:type` contains one `<ol>`, and before it a heading or nothing');
  }
  return findListFault(elementsOf(nav.children).at(-1));
}

function findListFault(list: Element | undefined): TemplateHtmlFault | undefined {
  if (list === undefined) return undefined;
  const items = elementsOf(list.children);
  if (items.length === 0) return faultAt(list, 'an `<ol>` in a `<nav>` has no entry');
  for (const item of items) {
    const [first, second, ...others] = elementsOf(item.children);
    const isEntry = first?.name === 'a' || (first?.name === 'span' && second !== undefined);
    if (!isEntry || (second !== undefined && second.name !== 'ol') || others.length > 0) {
      return faultAt(item, 'an entry in a `<nav>` is an `<a>`, or a `<span>` or an `<a>` before an `<ol>`');
    }
    const fault = findListFault(second);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
