/** Collects the pictures and fonts that the style sheets of a project name, as files of the package. */

import { createFileNames } from '../../core/screen/file-names.ts';
import type { StyleFile } from '../../runtime/styles/style-files.ts';
import type { ManifestItem } from '../package/package-document.ts';
import type { PackedFile } from '../package/zip.ts';

/** File extensions of the core media types of EPUB 3.3 (section 3.2) that a style sheet can name. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
  'font/woff2': '.woff2',
  'font/woff': '.woff',
  'font/ttf': '.ttf',
  'font/otf': '.otf',
};

/** The files, each once however many rules name it. */
export class StyleFiles {
  readonly #names = createFileNames();
  readonly #packed = new Map<string, PackedFile & { readonly mediaType: string }>();

  /** Adds a file. @returns its address, relative to the style sheet */
  add({ path, bytes, mediaType }: StyleFile): string {
    const known = this.#packed.get(path);
    if (known !== undefined) return known.file;
    const stem = (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
    const file = `styles/${this.#names.allocate(stem, EXTENSIONS[mediaType] ?? '', 'file')}`;
    this.#packed.set(path, { file, bytes, mediaType });
    return file;
  }

  list(): { readonly items: readonly ManifestItem[]; readonly files: readonly PackedFile[] } {
    const packed = [...this.#packed.values()];
    return {
      items: packed.map(({ file, mediaType }, index) => ({
        id: `style-file-${index + 1}`,
        href: file,
        mediaType,
      })),
      files: packed.map(({ file, bytes }) => ({ file, bytes })),
    };
  }
}
