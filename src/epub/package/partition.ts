/** What a section is in the book as a whole: front matter, the text itself or back matter, and which part of that. */

import { isInTheText } from '../../core/book-parts.ts';
import type { Book, Section } from '../../core/model/book.ts';

/** For `epub:type` of the document's body, and for `epub:type` and the role of the section in it. */
export interface Place {
  readonly partition: 'frontmatter' | 'bodymatter' | 'backmatter';
  readonly type?: string;
  readonly role?: string;
}

/** Later documents of a long chapter are no chapters of their own. */
export function placeIn({ sections }: Book, section: Section): Place {
  const partition = partitionOf(sections, section);
  if (section.partOf !== undefined) return { partition };
  const type = section.kind === 'references' ? 'bibliography' : (section.part ?? 'chapter');
  return { partition, type, role: `doc-${type}` };
}

function partitionOf(sections: readonly Section[], section: Section): Place['partition'] {
  if (isText(section)) return 'bodymatter';
  const first = sections.findIndex(isText);
  return sections.indexOf(section) < first ? 'frontmatter' : 'backmatter';
}

/** Whether it belongs to the text itself. */
export const isText = ({ kind, part }: Section): boolean =>
  kind === 'chapter' && isInTheText(part ?? 'chapter');
