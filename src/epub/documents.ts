/** Fills the templates of the e-book's documents. */
import { draftStatement } from '../core/draft-statement.ts';
import { directionOf } from '../core/language.ts';
import type { Book } from '../core/model/book.ts';
import type { Design } from '../core/model/design.ts';
import { longDate, otherParts, writers } from '../core/wording.ts';
import { fillXml } from './checks/project-templates.ts';
import { pageIdsOf } from './content/generated-ids.ts';
import { type Locate, locator } from './content/links.ts';
import { glossaryTerms } from './content/semantics.ts';
import { sectionXhtml } from './content/xhtml.ts';
import { coverText } from './cover/cover.ts';
import { accessibilityMetadata } from './package/accessibility.ts';
import { type Navigation, navigationOf } from './package/navigation.ts';
import { type ManifestItem, packageData } from './package/package-document.ts';
import { placeIn } from './package/partition.ts';
import type { PageList } from './page-list/mark-pages.ts';
import { type ListedPages, listedPages } from './page-list/page-list.ts';
import type { Plan, PlannedDocument } from './plan.ts';

/** Every XML file of the package but the container; all end with a line break. */
export interface WrittenDocuments {
  readonly packageDocument: string;
  readonly ncx: string;
  readonly navigation: string;
  /** The spine without the navigation document. */
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
}

interface Desk {
  readonly book: Book;
  readonly plan: Plan;
  readonly design: Design;
  readonly locate: Locate;
  readonly navigation: Navigation;
  readonly pageList: ListedPages;
  readonly drawsCover: boolean;
  /** Ids of the terms that it explains. */
  readonly glossary: ReadonlySet<string>;
  /** For every page. */
  readonly common: ReturnType<typeof shared>;
}

/** What of the package does not stand in the book. */
export interface Surroundings {
  /** Whether an image of the package may be an animation. */
  readonly moves: boolean;
  /** Pages of the printed book; none: it has no page numbers. */
  readonly printed?: PageList | undefined;
  /** Whether the project draws the cover itself. */
  readonly drawsCover: boolean;
  /** Fonts, and what belongs to them. */
  readonly fontItems: readonly ManifestItem[];
}

export async function writeDocuments(
  book: Book,
  plan: Plan,
  design: Design,
  { moves, printed, drawsCover, fontItems }: Surroundings,
): Promise<WrittenDocuments> {
  const locate = locator(book, plan);
  const navigationData = navigationOf(book, plan, locate);
  const pageList = listedPages(printed, navigationData.points, locate);
  const common = shared(book);
  const glossary = glossaryTerms(book);
  const desk: Desk = {
    ...{ book, plan, design, locate, pageList, drawsCover, glossary, common },
    navigation: navigationData,
  };
  const claims = accessibilityMetadata(book, { moves, hasPages: pageList.pages.length > 0 });
  const [packageDocument, ncx, navigation] = await Promise.all([
    fillXml(design, 'epub/package.opf', {
      ...packageData(book, plan, claims, fontItems),
      pageBreakSource: pageList.source,
    }),
    fillXml(design, 'epub/toc.ncx', { ...common, ...desk.navigation, pageList }),
    fillXml(design, 'epub/nav.xhtml', {
      ...common,
      ...desk.navigation,
      pageList,
      title: book.terms.contents,
    }),
  ]);
  const others = plan.documents.filter(({ part }) => part !== 'contents');
  const pages = await Promise.all(
    others.map(async (document) => ({ file: document.file, xhtml: await page(document, desk) })),
  );
  return { packageDocument, ncx, navigation, pages };
}

const shared = (book: Book) => ({
  metadata: book.publication.metadata,
  language: book.publication.metadata.language,
  terms: book.terms,
  draftMark: book.draftMark,
  ids: pageIdsOf(book),
});

function page(document: PlannedDocument, desk: Desk): Promise<string> {
  const { book, plan, design } = desk;
  const data = { ...desk.common, title: document.title };
  switch (document.part) {
    case 'cover':
      return fillXml(design, 'epub/cover.xhtml', {
        ...data,
        image: plan.cover.file,
        text: coverText(book),
        // Our own drawing bears the mark itself.
        draftMark: book.cover === undefined && !desk.drawsCover ? undefined : book.draftMark,
      });
    case 'title-page':
      return fillXml(design, 'epub/title-page.xhtml', {
        ...data,
        draftExplained: draftStatement(book),
        ...titlePage(book),
      });
    case 'about':
      return fillXml(design, 'epub/about.xhtml', {
        ...data,
        draftExplained: draftStatement(book),
        facts: aboutFacts(book),
        pageMark: desk.pageList.about,
      });
    default:
      return sectionPage(document, desk, data);
  }
}

async function sectionPage({ section, file }: PlannedDocument, desk: Desk, data: object): Promise<string> {
  if (section === undefined) return '';
  const { book, plan, design, locate, glossary } = desk;
  const language = section.language ?? book.publication.metadata.language;
  const direction = directionOf(language);
  const body = sectionXhtml(section, file, { plan, locate, glossary, direction });
  const headed = section.headings.some(({ id }) => id === section.id);
  return fillXml(design, 'epub/section.xhtml', {
    ...data,
    section: { ...section, body, headed },
    place: placeIn(book, section),
    language,
    direction,
  });
}

/** A line of a list of facts. Facts without a value are left out. */
interface Fact {
  readonly label: string;
  readonly value: string;
}

const fact = (label: string | undefined, value: string | undefined): Fact[] =>
  value === undefined || value === '' ? [] : [{ label: label ?? '', value }];

function titlePage({ publication: { metadata }, terms }: Book) {
  const date = (value: string | undefined) => value && longDate(value, metadata.language);
  const authors = writers(metadata).map(({ name }) => name);
  const facts = [
    ...fact(terms.version, metadata.version),
    ...fact(terms.published, date(metadata.published)),
    ...fact(terms.nextReview, date(metadata.nextReview)),
  ];
  // A body that publishes its own text is named once.
  const publisher = authors.includes(metadata.publisher ?? '') ? undefined : metadata.publisher;
  return { authors, publisher, facts };
}

function aboutFacts({ publication: { metadata }, terms }: Book): Fact[] {
  const date = (value: string | undefined) => value && longDate(value, metadata.language);
  const reviewers = metadata.reviewers.map((reviewer) =>
    [reviewer.name, reviewer.role, date(reviewer.date)].filter(Boolean).join(', '),
  );
  const authors = writers(metadata).map(({ name, role }) => [name, role].filter(Boolean).join(', '));
  const noReviewer = metadata.clinical ? terms.reviewerNone : undefined;
  return [
    ...fact(terms.authors, authors.join('; ')),
    ...otherParts(metadata, terms),
    ...fact(terms.reviewedBy, reviewers.join('; ') || noReviewer),
    ...fact(terms.publisher, metadata.publisher),
    ...fact(terms.version, metadata.version),
    ...fact(terms.published, date(metadata.published)),
    ...fact(terms.reviewed, date(metadata.reviewed)),
    ...fact(terms.nextReview, date(metadata.nextReview)),
    ...fact(terms.rights, metadata.rights),
    ...fact(terms.series, [metadata.series?.title, metadata.series?.number].filter(Boolean).join(', ')),
    ...fact('ISBN', metadata.isbn),
    ...fact('DOI', metadata.doi),
    ...fact(terms.identifier, metadata.identifier),
  ];
}
