/** From a finished book to an EPUB 3.3: plan, write, pack. */
import type { Artifact, Book, Context } from '../model.ts';
import { drawCover } from './cover.ts';
import { writeDocuments } from './documents.ts';
import { mayMove } from './motion.ts';
import type { PackedFile } from './pack.ts';
import { type Plan, type PlannedImage, planEpub } from './plan.ts';

/**
 * Packs a whole publication as EPUB 3.3. Artifact.path is `<pub>/<pub>.epub`, edition `epub`. Rejects when
 * `context.signal` is aborted, when an image cannot be read (HostError), or when a template is broken.
 */
export async function packEpub(book: Book, context: Context): Promise<Artifact> {
  const { design, signal } = context;
  const { id, metadata } = book.publication;
  const plan = planEpub(book);
  const [packer, style, resources] = await Promise.all([
    import('./pack.ts'),
    design.style('epub.css'),
    readImages(book, plan, context),
  ]);
  signal.throwIfAborted();
  const moves = resources.some(({ bytes, mediaType }) => mayMove(mediaType, bytes));
  const documents = await writeDocuments(book, plan, design, moves);
  signal.throwIfAborted();
  const modified = new Date(metadata.modified);
  const bytes = await packer.pack({ title: metadata.title, ...documents, style, resources, modified });
  return { path: `${id}/${id}.epub`, edition: 'epub', mediaType: 'application/epub+zip', bytes };
}

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
