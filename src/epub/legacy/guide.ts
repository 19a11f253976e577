/** Adds the guide of EPUB 2, derived from the landmarks. */
import type { Element, Text } from 'xast';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

// OPF 2.0.1, section 2.6, by the term of the EPUB Structural Semantics Vocabulary.
const TYPES: ReadonlyMap<string, string> = new Map([
  ['acknowledgments', 'acknowledgements'],
  ['bibliography', 'bibliography'],
  ['bodymatter', 'text'],
  ['colophon', 'colophon'],
  ['copyright-page', 'copyright-page'],
  ['cover', 'cover'],
  ['dedication', 'dedication'],
  ['epigraph', 'epigraph'],
  ['foreword', 'foreword'],
  ['glossary', 'glossary'],
  ['index', 'index'],
  ['preface', 'preface'],
  ['titlepage', 'title-page'],
  ['toc', 'toc'],
]);

/** Adds the guide, because Kindle finds the contents and the start of the text only there. */
export function addGuide(book: OpenPackage): OpenPackage {
  const links = book.documents
    .flatMap(({ tree }) => findElements(tree, 'nav'))
    .filter(({ attributes }) => attributes['epub:type'] === 'landmarks')
    .flatMap((landmarks) => findElements(landmarks, 'a'));
  const references = links.flatMap((link): readonly Element[] => {
    const type = TYPES.get(link.attributes['epub:type'] ?? '');
    const { href } = link.attributes;
    return type && href ? [createElement('reference', { type, title: getTextContent(link), href })] : [];
  });
  const [packageElement] = findElements(book.packageDocument, 'package');
  if (references.length > 0) packageElement?.children.push(createElement('guide', {}, references), BREAK);
  return book;
}

const createElement = (
  name: string,
  attributes: Record<string, string>,
  children: readonly Element[] = [],
): Element => ({
  type: 'element',
  name,
  attributes,
  children: children.length === 0 ? [] : [BREAK, ...children.flatMap((child) => [child, BREAK])],
});

const BREAK: Text = { type: 'text', value: '\n' };
