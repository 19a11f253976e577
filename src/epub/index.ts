/** From a finished book to an EPUB 3.3: plan, write, pack. */
import type { Artifact, Book, Context, EpubEdition, PrintedPages } from '../model.ts';
import { checkBook } from './checks/index.ts';
import type { BoardOptions } from './compatible/drawing-board.ts';
import { COVER_SIZE, drawCover } from './cover.ts';
import { writeDocuments } from './documents.ts';
import type { EbookFonts } from './fonts.ts';
import { mayMove } from './motion.ts';
import type { PackageFiles, PackedFile } from './pack.ts';
import { withPageMarks } from './pages/index.ts';
import { type Plan, type PlannedImage, planEpub } from './plan.ts';
import { splitLongSections } from './split.ts';
import { styleOf } from './style.ts';

/** The browser that draws what older readers cannot. */
export type { BoardOptions } from './compatible/drawing-board.ts';

/**
 * Packs a whole publication as EPUB 3.3. Artifact.path is `<pub>/<pub>.epub`, edition `epub`. Rejects when
 * `context.signal` is aborted, when an image cannot be read (HostError), or when a template is broken.
 * @param printed the printed book whose page numbers it has; nothing: it has none. Reports `page-start-unknown`
 * @param older makes of it `<pub>/<pub>-compatible.epub`, edition `epub-compatible`, for older readers. Rejects with a
 * `PressError` where there is no browser, or it fails
 */
export async function packEpub(
  unmarked: Book,
  context: Context,
  printed?: PrintedPages,
  older?: BoardOptions,
): Promise<Artifact> {
  const { design, signal, report } = context;
  const { book: marked, pages } = printed ? withPageMarks(unmarked, printed, report) : { book: unmarked };
  const whole = splitLongSections(marked);
  const book = older === undefined ? whole : withoutCertificate(whole);
  const { id, metadata } = book.publication;
  const plan = planEpub(book);
  const [packer, sheet, images, fonts] = await Promise.all([
    import('./pack.ts'),
    styleOf(design),
    readImages(book, plan, context),
    // Older readers do without, and so nothing is loaded for them.
    metadata.embedsFonts && older === undefined
      ? import('./fonts.ts').then(({ fontsOf }) => fontsOf(book, context))
      : NO_FONTS,
  ]);
  signal.throwIfAborted();
  const moves = images.some(({ bytes, mediaType }) => mayMove(mediaType, bytes));
  const surroundings = { moves, printed: pages, fontItems: fonts.items };
  const documents = await writeDocuments(book, plan, design, surroundings);
  signal.throwIfAborted();
  const modified = new Date(metadata.modified);
  const resources = [...images, ...fonts.files];
  const style = [sheet, ...(fonts.css === '' ? [] : [fonts.css])].join('\n');
  const pure = { title: metadata.title, ...documents, style, resources, modified };
  const files = older === undefined ? pure : await forOlderReaders(pure, plan, older, context);
  const bytes = await packer.pack(files);
  checkBook(files, bytes);
  const name = older === undefined ? id : `${id}-compatible`;
  const edition: EpubEdition['id'] = older === undefined ? 'epub' : 'epub-compatible';
  return { path: `${id}/${name}.epub`, edition, mediaType: 'application/epub+zip', bytes };
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
    import('./compatible/index.ts'),
    import('./compatible/drawing-board.ts'),
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

type ReadImage = PackedFile & Pick<PlannedImage, 'mediaType'>;

/** One after the other: a book may have more images than a process may have open files. */
async function readImages(book: Book, plan: Plan, { design, signal }: Context): Promise<ReadImage[]> {
  const read: ReadImage[] = [];
  for (const { asset, file, mediaType } of plan.images) {
    signal.throwIfAborted();
    const bytes =
      asset === undefined ? new TextEncoder().encode(await drawCover(book, design)) : await asset.bytes();
    read.push({ file, bytes, mediaType });
  }
  return read;
}
