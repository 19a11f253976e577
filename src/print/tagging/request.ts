/** Builds the request for tagging a book's PDF. */
import type { Book } from '../../core/model/book.ts';
import { version } from '../../runtime/version.ts';
import type { TagRequest } from './tag-pdf.ts';

/** Returns the metadata of a book; title and language are already in the printed document. */
export function buildTagRequest({ publication, sections }: Book): TagRequest {
  const { authors, description, publisher, rights, subjects, modified } = publication.metadata;
  const [only] = sections;
  const chapter = publication.chapters.find(({ id }) => sections.length === 1 && id === only?.id);
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
  };
}
