/** Builds the table of contents: headings down to the publication's depth, nested by level. */
import type { Heading, NavigationNode, Section } from '../core/model/book.ts';
import { isNotesHeading } from './blocks/footnotes.ts';

/** Levels of headings, unless the publication sets a depth. */
const DEFAULT_DEPTH = 3;

/**
 * Builds the navigation tree. Leaves out the notes at a chapter's end, because readers reach them from the
 * note references.
 */
export function buildNavigation(
  sections: readonly Section[],
  depth = DEFAULT_DEPTH,
): readonly NavigationNode[] {
  return sections.flatMap(({ headings, language }) =>
    nestHeadings(
      // An empty heading is reported already; an empty entry would make the contents invalid.
      headings.filter(({ id, level, text }) => level <= depth && text !== '' && !isNotesHeading(id)),
      language === undefined ? {} : { language },
    ),
  );
}

function nestHeadings(
  headings: readonly Heading[],
  inLanguage: Pick<NavigationNode, 'language'>,
): readonly NavigationNode[] {
  const roots: NavigationNode[] = [];
  const open: { level: number; children: NavigationNode[] }[] = [{ level: 0, children: roots }];
  for (const { id, level, text } of headings) {
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const children: NavigationNode[] = [];
    open.at(-1)?.children.push({ id, title: text, ...inLanguage, children });
    open.push({ level, children });
  }
  return roots;
}
