/** Builds the request for tagging a book's PDF. */
import type { Element } from 'hast';
import { countOpeningSections } from '../../core/front-sections.ts';
import type { Book } from '../../core/model/book.ts';
import { formatSourceName } from '../../core/wording.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { SKIP, visit } from '../../lib/html/visit.ts';
import { version } from '../../runtime/version.ts';
import type { TagRequest } from './tag-pdf.ts';

/** Returns the metadata of a book; title and language are already in the printed document. */
export function buildTagRequest(book: Book): TagRequest {
  const { publication, sections } = book;
  const { authors, description, publisher, rights, subjects, modified } = publication.metadata;
  const [only] = sections;
  const chapter = publication.chapters.find(({ id }) => sections.length === 1 && id === only?.id);
  const hasPlaces = book.scope === 'publication' && sections.some(({ place }) => place !== undefined);
  return {
    metadata: {
      authors: authors.map(({ name }) => name),
      description: chapter?.metadata.description ?? description,
      publisher,
      rights,
      subjects: subjects.map(({ term }) => term),
      modified,
      creator: `Handpress ${version}`,
    },
    linkNames: nameSourceLinks(book),
    ...(hasPlaces && { outline: listPlaces(book) }),
  };
}

/** Lists where sections are in the contents. Those before the contents are below no other. */
function listPlaces(book: Book): NonNullable<TagRequest['outline']> {
  const opening = countOpeningSections(book);
  return book.sections.map(({ place }, index) => (index < opening ? null : (place ?? null)));
}

/** Returns the names of the links to each item of the lists of sources that have numbers, by id. */
function nameSourceLinks({ sections, terms }: Book): Readonly<Record<string, string>> {
  const names: Record<string, string> = {};
  for (const { body, kind, features } of sections) {
    if (kind !== 'references' && !features.has('citation')) continue;
    visit(body, 'element', (list) => {
      if (list.tagName !== 'ol' || !hasClass(list, 'references')) return undefined;
      const items = list.children.filter((item): item is Element => item.type === 'element');
      for (const [index, { properties }] of items.entries()) {
        names[String(properties.id)] = formatSourceName(index + 1, terms);
      }
      return SKIP;
    });
  }
  return names;
}
