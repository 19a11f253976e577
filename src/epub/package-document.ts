/** What the package document says: metadata, manifest, spine. The XML is in `templates/epub/package.opf`. */
import type { Book, Contributor } from '../model.ts';
import type { AccessibilityMetadata } from './accessibility.ts';
import type { Plan, PlannedDocument, PlannedImage } from './plan.ts';
import { contentProperties } from './xhtml.ts';

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
  readonly relator: 'aut' | 'rev';
}

/** What `package.opf` is filled with. */
export function packageData(book: Book, plan: Plan, accessibility: AccessibilityMetadata) {
  const { metadata } = book.publication;
  return {
    metadata,
    creators: metadata.authors.map(agent('creator', 'aut')),
    contributors: metadata.reviewers.map(agent('contributor', 'rev')),
    languages: languagesOf(book),
    modified: instant(metadata.modified),
    accessibility,
    items: [...documentItems(plan), ...plan.images.map(imageItem)],
    spine: plan.documents.map(({ id }) => id),
    coverImage: plan.cover.id,
  };
}

const agent =
  (kind: string, relator: Agent['relator']) =>
  ({ name, fileAs }: Contributor, index: number): Agent => ({
    id: `${kind}-${index + 1}`,
    name,
    ...(fileAs !== undefined && { fileAs }),
    relator,
  });

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
