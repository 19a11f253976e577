/** Renders the e-book's documents from their templates. */
import { findDraftStatement } from '../core/draft-statement.ts';
import { findDirection } from '../core/language.ts';
import type { Book } from '../core/model/book.ts';
import type { Design } from '../core/model/design.ts';
import type { WritingMode } from '../core/model/edition.ts';
import type { StepCache } from '../core/model/step-cache.ts';
import { listAboutFacts, listTitleFacts } from '../core/screen/facts.ts';
import { createLocator, type Locate } from '../core/screen/locate.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import { fillXml } from './checks/project-templates.ts';
import { createPageIds } from './content/generated-ids.ts';
import { findGlossaryTerms } from './content/semantics.ts';
import { serializeSectionCached } from './content/xhtml-cache.ts';
import { buildCoverText } from './cover/cover.ts';
import { buildAccessibilityMetadata } from './package/accessibility.ts';
import { buildNavigation, type Navigation } from './package/navigation.ts';
import { buildPackageData, type ManifestItem } from './package/package-document.ts';
import { classifySection } from './package/partition.ts';
import type { PageList } from './page-list/mark-pages.ts';
import { buildPageList, type PageListData } from './page-list/page-list.ts';
import { CONTENTS_FILE, type Plan, type PlannedDocument } from './plan.ts';
import type {
  AboutPageData,
  CommonData,
  CoverPageData,
  NavigationPageData,
  NcxData,
  PackageData,
  SectionPageData,
  TitlePageData,
} from './template-data.ts';

/** Every XML file of the package except `container.xml`; each ends with a line break. */
export interface RenderedDocuments {
  readonly packageDocument: string;
  readonly ncx: string;
  readonly navigation: string;
  /** The documents of the spine except the navigation document. */
  readonly pages: readonly { readonly file: string; readonly xhtml: string }[];
}

/** Everything that the pages are rendered from. */
interface TemplateContext {
  readonly book: Book;
  readonly plan: Plan;
  readonly design: Design;
  readonly locate: Locate;
  readonly navigation: Navigation;
  readonly pageList: PageListData;
  readonly hasProjectCover: boolean;
  /** Ids of the terms that a glossary of the book explains. */
  readonly glossary: ReadonlySet<string>;
  readonly stepCache: StepCache | undefined;
  /** Template variables of every page. */
  readonly common: ReturnType<typeof buildCommonData>;
}

/** Facts about the package that the book does not contain. */
export interface DocumentOptions {
  /** Whether an image of the package may be an animation. */
  readonly mayHaveAnimation: boolean;
  /** Pages of the printed book; absent if the e-book has no page numbers. */
  readonly pageList?: PageList | undefined;
  /** Whether the project has its own template of the cover. */
  readonly hasProjectCover: boolean;
  /** Absent: nothing is cached. */
  readonly stepCache?: StepCache | undefined;
  /** Manifest items of the fonts and their licenses. */
  readonly fontItems: readonly ManifestItem[];
  /** Direction of vertical lines; absent: they are horizontal. */
  readonly writingMode?: WritingMode | undefined;
}

export async function renderDocuments(
  book: Book,
  plan: Plan,
  design: Design,
  { mayHaveAnimation, pageList: printedPages, fontItems, writingMode, ...options }: DocumentOptions,
): Promise<RenderedDocuments> {
  const locate = createLocator(book, plan.sectionFiles);
  const navigationData = buildNavigation(book, plan, locate);
  const pageList = buildPageList(printedPages, navigationData.points, locate);
  const common = buildCommonData(book, writingMode);
  const glossary = findGlossaryTerms(book);
  const context: TemplateContext = {
    ...{ book, plan, design, locate, pageList, glossary, common },
    ...{ hasProjectCover: options.hasProjectCover, stepCache: options.stepCache },
    navigation: navigationData,
  };
  const features = { mayHaveAnimation, hasPageList: pageList.pages.length > 0 };
  const claims = buildAccessibilityMetadata(book, features, await design.readTerms('en'));
  const [ncx, navigation] = await Promise.all([
    fillXml(design, 'epub/toc.ncx', { ...common, ...context.navigation, pageList } satisfies NcxData),
    fillXml(design, 'epub/nav.xhtml', {
      ...common,
      ...context.navigation,
      pageList,
      title: book.terms.contents,
    } satisfies NavigationPageData),
  ]);
  const others = plan.documents.filter(({ part }) => part !== 'contents');
  const pages: { file: string; xhtml: string }[] = [];
  for (const document of others) {
    pages.push({ file: document.file, xhtml: await renderPage(document, context) });
    // The parts of a book are joined at the same time.
    await yieldToEventLoop();
  }
  const texts = pages.map(({ file, xhtml }) => [file, xhtml] as const);
  const documents = new Map([...texts, [CONTENTS_FILE, navigation]]);
  const packageDocument = await fillXml(design, 'epub/package.opf', {
    ...buildPackageData(book, plan, { accessibility: claims, styleItems: fontItems, documents, writingMode }),
    pageBreakSource: pageList.source,
  } satisfies PackageData);
  return { packageDocument, ncx, navigation, pages };
}

const buildCommonData = (book: Book, writingMode: WritingMode | undefined) => ({
  metadata: book.publication.metadata,
  language: book.publication.metadata.language,
  terms: book.terms,
  draftMark: book.draftMark,
  ids: createPageIds(book),
  writingMode,
});

function renderPage(document: PlannedDocument, context: TemplateContext): Promise<string> {
  const { book, plan, design } = context;
  const data = { ...context.common, title: document.title };
  switch (document.part) {
    case 'cover':
      return fillXml(design, 'epub/cover.xhtml', {
        ...data,
        image: plan.cover.file,
        text: buildCoverText(book),
        // The built-in drawing contains the mark.
        draftMark: book.cover === undefined && !context.hasProjectCover ? undefined : book.draftMark,
      } satisfies CoverPageData);
    case 'title-page':
      return fillXml(design, 'epub/title-page.xhtml', {
        ...data,
        draftExplained: findDraftStatement(book),
        ...listTitleFacts(book),
        logo: plan.logo && book.logo && { src: plan.logo.file, alt: book.logo.alt },
      } satisfies TitlePageData);
    case 'about':
      return fillXml(design, 'epub/about.xhtml', {
        ...data,
        draftExplained: findDraftStatement(book),
        facts: listAboutFacts(book),
      } satisfies AboutPageData);
    default:
      return renderSectionPage(document, context, data);
  }
}

async function renderSectionPage(
  { section, file }: PlannedDocument,
  context: TemplateContext,
  data: CommonData & { readonly title: string },
): Promise<string> {
  if (section === undefined) return '';
  const { book, plan, design, locate, glossary } = context;
  const language = section.language ?? book.publication.metadata.language;
  const direction = findDirection(language);
  const place = { plan, locate, glossary, direction };
  const body = await serializeSectionCached(section, file, place, context.stepCache);
  const headed = section.headings.some(({ id }) => id === section.id);
  return fillXml(design, 'epub/section.xhtml', {
    ...data,
    section: { ...section, body, headed },
    place: classifySection(book, section),
    language,
    direction,
  } satisfies SectionPageData);
}
