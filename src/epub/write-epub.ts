/** Turns a finished book into an EPUB 3.3: plans, renders and packs it. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { EpubEdition, WritingMode } from '../core/model/edition.ts';
import type { PrintedPages } from '../core/model/printed-text.ts';
import { nameEbook } from '../core/output-files.ts';
import { linkSourcesBack } from '../core/screen/source-backlinks.ts';
import { startOfFile } from '../core/source-location.ts';
import { traceSpan } from '../core/trace.ts';
import { cachedStep } from '../runtime/cached-step.ts';
import { yieldToEventLoop } from '../runtime/process/event-loop.ts';
import { checkBook } from './checks/check-epub.ts';
import { hasProjectCoverTemplates } from './checks/draft-pages.ts';
import { attributeFaults, reportUnknownValues } from './checks/project-templates.ts';
import { COVER_SIZE, drawCover, isLogoDrawn } from './cover/cover.ts';
import { renderDocuments } from './documents.ts';
import type { EbookFonts } from './fonts/fonts.ts';
import type { RasterizerOptions } from './legacy/browser-rasterizer.ts';
import { isPossiblyAnimated } from './package/animation.ts';
import { addDescription, findDescriptions } from './package/svg-descriptions.ts';
import type { PackageFiles, PackedFile } from './package/zip.ts';
import { preparePageBreaks } from './page-list/mark-pages.ts';
import { type GeneratedCover, type Plan, type PlannedImage, planEpub } from './plan.ts';
import { splitLongSections } from './split.ts';
import { buildStylesheet } from './styles/stylesheet.ts';

export {
  findChangedFiles,
  hasProjectCoverTemplates,
  readDraftPages,
} from './checks/draft-pages.ts';
export type { RasterizerOptions } from './legacy/browser-rasterizer.ts';

/**
 * Packs a whole publication as EPUB 3.3. `Artifact.path` is `<pub>/<pub>.epub`; of an edition of the project, `<pub>/<pub>-<edition>.epub`. Reports
 * `page-start-unknown` and `cover-unpainted`. Rejects if `context.signal` is aborted, if an image cannot be
 * read (`HostError`), if a template is broken, or with a `DocumentError` if the archive would be too large.
 * @param printed the printed book whose page numbers the e-book contains, if any; or a promise of it, so that
 * the e-book is prepared while the book is printed
 * @param legacy if given, makes an e-book for older
 * readers, whose drawings a browser rasterizes. Rejects with a `BrowserError` if no browser is found, or if
 * it fails
 * @param edition without it, the one of Handpress
 */
export async function packEpub(
  given: Book,
  context: Context,
  printed?: PrintedPages | Promise<PrintedPages | undefined>,
  legacy?: RasterizerOptions,
  edition: Pick<EpubEdition, 'id' | 'styles' | 'writingMode'> = {
    id: legacy === undefined ? 'epub' : 'epub-compatible',
    styles: [],
  },
): Promise<Artifact> {
  const { design, signal, report } = context;
  const input = linkSourcesBack(given);
  const { id, metadata } = input.publication;
  const step = <T>(name: string, work: () => Promise<T>) =>
    traceSpan(context, 'e-book', `${id}, ${name}`, work);
  const { generatedCover, stylesheet, fonts, zip, addPageBreaks } = await step(
    'before its pages are known',
    async () => ({
      ...(await prepareWithoutPages(
        input,
        { isModern: legacy === undefined, editionStyles: edition.styles },
        context,
      )),
      addPageBreaks: printed === undefined ? undefined : preparePageBreaks(input, report, context.stepCache),
    }),
  );
  const printedPages = await printed;
  signal.throwIfAborted();
  const paginated =
    addPageBreaks && printedPages && (await step('marks of pages', () => addPageBreaks(printedPages)));
  const whole = splitLongSections(paginated?.book ?? input);
  const book = legacy === undefined ? whole : omitCertification(whole);
  const plan = planEpub(book, generatedCover?.mediaType);
  const images = await readImages(book, plan, generatedCover, signal);
  signal.throwIfAborted();
  const mayHaveAnimation = images.some(({ bytes, mediaType }) => isPossiblyAnimated(mediaType, bytes));
  const hasProjectCover = book.draftMark !== undefined && (await hasProjectCoverTemplates(design));
  const options = {
    ...{ mayHaveAnimation, hasProjectCover, stepCache: context.stepCache },
    pageList: paginated?.pages,
    fontItems: [...stylesheet.items, ...fonts.items],
    writingMode: edition.writingMode,
  };
  const documents = await step('documents', () => renderDocuments(book, plan, design, options));
  await reportUnknownValues(book.terms, generatedCover !== undefined, context);
  signal.throwIfAborted();
  const modified = new Date(metadata.modified);
  const resources = [...images, ...stylesheet.files, ...fonts.files];
  const mode = edition.writingMode === undefined ? '' : buildWritingModeStyle(edition.writingMode);
  const style = [stylesheet.css, fonts.css, mode].filter((css) => css !== '').join('\n');
  const modern = { title: metadata.title, ...documents, style, resources, modified };
  const files = legacy === undefined ? modern : await convertForLegacyReaders(modern, plan, legacy, context);
  const packed = await cachedStep(context.stepCache, 'packed', listCacheInputs(files), async () => {
    const place = startOfFile(input.publication.languageLocation.file);
    const bytes = await traceSpan(context, 'pack', `${id}, ${edition.id}`, () =>
      zip.pack(files, place, context.stepCache),
    );
    await yieldToEventLoop();
    await attributeFaults(() => checkBook(files, bytes), plan, design);
    return bytes;
  });
  return { path: nameEbook(id, edition), edition: edition.id, mediaType: 'application/epub+zip', ...packed };
}

/** Builds the rules for vertical lines, with the prefixes that reading systems need (EPUB 3.3, 6.3.1.3). A cover stays upright:
 * browsers take the direction of a page from its `body` (CSS Writing Modes 3, 8).
 */
const buildWritingModeStyle = (mode: WritingMode): string =>
  [
    ['html', mode],
    ['body.upright', 'horizontal-tb'],
  ]
    .map(
      ([selector, own]) =>
        `${selector}{-epub-writing-mode:${own};-webkit-writing-mode:${own};writing-mode:${own}}`,
    )
    .join('\n');

/** What differs between the e-books. */
interface Variant {
  /** Whether it is not for older readers. */
  readonly isModern: boolean;
  readonly editionStyles: readonly string[];
}

/** Makes what does not depend on the pages of a printed book. */
async function prepareWithoutPages(book: Book, variant: Variant, context: Context) {
  const { isModern, editionStyles } = variant;
  const generatedCover = book.cover === undefined ? await createCover(book, variant, context) : undefined;
  if (book.cover !== undefined) await reportUnfitCover(book.cover, isModern, context);
  const [zip, stylesheet, fonts] = await Promise.all([
    import('./package/zip.ts'),
    buildStylesheet(editionStyles, book.publication.brand, context),
    // Older readers get no embedded fonts, so the module is not loaded for them.
    book.publication.metadata.embedsFonts && isModern
      ? import('./fonts/fonts.ts').then(({ collectFonts }) => collectFonts(book, context))
      : NO_FONTS,
  ]);
  return { generatedCover, zip, stylesheet, fonts };
}

/** Reports `cover-unfit`. The e-book for older readers has PNG in RGB instead of WebP, SVG and CMYK. */
async function reportUnfitCover(cover: Asset, isModern: boolean, { report }: Context): Promise<void> {
  const { findCoverObstacles } = await import('./cover/shop-limits.ts');
  for (const obstacle of findCoverObstacles(cover, await cover.readBytes())) {
    const isRefused = obstacle.kind === 'format' ? obstacle.format !== 'GIF' : obstacle.kind === 'cmyk';
    const isConverted = isRefused && !isModern;
    if (isConverted) continue;
    report(diagnostic('cover-unfit', { ...obstacle, path: cover.path }, cover.locations[0]));
  }
}

/** Lists everything that the packed bytes depend on. */
function listCacheInputs({
  pages,
  resources,
  modified,
  ...texts
}: PackageFiles): readonly (string | Uint8Array)[] {
  return [
    ...Object.entries(texts).flat(),
    modified.toISOString(),
    ...pages.flatMap(({ file, xhtml }) => [file, xhtml]),
    ...resources.flatMap(({ file, bytes }) => [file, bytes]),
  ];
}

/** Removes the certification, because the certifier has not seen the conversion for older readers. */
function omitCertification(book: Book): Book {
  const { certification: _, ...metadata } = book.publication.metadata;
  return { ...book, publication: { ...book.publication, metadata } };
}

async function convertForLegacyReaders(
  modern: PackageFiles,
  { images }: Plan,
  legacy: RasterizerOptions,
  context: Context,
): Promise<PackageFiles> {
  const [{ convertToLegacy }, { openBrowserRasterizer }] = await Promise.all([
    import('./legacy/legacy-package.ts'),
    import('./legacy/browser-rasterizer.ts'),
  ]);
  const sizes = new Map(images.map(({ file, asset }) => [file, asset ?? COVER_SIZE]));
  const rasterizer = openBrowserRasterizer(legacy, context);
  try {
    return await convertToLegacy(modern, { draw: rasterizer.draw, sizes });
  } finally {
    await rasterizer.close();
  }
}

const NO_FONTS: EbookFonts = { items: [], files: [], css: '' };

/**
 * Width of the cover in pixels. Shops require at least 1,600. A leaflet, which no shop sells, has fewer,
 * because then it is made in a third of the time.
 */
const COVER_PIXELS = { folder: 1600, file: 800 } as const;

/**
 * Creates the cover as a PNG, because not every reader shows SVG, and some show neither if a page offers
 * both. Reports `cover-unpainted` if that fails, and returns the SVG; `logo-unpainted` if only the logo cannot be painted.
 * @param variant a modern e-book may contain SVG; for older readers the browser rasterizes what fails here
 */
async function createCover(book: Book, variant: Variant, context: Context): Promise<GeneratedCover> {
  const { logo, ...bare } = book;
  const whole = await paintCover(book, variant, context);
  const isRefused = logo !== undefined && whole.cover.kind === 'unsupported';
  const { svg, cover } = isRefused ? await paintCover(bare, variant, context) : whole;
  const isLogoLost = logo !== undefined && (isRefused || !isLogoDrawn(book));
  if (isLogoLost && cover.kind === 'painted') {
    context.report(diagnostic('logo-unpainted', { path: logo.asset.path.slice(1) }, logo.asset.locations[0]));
  }
  if (cover.kind === 'painted') return { mediaType: 'image/png', bytes: cover.png };
  if (variant.isModern)
    context.report(diagnostic('cover-unpainted', cover, book.publication.languageLocation));
  return { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svg) };
}

async function paintCover(book: Book, { editionStyles }: Variant, context: Context) {
  const svg = await drawCover(book, context.design, editionStyles);
  const { findCoverPainter } = await import('./cover/rasterize.ts');
  const { headingChapters, form } = book.publication;
  const pixels = COVER_PIXELS[headingChapters?.isBook ? 'folder' : form];
  return { svg, cover: await findCoverPainter(context.host).paint(svg, pixels, context) };
}

type ReadImage = PackedFile & Pick<PlannedImage, 'mediaType'>;

/**
 * Reads the images one after the other, because a book may have more images than a process may have open
 * files.
 */
async function readImages(
  book: Book,
  plan: Plan,
  generatedCover: GeneratedCover | undefined,
  signal: AbortSignal,
): Promise<ReadImage[]> {
  const read: ReadImage[] = [];
  const descriptions = findDescriptions(book);
  for (const { asset, file, mediaType } of plan.images) {
    signal.throwIfAborted();
    const bytes = asset === undefined ? generatedCover?.bytes : await asset.readBytes();
    if (bytes === undefined) continue;
    const description = mediaType === 'image/svg+xml' ? descriptions.get(asset?.path ?? '') : undefined;
    read.push({ file, bytes: description ? addDescription(bytes, description) : bytes, mediaType });
  }
  return read;
}
