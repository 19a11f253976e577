/** Turns the marks of page breaks, which are empty elements, into a class of the block that begins the page. */
import type { Element, ElementContent, Root } from 'hast';
import { addClass, listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';

/** Class of a block that begins a page. */
export const NEW_PAGE = 'new-page';

/** Classes of elements that begin a page, and of those that end one, in the styles of other programs. */
const BEFORE = /^(?:new-page|(?:page-)?break-before(?:-page)?)$/;
const AFTER = /^(?:page-)?break-after(?:-page)?$/;
/** Classes that mean a break only where the element is empty. */
const MARK = /^(?:page[-_]?break|new-?page|break-page)$/i;

const BLOCK =
  /^(?:p|h[1-6]|ul|ol|dl|pre|table|blockquote|figure|div|section|article|aside|details|hr|li|address|header|footer)$/;
/** Elements whose content may be an empty block. */
const CONTAINER = /^(?:div|section|article|aside|blockquote|li|dd|details)$/;
/** Elements that are something to see without a word in them. */
const VISIBLE = /^(?:img|hr|table|svg|math)$/;

/** Where a walk through the content is. */
interface Walk {
  /** Whether there is anything before: a break at the beginning of a chapter is none. */
  hasContent: boolean;
  /** Whether the next block begins a page. */
  pending: boolean;
}

/** Transforms a chapter in place. Breaks that follow each other are one; the last block of a chapter ends no page. */
export function placePageBreaks(tree: Root): void {
  let any = false;
  visit(tree, 'element', (element) => {
    any ||= listClasses(element).some((name) => BEFORE.test(name) || AFTER.test(name) || MARK.test(name));
  });
  if (any) placeIn(tree, { hasContent: false, pending: false });
}

function placeIn(parent: Root | Element, walk: Walk): void {
  const holdsBlocks = parent.type === 'root' || CONTAINER.test(parent.tagName);
  parent.children = (parent.children as ElementContent[]).flatMap((child): readonly ElementContent[] => {
    if (child.type === 'element') return placeAtElement(child, holdsBlocks, walk);
    if (isBlank(child)) return [child];
    walk.hasContent = true;
    return [...createMark(holdsBlocks, walk), child];
  });
}

/** Returns what takes the place of an element: nothing if it is only a break. */
function placeAtElement(element: Element, holdsBlocks: boolean, walk: Walk): readonly Element[] {
  if (isMark(element)) {
    walk.pending ||= walk.hasContent;
    return [];
  }
  const { before, after } = takeBreaks(element);
  const wasBlank = isBlank(element);
  if (before) walk.pending ||= walk.hasContent;
  const isPlace = BLOCK.test(element.tagName) && !(wasBlank && hasMark(element));
  const mark = isPlace || wasBlank ? [] : createMark(holdsBlocks, walk);
  if (isPlace && walk.pending) {
    addClass(element, NEW_PAGE);
    walk.pending = false;
  }
  const hadChildren = element.children.length > 0;
  placeIn(element, walk);
  // A paragraph that had nothing but a break is none.
  if (hadChildren && element.tagName === 'p' && element.children.every(isBlank)) return [];
  walk.hasContent ||= !wasBlank;
  if (after) walk.pending = true;
  return [...mark, element];
}

/** Returns whether an element is nothing but a break. */
const isMark = (element: Element): boolean =>
  listClasses(element).some((name) => MARK.test(name) || BEFORE.test(name) || AFTER.test(name)) &&
  isEmpty(element) &&
  element.properties.id === undefined;

const hasMark = ({ children }: Element): boolean =>
  children.some((child) => child.type === 'element' && isMark(child));

/** Removes the classes for breaks from an element, and returns which breaks it had. */
function takeBreaks(element: Element): { readonly before: boolean; readonly after: boolean } {
  const classes = listClasses(element);
  const before = classes.some((name) => BEFORE.test(name));
  const after = classes.some((name) => AFTER.test(name));
  if (before || after) {
    const others = classes.filter((name) => !BEFORE.test(name) && !AFTER.test(name));
    if (others.length > 0) element.properties.className = others;
    else delete element.properties.className;
  }
  return { before, after };
}

const isEmpty = ({ tagName, children }: Element): boolean =>
  !(tagName === 'img' || tagName === 'table') &&
  children.every((child) => isBlank(child) || (child.type === 'element' && child.tagName === 'br'));

function isBlank(node: ElementContent): boolean {
  if (node.type === 'text') return node.value.trim() === '';
  return node.type === 'element' ? !VISIBLE.test(node.tagName) && node.children.every(isBlank) : true;
}

/** Creates an empty block that begins a page, for content that cannot do so itself. */
function createMark(holdsBlocks: boolean, walk: Walk): readonly Element[] {
  if (!holdsBlocks || !walk.pending) return [];
  walk.pending = false;
  return [{ type: 'element', tagName: 'div', properties: { className: [NEW_PAGE] }, children: [] }];
}
