/**
 * Writes the reachable objects of a PDF, in the order of their traversal. The bytes depend only on the objects.
 */
import { INTERMEDIATE } from './deflate.ts';
import type { PdfFile } from './pdf-file.ts';
import { buildFile } from './write/build-file.ts';
import { type NumberedObjects, numberObjects } from './write/number-objects.ts';
import { writeBlock } from './write/object-block.ts';

/** How a file is written. */
export interface WriteOptions {
  /** Whether the file is read once more by this program: then its objects are compressed in less time, and not as well. */
  readonly isIntermediate?: boolean;
  /** The objects of the file, if they are known, see {@link numberFile}. */
  readonly numbered?: NumberedObjects;
}

export async function writePdf(
  file: PdfFile,
  { isIntermediate = false, numbered = numberFile(file) }: WriteOptions = {},
): Promise<Uint8Array> {
  const block = await writeBlock(numbered, (size) => (isIntermediate ? INTERMEDIATE : size));
  return buildFile([block], file.trailer, numbered.numberOf);
}

/** Numbers all objects of a file. */
export function numberFile(file: PdfFile): NumberedObjects {
  const roots = ['Root', 'Info'].map((key) => file.trailer.get(key) ?? null);
  return numberObjects(file, { roots, first: 1 });
}
