/** The contents: headings as deep as the publication asks, each below the one it belongs to. */
import type { Heading, NavigationNode, Section } from '../core/model/book.ts';
import { isNotesHeading } from './blocks/footnotes.ts';

/** Levels, where a publication does not say. */
const DEPTH = 3;

/** The notes at a chapter's end are found from their marks, not from the contents. */
export function navigationOf(sections: readonly Section[], depth = DEPTH): readonly NavigationNode[] {
  return sections.flatMap(({ headings, language }) =>
    nest(
      // A heading without words is reported; an entry without them would make the contents invalid.
      headings.filter(({ id, level, text }) => level <= depth && text !== '' && !isNotesHeading(id)),
      language === undefined ? {} : { language },
    ),
  );
}

function nest(
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
