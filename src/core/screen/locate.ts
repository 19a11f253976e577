/** Locates ids of a book in the files that its sections become. */
import type { Book } from '../model/book.ts';

/** Returns the URL of an id, relative to a file of the book; `undefined` if the book has no such id. */
export type Locate = (id: string, from?: string) => string | undefined;

// Characters that a fragment must encode (URL standard, URL code points). Letters of all scripts stay
// unencoded, because they are readable so, and some reading systems compare fragments without decoding them.
const ENCODED_IN_FRAGMENT = /[^\p{L}\p{M}\p{N}!$&'()*+,\-./:;=?@_~]/gu;

/** Creates a function that locates ids by `Book.anchors`. @param sectionFiles files of the sections, by section id */
export function createLocator(book: Book, sectionFiles: ReadonlyMap<string, string>): Locate {
  return (id, from) => {
    const sectionId = book.anchors.get(id) ?? (sectionFiles.has(id) ? id : undefined);
    const file = sectionId === undefined ? undefined : sectionFiles.get(sectionId);
    if (file === undefined) return undefined;
    const fragment = `#${id.toWellFormed().replace(ENCODED_IN_FRAGMENT, encodeURIComponent)}`;
    return file === from ? fragment : file + fragment;
  };
}

/** Returns the URL of a link of the form `#id`, whose id may be percent-encoded. @param file the file with the link */
export const locateFragment = (href: string, file: string, locate: Locate): string | undefined =>
  locate(href.slice(1), file) ?? locate(decodeFragment(href.slice(1)), file);

function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
