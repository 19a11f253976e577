/**
 * Repairs the nesting of elements until it follows the content models of the HTML standard. Browsers accept
 * any nesting, but EPUBCheck rejects, for example, a paragraph in an emphasis. The text and its order do not
 * change.
 */
import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import {
  FOREIGN,
  HEADING,
  hasBlock,
  hasHeading,
  isBlank,
  isElementNamed,
  isPhrasing,
  renameElement,
  TRANSPARENT,
  VOID,
} from './elements.ts';
import { repairDescriptionList, wrapNonItems, wrapStrayItems } from './lists.ts';
import { pushInlineInward } from './push-inline.ts';
import { isWellFormedRuby } from './ruby.ts';
import { normalizeTable } from './tables.ts';

/** Names of the ancestor elements, outermost first. */
type Ancestors = readonly string[];

/** Elements that must not be inside others at any depth, and the names that replace theirs. */
const FORBIDDEN: Readonly<Record<string, { readonly ancestors: Ancestors; readonly replacement: string }>> = {
  a: { ancestors: ['a'], replacement: 'span' },
  address: { ancestors: ['address'], replacement: 'div' },
  details: { ancestors: ['a'], replacement: 'div' },
  dfn: { ancestors: ['dfn'], replacement: 'span' },
  footer: { ancestors: ['address', 'footer', 'header'], replacement: 'div' },
  header: { ancestors: ['address', 'footer', 'header'], replacement: 'div' },
  time: { ancestors: ['time'], replacement: 'span' },
};

/** Parts of a table, a figure or `<details>`, which are invalid elsewhere. */
const PART_ELEMENTS = new Set('caption figcaption summary tbody td tfoot th thead tr'.split(' '));

/** Converts nodes to valid flow content (HTML Living Standard, 3.2.5.2.2). */
export function toFlowContent(nodes: readonly ElementContent[], ancestors: Ancestors = []): ElementContent[] {
  return wrapStrayItems(nodes).flatMap((node) =>
    node.type === 'element' ? repairFlowElement(node, ancestors) : [node],
  );
}

function repairFlowElement(original: Element, ancestors: Ancestors): ElementContent[] {
  const element = renameIfInvalid(original, ancestors);
  const { tagName } = element;
  if (FOREIGN.has(tagName)) return [element];
  if (VOID.has(tagName)) return tagName === 'col' ? [] : [{ ...element, children: [] }];
  if (isPhrasing(element)) {
    if (TRANSPARENT.has(tagName))
      return [{ ...element, children: toFlowContent(element.children, [...ancestors, tagName]) }];
    return hasBlock(element)
      ? toFlowContent(pushInlineInward(element, 'deep'), ancestors)
      : repairPhrasingElement(element, ancestors);
  }
  if (tagName === 'p' && element.children.some(hasBlock))
    return toFlowContent(pushInlineInward(element, 'shallow'), ancestors);
  if (tagName === 'dl') return repairDescriptionList(element).map((part) => repairBlock(part, ancestors));
  if (tagName === 'colgroup') return [];
  return [repairBlock(PART_ELEMENTS.has(tagName) ? renameElement(element, 'div') : element, ancestors)];
}

/** Repairs the content of a block element. */
function repairBlock(element: Element, ancestors: Ancestors): Element {
  const inside = [...ancestors, element.tagName];
  switch (element.tagName) {
    case 'ol':
    case 'ul':
      wrapNonItems(element);
      return repairItems(element, inside);
    case 'dl':
      return repairItems(element, inside);
    case 'table':
      normalizeTable(element);
      return repairRows(element, inside);
    case 'figure':
      return repairFigure(element, inside);
    case 'details':
      return repairDetails(element, inside);
    case 'hgroup':
      return repairHeadingGroup(element, inside);
    default:
      if (HEADING.test(element.tagName) || element.tagName === 'p' || element.tagName === 'pre') {
        return { ...element, children: toPhrasingContent(element.children, inside) };
      }
      return { ...element, children: toFlowContent(element.children, inside) };
  }
}

/** Repairs the content of each child of a list; the children themselves are valid already. */
const repairItems = (element: Element, ancestors: Ancestors): Element => ({
  ...element,
  children: element.children.map((part) =>
    part.type === 'element'
      ? { ...part, children: toFlowContent(part.children, [...ancestors, part.tagName]) }
      : part,
  ),
});

const repairRows = (table: Element, ancestors: Ancestors): Element => ({
  ...table,
  children: table.children.map((part) => {
    if (part.type !== 'element' || part.tagName === 'colgroup') return part;
    // A caption must not contain a table: a parser would take it for a part of the outer table.
    if (part.tagName === 'caption') {
      const inCaption = part.children.some(hasTable) ? toPhrasingContent : toFlowContent;
      return { ...part, children: inCaption(part.children, [...ancestors, 'caption']) };
    }
    return {
      ...part,
      children: part.children.map((row) => (row.type === 'element' ? repairItems(row, ancestors) : row)),
    };
  }),
});

const hasTable = (node: ElementContent): boolean =>
  node.type === 'element' && (node.tagName === 'table' || node.children.some(hasTable));

/** Repairs a figure: its caption must be the first child or the last. */
function repairFigure(element: Element, ancestors: Ancestors): Element {
  const caption = element.children
    .filter((child) => isElementNamed(child, 'figcaption'))
    .find((child) => !hasHeading(child));
  const isFirst = element.children.find((child) => !isBlank(child)) === caption;
  // `toFlowContent` turns a second caption into a plain block.
  const rest = element.children.filter((child) => child !== caption);
  const content = toFlowContent(rest, ancestors);
  if (caption === undefined) return { ...element, children: content };
  const repaired = { ...caption, children: toFlowContent(caption.children, [...ancestors, 'figcaption']) };
  return { ...element, children: isFirst ? [repaired, ...content] : [...content, repaired] };
}

/** Repairs `<details>`; without a summary it becomes a `<div>`, because a reader could not open it. */
function repairDetails(element: Element, ancestors: Ancestors): Element {
  const summary = element.children.find(
    (child) => !isBlank(child) && (isElementNamed(child, 'summary') || hasHeading(child)),
  );
  if (summary === undefined || !isElementNamed(summary, 'summary'))
    return repairBlock(renameElement(element, 'div'), ancestors);
  const rest = element.children.filter((child) => child !== summary);
  const words = summary.children.filter((child) => !isBlank(child));
  const [only] = words;
  const isHeading = words.length === 1 && only?.type === 'element' && HEADING.test(only.tagName);
  const inside = [...ancestors, 'summary'];
  const content = isHeading ? toFlowContent(words, inside) : toPhrasingContent(summary.children, inside);
  return { ...element, children: [{ ...summary, children: content }, ...toFlowContent(rest, ancestors)] };
}

/** Repairs a heading group: one heading, and paragraphs that belong to it. */
function repairHeadingGroup(element: Element, ancestors: Ancestors): Element {
  const parts = element.children.filter((child) => !isBlank(child));
  const headings = parts.filter((part) => part.type === 'element' && HEADING.test(part.tagName));
  const isGroup =
    headings.length === 1 && parts.every((part) => headings.includes(part) || isElementNamed(part, 'p'));
  if (!isGroup || parts.some((part) => isElementNamed(part, 'p') && hasBlockInside(part))) {
    return repairBlock(renameElement(element, 'div'), ancestors);
  }
  return { ...element, children: toFlowContent(parts, ancestors) };
}

const hasBlockInside = ({ children }: Element): boolean => children.some(hasBlock);

/** Converts nodes to valid phrasing content (HTML Living Standard, 3.2.5.2.5). Blocks become inline text. */
function toPhrasingContent(nodes: readonly ElementContent[], ancestors: Ancestors): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const element = renameIfInvalid(node, ancestors);
    if (isPhrasing(element)) return repairPhrasingElement(element, ancestors);
    const children = toPhrasingContent(element.children, ancestors);
    if (textOf(element).trim() === '' && element.properties.id === undefined) return children;
    const space: ElementContent = { type: 'text', value: ' ' };
    return [space, { ...renameElement(element, 'span'), children }, space];
  });
}

function repairPhrasingElement(element: Element, ancestors: Ancestors): ElementContent[] {
  const { tagName } = element;
  if (FOREIGN.has(tagName)) return [element];
  if (VOID.has(tagName)) return [{ ...element, children: [] }];
  const inside = [...ancestors, tagName];
  if (tagName !== 'ruby' || !isWellFormedRuby(element)) {
    return [
      {
        ...element,
        tagName: tagName === 'ruby' ? 'span' : tagName,
        children: toPhrasingContent(element.children, inside),
      },
    ];
  }
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    if (child.tagName === 'rp') return repairRubyParenthesis(child);
    if (child.tagName !== 'rt') return toPhrasingContent([child], inside);
    return [{ ...child, children: toPhrasingContent(child.children, [...inside, 'rt']) }];
  });
  return [{ ...element, children }];
}

/**
 * Removes fallback parentheses, which EPUBCheck advises against (HTM-055). One with an id may be a link
 * target and stays.
 */
function repairRubyParenthesis(bracket: Element): ElementContent[] {
  if (bracket.properties.id === undefined) return [];
  return [{ ...bracket, children: [{ type: 'text', value: textOf(bracket) }] }];
}

/**
 * Renames an element that is not allowed inside its ancestors, or that misses a required attribute or parent.
 */
function renameIfInvalid(element: Element, ancestors: Ancestors): Element {
  const { tagName, properties, children } = element;
  const forbidden = FORBIDDEN[tagName];
  if (forbidden?.ancestors.some((name) => ancestors.includes(name)))
    return renameElement(element, forbidden.replacement);
  if (tagName === 'bdo' && properties.dir === undefined) return renameElement(element, 'span');
  const isStructured = children.some(({ type }) => type === 'element');
  if (tagName === 'time' && properties.dateTime === undefined && isStructured)
    return renameElement(element, 'span');
  // Those of a valid ruby are handled with it and do not come here.
  return tagName === 'rt' || tagName === 'rp' ? renameElement(element, 'span') : element;
}
