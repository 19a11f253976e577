/** Finds the links between the parts of a book: Chromium keeps a link only if its target is in the same document. */
import type { Root } from 'hast';
import type { NavigationNode } from '../../../core/model/book.ts';
import { visit } from '../../../lib/html/visit.ts';
import type { CaptionList } from '../../caption-lists.ts';
import { decodeDestinationName } from '../../printed/page-map.ts';

/** Index of the contents as the origin of a link: they are in the first part, before the first section. */
const CONTENTS = -1;

/** A link from one section to another, by their indexes. */
export interface CrossLink {
  readonly from: number;
  readonly to: number;
  /** The id that it leads to. */
  readonly id: string;
}

/** Sections in a row, by their indexes; `to` is not among them. */
export interface SectionRange {
  readonly from: number;
  readonly to: number;
}

/** What a part needs so that links to and from other parts work. */
export interface PartLinks {
  /** Ids of this part to which links of other parts lead. */
  readonly wanted: readonly string[];
  /** Ids of other parts to which links of this part lead. */
  readonly elsewhere: readonly string[];
}

/** A section of the book. */
export interface LinkedSection {
  /** Id of the section's element. */
  readonly id: string;
  readonly tree: Root;
}

/** Lists the links between sections, and those of the contents, each target once for each section. */
export function listCrossLinks(
  sections: readonly LinkedSection[],
  contents: ReadonlySet<string>,
): readonly CrossLink[] {
  const homes = new Map<string, number>();
  const targets = sections.map(({ id, tree }, index) => {
    const found = new Set<string>();
    homes.set(id, index);
    visit(tree, 'element', ({ properties }) => {
      if (properties.id !== undefined) homes.set(String(properties.id), index);
      const { href } = properties;
      if (typeof href === 'string' && href.startsWith('#')) found.add(decodeDestinationName(href.slice(1)));
    });
    return found;
  });
  const linksOf = (from: number, ids: ReadonlySet<string>): readonly CrossLink[] =>
    [...ids].flatMap((id) => {
      const to = homes.get(id);
      return to === undefined || to === from ? [] : [{ from, to, id }];
    });
  return [...linksOf(CONTENTS, contents), ...targets.flatMap((ids, index) => linksOf(index, ids))];
}

/** Returns the ids that the contents and the lists of figures and tables lead to. */
export function listContentsTargets(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
): ReadonlySet<string> {
  const walk = ({ id, children }: NavigationNode): readonly string[] => [id, ...children.flatMap(walk)];
  return new Set([...entries.flatMap(walk), ...lists.flatMap(({ items }) => items.map(({ id }) => id))]);
}

/** Finds the links to and from a part. */
export function findPartLinks(links: readonly CrossLink[], { from, to }: SectionRange): PartLinks {
  const isHere = (section: number): boolean => Math.max(0, section) >= from && section < to;
  const [wanted, elsewhere] = [new Set<string>(), new Set<string>()];
  for (const link of links) {
    if (isHere(link.from) === isHere(link.to)) continue;
    (isHere(link.to) ? wanted : elsewhere).add(link.id);
  }
  return { wanted: [...wanted], elsewhere: [...elsewhere] };
}
