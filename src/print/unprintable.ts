/** A document that the browser cannot print, though it prints others: what of it is at fault, and where that stands. */

import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book } from '../core/model/book.ts';
import type { Context } from '../core/model/context.ts';
import type { PaperEdition } from '../core/model/edition.ts';
import type { Place } from '../core/source-location.ts';
import { DocumentError } from '../runtime/browser/browser-error.ts';
import { htmlOf, printImage } from './document/html.ts';
import { imageAllowance } from './press/print-limit.ts';
import { type PrintJob, UnprintableError } from './press/print-queue.ts';

/** A document while it is printed. */
export interface Printing {
  readonly book: Book;
  readonly edition: PaperEdition;
  readonly job: PrintJob;
  readonly context: Pick<Context, 'design' | 'signal'>;
  /** Style sheets of this kind of document, as `book.css`. */
  readonly sheets: readonly string[];
  /** Where the text begins. */
  readonly place: Place;
}

/**
 * Does the work of printing a document. Rejects with {@link DocumentError} where the document is at fault: `image-unprintable`, `design-unprintable`,
 * `text-unprintable`, or `template-unprintable` where a project's own template made something that is no document.
 */
export async function findingFault<T>(printing: Printing, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    printing.context.signal.throwIfAborted();
    const problem = await problemOf(error, printing);
    throw problem === undefined ? error : new DocumentError(problem, error);
  }
}

async function problemOf(error: unknown, printing: Printing): Promise<Diagnostic | undefined> {
  if (error instanceof UnprintableError) return causeOf(error, printing);
  const { edition, context } = printing;
  // What cannot be read in a file is said by an error of no other kind.
  if (!(error instanceof Error) || error.constructor !== Error) return undefined;
  const { message: reason } = error;
  const [name] = (await context.design.replaced(edition.template)).keys();
  if (name !== undefined) {
    return diagnostic('template-unprintable', { name, reason }, beginOf(`templates/${name}`));
  }
  const files = await changedFiles(printing);
  const [file] = files;
  if (file === undefined) return undefined;
  // Such as one that shows nothing at all.
  return diagnostic('design-unprintable', { what: titleOfBook(printing), files, reason }, beginOf(file));
}

const beginOf = (file: string): Place => ({ file, line: 1, column: 1 });

const titleOfBook = ({ book }: Printing): string => book.publication.metadata.title;

async function causeOf({ what, reason }: UnprintableError, printing: Printing): Promise<Diagnostic> {
  const image = await findImage(printing);
  if (image !== undefined) {
    const place = image.places[0] ?? printing.place;
    return diagnostic('image-unprintable', { path: image.path, reason }, place);
  }
  const files = await changedFiles(printing);
  const [file] = files;
  if (file !== undefined) {
    return diagnostic('design-unprintable', { what, files, reason }, beginOf(file));
  }
  return diagnostic('text-unprintable', { what, reason }, printing.place);
}

/** Returns the image that cannot be printed by itself: all are tried together, and where that fails, each. */
async function findImage({ book, job }: Printing): Promise<Asset | undefined> {
  const images = shownImages(book);
  if (images.length === 0 || (await prints(images, job))) return undefined;
  for (const image of images) if (!(await prints([image], job))) return image;
  // Each by itself is printed: it is what they ask for together, and most of that is for the first.
  return images[0];
}

/** Returns those that the document shows, the costliest first. */
export function shownImages({ sections, assets, cover }: Book): readonly Asset[] {
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
  return [...shown].sort((one, other) => costOf(other) - costOf(one));
}

/** Returns the part of what an image may ask of the browser at most. */
const costOf = ({ drawing, width, height }: Asset): number =>
  drawing?.share ?? (width * height) / 100_000_000;

async function prints(images: readonly Asset[], job: PrintJob): Promise<boolean> {
  const elements = await Promise.all(images.map((image, at) => printImage(image, '', `drawing-${at}-`)));
  const body = elements.map(htmlOf).join('\n');
  try {
    await job.print(`${HEAD}${body}</body></html>`, { allowance: imageAllowance(images) });
    return true;
  } catch (error) {
    if (error instanceof UnprintableError) return false;
    throw error;
  }
}

const HEAD =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Images</title><style>@page{size:A4}img,svg{max-width:100%;max-height:90vh}</style></head><body>';

/** Returns the files of the project that the document is made with, as `styles/print.css`. */
async function changedFiles({ edition, sheets, context }: Printing): Promise<readonly string[]> {
  const { COMMON_STYLES } = await import('./document/stylesheet.ts');
  const styles = [...edition.styles, ...sheets, ...COMMON_STYLES];
  const templates = [edition.template, ...PARTS.map((name) => `print/${name}.html`)];
  const files = [
    ...(await context.design.changedFiles('styles', styles)),
    ...(await context.design.changedFiles('templates', templates)),
  ];
  return [...new Set(files)];
}

const PARTS = ['colophon', 'contents', 'cover', 'entry', 'head'];
