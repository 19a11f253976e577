/** The marks in what is painted that say which element it belongs to (ISO 32000-1, 14.7.4). */
import { contentOf, type Element, type Marked } from '../../lib/pdf/structure-tree.ts';
import type { Content } from './content-streams.ts';
import type { Loose, Sequence } from './scan.ts';
import { keepsLines } from './simplify.ts';

/** The tag that a sequence is of; `undefined`: it is an artifact. */
export type TagOf = (content: Content, sequence: Sequence) => string | undefined;

/** The tags as they are now. Numbers of content are those of the print. */
export const tagsIn =
  (markers: Markers<string>): TagOf =>
  ({ owner }, { id }) =>
    markers.of(owner.number)[id]?.said;

/**
 * What the tags will be, as far as they tell while Chromium's groups are among them and nothing is left out that was
 * printed twice: it holds for nearly every page.
 */
export function tagsForeseen(top: Element): TagOf {
  const tags = new Markers<{ readonly tag: string; readonly keepsLines: boolean }>();
  const walk = (element: Element, outer: string, isDrawing: boolean): void => {
    const tag = element.tag === 'NonStruct' ? outer : element.tag;
    const said = { tag, keepsLines: isDrawing || keepsLines(element) };
    for (const kid of element.kids) {
      if (kid.kind === 'element') walk(kid, tag, said.keepsLines);
      else if (kid.kind === 'marked') tags.add(kid, said);
    }
  };
  walk(top, top.tag, false);
  return ({ owner }, { id, speaks }) => {
    const said = tags.of(owner.number)[id]?.said;
    return said !== undefined && (speaks || said.keepsLines) ? said.tag : undefined;
  };
}

/** Numbers of marked content from 0 on in each stream, as {@link editsOf} gives them. */
export function renumberMarks(contents: readonly Content[], markers: Markers<string>): void {
  for (const { owner, scan } of contents) {
    const here = markers.of(owner.number);
    let next = 0;
    for (const { id } of scan.sequences) {
      const marker = here[id];
      if (marker === undefined) continue;
      marker.marked.id = next;
      next += 1;
    }
  }
}

/** @returns marked content with the tag of its element, by its numbers as they are now */
export function markersIn(elements: readonly Element[]): Markers<string> {
  const markers = new Markers<string>();
  for (const { tag, kids } of elements) {
    for (const kid of kids) if (kid.kind === 'marked') markers.add(kid, tag);
  }
  return markers;
}

/** What is said of marked content, by the number of its owner and by its own. */
export class Markers<Said> {
  private readonly owners = new Map<number, { readonly marked: Marked; readonly said: Said }[]>();

  add(marked: Marked, said: Said): void {
    const owner = contentOf(marked).number;
    let markers = this.owners.get(owner);
    if (markers === undefined) {
      markers = [];
      this.owners.set(owner, markers);
    }
    markers[marked.id] = { marked, said };
  }

  of(owner: number): readonly ({ readonly marked: Marked; readonly said: Said } | undefined)[] {
    return this.owners.get(owner) ?? [];
  }
}

/** A stretch of a content, and what stands in its place. */
export interface Edit {
  readonly at: number;
  readonly until: number;
  readonly text: string;
}

/** Every painting operator inside a sequence with a number or inside an artifact (ISO 14289-1, 7.1). */
export function editsOf(content: Content, tagOf: TagOf): readonly Edit[] {
  const edits: Edit[] = [];
  let next = 0;
  for (const sequence of content.scan.sequences) {
    const tag = tagOf(content, sequence);
    const text = tag === undefined ? LAYOUT : `/${tag}<</MCID ${next}>>BDC`;
    edits.push({ at: sequence.start, until: sequence.bodyStart, text });
    if (tag !== undefined) next += 1;
  }
  for (const loose of content.scan.loose) {
    edits.push({ at: loose.start, until: loose.start, text: `${artifactOf(loose)}\n` });
    edits.push({ at: loose.end, until: loose.end, text: '\nEMC' });
  }
  return edits.sort((one, other) => one.at - other.at || one.until - other.until);
}

const LAYOUT = '/Artifact <</Type/Layout>>BDC';
const MARGIN = { head: ['Header', 'Top'], foot: ['Footer', 'Bottom'] } as const;

/** ISO 32000-1, 14.8.2.2.2. */
function artifactOf({ margin }: Loose): string {
  if (margin === undefined) return LAYOUT;
  const [subtype, attached] = MARGIN[margin];
  return `/Artifact <</Type/Pagination/Subtype/${subtype}/Attached[/${attached}]>>BDC`;
}
