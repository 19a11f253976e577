/** Lists the objects of a finished part that other parts of the book may have, too: fonts and images. */
import { createHash, type Hash } from 'node:crypto';
import { isDict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import type { NumberedObjects } from '../../lib/pdf/write/number-objects.ts';

/** An object by its number in the file of the part, with the SHA-256 of all that it consists of. */
export type DigestedObject = readonly [number: number, digest: string];

/** What the place of a part in its book depends on. Plain data. */
export interface PartObjects {
  /** Number of objects that it adds to the book at most, without frames. */
  readonly count: number;
  readonly fonts: readonly DigestedObject[];
  readonly images: readonly DigestedObject[];
}

/** Lists the objects. @param numbered the objects with the numbers that the file is written with */
export function listPartObjects(file: PdfFile, { next, numberOf }: NumberedObjects): PartObjects {
  const [fonts, images] = [new Map<number, Reference>(), new Map<number, Reference>()];
  let patterns = 0;
  visitResources(file, (resources) => {
    for (const font of listResources(file, resources, 'Font'))
      if (font instanceof Reference) fonts.set(font.number, font);
    for (const object of listResources(file, resources, 'XObject'))
      if (object instanceof Reference && file.dict(object).get('Subtype') === '/Image')
        images.set(object.number, object);
    patterns += listResources(file, resources, 'Pattern').length;
  });
  const digest = (object: Reference): DigestedObject => [numberOf(object), computeDigest(file, object)];
  return {
    // Each pattern is copied for each page that moves.
    count: next + patterns,
    fonts: [...fonts.values()].map(digest),
    images: [...images.values()].map(digest),
  };
}

/** Computes the SHA-256 of an object with all that it refers to, such as the mask and the colors of an image. */
function computeDigest(file: PdfFile, object: Reference): string {
  const hash = createHash('sha256');
  addToDigest(file, object, hash);
  return hash.digest('hex');
}

function addToDigest(file: PdfFile, value: Value, hash: Hash): void {
  const found = file.get(value) ?? null;
  if (found instanceof Stream) {
    addToDigest(file, found.dict, hash);
    hash.update(`stream ${found.data.length} `).update(found.data);
  } else if (isDict(found)) {
    hash.update(`dict ${found.size} `);
    for (const [key, entry] of [...found].sort(([one], [other]) => (one < other ? -1 : 1))) {
      hash.update(`${key} `);
      addToDigest(file, entry, hash);
    }
  } else if (Array.isArray(found)) {
    hash.update(`list ${found.length} `);
    for (const entry of found) addToDigest(file, entry, hash);
  } else hash.update(`${JSON.stringify(found)} `);
}
