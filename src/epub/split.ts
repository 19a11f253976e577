/**
 * Long chapters → several documents, cut where a heading begins: a reading system lays out a whole file before it shows a
 * page of it. Where no heading helps, the cut is between two blocks, or two notes of a long list of them.
 */
import type { Element, Root, RootContent } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Book, Section } from '../core/model/book.ts';
import { visit } from '../lib/html/visit.ts';
import { writtenSize } from './content/serialized-size.ts';
import { isMark } from './page-list/page-breaks.ts';

/** Bytes of XHTML that a document should not have more of. */
const LARGEST = 250_000;
/** Fewer bytes are no document of their own as long as anything follows. */
const SMALLEST = LARGEST / 20;
/** Level of the headings that begin a document. */
const DEEPEST = 3;

/** A child of the section's body and the bytes it takes. */
interface Block {
  readonly node: RootContent;
  readonly size: number;
}

type Piece = readonly Block[];

/**
 * The same book; the first part of a long section has its id, each other that of the heading it begins with, or one that
 * is new. `anchors` follow. The navigation needs no change: it leads to headings.
 */
export function splitLongSections(book: Book): Book {
  const anchors = new Map(book.anchors);
  const sections = book.sections.flatMap((section) => {
    const pieces = piecesOf(section.body.children.map(measured), 1);
    return pieces.length < 2 ? [section] : partsOf(section, pieces, anchors);
  });
  return sections.length === book.sections.length ? book : { ...book, sections, anchors };
}

const measured = (node: RootContent): Block => ({ node, size: writtenSize(node) });

const sizeOf = (blocks: readonly Block[]): number => blocks.reduce((sum, { size }) => sum + size, 0);

function piecesOf(blocks: Piece, level: number): readonly Piece[] {
  if (sizeOf(blocks) <= LARGEST) return [blocks];
  if (level > DEEPEST) return between(blocks.flatMap(divided));
  return gathered(cut(blocks, level)).flatMap((piece) => piecesOf(piece, level + 1));
}

/** Before each heading of the level or a higher one, and before the notes. */
function cut(blocks: Piece, level: number): readonly Piece[] {
  const pieces: Block[][] = [[]];
  for (const block of blocks) {
    if (levelOf(block.node) <= level) pieces.push(leadingMarks(pieces.at(-1) ?? []));
    pieces.at(-1)?.push(block);
  }
  return pieces.filter((piece) => piece.length > 0);
}

/** Taken from the end of a piece: a page that begins with a heading begins in its document. */
function leadingMarks(piece: Block[]): Block[] {
  const last = piece.findLastIndex(({ node }) => node.type !== 'text' && !isMark(node));
  const isMarked = piece.slice(last + 1).some(({ node }) => isMark(node));
  return isMarked ? piece.splice(last + 1) : [];
}

/** As many together as a document takes. */
function gathered(pieces: readonly Piece[]): readonly Piece[] {
  const together: { blocks: Block[]; size: number }[] = [];
  for (const piece of pieces) {
    const size = sizeOf(piece);
    const last = together.at(-1);
    if (last === undefined || (last.size + size > LARGEST && last.size >= SMALLEST)) {
      together.push({ blocks: [...piece], size });
      continue;
    }
    for (const block of piece) last.blocks.push(block);
    last.size += size;
  }
  return together.map(({ blocks }) => blocks);
}

/** A heading stays with what follows it. */
function between(blocks: Piece): readonly Piece[] {
  const pieces: Block[][] = [[]];
  let size = 0;
  for (const bound of boundTogether(blocks)) {
    const more = sizeOf(bound);
    if (size > 0 && size + more > LARGEST) {
      pieces.push([]);
      size = 0;
    }
    for (const block of bound) pieces.at(-1)?.push(block);
    size += more;
  }
  return pieces;
}

/** Headings with the block after them; every other block by itself. */
function boundTogether(blocks: Piece): readonly Piece[] {
  const bound: Block[][] = [];
  let isOpen = false;
  for (const block of blocks) {
    if (isOpen) bound.at(-1)?.push(block);
    else bound.push([block]);
    if (block.node.type === 'element') isOpen = isHeading(block.node) || isMark(block.node);
  }
  return bound;
}

/** A list that is longer than a document, and notes, in lists that go on counting. */
function divided(block: Block): readonly Block[] {
  const { node, size } = block;
  if (size <= LARGEST || node.type !== 'element') return [block];
  if (node.tagName === 'ol') return listsOf(node).map(measured);
  const list = node.children.find((child) => child.type === 'element' && child.tagName === 'ol');
  if (!isNotes(node) || list?.type !== 'element') return [block];
  return listsOf(list).map((part, index) =>
    measured({
      ...node,
      properties: index === 0 ? node.properties : unheaded(node),
      children: index === 0 ? node.children.map((child) => (child === list ? part : child)) : [part],
    }),
  );
}

function listsOf(list: Element): readonly Element[] {
  if (list.properties.reversed !== undefined) return [list];
  const items = list.children.filter((child) => child.type === 'element');
  const first = Number(list.properties.start ?? 1);
  let count = 0;
  return between(items.map(measured)).map((piece, index) => {
    const start = first + count;
    count += piece.length;
    const { id: _, ...others } = list.properties;
    const properties = index === 0 ? list.properties : { ...others, start };
    return { ...list, properties, children: piece.map(({ node }) => node as Element) };
  });
}

/** The heading by which it was named stands in another document. */
function unheaded(notes: Element) {
  const { ariaLabelledBy: _, id: __, ...properties } = notes.properties;
  const heading = notes.children.find(isHeading);
  return { ...properties, ...(heading && { ariaLabel: textOf(heading) }) };
}

const isNotes = ({ properties }: Element): boolean => properties.role === 'doc-endnotes';

const isHeading = (node: RootContent): boolean => node.type === 'element' && /^h[1-6]$/.test(node.tagName);

/** Notes are a part of the chapter as one under a heading of level two is; anything else begins nothing. */
function levelOf(node: RootContent): number {
  if (node.type !== 'element') return Number.POSITIVE_INFINITY;
  if (isHeading(node)) return Number(node.tagName[1]);
  return isNotes(node) ? 2 : Number.POSITIVE_INFINITY;
}

function partsOf(
  section: Section,
  pieces: readonly Piece[],
  anchors: Map<string, string>,
): readonly Section[] {
  return pieces.map((piece, index) => {
    const body: Root = { type: 'root', children: piece.map(({ node }) => node) };
    const heading = headingOf(body);
    const id = index === 0 ? section.id : (heading?.id ?? freeId(section.id, index + 1, anchors));
    const ids = new Set<string>();
    visit(body, 'element', ({ properties }) => {
      if (properties.id !== undefined) ids.add(String(properties.id));
    });
    for (const each of ids) anchors.set(each, id);
    anchors.set(id, id);
    return {
      ...section,
      id,
      body,
      headings: section.headings.filter((each) => ids.has(each.id)),
      ...(index > 0 && { title: heading?.text ?? `${section.title} (${index + 1})`, partOf: section.id }),
    };
  });
}

/** The heading that a part begins with; `id` only where it is the very first, so that the part can be named by it. */
function headingOf({ children }: Root): { readonly id?: string; readonly text: string } | undefined {
  const first = children.find((child) => child.type === 'element' && !isMark(child));
  if (first?.type !== 'element') return undefined;
  if (isHeading(first)) {
    const { id } = first.properties;
    return { text: textOf(first).trim(), ...(id !== undefined && { id: String(id) }) };
  }
  const heading = isNotes(first) ? first.children.find(isHeading) : undefined;
  return heading && { text: textOf(heading).trim() };
}

function freeId(id: string, number: number, taken: ReadonlyMap<string, string>): string {
  let free = `${id}--part-${number}`;
  while (taken.has(free)) free += '-';
  return free;
}
