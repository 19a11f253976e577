/** From a finished book to an EPUB 3.3: plan, write, pack. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Artifact } from '../core/model/artifact.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { EpubEdition } from '../core/model/edition.ts';
import type { PrintedPages } from '../core/model/printed-text.ts';
import { traced } from '../core/trace.ts';
import { keptBytes } from '../runtime/cached-step.ts';
import { checkBook } from './checks/check-epub.ts';
import { drawsCovers } from './checks/draft-pages.ts';
import { checkingTemplates } from './checks/project-templates.ts';
import { styleOf } from './content/stylesheet.ts';
import { COVER_SIZE, drawCover } from './cover/cover.ts';
import { writeDocuments } from './documents.ts';
import type { EbookFonts } from './fonts/fonts.ts';
import type { BoardOptions } from './legacy/browser-rasterizer.ts';
import { mayMove } from './package/animation.ts';
import { describedDrawing, descriptionsIn } from './package/svg-descriptions.ts';
import type { PackageFiles, PackedFile } from './package/zip.ts';
import { openMarks } from './page-list/mark-pages.ts';
import { type DrawnCover, type Plan, type PlannedImage, planEpub } from './plan.ts';
import { splitLongSections } from './split.ts';

export { changedFiles, drawsCovers, type MarkedPage, markedPages } from './checks/draft-pages.ts';
/** The browser that draws what older readers cannot. */
export type { BoardOptions } from './legacy/browser-rasterizer.ts';

/**
 * Packs a whole publication as EPUB 3.3. Artifact.path is `<pub>/<pub>.epub`, edition `epub`. Rejects when
 * `context.signal` is aborted, when an image cannot be read (HostError), or when a template is broken.
 * @param printed the printed book whose page numbers it has, or the promise of it: what can be made without is made while it is
 * printed. Nothing: it has none. Reports `page-start-unknown`
 * @param older makes of it `<pub>/<pub>-compatible.epub`, edition `epub-compatible`, for older readers. Rejects with a
 * `PressError` where there is no browser, or it fails
 */
export async function packEpub(
  unmarked: Book,
  context: Context,
  printed?: PrintedPages | Promise<PrintedPages | undefined>,
  older?: BoardOptions,
): Promise<Artifact> {
  const { design, signal, report } = context;
  const { id, metadata } = unmarked.publication;
  const step = <T>(name: string, work: () => Promise<T>) => traced(context, 'e-book', `${id}, ${name}`, work);
  const { drawn, sheet, fonts, packer, setMarks } = await step('before its pages are known', async () => ({
    ...(await withoutPages(unmarked, older === undefined, context)),
    setMarks: printed === undefined ? undefined : openMarks(unmarked, report),
  }));
  const pagesOf = await printed;
  signal.throwIfAborted();
  const marked = setMarks && pagesOf && (await step('marks of pages', async () => setMarks(pagesOf)));
  const whole = splitLongSections(marked?.book ?? unmarked);
  const book = older === undefined ? whole : withoutCertificate(whole);
  const plan = planEpub(book, drawn?.mediaType);
  const images = await readImages(book, plan, drawn, signal);
  signal.throwIfAborted();
  const moves = images.some(({ bytes, mediaType }) => mayMove(mediaType, bytes));
  const drawsCover = book.draftMark !== undefined && (await drawsCovers(design));
  const surroundings = { moves, printed: marked?.pages, drawsCover, fontItems: fonts.items };
  const documents = await step('documents', () => writeDocuments(book, plan, design, surroundings));
  signal.throwIfAborted();
  const modified = new Date(metadata.modified);
  const resources = [...images, ...fonts.files];
  const style = [sheet, ...(fonts.css === '' ? [] : [fonts.css])].join('\n');
  const pure = { title: metadata.title, ...documents, style, resources, modified };
  const files = older === undefined ? pure : await forOlderReaders(pure, plan, older, context);
  const edition: EpubEdition['id'] = older === undefined ? 'epub' : 'epub-compatible';
  const packed = await keptBytes(context.steps, 'packed', partsOf(files), async () => {
    const bytes = await traced(context, 'pack', `${id}, ${edition}`, () => packer.pack(files));
    await checkingTemplates(() => checkBook(files, bytes), plan, design);
    return bytes;
  });
  const name = older === undefined ? id : `${id}-compatible`;
  return { path: `${id}/${name}.epub`, edition, mediaType: 'application/epub+zip', ...packed };
}

/** What does not depend on the pages of a printed book. @param isPure whether it is not for older readers */
async function withoutPages(book: Book, isPure: boolean, context: Context) {
  const drawn = book.cover === undefined ? await drawnCover(book, isPure, context) : undefined;
  const [packer, sheet, fonts] = await Promise.all([
    import('./package/zip.ts'),
    styleOf(context),
    // Older readers do without, and so nothing is loaded for them.
    book.publication.metadata.embedsFonts && isPure
      ? import('./fonts/fonts.ts').then(({ fontsOf }) => fontsOf(book, context))
      : NO_FONTS,
  ]);
  return { drawn, packer, sheet, fonts };
}

/** Everything that a package is packed from. */
function partsOf({ pages, resources, modified, ...texts }: PackageFiles): readonly (string | Uint8Array)[] {
  return [
    ...Object.entries(texts).flat(),
    modified.toISOString(),
    ...pages.flatMap(({ file, xhtml }) => [file, xhtml]),
    ...resources.flatMap(({ file, bytes }) => [file, bytes]),
  ];
}

/** Whoever certified the e-book has not seen what becomes of it for older readers. */
function withoutCertificate(book: Book): Book {
  const { certification: _, ...metadata } = book.publication.metadata;
  return { ...book, publication: { ...book.publication, metadata } };
}

async function forOlderReaders(
  pure: PackageFiles,
  { images }: Plan,
  older: BoardOptions,
  context: Context,
): Promise<PackageFiles> {
  const [{ compatible }, { openDrawingBoard }] = await Promise.all([
    import('./legacy/legacy-package.ts'),
    import('./legacy/browser-rasterizer.ts'),
  ]);
  const sizes = new Map(images.map(({ file, asset }) => [file, asset ?? COVER_SIZE]));
  const board = openDrawingBoard(older, context);
  try {
    return await compatible(pure, { draw: board.draw, sizes });
  } finally {
    await board.close();
  }
}

const NO_FONTS: EbookFonts = { items: [], files: [], css: '' };

/** Across. Shops ask for 1,600 at least; a leaflet, which no shop sells, is made in a third of the time with less. */
const COVER_PIXELS = { folder: 1600, file: 800 } as const;

/**
 * A picture: not every reader shows drawings, and some show neither where a page offers both. Reports `cover-unpainted`,
 * and then it is the drawing.
 * @param isPure whether drawings may be in it; the browser paints for older readers what is not painted here
 */
async function drawnCover(book: Book, isPure: boolean, context: Context): Promise<DrawnCover> {
  const svg = await drawCover(book, context.design);
  const drawing = { mediaType: 'image/svg+xml', bytes: new TextEncoder().encode(svg) } as const;
  const { paint } = await import('./cover/rasterize.ts');
  const painted = await paint(svg, COVER_PIXELS[book.publication.form], context);
  if ('png' in painted) return { mediaType: 'image/png', bytes: painted.png };
  if (isPure) context.report(diagnostic('cover-unpainted', painted, book.publication.languagePlace));
  return drawing;
}

type ReadImage = PackedFile & Pick<PlannedImage, 'mediaType'>;

/** One after the other: a book may have more images than a process may have open files. */
async function readImages(
  book: Book,
  plan: Plan,
  drawn: DrawnCover | undefined,
  signal: AbortSignal,
): Promise<ReadImage[]> {
  const read: ReadImage[] = [];
  const described = descriptionsIn(book);
  for (const { asset, file, mediaType } of plan.images) {
    signal.throwIfAborted();
    const bytes = asset === undefined ? drawn?.bytes : await asset.bytes();
    if (bytes === undefined) continue;
    const description = mediaType === 'image/svg+xml' ? described.get(asset?.path ?? '') : undefined;
    read.push({ file, bytes: description ? describedDrawing(bytes, description) : bytes, mediaType });
  }
  return read;
}
