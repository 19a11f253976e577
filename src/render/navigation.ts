/** Builds the table of contents: parts, chapters, and headings down to the publication's depth. */
import { isInContents } from '../core/book-parts.ts';
import type { Heading, NavigationNode, Section } from '../core/model/book.ts';
import { isNotesHeading } from './blocks/footnotes.ts';

/** Levels of headings, unless the publication sets a depth. */
const DEFAULT_DEPTH = 3;

/**
 * Builds the navigation tree. Leaves out the notes at a chapter's end, because readers reach them from the
 * note references, parts such as a dedication, and headings of the class `unlisted`, unless nothing else is left.
 */
export function buildNavigation(
  sections: readonly Section[],
  depth = DEFAULT_DEPTH,
): readonly NavigationNode[] {
  const listed = sections.map((section) => ({ ...section, headings: removeBelow(markUnlisted(section)) }));
  const entries = listed.flatMap((section) => listEntries(section, depth));
  if (entries.some(({ isUnlisted }) => !isUnlisted)) return buildTree(entries);
  return buildTree(sections.flatMap((section) => listEntries(section, depth)).map(list));
}

const list = ({ isUnlisted: _, ...entry }: Entry): Entry => entry;

/** Returns the headings of a section. That of a part outside the contents, such as a dedication, is not listed. */
const markUnlisted = ({ part, headings }: Section): readonly Heading[] =>
  part === undefined || isInContents(part)
    ? headings
    : headings.map((heading) => (heading.level === 1 ? { ...heading, isUnlisted: true } : heading));

/** Removes the headings below those that are not in the contents. */
function removeBelow(headings: readonly Heading[]): readonly Heading[] {
  let hidden = Number.POSITIVE_INFINITY;
  return headings.filter(({ level, isUnlisted }) => {
    if (level > hidden) return false;
    hidden = isUnlisted === true ? level : Number.POSITIVE_INFINITY;
    return true;
  });
}

/** Nests the entries. One that is not listed ends those before it, so that the chapters of a part without an entry are in no other part. */
function buildTree(entries: readonly Entry[]): readonly NavigationNode[] {
  const roots: NavigationNode[] = [];
  const open: OpenEntry[] = [{ rank: 0, children: roots }];
  for (const { rank, isUnlisted, ...node } of entries) {
    while ((open.at(-1)?.rank ?? 0) >= rank) open.pop();
    if (isUnlisted) continue;
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
  readonly isUnlisted?: true;
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
  const own = shown.map(({ id, level, text, number, isUnlisted }, index): Entry => {
    const words = index === 0 && level === 1 ? (place?.title ?? text) : text;
    const title = number === undefined ? words : `${number} ${words}`;
    const entry = { id, title, level, ...inLanguage, rank: below + level };
    return isUnlisted ? { ...entry, isUnlisted } : entry;
  });
  return [...groups, ...own];
}
