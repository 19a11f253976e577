/** Checks the package document against its vocabularies, and its manifest against the files in the archive. */
import { readTags, type Tag } from './tags.ts';
import { ACCESSIBILITY, RELATORS } from './vocabularies.ts';

const PACKAGE_FOLDER = 'OEBPS/';
/** Files that the manifest does not list (EPUB 3.3, section 4.2). */
const UNLISTED = new Set(['mimetype', 'META-INF/container.xml', `${PACKAGE_FOLDER}content.opf`]);

/** Finds the faults of the package document. @param names of the files in the archive */
export function findPackageFaults(packageDocument: string, names: readonly string[]): string[] {
  const tags = readTags(packageDocument);
  const items = tags.filter(({ name }) => name === 'item');
  return [
    ...findManifestFaults(items, names),
    ...findSpineFaults(items, tags),
    ...findMissingParts(items, tags),
    ...findMetaFaults(readMetaElements(packageDocument)),
  ].map((fault) => `content.opf: ${fault}`);
}

function findManifestFaults(items: readonly Tag[], names: readonly string[]): string[] {
  const listed = items.map(({ attributes }) => PACKAGE_FOLDER + (attributes.get('href') ?? ''));
  const isListed = new Set(listed);
  const packed = new Set(names);
  return [
    ...listed
      .filter((file) => !packed.has(file))
      .map((file) => `${file} is in the manifest and not in the archive`),
    ...names
      .filter((file) => !UNLISTED.has(file) && !isListed.has(file))
      .map((file) => `${file} is in the archive and not in the manifest`),
    ...findDuplicates(listed).map((file) => `${file} is in the manifest twice`),
    ...findDuplicates(items.map(({ attributes }) => attributes.get('id') ?? '')).map(
      (id) => `two items have the id ${id}`,
    ),
  ];
}

function findSpineFaults(items: readonly Tag[], tags: readonly Tag[]): string[] {
  const ids = new Set(items.map(({ attributes }) => attributes.get('id')));
  const read = tags
    .filter(({ name }) => name === 'itemref')
    .map(({ attributes }) => attributes.get('idref') ?? '');
  return [
    ...read.filter((id) => !ids.has(id)).map((id) => `the spine names ${id}, which is no item`),
    ...findDuplicates(read).map((id) => `the spine names ${id} twice`),
  ];
}

/** Finds missing parts that every package must have (EPUB 3.3, sections 5.5 and 5.6.2). */
function findMissingParts(items: readonly Tag[], tags: readonly Tag[]): string[] {
  const has = (name: string, test: (tag: Tag) => boolean = () => true): boolean =>
    tags.some((tag) => tag.name === name && test(tag));
  const unique = tags.find(({ name }) => name === 'package')?.attributes.get('unique-identifier');
  const modified = tags.filter(({ attributes }) => attributes.get('property') === 'dcterms:modified');
  const navigation = items.filter(({ attributes }) =>
    (attributes.get('properties') ?? '').split(' ').includes('nav'),
  );
  const isUnique = ({ attributes }: Tag): boolean => attributes.get('id') === unique;
  return [
    ...(has('dc:identifier', isUnique) ? [] : ['it has no `dc:identifier` that is its `unique-identifier`']),
    ...['dc:title', 'dc:language', 'itemref'].flatMap((name) => (has(name) ? [] : [`it has no \`${name}\``])),
    ...(modified.length === 1 ? [] : ['it does not have one `dcterms:modified`']),
    ...(navigation.length === 1 ? [] : ['it does not have one item with the property `nav`']),
  ];
}

interface MetaElement {
  readonly property: string;
  readonly text: string;
}

/** Reads the `meta` elements with a property, and their text. */
const readMetaElements = (xml: string): readonly MetaElement[] =>
  [...xml.matchAll(/<meta\b([^>]*)>([^<]*)<\/meta>/g)].map(([, written = '', text = '']) => ({
    property: /\bproperty="([^"]*)"/.exec(written)?.[1] ?? '',
    text: text.trim(),
  }));

function findMetaFaults(elements: readonly MetaElement[]): string[] {
  return elements.flatMap(({ property, text }) => {
    if (property === 'role') return RELATORS.has(text) ? [] : [`${text} is no MARC relator`];
    const vocabulary = Object.hasOwn(ACCESSIBILITY, property) ? ACCESSIBILITY[property] : undefined;
    if (vocabulary === undefined) {
      return /^schema:acces/.test(property) && property !== 'schema:accessibilitySummary'
        ? [`there is no property ${property}`]
        : [];
    }
    const terms = property === 'schema:accessModeSufficient' ? text.split(',') : [text];
    return terms
      .filter((term) => !vocabulary.has(term.trim()))
      .map((term) => `${property} cannot be ${term}`);
  });
}

export function findDuplicates(all: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return all.filter((one) => seen.size === seen.add(one).size);
}
