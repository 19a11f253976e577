/** The guide of EPUB 2, from the landmarks. */
import type { Element, Text } from 'xast';
import { named, textOf } from '../../lib/xml/elements.ts';
import type { OpenPackage } from './open-package.ts';

// OPF 2.0.1, section 2.6, by the term of the EPUB Structural Semantics Vocabulary.
const TYPES: ReadonlyMap<string, string> = new Map([
  ['acknowledgments', 'acknowledgements'],
  ['bibliography', 'bibliography'],
  ['bodymatter', 'text'],
  ['colophon', 'colophon'],
  ['cover', 'cover'],
  ['dedication', 'dedication'],
  ['epigraph', 'epigraph'],
  ['foreword', 'foreword'],
  ['glossary', 'glossary'],
  ['preface', 'preface'],
  ['titlepage', 'title-page'],
  ['toc', 'toc'],
]);

/** Kindle finds the cover, the contents and the start of the text in the guide alone. */
export function withGuide(book: OpenPackage): OpenPackage {
  const links = book.documents
    .flatMap(({ tree }) => named(tree, 'nav'))
    .filter(({ attributes }) => attributes['epub:type'] === 'landmarks')
    .flatMap((landmarks) => named(landmarks, 'a'));
  const references = links.flatMap((link): readonly Element[] => {
    const type = TYPES.get(link.attributes['epub:type'] ?? '');
    const { href } = link.attributes;
    return type && href ? [element('reference', { type, title: textOf(link), href })] : [];
  });
  const [packageElement] = named(book.packageDocument, 'package');
  if (references.length > 0) packageElement?.children.push(element('guide', {}, references), BREAK);
  return book;
}

const element = (
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
