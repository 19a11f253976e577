/**
 * Sets side notes beside the block before them, where the page of a handout is wide enough. Tags and copied text keep the order:
 * first the block, then its notes. In a book the outer margin changes its side, and Chromium prints nothing of the text in a margin, so
 * that the notes are below their paragraphs there.
 */
import type { Element, ElementContent, Root } from 'hast';
import { isLargePrint } from '../../../core/layouts.ts';
import type { PaperEdition } from '../../../core/model/edition.ts';
import { SIDE_NOTE_CLASS } from '../../../core/tree/side-note-class.ts';
import { hasClass } from '../../../lib/html/classes.ts';

/** The width, in mm, below which a page has no room for a second column; the notes take 49 of them. */
const MIN_TEXT_WIDTH = 155;

/** Blocks that have notes beside them. What is wide itself has them below. */
const HOSTS: ReadonlySet<string> = new Set(['p', 'ul', 'ol', 'dl', 'blockquote']);

/** Puts each block of a section's top level and the side notes after it into a row, if the edition has room for it. */
export function placeSideNotes(tree: Root, edition: PaperEdition): void {
  if (!hasRoom(edition)) return;
  const children: ElementContent[] = [];
  let row: Element | undefined;
  for (const child of tree.children as ElementContent[]) {
    if (isSideNote(child) && row !== undefined) {
      column(row).children.push(child);
      continue;
    }
    if (!isSpace(child)) row = undefined;
    const host = isSideNote(child) ? findHost(children) : undefined;
    if (host === undefined) {
      children.push(child);
      continue;
    }
    row = buildElement('side-row', [host.element, buildElement('side-column', [child])]);
    children.splice(host.index, children.length - host.index, row);
  }
  tree.children = children;
}

const hasRoom = (edition: PaperEdition): boolean => {
  const { family, page, margins } = edition;
  const width = page.width - margins.inside - margins.outside;
  return family === 'handouts' && width >= MIN_TEXT_WIDTH && !isLargePrint(edition);
};

const isSideNote = (node: ElementContent): boolean =>
  node.type === 'element' && hasClass(node, SIDE_NOTE_CLASS);

const isSpace = (node: ElementContent): boolean => node.type === 'text' && node.value.trim() === '';

/** Finds the block right before the end of a list. */
function findHost(nodes: readonly ElementContent[]): { element: Element; index: number } | undefined {
  const index = nodes.findLastIndex((node) => !isSpace(node));
  const element = nodes[index];
  return element?.type === 'element' && HOSTS.has(element.tagName) ? { element, index } : undefined;
}

const column = (row: Element): Element => row.children[1] as Element;

const buildElement = (className: string, children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'div',
  properties: { className: [className] },
  children,
});
