/** Describes a page for programs that show a preview of a link: https://ogp.me */
import type { Asset } from '../../core/model/asset.ts';
import type { Book } from '../../core/model/book.ts';
import { isAlone, type WebPage, type WebPlan } from '../plan.ts';
import type { AddressOf } from './page-address.ts';
import { findDescription, findLanguage } from './page-facts.ts';

/** A property of a page. */
export interface PageProperty {
  readonly name: string;
  readonly content: string;
}

/** What the properties of a page are made of. */
export interface PreviewContext {
  readonly book: Book;
  readonly plan: WebPlan;
  readonly addressOf: AddressOf;
}

/** Returns a function that lists the properties of a page. */
export function createPreviews({
  book,
  plan,
  addressOf,
}: PreviewContext): (page: WebPage) => readonly PageProperty[] {
  const { title } = book.publication.metadata;
  const cover = findCover(book, plan);
  const image = cover === undefined ? [] : describeImage(cover, addressOf);
  return (page) =>
    [
      property('og:title', page.title),
      property('og:description', findDescription(page, book)),
      property('og:type', page.isFirst && !isAlone(book) ? 'book' : 'article'),
      property('og:url', addressOf(page.file)),
      property('og:locale', formatLocale(findLanguage(page, book))),
      property('og:site_name', title),
      image,
    ].flat();
}

const property = (name: string, content: string | undefined): readonly PageProperty[] =>
  content === undefined ? [] : [{ name, content }];

/** Returns the cover image of the publication, if the site has it. */
function findCover({ cover }: Book, { images }: WebPlan): { asset: Asset; file: string } | undefined {
  const [found] = [...images].filter(([{ path }]) => path === cover?.path);
  return found && { asset: found[0], file: found[1] };
}

const describeImage = (
  { asset, file }: { readonly asset: Asset; readonly file: string },
  addressOf: AddressOf,
): readonly PageProperty[] => [
  { name: 'og:image', content: addressOf(file) },
  { name: 'og:image:type', content: asset.mediaType },
  { name: 'og:image:width', content: String(Math.round(asset.width)) },
  { name: 'og:image:height', content: String(Math.round(asset.height)) },
];

/** Formats a language as these programs do: `en_GB`. The country is not guessed: `de` stays `de`. */
function formatLocale(language: string): string | undefined {
  try {
    const { language: primary, region } = new Intl.Locale(language);
    return region === undefined ? primary : `${primary}_${region}`;
  } catch {
    return undefined;
  }
}
