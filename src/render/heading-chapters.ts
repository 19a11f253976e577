/** Divides a rendered file at the headings that begin the chapters of a book. */
import type { Element, Root, RootContent } from 'hast';
import type { Heading, Section } from '../core/model/book.ts';
import type { HeadingChapters } from '../core/model/publication.ts';
import { hasClass, listClasses } from '../lib/html/classes.ts';
import { EXIT, visit } from '../lib/html/visit.ts';
import { distributeNotes, takeNotes } from './blocks/distribute-notes.ts';
import { markLead } from './blocks/lead-paragraph.ts';
import { NEW_PAGE } from './blocks/page-breaks.ts';
import { collectIds, ID_SEPARATOR } from './ids.ts';

/** What the text before the first chapter is. */
const OPENING = 'opening';

/** What sections of a kind have besides: what is before the first chapter gets no number. */
const UNNUMBERED: ReadonlyMap<Piece['kind'], Pick<Section, 'isUnnumbered'>> = new Map([
  [OPENING, { isUnnumbered: true }],
]);

/** A piece of the file before it is a section. */
interface Piece {
  readonly kind: 'part' | 'chapter' | typeof OPENING;
  readonly nodes: RootContent[];
}

/**
 * Divides the section of a file. Each chapter has the id of its heading, and the notes that it refers to. What is before
 * the first chapter is a section under the title of the book, if it is more than this title. Changes the nodes in place.
 * @param title title of the book
 */
export function divideAtHeadings(
  section: Section,
  { level, hasTitle }: HeadingChapters,
  title: string,
): readonly Section[] {
  const notes = takeNotes(section.body);
  const pieces = cutPieces(section, level, hasTitle === true);
  const headings = new Map(section.headings.map((heading) => [heading.id, heading]));
  let depth = 0;
  const sections = pieces.map((piece, index): Section => {
    const { kind, nodes } = piece;
    if (kind === OPENING && findTitle(nodes) === undefined) insertTitle(nodes, section, headings, title);
    if (level === 2) promoteHeadings(piece, headings);
    const body: Root = { type: 'root', children: nodes };
    if (index > 0) markLead(body);
    const id = String(findTitle(nodes)?.properties.id);
    const own = collectIds(body).flatMap((each) => headings.get(each) ?? []);
    const { shortTitle: _, part: __, ...shared } = section;
    const named = { title: headings.get(id)?.text || `${section.title} (${index + 1})`, headings: own };
    const divided: Section = { ...shared, id, body, ...named, ...UNNUMBERED.get(kind) };
    if (kind === 'part') {
      depth = 1;
      return isBare(nodes) ? { ...divided, part: 'part' } : divided;
    }
    return depth === 0 ? divided : { ...divided, place: { depth } };
  });
  redirectTitle(section.id, sections);
  return notes === undefined ? sections : distributeNotes(notes, sections);
}

/** Cuts a file before the headings of the level, and of higher ones. */
function cutPieces({ body, id }: Section, level: 1 | 2, hasTitle: boolean): readonly Piece[] {
  const pieces: Piece[] = [{ kind: OPENING, nodes: [] }];
  for (const node of body.children) {
    const rank = node.type === 'element' ? levelOf(node) : undefined;
    const isTitle = hasTitle && node.type === 'element' && node.properties.id === id;
    if (rank !== undefined && rank <= level && !isTitle) {
      pieces.push({ kind: rank < level ? 'part' : 'chapter', nodes: [] });
    }
    pieces.at(-1)?.nodes.push(node);
  }
  for (const { nodes } of pieces) trimPageBreaks(nodes);
  return pieces.filter(({ kind, nodes }) => kind !== OPENING || !isBare(nodes));
}

const levelOf = ({ tagName }: Element): number | undefined =>
  /^h[1-6]$/.test(tagName) ? Number(tagName[1]) : undefined;

/** Removes the page breaks at both ends, because a chapter begins a page. */
function trimPageBreaks(nodes: RootContent[]): void {
  const first = nodes.find((node) => node.type === 'element');
  if (first && levelOf(first) !== undefined && hasClass(first, NEW_PAGE)) {
    const others = listClasses(first).filter((name) => name !== NEW_PAGE);
    if (others.length > 0) first.properties.className = others;
    else delete first.properties.className;
  }
  const last = nodes.findLastIndex((node) => !(node.type === 'text' && node.value.trim() === ''));
  const end = nodes[last];
  if (end?.type === 'element' && end.children.length === 0 && hasClass(end, NEW_PAGE)) nodes.splice(last);
}

/** Returns whether there is nothing to read besides the title. */
const isBare = (nodes: readonly RootContent[]): boolean =>
  nodes.every(
    (node) =>
      (node.type === 'text' && node.value.trim() === '') ||
      node.type === 'comment' ||
      (node.type === 'element' && (node.tagName === 'h1' || node.tagName === 'hr')),
  );

/** Finds the first heading of level one, which can be in another element. */
function findTitle(nodes: RootContent[]): Element | undefined {
  let title: Element | undefined;
  visit({ type: 'root', children: nodes } satisfies Root, 'element', (element) => {
    if (element.tagName !== 'h1') return undefined;
    title = element;
    return EXIT;
  });
  return title;
}

/** Puts the title of the book before a text that has none. */
function insertTitle(
  nodes: RootContent[],
  { id, body }: Section,
  headings: Map<string, Heading>,
  title: string,
): void {
  const taken = new Set(collectIds(body));
  let own = `${id}${ID_SEPARATOR}${OPENING}`;
  while (taken.has(own)) own += '-';
  headings.set(own, { id: own, level: 1, text: title });
  const children = [{ type: 'text' as const, value: title }];
  nodes.unshift({ type: 'element', tagName: 'h1', properties: { id: own }, children });
}

/** Raises the heading of a chapter to level one, and those below it by one level. */
function promoteHeadings({ kind, nodes }: Piece, headings: Map<string, Heading>): void {
  const title = kind === 'chapter' ? nodes.find((node) => node.type === 'element') : findTitle(nodes);
  const tree: Root = { type: 'root', children: nodes };
  visit(tree, 'element', (element) => {
    const written = levelOf(element);
    if (written === undefined || (element === title && kind !== 'chapter')) return;
    const level = (element === title ? 1 : Math.max(2, written - 1)) as Heading['level'];
    element.tagName = `h${level}`;
    const id = String(element.properties.id);
    const heading = headings.get(id);
    if (heading) headings.set(id, { ...heading, level });
  });
}

/** Lets links to the title of a file lead to the first section, if the title is left out. */
function redirectTitle(id: string, sections: readonly Section[]): void {
  const [first] = sections;
  if (first === undefined || sections.some((section) => section.id === id)) return;
  for (const { body } of sections) {
    visit(body, 'element', ({ properties }) => {
      if (properties.href === `#${id}`) properties.href = `#${first.id}`;
    });
  }
}
