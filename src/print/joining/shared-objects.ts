/** Makes the objects that several parts of a book share, each once: its fonts, and images that more than one part shows. */
import { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { Reference } from '../../lib/pdf/objects.ts';
import { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { numberObjects } from '../../lib/pdf/write/number-objects.ts';
import { findNext, writeBlock } from '../../lib/pdf/write/object-block.ts';
import { stripFonts } from '../tagging/fonts/strip-fonts.ts';
import { encodeRecord } from './block-record.ts';
import { FIRST_SHARED } from './fixed-numbers.ts';
import { FontUnion } from './font-union.ts';
import type { DigestedObject, PartObjects } from './part-objects.ts';

/** What is known of the shared objects. Plain data. */
export interface SharedFacts {
  /** The first number that is free after them. */
  readonly next: number;
  readonly prints: readonly SharedNumbers[];
}

/** Numbers in the book for the fonts and the images of a print, in their order; `null`: the object is not shared. */
export interface SharedNumbers {
  readonly fonts: readonly (number | null)[];
  readonly images: readonly (number | null)[];
}

/** The objects of a print that can be shared. */
export type SharedCandidates = Pick<PartObjects, 'fonts' | 'images'>;

/**
 * Makes the shared objects of a book.
 * @param prints the objects of the parts, and of the frames of their pages
 * @param read reads the file of a print
 * @returns a record of {@link SharedFacts}; empty if a font has no outline for a digit of a page number
 */
export async function shareObjects(
  prints: readonly SharedCandidates[],
  read: (print: number) => PdfFile,
): Promise<Uint8Array> {
  const file = PdfFile.create();
  const union = new FontUnion(file);
  const isShared = findSharedImages(prints);
  const [fonts, images] = [new Map<string, Reference>(), new Map<string, Reference>()];
  for (const [index, print] of prints.entries()) {
    const newFonts = print.fonts.filter(([, digest]) => !fonts.has(digest));
    const newImages = print.images.filter(([, digest]) => isShared(digest) && !images.has(digest));
    if (newFonts.length + newImages.length === 0) continue;
    const source = read(index);
    const copier = new ObjectCopier(source, file);
    const made = union.add(source, newFonts.map(toReference), copier);
    for (const [place, reference] of made.entries()) fonts.set(newFonts[place]?.[1] ?? '', reference);
    for (const image of newImages) images.set(image[1], copier.copyReference(toReference(image)));
  }
  if (union.lacksFigures()) return new Uint8Array();
  union.write();
  const written = [...new Set(fonts.values())];
  await stripFonts(file, written);
  const numbered = numberObjects(file, { roots: [...written, ...images.values()], first: FIRST_SHARED });
  const block = await writeBlock(numbered, (size) => size);
  const find = (known: ReadonlyMap<string, Reference>, digest: string): number | null => {
    const reference = known.get(digest);
    return reference === undefined ? null : numbered.numberOf(reference);
  };
  const facts: SharedFacts = {
    next: findNext(block),
    prints: prints.map((print) => ({
      fonts: print.fonts.map(([, digest]) => find(fonts, digest)),
      images: print.images.map(([, digest]) => find(images, digest)),
    })),
  };
  return encodeRecord({ facts, block });
}

const toReference = ([number]: DigestedObject): Reference => new Reference(number);

/** Returns whether an image is in several places, by its digest. */
function findSharedImages(prints: readonly SharedCandidates[]): (digest: string) => boolean {
  const [once, shared] = [new Set<string>(), new Set<string>()];
  for (const [, digest] of prints.flatMap(({ images }) => images))
    (once.has(digest) ? shared : once).add(digest);
  return (digest) => shared.has(digest);
}
