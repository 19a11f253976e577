/** Turns the content of a section into HTML for browsers. */
import type { Element, Root } from 'hast';
import type { Asset } from '../core/model/asset.ts';
import type { Section } from '../core/model/book.ts';
import type { Terms } from '../core/model/design.ts';
import { conformTree } from '../core/screen/conform-tree.ts';
import { dropEmptyHeaders } from '../core/screen/empty-headers.ts';
import { styleImageWidths } from '../core/screen/image-width.ts';
import { writeIndexLinks } from '../core/screen/index-links.ts';
import { markNumberWidth } from '../core/screen/list-numbers.ts';
import { type Locate, locateFragment } from '../core/screen/locate.ts';
import { prepareWideTables } from '../core/screen/wide-tables.ts';
import { cloneTree } from '../lib/html/clone.ts';
import { CODE_ELEMENTS } from '../lib/html/elements.ts';
import { collectIds, repairReferences } from '../lib/html/references.ts';
import { visit } from '../lib/html/visit.ts';
import { normalizeUrl } from '../lib/text/url.ts';
import { groupBoxes } from './groups.ts';
import { prepareScrolling } from './scroll-boxes.ts';

/** What the content of a section depends on, beside its tree. */
export interface PageContext {
  readonly locate: Locate;
  /** Returns the address of the picture that a section calls `src`; `undefined` if there is none. */
  address(src: string): { readonly url: string; readonly asset: Asset } | undefined;
  readonly direction: 'ltr' | 'rtl';
  readonly terms: Terms;
  /** Whether the page has other sections, too. */
  readonly isOneOfMany: boolean;
  /** Levels by which headings are lowered: 1 where the page has the title of the publication above them. */
  readonly lowerHeadingsBy: number;
}

/** Returns the content of a section as a page shows it, without an element around it. @param file the page that contains it */
export function buildSectionTree(section: Section, file: string, context: PageContext): Root {
  const tree = cloneTree(section.body);
  const ids = collectIds(tree);
  styleImageWidths(tree);
  conformTree(tree);
  writeIndexLinks(tree);
  visit(tree, 'element', (element) => {
    delete element.properties.dataColor;
    if (element.tagName === 'a') rewriteLink(element, file, context.locate);
    if (context.direction === 'rtl' && CODE_ELEMENTS.has(element.tagName)) element.properties.dir ??= 'ltr';
    lowerHeading(element, context.lowerHeadingsBy);
  });
  placeImages(tree, context);
  dropEmptyRows(tree);
  // ARIA in HTML allows no role on a part of a table, and browsers keep its meaning when it is shown as cards.
  prepareWideTables(tree, { namesRoles: false });
  dropEmptyHeaders(tree);
  markNumberWidth(tree);
  groupBoxes(tree);
  if (context.isOneOfMany) nameNotes(tree, section);
  prepareScrolling(tree, context.terms);
  repairReferences(tree, ids);
  return tree;
}

/** Makes `#id` an address of the page that has the id. A link that leads nowhere becomes words; rendering has reported it. */
function rewriteLink(link: Element, file: string, locate: Locate): void {
  const { href } = link.properties;
  if (typeof href !== 'string') return;
  const target = href.startsWith('#') ? locateFragment(href, file, locate) : normalizeUrl(href);
  if (target !== undefined) {
    link.properties.href = target;
    return;
  }
  delete link.properties.href;
  delete link.properties.role;
}

/** Names the notes of a section with its heading, because a page of several sections has several landmarks “Notes”. */
function nameNotes(tree: Root, { id, headings }: Section): void {
  if (!headings.some((heading) => heading.id === id)) return;
  visit(tree, { type: 'element', tagName: 'section' }, ({ properties }) => {
    const { role, ariaLabelledBy } = properties;
    if (role === 'doc-endnotes' && Array.isArray(ariaLabelledBy))
      properties.ariaLabelledBy = [...ariaLabelledBy, id];
  });
}

/** Removes rows without cells, which HTML does not allow (HTML Living Standard, 4.9.12). */
function dropEmptyRows(tree: Root): void {
  visit(tree, 'element', (parent) => {
    if (!ROW_PARENTS.has(parent.tagName)) return;
    parent.children = parent.children.filter(
      (child) =>
        child.type !== 'element' ||
        child.tagName !== 'tr' ||
        child.children.some((cell) => cell.type === 'element'),
    );
  });
}

const ROW_PARENTS: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tfoot']);

function lowerHeading(element: Element, levels: number): void {
  const level = /^h([1-6])$/.exec(element.tagName)?.[1];
  if (level === undefined || levels === 0) return;
  element.tagName = `h${Math.min(6, Number(level) + levels)}`;
}

/** Gives each image its address and its size, so that nothing moves when it is there. An unknown one becomes its text. */
function placeImages(tree: Root, { address }: PageContext): void {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'img' || parent === undefined || index === undefined) return;
    const found = address(String(element.properties.src ?? ''));
    if (found === undefined) {
      parent.children[index] = { type: 'text', value: String(element.properties.alt ?? '') };
      return;
    }
    const { asset, url } = found;
    const { width } = element.properties;
    const size = { width: Math.round(asset.width), height: Math.round(asset.height) };
    const given = typeof width === 'number' ? { style: joinStyle(element, `inline-size:${width}px`) } : {};
    element.properties = { ...element.properties, ...size, ...given, src: url };
  });
}

const joinStyle = ({ properties: { style } }: Element, added: string): string =>
  typeof style === 'string' ? `${style};${added}` : added;
