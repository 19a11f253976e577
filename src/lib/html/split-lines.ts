/** Splits the content of a listing into lines. */
import type { Element, ElementContent } from 'hast';

/** The nodes of a line; the last one ends with the line feed, if there is one. */
export type Line = ElementContent[];

/**
 * Splits nodes at line feeds. An element over several lines is repeated in each line; only the first keeps its id. `br` becomes a
 * line feed. The line feed at the end begins no line.
 */
export function splitLines(nodes: readonly ElementContent[]): readonly Line[] {
  const lines = splitNodes(nodes);
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

function splitNodes(nodes: readonly ElementContent[]): Line[] {
  const lines: Line[] = [[]];
  const add = (parts: readonly Line[]): void => {
    const [first = [], ...rest] = parts;
    const last = lines.at(-1);
    for (const node of first) last?.push(node);
    for (const line of rest) lines.push(line);
  };
  for (const node of nodes) {
    if (node.type === 'text') add(splitText(node.value));
    else if (node.type !== 'element') lines.at(-1)?.push(node);
    else if (node.tagName === 'br') add([[{ type: 'text', value: '\n' }], []]);
    else add(splitElement(node));
  }
  return lines;
}

function splitText(text: string): readonly Line[] {
  const parts = text.split(/(?<=\n)/);
  const lines = parts.map((value): Line => (value === '' ? [] : [{ type: 'text', value }]));
  return text.endsWith('\n') ? [...lines, []] : lines;
}

function splitElement(element: Element): readonly Line[] {
  return splitNodes(element.children).map((children, index): Line => {
    if (children.length === 0 && index > 0) return [];
    const { id, ...others } = element.properties;
    const properties = index === 0 ? element.properties : others;
    return [{ ...element, properties: id === undefined ? element.properties : properties, children }];
  });
}
