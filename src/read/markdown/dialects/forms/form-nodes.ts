/** Builds the nodes of forms: elements with a class, and lines to write on. */
import type { Blockquote, Emphasis, Paragraph, PhrasingContent } from 'mdast';
import type { Position } from 'unist';
import { FIELD_CLASS, WRITING_LINES_CLASS } from '../../../../core/tree/form-classes.ts';

/** The place of a node in its file, if it is known. */
export interface Place {
  readonly position?: Position | undefined;
}

type Properties = Readonly<Record<string, string>>;

/** Builds a `<span>` of a class, or of none. */
export function buildSpan(
  className: string | undefined,
  children: readonly PhrasingContent[],
  properties: Properties = {},
  { position }: Place = {},
): Emphasis {
  const data = {
    hName: 'span',
    hProperties: { ...properties, ...(className && { className: [className] }) },
  };
  return { type: 'emphasis', data, children: [...children], ...(position && { position }) };
}

/** Builds a line to write on within a text. @param width a length of CSS */
export const buildField = (width: string, place: Place = {}): Emphasis =>
  buildSpan(FIELD_CLASS, [], { dataWidths: width }, place);

/** Builds a block of lines to write on. */
export function buildWritingLines(
  count: number,
  { position }: Place,
  properties: Properties = {},
): Blockquote {
  const buildLine = (): Paragraph => ({
    type: 'paragraph',
    data: { hName: 'span', hProperties: { className: ['writing-line'] } },
    children: [],
  });
  return {
    type: 'blockquote',
    data: { hName: 'div', hProperties: { ...properties, className: [WRITING_LINES_CLASS] } },
    children: Array.from({ length: count }, buildLine),
    ...(position && { position }),
  };
}
