/**
 * Splits long chapters into several documents, because a reading system lays out a whole file before it shows
 * a page of it. Splits before headings if possible, otherwise between two blocks or two items of a long list.
 */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Section } from '../core/model/book.ts';
import { visit } from '../lib/html/visit.ts';
import { estimateSerializedSize } from './content/serialized-size.ts';
import { isPageBreak } from './page-list/page-breaks.ts';
import { setDerivedDigest } from './tree-digest.ts';

/** Desired upper limit for a document, in bytes of XHTML. */
const MAX_BYTES = 250_000;
/** Lower limit for a document that others follow, in bytes of XHTML. */
const MIN_BYTES = MAX_BYTES / 20;
/** Deepest level of a heading that can begin a document. */
const MAX_HEADING_LEVEL = 3;

/** A child of the section's body, and its size in bytes. */
interface Block {
  readonly node: RootContent;
  readonly size: number;
}

type Piece = readonly Block[];

/**
 * Returns the book with its long sections split, and those with several headings of level one: each begins a chapter. The
 * first part of a section keeps its id; every other part gets the id of the heading it begins with, or a new one.
 * Updates `anchors`. The navigation stays, because it leads to headings.
 */
export function splitLongSections(book: Book): Book {
  const anchors = new Map(book.anchors);
  const sections = book.sections.flatMap((section) => {
    const blocks = section.body.children.map(measureBlock);
    const pieces = cutChapters(blocks, section.id).flatMap((piece) => splitBlocks(piece, 1));
    return pieces.length < 2 ? [section] : buildSections(section, pieces, anchors);
  });
  return sections.length === book.sections.length ? book : { ...book, sections, anchors };
}

/** Splits before each heading of level one, but the title, which has the id of the section and may have text before it. */
function cutChapters(blocks: Piece, id: string): readonly Piece[] {
  const pieces = cutAtHeadings(blocks, 1);
  const isTitle = ({ node }: Block): boolean => node.type === 'element' && node.properties.id === id;
  const title = pieces.findIndex((piece) => piece.some(isTitle));
  return title < 1 ? pieces : [pieces.slice(0, title + 1).flat(), ...pieces.slice(title + 1)];
}

const measureBlock = (node: RootContent): Block => ({ node, size: estimateSerializedSize(node) });

const sumSizes = (blocks: readonly Block[]): number => blocks.reduce((sum, { size }) => sum + size, 0);

function splitBlocks(blocks: Piece, level: number): readonly Piece[] {
  if (sumSizes(blocks) <= MAX_BYTES) return [blocks];
  if (level > MAX_HEADING_LEVEL) return packBlocks(blocks.flatMap(divideList));
  return mergePieces(cutAtHeadings(blocks, level)).flatMap((piece) => splitBlocks(piece, level + 1));
}

/** Splits before each heading of the level or a higher one, and before the notes. */
function cutAtHeadings(blocks: Piece, level: number): readonly Piece[] {
  const pieces: Block[][] = [[]];
  for (const block of blocks) {
    if (findLevel(block.node) <= level) pieces.push(takeTrailingPageBreaks(pieces.at(-1) ?? []));
    pieces.at(-1)?.push(block);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/**
 * Removes and returns the page breaks at the end of a piece, because they belong to the heading that follows.
 */
function takeTrailingPageBreaks(piece: Block[]): Block[] {
  const last = piece.findLastIndex(({ node }) => node.type !== 'text' && !isPageBreak(node));
  const isMarked = piece.slice(last + 1).some(({ node }) => isPageBreak(node));
  return isMarked ? piece.splice(last + 1) : [];
}

/** Merges neighboring pieces up to the size of a document. */
function mergePieces(pieces: readonly Piece[]): readonly Piece[] {
  const merged: { blocks: Block[]; size: number }[] = [];
  for (const piece of pieces) {
    const size = sumSizes(piece);
    const last = merged.at(-1);
    if (last === undefined || (last.size + size > MAX_BYTES && last.size >= MIN_BYTES)) {
      merged.push({ blocks: [...piece], size });
      continue;
    }
    for (const block of piece) last.blocks.push(block);
    last.size += size;
  }
  return merged.map(({ blocks }) => blocks);
}

/** Splits between blocks by size alone, and keeps each heading with the block after it. */
function packBlocks(blocks: Piece): readonly Piece[] {
  const pieces: Block[][] = [[]];
  let size = 0;
  for (const group of groupWithHeadings(blocks)) {
    const more = sumSizes(group);
    if (size > 0 && size + more > MAX_BYTES) {
      pieces.push([]);
      size = 0;
    }
    for (const block of group) pieces.at(-1)?.push(block);
    size += more;
  }
  return pieces;
}

/** Groups headings and page breaks with the block after them; every other block is a group of its own. */
function groupWithHeadings(blocks: Piece): readonly Piece[] {
  const groups: Block[][] = [];
  let isOpen = false;
  for (const block of blocks) {
    if (isOpen) groups.at(-1)?.push(block);
    else groups.push([block]);
    if (block.node.type === 'element') isOpen = isHeading(block.node) || isPageBreak(block.node);
  }
  return groups;
}

/**
 * Splits an ordered list or a notes section that is longer than a document into lists that continue the
 * numbering.
 */
function divideList(block: Block): readonly Block[] {
  const { node, size } = block;
  if (size <= MAX_BYTES || node.type !== 'element') return [block];
  if (node.tagName === 'ol') return splitList(node).map(measureBlock);
  const list = node.children.find((child) => child.type === 'element' && child.tagName === 'ol');
  if (!isNotesSection(node) || list?.type !== 'element') return [block];
  return splitList(list).map((part, index) =>
    measureBlock({
      ...node,
      properties: index === 0 ? node.properties : withoutHeading(node),
      children: index === 0 ? node.children.map((child) => (child === list ? part : child)) : [part],
    }),
  );
}

function splitList(list: Element): readonly Element[] {
  if (list.properties.reversed !== undefined) return [list];
  const items = list.children.filter((child) => child.type === 'element');
  const first = Number(list.properties.start ?? 1);
  let count = 0;
  return packBlocks(items.map(measureBlock)).map((piece, index) => {
    const start = first + count;
    count += piece.length;
    const { id: _, ...others } = list.properties;
    const properties = index === 0 ? list.properties : { ...others, start };
    return { ...list, properties, children: piece.map(({ node }) => node as Element) };
  });
}

/** Returns the properties of notes whose labeling heading is in another document. */
function withoutHeading(notes: Element) {
  const { ariaLabelledBy: _, id: __, ...properties } = notes.properties;
  const heading = notes.children.find(isHeading);
  return { ...properties, ...(heading && { ariaLabel: textOf(heading) }) };
}

const isNotesSection = ({ properties }: Element): boolean => properties.role === 'doc-endnotes';

const isHeading = (node: RootContent): boolean => node.type === 'element' && /^h[1-6]$/.test(node.tagName);

/** Returns the level of a heading. Notes count as level two; other nodes have no level. */
function findLevel(node: RootContent): number {
  if (node.type !== 'element') return Number.POSITIVE_INFINITY;
  if (isHeading(node)) return Number(node.tagName[1]);
  return isNotesSection(node) ? 2 : Number.POSITIVE_INFINITY;
}

function buildSections(
  section: Section,
  pieces: readonly Piece[],
  anchors: Map<string, string>,
): readonly Section[] {
  return pieces.map((piece, index) => {
    const body: Root = { type: 'root', children: piece.map(({ node }) => node) };
    setDerivedDigest(body, section.body, ['piece', section.id, String(index)]);
    const heading = findHeading(body);
    const id = index === 0 ? section.id : (heading?.id ?? findFreeId(section.id, index + 1, anchors));
    const ids = new Set<string>();
    visit(body, 'element', ({ properties }) => {
      if (properties.id !== undefined) ids.add(String(properties.id));
    });
    for (const each of ids) anchors.set(each, id);
    anchors.set(id, id);
    // A heading can be a picture; its words for the contents are then the alternative text.
    const words = section.headings.find((each) => each.id === heading?.id)?.text || heading?.text;
    return {
      ...section,
      id,
      body,
      headings: section.headings.filter((each) => ids.has(each.id)),
      ...(index > 0 && { title: words || `${section.title} (${index + 1})` }),
      ...(index > 0 && !heading?.isChapter && { partOf: section.id }),
    };
  });
}

interface PieceHeading {
  readonly id?: string;
  readonly text: string;
  /** Whether it is of level one. */
  readonly isChapter: boolean;
}

/** Finds the heading that a part begins with; with its `id` only if it is the first element. */
function findHeading({ children }: Root): PieceHeading | undefined {
  const first = children.find((child) => child.type === 'element' && !isPageBreak(child));
  if (first?.type !== 'element') return undefined;
  if (isHeading(first)) {
    const { id } = first.properties;
    const isChapter = first.tagName === 'h1';
    return { text: textOf(first).trim(), isChapter, ...(id !== undefined && { id: String(id) }) };
  }
  const heading = isNotesSection(first) ? first.children.find(isHeading) : undefined;
  return heading && { text: textOf(heading).trim(), isChapter: false };
}

function findFreeId(id: string, number: number, taken: ReadonlyMap<string, string>): string {
  let free = `${id}--part-${number}`;
  while (taken.has(free)) free += '-';
  return free;
}
