/**
 * What stands in what: a tree is changed until every element stands where the HTML standard lets it stand. Browsers show
 * whatever is written; EPUBCheck refuses a paragraph in an emphasis. The words stay, and their order.
 */
import type { Element, ElementContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import {
  FOREIGN,
  HEADING,
  hasBlock,
  hasHeading,
  isBlank,
  isNamed,
  isPhrasing,
  renamed,
  TRANSPARENT,
  VOID,
} from './elements.ts';
import { itemsOnly, listsAround, termsAndDescriptions } from './lists.ts';
import { pushIn } from './push-inline.ts';
import { isRuby } from './ruby.ts';
import { orderTable } from './tables.ts';

/** Names of the elements around. */
type Above = readonly string[];

/** What may not stand in what, however deep, and what takes its place. */
const EXCLUDED: Readonly<Record<string, { readonly from: Above; readonly instead: string }>> = {
  a: { from: ['a'], instead: 'span' },
  address: { from: ['address'], instead: 'div' },
  details: { from: ['a'], instead: 'div' },
  dfn: { from: ['dfn'], instead: 'span' },
  footer: { from: ['address', 'footer', 'header'], instead: 'div' },
  header: { from: ['address', 'footer', 'header'], instead: 'div' },
  time: { from: ['time'], instead: 'span' },
};

/** What is part of a table, a figure or a box that opens, and stands in none. */
const PARTS = new Set('caption figcaption summary tbody td tfoot th thead tr'.split(' '));

/** Flow content (HTML Living Standard, 3.2.5.2.2) from whatever stands there. */
export function flow(nodes: readonly ElementContent[], above: Above = []): ElementContent[] {
  return listsAround(nodes).flatMap((node) => (node.type === 'element' ? flowElement(node, above) : [node]));
}

function flowElement(given: Element, above: Above): ElementContent[] {
  const element = settled(given, above);
  const { tagName } = element;
  if (FOREIGN.has(tagName)) return [element];
  if (VOID.has(tagName)) return tagName === 'col' ? [] : [{ ...element, children: [] }];
  if (isPhrasing(element)) {
    if (TRANSPARENT.has(tagName))
      return [{ ...element, children: flow(element.children, [...above, tagName]) }];
    return hasBlock(element) ? flow(pushIn(element, 'deep'), above) : phrasingElement(element, above);
  }
  if (tagName === 'p' && element.children.some(hasBlock)) return flow(pushIn(element, 'shallow'), above);
  if (tagName === 'dl') return termsAndDescriptions(element).map((part) => mended(part, above));
  if (tagName === 'colgroup') return [];
  return [mended(PARTS.has(tagName) ? renamed(element, 'div') : element, above)];
}

/** A block, with in it what may be in it. */
function mended(element: Element, above: Above): Element {
  const inside = [...above, element.tagName];
  switch (element.tagName) {
    case 'ol':
    case 'ul':
      itemsOnly(element);
      return withParts(element, inside);
    case 'dl':
      return withParts(element, inside);
    case 'table':
      orderTable(element);
      return withRows(element, inside);
    case 'figure':
      return figure(element, inside);
    case 'details':
      return details(element, inside);
    case 'hgroup':
      return headingGroup(element, inside);
    default:
      if (HEADING.test(element.tagName) || element.tagName === 'p' || element.tagName === 'pre') {
        return { ...element, children: phrasing(element.children, inside) };
      }
      return { ...element, children: flow(element.children, inside) };
  }
}

/** Its children are what they have to be; what is in them is not yet. */
const withParts = (element: Element, above: Above): Element => ({
  ...element,
  children: element.children.map((part) =>
    part.type === 'element' ? { ...part, children: flow(part.children, [...above, part.tagName]) } : part,
  ),
});

const withRows = (table: Element, above: Above): Element => ({
  ...table,
  children: table.children.map((part) => {
    if (part.type !== 'element' || part.tagName === 'colgroup') return part;
    // A table in the caption of a table is forbidden, and would be read as part of it.
    if (part.tagName === 'caption') {
      const inCaption = part.children.some(hasTable) ? phrasing : flow;
      return { ...part, children: inCaption(part.children, [...above, 'caption']) };
    }
    return {
      ...part,
      children: part.children.map((row) => (row.type === 'element' ? withParts(row, above) : row)),
    };
  }),
});

const hasTable = (node: ElementContent): boolean =>
  node.type === 'element' && (node.tagName === 'table' || node.children.some(hasTable));

/** The caption is the first of a figure, or the last. */
function figure(element: Element, above: Above): Element {
  const caption = element.children
    .filter((child) => isNamed(child, 'figcaption'))
    .find((child) => !hasHeading(child));
  const isFirst = element.children.find((child) => !isBlank(child)) === caption;
  // Where there is a second one, `flow` makes a plain block of it.
  const rest = element.children.filter((child) => child !== caption);
  const shown = flow(rest, above);
  if (caption === undefined) return { ...element, children: shown };
  const set = { ...caption, children: flow(caption.children, [...above, 'figcaption']) };
  return { ...element, children: isFirst ? [set, ...shown] : [...shown, set] };
}

/** Without a summary there is nothing to open it with. */
function details(element: Element, above: Above): Element {
  const summary = element.children.find(
    (child) => !isBlank(child) && (isNamed(child, 'summary') || hasHeading(child)),
  );
  if (summary === undefined || !isNamed(summary, 'summary')) return mended(renamed(element, 'div'), above);
  const rest = element.children.filter((child) => child !== summary);
  const words = summary.children.filter((child) => !isBlank(child));
  const [only] = words;
  const isHeading = words.length === 1 && only?.type === 'element' && HEADING.test(only.tagName);
  const inside = [...above, 'summary'];
  const shown = isHeading ? flow(words, inside) : phrasing(summary.children, inside);
  return { ...element, children: [{ ...summary, children: shown }, ...flow(rest, above)] };
}

/** One heading, and paragraphs that belong to it. */
function headingGroup(element: Element, above: Above): Element {
  const parts = element.children.filter((child) => !isBlank(child));
  const headings = parts.filter((part) => part.type === 'element' && HEADING.test(part.tagName));
  const isGroup =
    headings.length === 1 && parts.every((part) => headings.includes(part) || isNamed(part, 'p'));
  if (!isGroup || parts.some((part) => isNamed(part, 'p') && hasBlockInside(part))) {
    return mended(renamed(element, 'div'), above);
  }
  return { ...element, children: flow(parts, above) };
}

const hasBlockInside = ({ children }: Element): boolean => children.some(hasBlock);

/** Phrasing content (HTML Living Standard, 3.2.5.2.5): what can stand in a line. Blocks become words in that line. */
function phrasing(nodes: readonly ElementContent[], above: Above): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type !== 'element') return [node];
    const element = settled(node, above);
    if (isPhrasing(element)) return phrasingElement(element, above);
    const children = phrasing(element.children, above);
    if (textOf(element).trim() === '' && element.properties.id === undefined) return children;
    const space: ElementContent = { type: 'text', value: ' ' };
    return [space, { ...renamed(element, 'span'), children }, space];
  });
}

function phrasingElement(element: Element, above: Above): ElementContent[] {
  const { tagName } = element;
  if (FOREIGN.has(tagName)) return [element];
  if (VOID.has(tagName)) return [{ ...element, children: [] }];
  const inside = [...above, tagName];
  if (tagName !== 'ruby' || !isRuby(element)) {
    return [
      {
        ...element,
        tagName: tagName === 'ruby' ? 'span' : tagName,
        children: phrasing(element.children, inside),
      },
    ];
  }
  const children = element.children.flatMap((child): ElementContent[] => {
    if (child.type !== 'element') return [child];
    if (child.tagName === 'rp') return bracketOf(child);
    if (child.tagName !== 'rt') return phrasing([child], inside);
    return [{ ...child, children: phrasing(child.children, [...inside, 'rt']) }];
  });
  return [{ ...element, children }];
}

/** Readers of e-books know ruby, so EPUBCheck advises against brackets (HTM-055). One that may be linked to stays. */
function bracketOf(bracket: Element): ElementContent[] {
  if (bracket.properties.id === undefined) return [];
  return [{ ...bracket, children: [{ type: 'text', value: textOf(bracket) }] }];
}

/** Under another name where its own may not stand here, or lacks what it needs. */
function settled(element: Element, above: Above): Element {
  const { tagName, properties, children } = element;
  const excluded = EXCLUDED[tagName];
  if (excluded?.from.some((name) => above.includes(name))) return renamed(element, excluded.instead);
  if (tagName === 'bdo' && properties.dir === undefined) return renamed(element, 'span');
  const isStructured = children.some(({ type }) => type === 'element');
  if (tagName === 'time' && properties.dateTime === undefined && isStructured)
    return renamed(element, 'span');
  // They are part of a ruby, which takes its own before they come here.
  return tagName === 'rt' || tagName === 'rp' ? renamed(element, 'span') : element;
}
