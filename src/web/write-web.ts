/** Turns a finished book into pages for browsers: a site of linked pages, or one file that has everything inside. */
import { findPartRole } from '../core/book-parts.ts';
import { findDraftStatement } from '../core/draft-statement.ts';
import { findDirection } from '../core/language.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book, Section } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, WebEdition } from '../core/model/edition.ts';
import { nameSite, nameWebFile } from '../core/output-files.ts';
import { listAboutFacts, listTitleFacts } from '../core/screen/facts.ts';
import { createLocator, type Locate } from '../core/screen/locate.ts';
import { linkSourcesBack } from '../core/screen/source-backlinks.ts';
import { traceSpan } from '../core/trace.ts';
import { serializeHtml } from '../lib/html/serialize.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import { buildContents } from './contents.ts';
import { createHeads } from './metadata/page-head.ts';
import { makeSiteFiles } from './metadata/site-files.ts';
import { listOtherForms } from './other-forms.ts';
import { buildSectionTree, type PageContext } from './page-tree.ts';
import { isAlone, planWeb, STYLE_FILE, type WebPage, type WebPlan } from './plan.ts';
import { openSearch, SEARCH_SCRIPT, type SiteSearch } from './search/site-search.ts';
import { buildWebStyle } from './stylesheet.ts';
import type { WebHeadData, WebIdData, WebLogoData, WebPageData, WebSectionData } from './template-data.ts';

/**
 * Makes the files of a web edition: `<pub>/web/index.html` and the files beside it, or `<pub>/<pub>.html`. Reports what is wrong
 * with a project's styles. Rejects if `context.signal` is aborted, if an image cannot be read (`HostError`), or if a template is
 * broken.
 * @param made the editions of the same build, whose files the pages lead to
 */
export async function writeWeb(
  given: Book,
  edition: WebEdition,
  context: Context,
  made: readonly Edition[] = [],
): Promise<readonly Artifact[]> {
  const book = linkSourcesBack(given);
  const { id } = book.publication;
  return traceSpan(context, 'web', `${id}, ${edition.id}`, async () => {
    const plan = planWeb(book, edition.form);
    const style = await buildWebStyle(edition.styles, book.publication.brand, context);
    const images = await readImages(plan, context.signal);
    const isOneFile = edition.form === 'file';
    const search = plan.pages.length > 1 ? openSearch() : undefined;
    const site = { book, plan, edition, style, made, search, ...placeImages(plan, images, isOneFile) };
    const pages = await fillPages(site, context);
    if (isOneFile) return [htmlFile(nameWebFile(id, edition), pages[0]?.html ?? '', edition.id)];
    const path = (file: string): string => `${nameSite(id, edition)}/${file}`;
    const searchFiles = (await search?.buildFiles(context.design)) ?? [];
    const files = await makeSiteFiles({ book, plan }, edition, context);
    return [
      ...pages.map(({ file, html }) => htmlFile(path(file), html, edition.id)),
      { path: path(STYLE_FILE), edition: edition.id, mediaType: 'text/css', bytes: encode(style) },
      ...searchFiles.map(({ file, text }): Artifact => {
        return { path: path(file), edition: edition.id, mediaType: 'text/javascript', bytes: encode(text) };
      }),
      ...files.map(({ file, mediaType, text }): Artifact => {
        return { path: path(file), edition: edition.id, mediaType, bytes: encode(text) };
      }),
      ...[...images].map(([asset, bytes]): Artifact => {
        const file = path(plan.images.get(asset) ?? '');
        return { path: file, edition: edition.id, mediaType: asset.mediaType, bytes };
      }),
    ];
  });
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const htmlFile = (path: string, html: string, edition: string): Artifact => ({
  ...{ path, edition, mediaType: 'text/html', bytes: encode(html) },
});

/** Reads the pictures one after the other, because a book may have more than a process may have open files. */
async function readImages({ images }: WebPlan, signal: AbortSignal): Promise<ReadonlyMap<Asset, Uint8Array>> {
  const read = new Map<Asset, Uint8Array>();
  for (const asset of images.keys()) {
    signal.throwIfAborted();
    read.set(asset, await asset.readBytes());
  }
  return read;
}

/** Everything that the pages are made of. */
interface Site {
  readonly book: Book;
  readonly plan: WebPlan;
  readonly edition: WebEdition;
  readonly made: readonly Edition[];
  readonly style: string;
  /** Absent where there is one page only. */
  readonly search: SiteSearch | undefined;
  readonly address: PageContext['address'];
}

/** Returns how pages find pictures: in files beside them, or in themselves. */
function placeImages(
  { images, assets }: WebPlan,
  read: ReadonlyMap<Asset, Uint8Array>,
  isOneFile: boolean,
): Pick<Site, 'address'> {
  const urls = new Map<string, string>();
  for (const [asset, file] of images) {
    const bytes = read.get(asset);
    if (bytes === undefined) continue;
    const data = (): string => `data:${asset.mediaType};base64,${Buffer.from(bytes).toString('base64')}`;
    urls.set(asset.path, isOneFile ? data() : file);
  }
  return {
    address: (src) => {
      const asset = assets.get(src);
      const url = asset && urls.get(asset.path);
      return asset && url !== undefined ? { url, asset } : undefined;
    },
  };
}

interface FilledPage {
  readonly file: string;
  readonly html: string;
}

async function fillPages(site: Site, { design, signal }: Context): Promise<readonly FilledPage[]> {
  const locate = createLocator(site.book, site.plan.sectionFiles);
  const ids = createIds(site.book);
  const head = createHeads(site);
  const filled: FilledPage[] = [];
  for (const [index, page] of site.plan.pages.entries()) {
    signal.throwIfAborted();
    const data = buildPageData(page, index, { ...site, locate, ids, head });
    filled.push({ file: page.file, html: await design.fillTemplate('web/page.html', data) });
    // The parts of a book are joined at the same time.
    await yieldToEventLoop();
  }
  return filled;
}

/** Creates ids for elements of the page. They avoid those of authors. */
function createIds({ anchors, sections }: Book): WebIdData {
  const taken = new Set([...anchors.keys(), ...sections.map(({ id }) => id)]);
  const free = (wish: string): string => (taken.has(wish) ? free(`${wish}-page`) : wish);
  return {
    text: free('text'),
    contents: free('contents'),
    about: free('about'),
    forms: free('other-forms'),
    search: free('search'),
  };
}

type PageSite = Site & {
  readonly locate: Locate;
  readonly ids: WebIdData;
  readonly head: (page: WebPage) => WebHeadData;
};

function buildPageData(page: WebPage, index: number, site: PageSite): WebPageData {
  const { book, plan, edition, made, style, search, locate, ids } = site;
  const { metadata } = book.publication;
  const isLeaflet = isAlone(book);
  const isSite = edition.form === 'site';
  const link = (other: WebPage | undefined) => other && { title: other.title, href: other.file };
  return {
    language: metadata.language,
    direction: metadata.direction,
    title: page.isFirst ? metadata.title : `${page.title} – ${metadata.title}`,
    head: site.head(page),
    metadata,
    terms: book.terms,
    draftMark: book.draftMark,
    draftStatement: findDraftStatement(book),
    logo: buildLogo(site),
    isFirst: page.isFirst,
    styles: isSite ? undefined : style,
    stylesheet: isSite ? STYLE_FILE : undefined,
    searchScript: search && SEARCH_SCRIPT,
    contents: buildContents(book, page, plan, locate),
    front: page.isFirst && !isLeaflet ? listTitleFacts(book) : undefined,
    sections: page.sections.map((section, place) => buildSection(section, page, place, site)),
    previous: link(plan.pages[index - 1]),
    next: link(plan.pages[index + 1]),
    forms: listOtherForms(book, page, made, isSite ? '../' : ''),
    facts: page.isFirst ? listAboutFacts(book) : [],
    ids,
  };
}

function buildLogo({ book: { logo }, address }: PageSite): WebLogoData | undefined {
  const url = logo && address(logo.asset.path)?.url;
  if (logo === undefined || url === undefined) return undefined;
  const { width, height } = logo.asset;
  return { src: url, alt: logo.alt, width: Math.round(width), height: Math.round(height) };
}

function buildSection(
  section: Section,
  page: WebPage,
  place: number,
  { book, search, locate, address }: PageSite,
): WebSectionData {
  const language = section.language ?? book.publication.metadata.language;
  const direction = findDirection(language);
  const isBelowTitle = page.isFirst && (!isAlone(book) || place > 0);
  const isOneOfMany = page.sections.length > 1;
  const context = {
    locate,
    address,
    direction,
    isOneOfMany,
    terms: book.terms,
    lowerHeadingsBy: isBelowTitle ? 1 : 0,
  };
  const tree = buildSectionTree(section, page.file, context);
  search?.add(section, tree, page.file, locate);
  return {
    id: section.id,
    title: section.title,
    headed: section.headings.some(({ id }) => id === section.id),
    role: findRole(section),
    language,
    direction,
    html: serializeHtml(tree),
  };
}

function findRole({ kind, part }: Section): string | undefined {
  if (kind === 'references') return 'doc-bibliography';
  return part === undefined ? undefined : findPartRole(part);
}
