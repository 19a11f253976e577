/** Puts drawings in the place of the listings that are drawn. A listing that cannot be drawn stays, with its caption and its label. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { DIAGRAM_NAMES, type Diagram } from '../../core/model/diagram.ts';
import { locationOf, type SourceFile } from '../../core/source-location.ts';
import { createElement } from '../../lib/html/elements.ts';
import type { FindImage, FoundImage } from '../images/find-image.ts';
import { findOwnAlternative } from './own-alternative.ts';
import type { DiagramListing } from './take-diagrams.ts';

/** The images of diagrams, which are found already. */
export type DrawnImages = ReadonlyMap<Element, FoundImage>;

/**
 * Draws the diagrams of a chapter, in place, as images alone in a paragraph: those get their captions later. Diagnostics:
 * `diagram-alt-missing`, those of `find`
 */
export async function drawDiagrams(
  listings: readonly DiagramListing[],
  source: SourceFile,
  find: FindImage,
  report: Report,
): Promise<DrawnImages> {
  const drawn = new Map<Element, FoundImage>();
  for (const { pre, diagram, replace } of listings) {
    const location = locationOf(source, pre);
    const text = textOf(pre).replace(/\n$/, '');
    const found = await find({ written: text, isWiki: false, location, diagram });
    const alt = diagram.alt ?? findOwnAlternative(diagram.kind, text);
    if (alt === undefined) {
      const kind = DIAGRAM_NAMES[diagram.kind];
      report(diagnostic('diagram-alt-missing', { kind, language: diagram.kind }, location));
    }
    if (found.asset === undefined) {
      keepListing(pre, diagram, replace);
      continue;
    }
    const image = createImage(diagram, alt ?? diagram.caption ?? DIAGRAM_NAMES[diagram.kind]);
    drawn.set(image, found);
    const paragraph = createElement('p', [image], { className: ['diagram'] });
    replace(pre.position ? { ...paragraph, position: pre.position } : paragraph);
    if (pre.position) image.position = pre.position;
  }
  return drawn;
}

/** Makes a figure of a listing that has a caption or a label. */
function keepListing(pre: Element, { id, caption }: Diagram, replace: DiagramListing['replace']): void {
  if (id === undefined && caption === undefined) return;
  const words = caption === undefined ? [] : [{ type: 'text' as const, value: caption }];
  const label = createElement('p', words, { className: ['caption'] });
  const properties = { className: ['captioned-figure'], ...(id !== undefined && { id }) };
  const figure = createElement('div', [label, pre], properties);
  replace(pre.position ? { ...figure, position: pre.position } : figure);
}

/** Creates the image of a diagram. The title becomes its caption; with a label alone, the caption is its number. */
const createImage = ({ id, caption, width }: Diagram, alt: string): Element =>
  createElement('img', [], {
    alt,
    ...(id !== undefined && { id }),
    ...((caption ?? id) !== undefined && { title: caption ?? '' }),
    ...(width !== undefined && { width }),
  });
