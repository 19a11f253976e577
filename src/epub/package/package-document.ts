/** What the package document says: metadata, manifest, spine. The XML is in `templates/epub/package.opf`. */
import type { Book } from '../../core/model/book.ts';
import type { Contributor, Metadata, Series } from '../../core/model/metadata.ts';
import { writers } from '../../core/wording.ts';
import { contentProperties } from '../content/xhtml.ts';
import type { Plan, PlannedDocument, PlannedImage } from '../plan.ts';
import type { AccessibilityMetadata } from './accessibility.ts';

/** An item of the manifest; `properties` as EPUB 3.3, section 5.6.2 and appendix D.4 have them. */
export interface ManifestItem {
  readonly id: string;
  readonly href: string;
  readonly mediaType: string;
  readonly properties?: string;
}

/** A creator or contributor; `relator` is a code of https://id.loc.gov/vocabulary/relators */
export interface Agent {
  readonly id: string;
  readonly name: string;
  readonly fileAs?: string;
  readonly relator: string;
}

/** A number that the work is known by; `type` is a code of ONIX code list 5. */
interface Identifier {
  readonly id: string;
  readonly urn: string;
  readonly type: '06' | '15';
}

/** What `package.opf` is filled with. */
export function packageData(
  book: Book,
  plan: Plan,
  accessibility: AccessibilityMetadata,
  fonts: readonly ManifestItem[],
) {
  const { metadata } = book.publication;
  return {
    metadata,
    identifierType: typeOf(metadata.identifier),
    identifiers: identifiersOf(metadata),
    ...agentsOf(metadata),
    seriesIndex: seriesIndex(metadata.series),
    languages: languagesOf(book),
    modified: instant(metadata.modified),
    accessibility,
    items: [...documentItems(plan), ...plan.images.map(imageItem), ...fonts],
    spine: plan.documents.map(({ id }) => id),
    coverImage: plan.cover.id,
  };
}

/** What the package is known by is not said again. */
function identifiersOf({ identifier, isbn, doi }: Metadata): Identifier[] {
  const known: Identifier[] = [
    ...(isbn === undefined ? [] : [{ id: 'isbn', urn: `urn:isbn:${isbn}`, type: '15' as const }]),
    ...(doi === undefined ? [] : [{ id: 'doi', urn: `urn:doi:${doi}`, type: '06' as const }]),
  ];
  return known.filter(({ urn }) => plainUrn(urn) !== plainUrn(identifier));
}

/** Of the number that the package itself is known by: a UUID and others say themselves what they are. */
function typeOf(identifier: string): Identifier['type'] | undefined {
  if (/^urn:isbn:/i.test(identifier)) return '15';
  return /^(?:urn:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/i.test(identifier) ? '06' : undefined;
}

const plainUrn = (urn: string): string =>
  urn.toLowerCase().replace(/^urn:isbn:.*/, (isbn) => isbn.replaceAll('-', ''));

/** A reviewer's role says what they are, not what they did. */
function agentsOf(metadata: Metadata) {
  const { contributors, reviewers } = metadata;
  const creators = writers(metadata);
  const others = [
    ...contributors.filter(({ relator }) => relator !== 'aut'),
    ...reviewers.map((reviewer) => ({ ...reviewer, relator: 'rev' })),
  ];
  return {
    creators: creators.map(agent('creator', 'aut')),
    contributors: others.map(agent('contributor', 'ctb')),
  };
}

const agent =
  (kind: string, otherwise: string) =>
  ({ name, fileAs, relator }: Contributor, index: number): Agent => ({
    id: `${kind}-${index + 1}`,
    name,
    ...(fileAs !== undefined && { fileAs }),
    relator: relator ?? otherwise,
  });

/** Calibre's place in a series is one number; `2.1.3` is none. */
const seriesIndex = (series: Series | undefined): string | undefined =>
  /^\d+(?:\.\d+)?$/.test(series?.number ?? '') ? series?.number : undefined;

/** The publication's own language first, as reading systems take the first. */
function languagesOf({ publication, sections }: Book): string[] {
  const others = sections.flatMap(({ language }) => language ?? []);
  return [...new Set([publication.metadata.language, ...others])];
}

/** `dcterms:modified` is `CCYY-MM-DDThh:mm:ssZ`, without fractions (EPUB 3.3, section 5.5.3.2.5). */
const instant = (modified: string): string =>
  `${new Date(modified).toISOString().slice(0, 'CCYY-MM-DDThh:mm:ss'.length)}Z`;

const documentItems = (plan: Plan): ManifestItem[] =>
  plan.documents.map((document) => {
    const properties = documentProperties(document);
    return {
      id: document.id,
      href: document.file,
      mediaType: 'application/xhtml+xml',
      ...(properties && { properties }),
    };
  });

function documentProperties({ part, section }: PlannedDocument): string {
  if (part === 'contents') return 'nav';
  return section === undefined ? '' : contentProperties(section).join(' ');
}

const imageItem = ({ id, file, mediaType, isCover }: PlannedImage): ManifestItem => ({
  id,
  href: file,
  mediaType,
  ...(isCover && { properties: 'cover-image' }),
});
