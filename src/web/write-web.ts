/** Turns a finished book into pages for browsers: a site of linked pages, or one file that has everything inside. */
import { findPartRole } from '../core/book-parts.ts';
import { findDraftStatement } from '../core/draft-statement.ts';
import { findDirection } from '../core/language.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book, Section } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { WebEdition } from '../core/model/edition.ts';
import { listAboutFacts, listTitleFacts } from '../core/screen/facts.ts';
import { createLocator, type Locate } from '../core/screen/locate.ts';
import { linkSourcesBack } from '../core/screen/source-backlinks.ts';
import { traceSpan } from '../core/trace.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import { buildContents } from './contents.ts';
import { buildSectionHtml, type PageContext } from './page-tree.ts';
import { isAlone, planWeb, STYLE_FILE, type WebPage, type WebPlan } from './plan.ts';
import { buildWebStyle } from './stylesheet.ts';
import type { WebIdData, WebLogoData, WebPageData, WebSectionData } from './template-data.ts';

/**
 * Makes the files of a web edition: `<pub>/web/index.html` and the files beside it, or `<pub>/<pub>.html`. Reports what is wrong
 * with a project's styles. Rejects if `context.signal` is aborted, if an image cannot be read (`HostError`), or if a template is
 * broken.
 */
export async function writeWeb(
  given: Book,
  edition: WebEdition,
  context: Context,
): Promise<readonly Artifact[]> {
  const book = linkSourcesBack(given);
  const { id } = book.publication;
  return traceSpan(context, 'web', `${id}, ${edition.id}`, async () => {
    const plan = planWeb(book, edition.form);
    const style = await buildWebStyle(edition.styles, book.publication.brand, context);
    const images = await readImages(plan, context.signal);
    const isOneFile = edition.form === 'file';
    const site = { book, plan, edition, style, ...placeImages(plan, images, isOneFile) };
    const pages = await fillPages(site, context);
    if (isOneFile) return [htmlFile(`${id}/${nameFile(id, edition.id)}`, pages[0]?.html ?? '', edition.id)];
    const path = (file: string): string => `${id}/${edition.id}/${file}`;
    return [
      ...pages.map(({ file, html }) => htmlFile(path(file), html, edition.id)),
      { path: path(STYLE_FILE), edition: edition.id, mediaType: 'text/css', bytes: encode(style) },
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

const nameFile = (id: string, edition: string): string =>
  `${edition === 'html' ? id : `${id}-${edition}`}.html`;

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
  readonly style: string;
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
  const filled: FilledPage[] = [];
  for (const [index, page] of site.plan.pages.entries()) {
    signal.throwIfAborted();
    const data = buildPageData(page, index, { ...site, locate, ids });
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
  return { text: free('text'), contents: free('contents'), about: free('about') };
}

type PageSite = Site & { readonly locate: Locate; readonly ids: WebIdData };

function buildPageData(page: WebPage, index: number, site: PageSite): WebPageData {
  const { book, plan, edition, style, locate, ids } = site;
  const { metadata } = book.publication;
  const isLeaflet = isAlone(book);
  const isSite = edition.form === 'site';
  const link = (other: WebPage | undefined) => other && { title: other.title, href: other.file };
  return {
    language: metadata.language,
    direction: metadata.direction,
    title: page.isFirst ? metadata.title : `${page.title} – ${metadata.title}`,
    metadata,
    terms: book.terms,
    draftMark: book.draftMark,
    draftStatement: findDraftStatement(book),
    logo: buildLogo(site),
    isFirst: page.isFirst,
    styles: isSite ? undefined : style,
    stylesheet: isSite ? STYLE_FILE : undefined,
    contents: buildContents(book, page, plan, locate),
    front: page.isFirst && !isLeaflet ? listTitleFacts(book) : undefined,
    sections: page.sections.map((section, place) => buildSection(section, page, place, site)),
    previous: link(plan.pages[index - 1]),
    next: link(plan.pages[index + 1]),
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
  { book, locate, address }: PageSite,
): WebSectionData {
  const language = section.language ?? book.publication.metadata.language;
  const direction = findDirection(language);
  const isBelowTitle = page.isFirst && (!isAlone(book) || place > 0);
  const context = { locate, address, direction, lowerHeadingsBy: isBelowTitle ? 1 : 0 };
  return {
    id: section.id,
    title: section.title,
    headed: section.headings.some(({ id }) => id === section.id),
    role: findRole(section),
    language,
    direction,
    html: buildSectionHtml(section, page.file, context),
  };
}

function findRole({ kind, part }: Section): string | undefined {
  if (kind === 'references') return 'doc-bibliography';
  return part === undefined ? undefined : findPartRole(part);
}
