/** Unites the images of several prints: each print embeds the images that it shows, and the joined file needs each once. */
import { createHash, type Hash } from 'node:crypto';
import type { ObjectCopier } from '../../lib/pdf/copy-objects.ts';
import { isDict, Reference, Stream, type Value } from '../../lib/pdf/objects.ts';
import { listResources, visitResources } from '../../lib/pdf/page-resources.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';

/** The images of the joined file. */
export class ImageUnion {
  /** By their digests. */
  readonly #known = new Map<string, Reference>();

  /** @param file the print that the others are joined to; its images stay as they are */
  constructor(file: PdfFile) {
    for (const image of listImages(file)) this.#known.set(computeImageDigest(file, image), image);
  }

  /** Copies the images of another print. An image that the file has is replaced by that. */
  add(print: PdfFile, copier: ObjectCopier): void {
    for (const image of listImages(print)) {
      const digest = computeImageDigest(print, image);
      const known = this.#known.get(digest);
      if (known === undefined) this.#known.set(digest, copier.copyReference(image));
      else copier.replace(image, known);
    }
  }
}

function listImages(file: PdfFile): readonly Reference[] {
  const images = new Map<number, Reference>();
  visitResources(file, (resources) => {
    for (const object of listResources(file, resources, 'XObject')) {
      const isImage = object instanceof Reference && file.dict(object).get('Subtype') === '/Image';
      if (isImage) images.set(object.number, object);
    }
  });
  return [...images.values()];
}

/** Computes the SHA-256 of an image with all that it refers to, such as its mask and its colors. */
function computeImageDigest(file: PdfFile, image: Reference): string {
  const hash = createHash('sha256');
  addToDigest(file, image, hash);
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
