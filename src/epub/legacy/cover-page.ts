/** Removes the page that shows the cover, because conversion to Kindle makes one from the cover image. */
import type { Element } from 'xast';
import { findElements, findManifestItems, removeElements } from '../../lib/xml/elements.ts';
import { COVER_FILE } from '../plan.ts';
import type { OpenPackage } from './open-package.ts';

/**
 * Removes the cover's document. With it, Kindle shows the cover twice, or has the page with its draft mark at the end of the book
 * (Kindle Publishing Guidelines, internal cover). A document to which a project's template links is kept.
 */
export function removeCoverPage(book: OpenPackage): OpenPackage {
  const { packageDocument } = book;
  const documents = book.documents.filter(({ file }) => file !== COVER_FILE);
  const navigation = documents.flatMap(({ tree }) => findElements(tree, 'nav'));
  const landmarks = navigation.filter(({ attributes }) => attributes['epub:type'] === 'landmarks');
  const links = documents.flatMap(({ tree }) => findElements(tree, 'a')).filter(leadsToCover);
  const listed = landmarks.flatMap((nav) => findElements(nav, 'a')).filter(leadsToCover);
  if (links.length > listed.length) return book;
  const item = findManifestItems(packageDocument).find(({ attributes }) => attributes.href === COVER_FILE);
  for (const { tree } of documents) {
    removeElements(tree, ({ name, children }) => {
      return name === 'li' && children.some((child) => child.type === 'element' && listed.includes(child));
    });
  }
  removeElements(
    packageDocument,
    (element) =>
      element === item || (element.name === 'itemref' && element.attributes.idref === item?.attributes.id),
  );
  return { ...book, documents };
}

const leadsToCover = ({ attributes: { href } }: Element): boolean => href?.split('#')[0] === COVER_FILE;
