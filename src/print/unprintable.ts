/** Finds out why the browser cannot print a document although it prints others, and reports the file at fault. */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import { type SourceLocation, startOfFile } from '../core/source-location.ts';
import { serializeHtml } from '../lib/html/serialize.ts';
import { UnsupportedPdfError } from '../lib/pdf/unsupported-pdf-error.ts';
import { DocumentError } from '../runtime/browser/browser-error.ts';
import { buildPrintImage } from './document/html.ts';
import { computeImageAllowance } from './press/print-limit.ts';
import { type PrintJob, UnprintableError } from './press/print-queue.ts';

/** A document that is being printed. */
export interface PrintTask {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly job: PrintJob;
  readonly context: Pick<Context, 'design' | 'signal'>;
  /** Start of the document's text. */
  readonly place: SourceLocation;
}

/**
 * Runs the work of printing a document. Rejects with {@link DocumentError} if the document is at fault, with
 * `image-unprintable`, `design-unprintable`, `text-unprintable`, or with `template-unprintable` if a template of the
 * project produces no valid document.
 */
export async function withFaultDiagnosis<T>(task: PrintTask, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    task.context.signal.throwIfAborted();
    const problem = await diagnose(error, task);
    throw problem === undefined ? error : new DocumentError(problem, { cause: error });
  }
}

async function diagnose(error: unknown, task: PrintTask): Promise<Diagnostic | undefined> {
  if (error instanceof UnprintableError) return findCause(error, task);
  const { edition, context } = task;
  if (!isReadError(error)) return undefined;
  const { message: reason } = error;
  const [name] = (await context.design.findUsedOverrides(edition.template)).keys();
  if (name !== undefined) {
    return diagnostic('template-unprintable', { name, reason }, startOfFile(`templates/${name}`));
  }
  const files = await listProjectFiles(task);
  const [file] = files;
  if (file === undefined) return undefined;
  // For example a style that hides everything.
  return diagnostic('design-unprintable', { title: titleOfBook(task), files, reason }, startOfFile(file));
}

/** Whether a printed file could not be read; errors of other classes have another cause. */
const isReadError = (error: unknown): error is Error =>
  error instanceof UnsupportedPdfError || (error instanceof Error && error.constructor === Error);

const titleOfBook = ({ book }: PrintTask): string => book.publication.metadata.title;

async function findCause({ title, reason }: UnprintableError, task: PrintTask): Promise<Diagnostic> {
  const image = await findUnprintableImage(task);
  if (image !== undefined) {
    const place = image.locations[0] ?? task.place;
    return diagnostic('image-unprintable', { path: image.path, reason }, place);
  }
  const files = await listProjectFiles(task);
  const [file] = files;
  if (file !== undefined) {
    return diagnostic('design-unprintable', { title, files, reason }, startOfFile(file));
  }
  return diagnostic('text-unprintable', { title, reason }, task.place);
}

/** Returns the image that cannot be printed. All images are tried together, and if this fails, each image alone. */
async function findUnprintableImage({ book, job }: PrintTask): Promise<Asset | undefined> {
  const images = findShownImages(book);
  if (images.length === 0 || (await canPrint(images, job))) return undefined;
  for (const image of images) if (!(await canPrint([image], job))) return image;
  // Each image alone can be printed, so their total is too much; the first image has the largest part in it.
  return images[0];
}

/** Returns the images that the document shows, the most expensive first. */
export function findShownImages({ sections, assets, cover }: Book): readonly Asset[] {
  const shown = new Set<Asset>(cover ? [cover] : []);
  const nodes: { readonly type: string }[] = sections.map(({ body }) => body);
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    const {
      tagName,
      properties,
      children = [],
    } = node as {
      readonly tagName?: string;
      readonly properties?: { readonly src?: unknown };
      readonly children?: readonly { readonly type: string }[];
    };
    const asset = tagName === 'img' ? assets.get(String(properties?.src)) : undefined;
    if (asset !== undefined) shown.add(asset);
    nodes.push(...children);
  }
  return [...shown].sort((one, other) => computeCost(other) - computeCost(one));
}

/** Returns the cost of an image, as a fraction of the maximum allowed. */
const computeCost = ({ drawing, width, height }: Asset): number =>
  drawing?.costShare ?? (width * height) / 100_000_000;

async function canPrint(images: readonly Asset[], job: PrintJob): Promise<boolean> {
  const elements = await Promise.all(
    images.map((image, at) => buildPrintImage(image, '', { prefix: `drawing-${at}-` })),
  );
  const body = elements.map(serializeHtml).join('\n');
  try {
    await job.print(`${HEAD}${body}</body></html>`, { allowance: computeImageAllowance(images) });
    return true;
  } catch (error) {
    if (error instanceof UnprintableError) return false;
    throw error;
  }
}

const HEAD =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Images</title><style>@page{size:A4}img,svg{max-width:100%;max-height:90vh}</style></head><body>';

async function listProjectFiles({ edition, context }: PrintTask): Promise<readonly string[]> {
  const { findProjectFiles } = await import('./document/project-files.ts');
  return findProjectFiles(edition, context.design);
}
