/** Chooses names for the pictures of a Word document, each once, and refuses those that a page cannot show. */
import { createHash } from 'node:crypto';
import { inspectImage, MAX_FILE_BYTES } from '../render/images/image-file.ts';
import type { WordPicture } from './docx/convert.ts';
import type { PictureUse } from './markdown/handlers.ts';
import { writeLoss } from './markdown/place-marks.ts';

/** The folder of the pictures in a publication. */
const FOLDER = 'images';

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/svg+xml': 'svg',
};

/** Assigns files to the pictures of a document. */
export class PictureFiles {
  readonly #pictures: readonly WordPicture[];
  readonly #paths = new Map<string, string>();
  readonly #files = new Map<string, Uint8Array>();
  /** How many pictures have no words that describe them, and get some. */
  #wordless = 0;

  constructor(pictures: readonly WordPicture[]) {
    this.#pictures = pictures;
  }

  /** The files by path in the publication. */
  get files(): ReadonlyMap<string, Uint8Array> {
    return this.#files;
  }

  /** Returns what becomes of a picture. @param src its number @param words that describe it */
  use(src: string, words: string): PictureUse {
    const picture = this.#pictures[Number(src)];
    const extension = picture && findExtension(picture.bytes);
    if (picture === undefined || extension === undefined) {
      const detail = [nameFormat(picture?.mediaType ?? ''), words].filter((part) => part !== '').join(', ');
      return { kind: 'lost', text: writeLoss('picture', detail) };
    }
    if (words === '') this.#wordless += 1;
    return { kind: 'file', path: this.#store(picture.bytes, extension), number: this.#wordless };
  }

  #store(bytes: Uint8Array, extension: string): string {
    const digest = createHash('sha256').update(bytes).digest('hex');
    const path = this.#paths.get(digest) ?? `${FOLDER}/picture-${this.#files.size + 1}.${extension}`;
    this.#paths.set(digest, path);
    this.#files.set(path, bytes);
    return path;
  }
}

/** Returns the extension for the bytes of a picture; `undefined` if a page cannot show it. */
function findExtension(bytes: Uint8Array): string | undefined {
  if (bytes.length > MAX_FILE_BYTES) return undefined;
  const result = inspectImage(bytes);
  if (result.kind === 'svg') return 'svg';
  return result.kind === 'whole' ? EXTENSIONS[result.facts.mediaType] : undefined;
}

/** `image/x-emf` → `EMF` */
const nameFormat = (mediaType: string): string => mediaType.replace(/^image\/(?:x-)?/, '').toUpperCase();
