/** Plans an e-book: its documents and images, their file names, and the reading order. */

import { countOpeningSections } from '../core/front-sections.ts';
import type { Asset } from '../core/model/asset.ts';
import type { Book, Section } from '../core/model/book.ts';
import { createFileNames } from '../core/screen/file-names.ts';

/** An XHTML document of the spine. `file` is relative to the package document. */
export interface PlannedDocument {
  /** Id in the manifest. */
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly part: 'cover' | 'title-page' | 'contents' | 'section' | 'about';
  /** Present when `part` is `section`. */
  readonly section?: Section;
}

/** An image of the package. `file` is relative to the package document. */
export interface PlannedImage {
  readonly id: string;
  readonly file: string;
  /** Absent for the generated cover. */
  readonly asset?: Asset;
  readonly mediaType: Asset['mediaType'];
  readonly isCover: boolean;
}

/** The generated cover of a book without a cover image. */
export interface GeneratedCover {
  readonly mediaType: Asset['mediaType'];
  readonly bytes: Uint8Array;
}

/** The documents and images of an e-book. */
export interface Plan {
  /** In the order of the spine. */
  readonly documents: readonly PlannedDocument[];
  /** Each image once, however many pages show it. */
  readonly images: readonly PlannedImage[];
  readonly cover: PlannedImage;
  /** Absent if the project has no logo. */
  readonly logo?: PlannedImage;
  /** Files of the sections, by section id. */
  readonly sectionFiles: ReadonlyMap<string, string>;
  /** Files of the images, by their `src` in the sections. */
  readonly imageFiles: ReadonlyMap<string, string>;
}

/** The ZIP library chooses this file name; see `package/zip.ts`. */
export const CONTENTS_FILE = 'toc.xhtml';
export const COVER_FILE = 'cover.xhtml';
export const TITLE_PAGE_FILE = 'title-page.xhtml';
export const ABOUT_FILE = 'about.xhtml';

const EXTENSIONS: Readonly<Record<Asset['mediaType'], string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
};

/**
 * Plans an e-book.
 * @param generatedCoverType media type of the generated cover; absent if the book has a cover image
 */
export function planEpub(book: Book, generatedCoverType: Asset['mediaType'] | undefined): Plan {
  const sections = planSections(book);
  const { terms } = book;
  const opening = countOpeningSections(book);
  const images = planImages(book, generatedCoverType);
  return {
    documents: [
      { id: 'cover', file: COVER_FILE, title: terms.cover ?? '', part: 'cover' },
      { id: 'title-page', file: TITLE_PAGE_FILE, title: terms.titlePage ?? '', part: 'title-page' },
      ...sections.slice(0, opening),
      { id: 'contents', file: CONTENTS_FILE, title: terms.contents ?? '', part: 'contents' },
      ...sections.slice(opening),
      { id: 'about', file: ABOUT_FILE, title: terms.about ?? '', part: 'about' },
    ],
    sectionFiles: new Map(sections.map(({ section, file }) => [section.id, file])),
    ...images,
  };
}

function planSections(book: Book): (PlannedDocument & { readonly section: Section })[] {
  const names = createFileNames([COVER_FILE, TITLE_PAGE_FILE, CONTENTS_FILE, ABOUT_FILE]);
  return book.sections.map((section, index) => ({
    id: `section-${index + 1}`,
    file: names.allocate(section.id, '.xhtml', 'section'),
    title: section.title,
    part: 'section',
    section,
  }));
}

function planImages(
  book: Book,
  generatedCoverType: Asset['mediaType'] | undefined,
): Pick<Plan, 'images' | 'cover' | 'logo' | 'imageFiles'> {
  const names = createFileNames();
  const cover = planCover(book, generatedCoverType, names);
  const byPath = new Map<string, PlannedImage>();
  if (book.cover !== undefined) byPath.set(book.cover.path, cover);
  const imageFiles = new Map<string, string>();
  for (const [src, asset] of book.assets) {
    const known = byPath.get(asset.path);
    const image = known ?? {
      id: `image-${byPath.size + 1}`,
      file: `images/${names.allocate(fileStem(asset.path), EXTENSIONS[asset.mediaType], 'image')}`,
      asset,
      mediaType: asset.mediaType,
      isCover: false,
    };
    byPath.set(asset.path, image);
    imageFiles.set(src, image.file);
  }
  const logo = planLogo(book, names);
  const images = [...new Set([cover, ...byPath.values()]), ...(logo ? [logo] : [])];
  return { cover, images, imageFiles, ...(logo && { logo }) };
}

function planCover(
  { cover: asset }: Book,
  generatedCoverType: Asset['mediaType'] | undefined,
  names: ReturnType<typeof createFileNames>,
): PlannedImage {
  const mediaType = asset?.mediaType ?? generatedCoverType;
  if (mediaType === undefined) throw new Error('the book has no cover');
  const file = `images/${names.allocate('cover', EXTENSIONS[mediaType], '')}`;
  return { id: 'cover-image', file, mediaType, isCover: true, ...(asset && { asset }) };
}

/** Plans the logo. It comes last, so that the names of the other images do not depend on it. */
function planLogo({ logo }: Book, names: ReturnType<typeof createFileNames>): PlannedImage | undefined {
  if (logo === undefined) return undefined;
  const { asset } = logo;
  const file = `images/${names.allocate('logo', EXTENSIONS[asset.mediaType], '')}`;
  return { id: 'logo-image', file, asset, mediaType: asset.mediaType, isCover: false };
}

const fileStem = (path: string): string => (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
