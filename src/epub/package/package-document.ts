/**
 * Builds the data of the package document: metadata, manifest, spine. The XML is in
 * `templates/epub/package.opf`.
 */
import type { Book } from '../../core/model/book.ts';
import type { WritingMode } from '../../core/model/edition.ts';
import type { Contributor, Metadata, OwnMetadata, Series } from '../../core/model/metadata.ts';
import { listWriters } from '../../core/wording.ts';
import { findContentProperties } from '../content/xhtml.ts';
import type { Plan, PlannedDocument, PlannedImage } from '../plan.ts';
import type { AccessibilityMetadata } from './accessibility.ts';

/** An item of the manifest; for `properties` see EPUB 3.3, section 5.6.2 and appendix D.4. */
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

/** An identifier of the work; `type` is a code of ONIX code list 5. */
interface Identifier {
  readonly id: string;
  readonly urn: string;
  readonly type: '06' | '15';
}

/** What is known of a package before its package document is written. */
export interface PackageParts {
  readonly accessibility: AccessibilityMetadata;
  /** Fonts, and the files that styles name. */
  readonly styleItems: readonly ManifestItem[];
  /** XHTML documents by file name. */
  readonly documents: ReadonlyMap<string, string>;
  /** Direction of vertical lines; absent: they are horizontal. */
  readonly writingMode?: WritingMode | undefined;
}

/** Builds the template variables of `package.opf`. */
export function buildPackageData(
  book: Book,
  plan: Plan,
  { accessibility, styleItems, documents, writingMode }: PackageParts,
) {
  const { metadata } = book.publication;
  const isLeftward = writingMode === undefined ? metadata.direction === 'rtl' : writingMode === 'vertical-rl';
  return {
    metadata,
    progression: isLeftward ? ('rtl' as const) : ('ltr' as const),
    writingMode,
    identifierType: findIdentifierType(metadata.identifier),
    identifiers: collectIdentifiers(metadata),
    ...collectAgents(metadata),
    seriesIndex: findSeriesIndex(metadata.series),
    languages: listLanguages(book),
    modified: formatInstant(metadata.modified),
    accessibility,
    own: buildOwnData(metadata.own),
    items: [...buildDocumentItems(plan, documents), ...plan.images.map(buildImageItem), ...styleItems],
    spine: plan.documents.map(({ id }) => id),
    coverImage: plan.cover.id,
  };
}

/** Sorts what the author adds: elements of Dublin Core by name, and properties with a prefix. */
function buildOwnData(own: OwnMetadata | undefined) {
  const { properties = [], prefixes = [] } = own ?? {};
  const valuesOf = (name: string): readonly string[] =>
    properties.flatMap(({ property, value }) => (property === name ? value : []));
  return {
    prefix: prefixes.map(({ prefix, address }) => `${prefix}: ${address}`).join(' '),
    sources: valuesOf('source'),
    relations: valuesOf('relation'),
    coverages: valuesOf('coverage'),
    types: valuesOf('type'),
    formats: valuesOf('format'),
    properties: properties.filter(({ property }) => property.includes(':')),
  };
}

/** Collects the identifiers other than the package's own. */
function collectIdentifiers({ identifier, isbn, doi }: Metadata): Identifier[] {
  const known: Identifier[] = [
    ...(isbn === undefined ? [] : [{ id: 'isbn', urn: `urn:isbn:${isbn}`, type: '15' as const }]),
    ...(doi === undefined ? [] : [{ id: 'doi', urn: `urn:doi:${doi}`, type: '06' as const }]),
  ];
  return known.filter(({ urn }) => normalizeUrn(urn) !== normalizeUrn(identifier));
}

/** Returns the type of the package's own identifier. A UUID and other URNs need none. */
function findIdentifierType(identifier: string): Identifier['type'] | undefined {
  if (/^urn:isbn:/i.test(identifier)) return '15';
  return /^(?:urn:doi:|https?:\/\/(?:dx\.)?doi\.org\/)/i.test(identifier) ? '06' : undefined;
}

const normalizeUrn = (urn: string): string =>
  urn.toLowerCase().replace(/^urn:isbn:.*/, (isbn) => isbn.replaceAll('-', ''));

/**
 * Collects creators and contributors. Reviewers always get `rev`, because their role states a profession, not
 * a contribution.
 */
function collectAgents(metadata: Metadata) {
  const { contributors, reviewers } = metadata;
  const creators = listWriters(metadata);
  const others = [
    ...contributors.filter(({ relator }) => relator !== 'aut'),
    ...reviewers.map((reviewer) => ({ ...reviewer, relator: 'rev' })),
  ];
  return {
    creators: creators.map(createAgent('creator', 'aut')),
    contributors: others.map(createAgent('contributor', 'ctb')),
  };
}

const createAgent =
  (kind: string, otherwise: string) =>
  ({ name, fileAs, relator }: Contributor, index: number): Agent => ({
    id: `${kind}-${index + 1}`,
    name,
    ...(fileAs !== undefined && { fileAs }),
    relator: relator ?? otherwise,
  });

/** Returns the position for calibre, which supports only one number; `2.1.3` is not supported. */
const findSeriesIndex = (series: Series | undefined): string | undefined =>
  /^\d+(?:\.\d+)?$/.test(series?.number ?? '') ? series?.number : undefined;

/** Lists the languages. The publication's own is first, because reading systems use the first. */
function listLanguages({ publication, sections }: Book): string[] {
  const others = sections.flatMap(({ language }) => language ?? []);
  return [...new Set([publication.metadata.language, ...others])];
}

/** Formats `dcterms:modified` as `CCYY-MM-DDThh:mm:ssZ`, without fractions (EPUB 3.3, section 5.5.3.2.5). */
const formatInstant = (modified: string): string =>
  `${new Date(modified).toISOString().slice(0, 'CCYY-MM-DDThh:mm:ss'.length)}Z`;

const buildDocumentItems = (plan: Plan, documents: PackageParts['documents']): ManifestItem[] =>
  plan.documents.map((document) => {
    const properties = findProperties(document, documents.get(document.file) ?? '');
    return {
      id: document.id,
      href: document.file,
      mediaType: 'application/xhtml+xml',
      ...(properties && { properties }),
    };
  });

const findProperties = ({ part }: PlannedDocument, xhtml: string): string =>
  [...findContentProperties(xhtml), ...(part === 'contents' ? ['nav'] : [])].join(' ');

const buildImageItem = ({ id, file, mediaType, isCover }: PlannedImage): ManifestItem => ({
  id,
  href: file,
  mediaType,
  ...(isCover && { properties: 'cover-image' }),
});
