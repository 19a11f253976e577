/** Puts drawings in the place of the listings that are drawn. A listing that cannot be drawn stays, with its caption and its label. */
import type { Element } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { ChartDataProblem } from '../../core/diagnostics/catalogue/pictures/diagrams.ts';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import { DIAGRAM_NAMES, type Diagram } from '../../core/model/diagram.ts';
import { locationOf, type SourceFile, type SourceLocation } from '../../core/source-location.ts';
import { createElement } from '../../lib/html/elements.ts';
import type { FindImage, FoundImage } from '../images/find-image.ts';
import { MAX_CHART_ROWS } from './chart-data.ts';
import { buildChartTables, type ChartTablePlace, type ChartWords } from './chart-table.ts';
import { findOwnAlternative } from './own-alternative.ts';
import type { DiagramListing } from './take-diagrams.ts';

/** What the diagrams of a chapter need. */
export interface DiagramContext {
  readonly find: FindImage;
  readonly words: ChartWords;
  readonly report: Report;
}

/** The images of diagrams, which are found already. */
export type DrawnImages = ReadonlyMap<Element, FoundImage>;

/**
 * Draws the diagrams of a chapter, in place, as images alone in a paragraph: those get their captions later. Diagnostics:
 * `diagram-alt-missing`, `chart-data-unlisted`, those of `find`
 */
export async function drawDiagrams(
  listings: readonly DiagramListing[],
  source: SourceFile,
  { find, words, report }: DiagramContext,
): Promise<DrawnImages> {
  const drawn = new Map<Element, FoundImage>();
  for (const listing of listings) {
    const { pre, diagram, replace } = listing;
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
    const place = readTablePlace(diagram, found, location, report);
    const image = createImage(diagram, alt ?? diagram.caption ?? DIAGRAM_NAMES[diagram.kind]);
    drawn.set(image, found);
    const paragraph = createElement('p', [image], { className: ['diagram'] });
    replace(pre.position ? { ...paragraph, position: pre.position } : paragraph);
    if (pre.position) image.position = pre.position;
    if (place === undefined || found.tables === undefined) continue;
    const id = `chart-data-${pre.position?.start.line ?? 0}`;
    image.properties.ariaDetails = id;
    listing.addBelow(buildChartTables(id, found.tables, place, words));
  }
  return drawn;
}

/** Where the table of a chart's data is, by what an author writes. */
const TABLE_PLACES: ReadonlyMap<string, ChartTablePlace | 'nowhere'> = new Map([
  ...['', 'true', 'yes', 'all'].map((name) => [name, 'everywhere'] as const),
  ...['ebook', 'epub', 'e-book'].map((name) => [name, 'ebook'] as const),
  ...['false', 'no', 'none'].map((name) => [name, 'nowhere'] as const),
]);

/** Returns where the table of the data is; `undefined` if there is none. Diagnostic: `chart-data-unlisted`. */
function readTablePlace(
  { kind, dataTable }: Diagram,
  { tables = [] }: FoundImage,
  location: SourceLocation,
  report: Report,
): ChartTablePlace | undefined {
  if (dataTable === undefined) return undefined;
  const place = TABLE_PLACES.get(dataTable.trim().toLowerCase());
  if (place === 'nowhere') return undefined;
  const count = tables.reduce((most, table) => Math.max(most, table.count), 0);
  const refuse = (problem: ChartDataProblem): undefined => {
    const facts = { problem, value: dataTable, count, limit: MAX_CHART_ROWS };
    report(diagnostic('chart-data-unlisted', facts, location));
  };
  if (kind !== 'vega-lite') return refuse('diagram');
  if (place === undefined) return refuse('value');
  if (count === 0) return refuse('none');
  return count > MAX_CHART_ROWS ? refuse('rows') : place;
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
