/** Replaces drawings of a Word document by what mammoth reads, or by a mark: DrawingML (ECMA-376 part 1, 20) and VML (part 4, 19). */
import type { Element, ElementContent } from 'xast';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import { encodePicture, type LostPart } from './marks.ts';
import type { Preparation } from './preparation.ts';
import { attributeOf, buildElement, buildText, childNamed } from './word-elements.ts';

/** What a drawing is, by the end of the name of its data. */
const KINDS: readonly (readonly [uri: RegExp, part: LostPart])[] = [
  [/chart(?:ex)?$/, 'chart'],
  [/diagram$/, 'diagram'],
];

/** Units of a drawing (EMU) in a twentieth of a point, in which pages are measured. */
const EMU_PER_TWIP = 635;
/** Text width of A4 with Word's margins, in twentieths of a point. */
const LINE_WIDTH = 9000;
/** A picture of this many percent of the line is as wide as the line. */
const FULL = 95;

type Replaced = readonly ElementContent[] | undefined;

/** Keeps the form for older programs, which mammoth reads; the other one if there is none. */
export function replaceAlternate(element: Element): Replaced {
  const fallback = childNamed(element, 'mc:Fallback');
  const hasFallback = fallback?.children.some(({ type }) => type === 'element') === true;
  return (hasFallback ? fallback : childNamed(element, 'mc:Choice'))?.children ?? [];
}

/** Passes on the description and the width of a picture; marks a drawing that is none; keeps text boxes. */
export function replaceDrawing(element: Element, { marks }: Preparation): Replaced {
  const boxes = findElements(element, 'w:txbxContent');
  if (boxes.length > 0) return boxes.map((box) => buildTextBox(box));
  const blips = findElements(element, 'a:blip');
  if (blips.some(({ attributes }) => attributes['r:embed'])) {
    describePicture(element);
    return undefined;
  }
  const [data] = findElements(element, 'a:graphicData');
  const kind = KINDS.find(([known]) => known.test(attributeOf(data, 'uri')))?.[1];
  const part = blips.length > 0 ? 'picture-linked' : (kind ?? 'drawing');
  const detail = readWords(element);
  return [buildText(marks.add({ kind: 'lost', part, ...(detail && { detail }) }))];
}

/** Writes the text box as VML, which mammoth reads. */
const buildTextBox = (box: Element): Element =>
  buildElement('w:pict', [
    buildElement('v:shape', [buildElement('v:textbox', [box])], {
      'xmlns:v': 'urn:schemas-microsoft-com:vml',
    }),
  ]);

/** Returns the alternative text that the author wrote. */
function readWords(element: Element): string {
  const [properties] = findElements(element, 'wp:docPr');
  const [words, title] = [attributeOf(properties, 'descr'), attributeOf(properties, 'title')];
  return (words.trim() || title.trim()).replace(/\s+/g, ' ');
}

function describePicture(element: Element): void {
  const [properties] = findElements(element, 'wp:docPr');
  if (properties === undefined) return;
  const [extent] = findElements(element, 'wp:extent');
  const share = (100 * Number(attributeOf(extent, 'cx'))) / EMU_PER_TWIP / LINE_WIDTH;
  const width = share > 0 && share < FULL ? Math.max(1, Math.round(share)) : undefined;
  const [decoration] = findElements(properties, 'adec:decorative');
  const isDecorative = decoration?.attributes.val === '1';
  const words = readWords(element);
  properties.attributes.descr = encodePicture({ words, isDecorative, ...(width && { width }) });
}

/** Replaces a VML drawing: keeps pictures and text boxes, and marks rules and what has no words. */
export function replacePicture(element: Element, { marks }: Preparation): Replaced {
  if (findElements(element, 'w:txbxContent').length > 0) return undefined;
  const images = findElements(element, 'v:imagedata').filter(({ attributes }) => attributes['r:id']);
  if (images.length > 0) return undefined;
  const shapes = element.children.filter((child): child is Element => child.type === 'element');
  if (shapes.some(({ attributes }) => attributes['o:hr'] === 't'))
    return [buildText(marks.add({ kind: 'rule' }))];
  // WordArt has its words in an attribute.
  const art = findElements(element, 'v:textpath').map(({ attributes }) => attributes.string ?? '');
  const words = [...art, getTextContent(element)].join(' ').trim();
  if (words !== '') return [buildText(words)];
  return [buildText(marks.add({ kind: 'lost', part: 'drawing' }))];
}
