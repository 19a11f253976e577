/** Plans a web edition: its pages and pictures, and their file names. */
import type { Asset } from '../core/model/asset.ts';
import type { Book, Section } from '../core/model/book.ts';
import type { WebEdition } from '../core/model/edition.ts';
import { createFileNames } from '../core/screen/file-names.ts';

/** A page. `file` is relative to the first page. */
export interface WebPage {
  readonly file: string;
  /** Plain text; that of the publication for the first page. */
  readonly title: string;
  readonly sections: readonly Section[];
  /** Whether it is the first page, with the title of the publication. */
  readonly isFirst: boolean;
}

/** The pages and pictures of a web edition. */
export interface WebPlan {
  /** In reading order; the first page comes first. */
  readonly pages: readonly WebPage[];
  /** Files of the sections, by section id. */
  readonly sectionFiles: ReadonlyMap<string, string>;
  /** Each picture once, with its file. */
  readonly images: ReadonlyMap<Asset, string>;
  /** The assets by their `src` in the sections, and the logo by its path. */
  readonly assets: ReadonlyMap<string, Asset>;
}

/** The name of the first page, which servers give for the address of its folder. */
export const FIRST_FILE = 'index.html';
/** The style sheet of all pages of a site. */
export const STYLE_FILE = 'style.css';

const EXTENSIONS: Readonly<Record<Asset['mediaType'], string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'image/svg+xml': '.svg',
};

/**
 * Plans an edition. A site has a page for each section, after a first one with the contents; a leaflet, and an edition in one
 * file, have one page. The names depend on the ids of chapters only, so that they stay the same.
 */
export function planWeb(book: Book, form: WebEdition['form']): WebPlan {
  const { metadata } = book.publication;
  const first = { file: FIRST_FILE, title: metadata.title, isFirst: true };
  const pages: readonly WebPage[] = isOnePage(book, form)
    ? [{ ...first, sections: book.sections }]
    : [{ ...first, sections: [] }, ...planSections(book)];
  const files = pages.flatMap(({ file, sections }) => sections.map(({ id }) => [id, file] as const));
  const logo = book.logo?.asset;
  const assets = logo === undefined ? book.assets : new Map([...book.assets, [logo.path, logo] as const]);
  const images = nameImages([...book.assets.values(), ...findPreviewImage(book, form)], logo);
  return { pages, sectionFiles: new Map(files), images, assets };
}

/** Finds the cover image, which a site with an address gives to programs that show links. They read no SVG. */
const findPreviewImage = ({ cover, publication: { site } }: Book, form: WebEdition['form']) =>
  cover === undefined || cover.mediaType === 'image/svg+xml' || !site || site.isOther || form === 'file'
    ? []
    : [cover];

const isOnePage = (book: Book, form: WebEdition['form']): boolean => form === 'file' || isAlone(book);

/** Returns whether a publication is a leaflet: its title is that of its only chapter. */
export const isAlone = ({ publication: { form, headingChapters } }: Book): boolean =>
  form === 'file' && headingChapters?.isBook !== true;

function planSections(book: Book): readonly WebPage[] {
  const names = createFileNames([FIRST_FILE]);
  return book.sections.map((section) => ({
    file: names.allocate(section.id, '.html', 'section'),
    title: section.title,
    sections: [section],
    isFirst: false,
  }));
}

function nameImages(assets: readonly Asset[], logo: Asset | undefined): ReadonlyMap<Asset, string> {
  const names = createFileNames();
  const byPath = new Map<string, string>();
  const images = new Map<Asset, string>();
  for (const asset of assets) {
    const known = byPath.get(asset.path);
    if (known !== undefined) continue;
    const stem = (asset.path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
    const file = `images/${names.allocate(stem, EXTENSIONS[asset.mediaType], 'image')}`;
    byPath.set(asset.path, file);
    images.set(asset, file);
  }
  // It comes last, so that the names of the other pictures do not depend on it.
  if (logo !== undefined)
    images.set(logo, `images/${names.allocate('logo', EXTENSIONS[logo.mediaType], 'logo')}`);
  return images;
}
