/**
 * Lays the heads, feet and page numbers over the pages of a part of a book, and moves the text of pages on the other side:
 * the parts are printed as if all their pages were right pages.
 */
import type { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { type Dict, isDict, type Reference } from '../../lib/pdf/objects.ts';
import { readPageContent } from '../../lib/pdf/page-content.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { prependContent } from '../../lib/pdf/prepend-content.ts';
import { listElements, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import { moveDestinations, moveLinks } from '../imposition/destinations.ts';
import { movePattern } from '../imposition/patterns.ts';
import type { Placement, Placements } from '../imposition/placement.ts';
import { shiftBox } from '../imposition/structure.ts';
import { eachContent } from '../tagging/roles.ts';

/** A file, and its tags. */
export interface TaggedFile {
  readonly file: PdfFile;
  readonly top: StructureElement;
}

/** Distance by which the text of a page moves to the right (x) and up (y), in points. */
export interface Shift {
  readonly x: number;
  readonly y: number;
}

/** Pages that have only what is in the margins. Their content is tagged. */
export interface FramesPrint {
  readonly file: PdfFile;
  /** Its pages for those of the book, in their order. */
  readonly pages: readonly Reference[];
  /** Copies what they show. */
  readonly copier: ObjectCopier;
}

/**
 * Changes pages, and the boxes of their tags.
 * @param pages as many as the frames have
 * @param shifts of each page
 */
export function layFrames(
  { file, top }: TaggedFile,
  pages: readonly Reference[],
  frames: FramesPrint,
  shifts: readonly Shift[],
): void {
  const placements = new Map<number, Placement>();
  for (const [index, page] of pages.entries()) {
    const { x, y } = shifts[index] ?? { x: 0, y: 0 };
    if (x !== 0 || y !== 0) placements.set(page.number, { sheet: page, x, y, mcidOffset: 0 });
    changeContent(file, file.dict(page), readFrame(frames, frames.pages[index]), { x, y });
  }
  for (const page of pages) {
    const placement = placements.get(page.number);
    if (placement !== undefined) moveLinks(file, file.dict(page), placement, placements);
  }
  moveDestinations(file, placements);
  moveBoxes(file, top, placements);
}

/** Moves the boxes of figures and formulas, which are in page coordinates. */
function moveBoxes(file: PdfFile, top: StructureElement, placements: Placements): void {
  for (const element of listElements(top)) {
    if (!element.entries.has('A')) continue;
    const [first] = eachContent(element);
    const placement = first && placements.get(first.page.number);
    if (placement === undefined) continue;
    for (const attributes of file.list(element.entries.get('A'))) {
      const held = file.dict(attributes);
      if (held.has('BBox')) held.set('BBox', shiftBox(file.list(held.get('BBox')), placement));
    }
  }
}

/** What is in the margins of a page. */
interface Frame {
  readonly content: string;
  readonly resources: Dict;
}

/** Prefix of the resources of a frame; Skia's names have none. */
const PREFIX = 'Frame';

function readFrame(
  { file: frames, copier }: FramesPrint,
  reference: Reference | undefined,
): Frame | undefined {
  if (reference === undefined) return undefined;
  const page = frames.dict(reference);
  const content = readPageContent(frames, page);
  const used = frames.dict(page.get('Resources'));
  const resources: Dict = new Map();
  const names = new Set<string>();
  for (const [category, value] of used) {
    const entries = frames.get(value);
    if (!isDict(entries)) continue;
    const renamed: Dict = new Map();
    for (const [name, resource] of entries) {
      names.add(name);
      renamed.set(PREFIX + name, copier.copy(resource));
    }
    resources.set(category, renamed);
  }
  if (names.size === 0) return undefined;
  // Skia writes text as hexadecimal strings, so a name is never a part of one.
  return {
    content: content.replace(/\/(\w+)/g, (all, name: string) =>
      names.has(name) ? `/${PREFIX}${name}` : all,
    ),
    resources,
  };
}

function changeContent(file: PdfFile, page: Dict, frame: Frame | undefined, shift: Shift): void {
  const isMoved = shift.x !== 0 || shift.y !== 0;
  const over = frame === undefined ? '' : `q\n${frame.content}\nQ\n`;
  const move = isMoved ? `1 0 0 1 ${formatNumber(shift.x)} ${formatNumber(shift.y)} cm\n` : '';
  const stream = file.stream(page.get('Contents'));
  page.set('Contents', file.add(prependContent(Buffer.from(over + move, 'latin1'), stream)));
  if (frame === undefined && !isMoved) return;
  const own = file.dict(page.get('Resources'));
  const moved = isMoved ? movePatterns(file, own, shift) : own;
  page.set('Resources', frame === undefined ? moved : addResources(file, moved, frame.resources));
}

/** Returns the resources of a page with patterns that have moved with its content. */
function movePatterns(file: PdfFile, resources: Dict, shift: Shift): Dict {
  const patterns = file.get(resources.get('Pattern'));
  if (!isDict(patterns)) return resources;
  const moved = [...patterns].map(([name, value]) => [name, movePattern(file, value, shift)] as const);
  return new Map(resources).set('Pattern', new Map(moved));
}

/** Returns the resources of a page with those of its frame. */
function addResources(file: PdfFile, own: Dict, added: Dict): Dict {
  const united: Dict = new Map(own);
  for (const [category, value] of added) {
    const known = file.get(own.get(category));
    if (isDict(value)) united.set(category, new Map([...(isDict(known) ? known : []), ...value]));
  }
  return united;
}

const formatNumber = (value: number): string => String(Number(value.toFixed(4)));
