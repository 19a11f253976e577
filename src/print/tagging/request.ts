/** What the finishing is told of a book. */
import type { Book } from '../../core/model/book.ts';
import { version } from '../../runtime/version.ts';
import type { FinishRequest } from './tag-pdf.ts';

/** Title and language the printed document says itself. */
export function finishRequest({ publication, sections }: Book): FinishRequest {
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
