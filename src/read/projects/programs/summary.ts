/** Reads the list of chapters that mdBook, HonKit and GitBook have in `SUMMARY.md`. */
import { basename } from 'node:path';
import type { Link, List, ListItem, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { EXIT, visit } from '../../../lib/html/visit.ts';
import type { LeftOut, Listing } from '../listing.ts';
import { ListingBuilder } from '../listing-builder.ts';

/** What a list says. Paths are relative to its folder. */
export interface Summary {
  /** The heading, if it is a title and not “Summary”. */
  readonly title?: string;
  readonly entries: readonly Listing[];
  readonly leftOut: LeftOut;
}

const GENERIC_TITLE = /^(?:summary|(?:table of )?contents|toc)$/i;

/**
 * Reads a list: a heading after the title begins a part, and items of an item are chapters below it. Links outside of
 * lists are chapters before or after the parts (https://rust-lang.github.io/mdBook/format/summary.html,
 * https://honkit.netlify.app/pages.html).
 * @param isMdBook whether only headings of level one begin a part, and a line does not end it
 */
export function readSummary(tree: Root, source: SourceFile, isMdBook: boolean): Summary {
  const list = new SummaryReader(source);
  const [first] = tree.children;
  const hasTitle = first?.type === 'heading' && first.depth === 1;
  const heading = hasTitle ? textOf(first).trim() : '';
  for (const node of hasTitle ? tree.children.slice(1) : tree.children) list.addNode(node, isMdBook);
  const isTitle = heading !== '' && !GENERIC_TITLE.test(heading);
  return { ...(isTitle && { title: heading }), ...list.listing.result };
}

class SummaryReader {
  readonly #source: SourceFile;
  readonly listing = new ListingBuilder();
  /** Depth of the chapters of a list. */
  #depth = 0;

  constructor(source: SourceFile) {
    this.#source = source;
  }

  /** Adds a node at the top of the file. @param isMdBook see {@link readSummary} */
  addNode(node: RootContent, isMdBook: boolean): void {
    if (node.type === 'list') this.#addList(node);
    else if (node.type === 'heading') {
      if (node.depth === 1 || !isMdBook) this.#beginPart(node);
    } else if (node.type !== 'thematicBreak') this.#addLinks(node);
    else if (!isMdBook) this.#depth = 0;
  }

  #beginPart(heading: RootContent): void {
    this.listing.addGroup(textOf(heading).trim(), 0, locationOf(this.#source, heading));
    this.#depth = 1;
  }

  /** Adds the links of a paragraph, which is in no part. */
  #addLinks(node: RootContent): void {
    visit(node, 'link', (link) => {
      this.#depth = 0;
      this.#addLink(link, 0, false);
    });
  }

  #addList(list: List, depth = this.#depth): void {
    for (const item of list.children) {
      const lists = item.children.filter((child) => child.type === 'list');
      const hasChildren = lists.length > 0;
      const link = findLink(item);
      if (link !== undefined) this.#addLink(link, depth, hasChildren);
      else {
        const title = textOf(item.children.filter(({ type }) => type !== 'list')).trim();
        const location = locationOf(this.#source, item);
        this.listing.add({ title, depth, hasChildren, location });
      }
      for (const inner of lists) this.#addList(inner, depth + 1);
    }
  }

  #addLink(link: Link, depth: number, hasChildren: boolean): void {
    if (link.url.replace(/^\.\//, '') === basename(this.#source.path)) return;
    const location = locationOf(this.#source, link);
    this.listing.add({ title: textOf(link).trim(), target: link.url, depth, location, hasChildren });
  }
}

/** Finds the first link of an item that is not in a list of the item. */
function findLink({ children }: ListItem): Link | undefined {
  let found: Link | undefined;
  for (const child of children) {
    if (found !== undefined || child.type === 'list') continue;
    visit(child, 'link', (link) => {
      found = link;
      return EXIT;
    });
  }
  return found;
}
