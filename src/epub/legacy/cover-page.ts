/** Removes the page that shows the cover, because conversion to Kindle makes one from the cover image. */
import type { Element } from 'xast';
import { findElements, findManifestItems, getTextContent, removeElements } from '../../lib/xml/elements.ts';
import { COVER_FILE } from '../plan.ts';
import type { OpenPackage } from './open-package.ts';

/**
 * Removes the cover's document, because with it Kindle shows the cover twice (Kindle Publishing Guidelines, internal cover). A
 * document with words, such as a draft mark, is kept, and one to which a project's template links.
 */
export function removeCoverPage(book: OpenPackage): OpenPackage {
  const { packageDocument } = book;
  const covers = book.documents.filter(({ file }) => file === COVER_FILE);
  const bodies = covers.flatMap(({ tree }) => findElements(tree, 'body'));
  if (bodies.some((body) => getTextContent(body).trim() !== '')) return book;
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
