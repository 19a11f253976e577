/** Builds the table of contents: parts, chapters, and headings down to the publication's depth. */
import type { Heading, NavigationNode, Section } from '../core/model/book.ts';
import { isNotesHeading } from './blocks/footnotes.ts';

/** Levels of headings, unless the publication sets a depth. */
const DEFAULT_DEPTH = 3;

/**
 * Builds the navigation tree. Leaves out the notes at a chapter's end, because readers reach them from the
 * note references, and headings of the class `unlisted`, unless nothing else is left.
 */
export function buildNavigation(
  sections: readonly Section[],
  depth = DEFAULT_DEPTH,
): readonly NavigationNode[] {
  const listed = sections.map((section) => ({ ...section, headings: removeUnlisted(section.headings) }));
  const tree = buildTree(listed, depth);
  return tree.length === 0 ? buildTree(sections, depth) : tree;
}

/** Removes headings that are not in the contents, with those below them: they would be below another one. */
function removeUnlisted(headings: readonly Heading[]): readonly Heading[] {
  let hidden = Number.POSITIVE_INFINITY;
  return headings.filter(({ level, isUnlisted }) => {
    if (level > hidden) return false;
    hidden = isUnlisted === true ? level : Number.POSITIVE_INFINITY;
    return isUnlisted !== true;
  });
}

function buildTree(sections: readonly Section[], depth: number): readonly NavigationNode[] {
  const roots: NavigationNode[] = [];
  const open: OpenEntry[] = [{ rank: 0, children: roots }];
  for (const entry of sections.flatMap((section) => listEntries(section, depth))) {
    const { rank, ...node } = entry;
    while ((open.at(-1)?.rank ?? 0) >= rank) open.pop();
    const children: NavigationNode[] = [];
    open.at(-1)?.children.push({ ...node, children });
    open.push({ rank, children });
  }
  return roots;
}

interface OpenEntry {
  /** See {@link Entry.rank}. */
  readonly rank: number;
  readonly children: NavigationNode[];
}

interface Entry extends Omit<NavigationNode, 'children'> {
  /** An entry is below the last one before it that has a smaller rank. */
  readonly rank: number;
}

/** Lists the entries of a section, with the groups that begin with it. */
function listEntries({ id: sectionId, headings, language, place }: Section, depth: number): readonly Entry[] {
  const inLanguage = language === undefined ? {} : { language };
  const below = place?.depth ?? 0;
  const groups = (place?.groups ?? []).map(
    (group): Entry => ({
      ...{ id: sectionId, title: group.title, level: 1, rank: group.depth + 1 },
      ...inLanguage,
    }),
  );
  // An empty heading is reported already; an empty entry would make the contents invalid.
  const shown = headings.filter(
    ({ id, level, text }) => level <= depth && text !== '' && !isNotesHeading(id),
  );
  const own = shown.map(({ id, level, text }, index): Entry => {
    const title = index === 0 && level === 1 ? (place?.title ?? text) : text;
    return { id, title, level, ...inLanguage, rank: below + level };
  });
  return [...groups, ...own];
}
