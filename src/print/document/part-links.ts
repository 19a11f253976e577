/** Finds the links between the parts of a book: Chromium keeps a link only if its target is in the same document. */
import type { Root } from 'hast';
import type { NavigationNode } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';
import type { CaptionList } from '../caption-lists.ts';
import { decodeDestinationName } from '../printed/page-map.ts';

/** The ids and the link targets of one section. */
export interface SectionLinks {
  readonly ids: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
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

/** Reads the ids and the link targets of a section. */
export function readSectionLinks(id: string, tree: Root): SectionLinks {
  const [ids, targets] = [new Set([id]), new Set<string>()];
  visit(tree, 'element', ({ properties }) => {
    if (properties.id !== undefined) ids.add(String(properties.id));
    const { href } = properties;
    if (typeof href === 'string' && href.startsWith('#')) targets.add(decodeDestinationName(href.slice(1)));
  });
  return { ids, targets };
}

/** Returns the ids that the contents and the lists of figures and tables lead to. */
export function listContentsTargets(
  entries: readonly NavigationNode[],
  lists: readonly CaptionList[],
): ReadonlySet<string> {
  const walk = ({ id, children }: NavigationNode): readonly string[] => [id, ...children.flatMap(walk)];
  return new Set([...entries.flatMap(walk), ...lists.flatMap(({ items }) => items.map(({ id }) => id))]);
}

/**
 * Finds the links to and from a part.
 * @param contents what the contents lead to; they are in the first part
 */
export function findPartLinks(
  sections: readonly SectionLinks[],
  contents: ReadonlySet<string>,
  { from, to }: SectionRange,
): PartLinks {
  const own = sections.slice(from, to);
  const others = [...sections.slice(0, from), ...sections.slice(to)];
  const isHere = (id: string): boolean => own.some(({ ids }) => ids.has(id));
  const isThere = (id: string): boolean => others.some(({ ids }) => ids.has(id));
  const fromHere = [...own.map(({ targets }) => targets), ...(from === 0 ? [contents] : [])];
  const fromThere = [...others.map(({ targets }) => targets), ...(from === 0 ? [] : [contents])];
  const unite = (sets: readonly ReadonlySet<string>[]): readonly string[] => [
    ...new Set(sets.flatMap((set) => [...set])),
  ];
  return { wanted: unite(fromThere).filter(isHere), elsewhere: unite(fromHere).filter(isThere) };
}
