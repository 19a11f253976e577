/** Classifies a section of the book: frontmatter, bodymatter or backmatter, and its type. */

import { findPartRole, findPartType } from '../../core/book-parts.ts';
import { isBodySection } from '../../core/front-sections.ts';
import type { Book, Section } from '../../core/model/book.ts';

/** Values of `epub:type` for the document's body, and of `epub:type` and the role for the section in it. */
export interface SectionClass {
  readonly partition: 'frontmatter' | 'bodymatter' | 'backmatter';
  readonly type?: string;
  readonly role?: string;
}

/** Classifies a section. Later documents of a long chapter have no type, because they are not chapters, and a list of abbreviations has none. */
export function classifySection({ sections }: Book, section: Section): SectionClass {
  const partition = findPartition(sections, section);
  if (section.partOf !== undefined || section.isFrontMatter) return { partition };
  if (section.kind === 'references') return { partition, type: 'bibliography', role: 'doc-bibliography' };
  const part = section.part ?? 'chapter';
  const [type, role] = [findPartType(part), findPartRole(part)];
  return { partition, ...(type !== undefined && { type }), ...(role !== undefined && { role }) };
}

function findPartition(sections: readonly Section[], section: Section): SectionClass['partition'] {
  if (isBodySection(section)) return 'bodymatter';
  const first = sections.findIndex(isBodySection);
  return sections.indexOf(section) < first ? 'frontmatter' : 'backmatter';
}
