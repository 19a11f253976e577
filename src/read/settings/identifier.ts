/** Computes the identifier of a publication whose settings name none. */
import { v5 as uuidV5 } from 'uuid';
import { parseDoi, parseIsbn } from './isbn-doi.ts';
import type { FileData, PublicationData } from './publication-schema.ts';

/** What names a publication beside its settings. */
export interface PublicationName {
  readonly id: string;
  readonly title: string;
  /** BCP 47; taken from the text where the settings name none. */
  readonly language: string;
}

/** Returns whether the settings name the work, so that its identifier stays the same when title or publisher change. */
export const isNamed = ({ identifier, isbn, doi }: PublicationData | FileData): boolean =>
  [identifier, isbn, doi].some((value) => value !== undefined);

/**
 * Computes a UUID version 5 (RFC 9562, 5.5). The same facts give the same identifier in every build and folder, and different
 * publications have different ones. People are no part of it, because a corrected name does not make another book.
 */
export function computeIdentifier(
  data: PublicationData | FileData,
  { id, title, language }: PublicationName,
): string {
  const number = (data.isbn && parseIsbn(data.isbn)) ?? (data.doi && parseDoi(data.doi));
  const facts = number === undefined ? [data.publisher ?? '', id, language, title] : [number, id, language];
  const name = facts.map((fact) => encodeURIComponent(fact.toWellFormed())).join('/');
  return `urn:uuid:${uuidV5(`handpress:${name}`, uuidV5.URL)}`;
}
