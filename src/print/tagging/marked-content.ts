/**
 * Computes the marked-content operators that assign painted content to structure elements (ISO 32000-1,
 * 14.7.4).
 */
import { contentOwner, type MarkedContent, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { ContentStream } from './content-streams.ts';
import type { Sequence, UntaggedRun } from './scan-types.ts';
import { keepsLineArt } from './simplify.ts';

/** Returns the tag of a sequence's element; `undefined` if the sequence is an artifact. */
export type TagLookup = (content: ContentStream, sequence: Sequence) => string | undefined;

/** Looks up the final tags. MCIDs are those of the printed file. */
export const lookUpTags =
  (index: ContentIndex<string>): TagLookup =>
  ({ owner }, { id }) =>
    index.entriesOf(owner.number)[id]?.value;

/**
 * Predicts each sequence's final tag before `NonStruct` groups and repeated table headers are removed.
 * Right for nearly every page.
 */
export function predictTags(top: StructureElement): TagLookup {
  const tags = new ContentIndex<{ readonly tag: string; readonly mayBeDrawing: boolean }>();
  const walk = (element: StructureElement, outer: string, isDrawing: boolean): void => {
    const tag = element.tag === 'NonStruct' ? outer : element.tag;
    const value = { tag, mayBeDrawing: isDrawing || keepsLineArt(element) };
    for (const kid of element.kids) {
      if (kid.kind === 'element') walk(kid, tag, value.mayBeDrawing);
      else if (kid.kind === 'marked') tags.add(kid, value);
    }
  };
  walk(top, top.tag, false);
  return ({ owner }, { id, hasGlyphsOrImage }) => {
    const predicted = tags.entriesOf(owner.number)[id]?.value;
    return predicted !== undefined && (hasGlyphsOrImage || predicted.mayBeDrawing)
      ? predicted.tag
      : undefined;
  };
}

/** Numbers the marked content of each stream from 0 on, as {@link computeEdits} does. */
export function renumberMarkedContent(contents: readonly ContentStream[], index: ContentIndex<string>): void {
  for (const { owner, scan } of contents) {
    const entries = index.entriesOf(owner.number);
    let next = 0;
    for (const { id } of scan.sequences) {
      const entry = entries[id];
      if (entry === undefined) continue;
      entry.marked.id = next;
      next += 1;
    }
  }
}

/** Indexes the marked content of the elements, with the tag of each, by its present MCID. */
export function indexMarkedContent(elements: readonly StructureElement[]): ContentIndex<string> {
  const index = new ContentIndex<string>();
  for (const { tag, kids } of elements) {
    for (const kid of kids) if (kid.kind === 'marked') index.add(kid, tag);
  }
  return index;
}

/** Values of marked-content sequences, by the object number of the page or form and by MCID. */
export class ContentIndex<T> {
  readonly #owners = new Map<number, { readonly marked: MarkedContent; readonly value: T }[]>();

  add(marked: MarkedContent, value: T): void {
    const owner = contentOwner(marked).number;
    let entries = this.#owners.get(owner);
    if (entries === undefined) {
      entries = [];
      this.#owners.set(owner, entries);
    }
    entries[marked.id] = { marked, value };
  }

  entriesOf(owner: number): readonly ({ readonly marked: MarkedContent; readonly value: T } | undefined)[] {
    return this.#owners.get(owner) ?? [];
  }
}

/** A range of a content stream and the text that replaces it. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Computes the edits after which every painting operator is inside a sequence with an MCID or inside an
 * artifact (ISO 14289-1, 7.1). Sorted by offset.
 */
export function computeEdits(content: ContentStream, tagOf: TagLookup): readonly Edit[] {
  const edits: Edit[] = [];
  let next = 0;
  for (const sequence of content.scan.sequences) {
    const tag = tagOf(content, sequence);
    const text = tag === undefined ? LAYOUT_ARTIFACT : `/${tag}<</MCID ${next}>>BDC`;
    edits.push({ start: sequence.start, end: sequence.bodyStart, text });
    if (tag !== undefined) next += 1;
  }
  for (const run of content.scan.untagged) {
    edits.push({ start: run.start, end: run.start, text: `${formatArtifact(run)}\n` });
    edits.push({ start: run.end, end: run.end, text: '\nEMC' });
  }
  return edits.sort((one, other) => one.start - other.start || one.end - other.end);
}

const LAYOUT_ARTIFACT = '/Artifact <</Type/Layout>>BDC';
const PAGINATION = { head: ['Header', 'Top'], foot: ['Footer', 'Bottom'] } as const;

/** Formats the operator that begins an artifact (ISO 32000-1, 14.8.2.2.2). */
function formatArtifact({ margin }: UntaggedRun): string {
  if (margin === undefined) return LAYOUT_ARTIFACT;
  const [subtype, attached] = PAGINATION[margin];
  return `/Artifact <</Type/Pagination/Subtype/${subtype}/Attached[/${attached}]>>BDC`;
}
