/** Checks the documents of a package: images, roles, types, ids and links. */
import { posix } from 'node:path';
import { findDuplicates } from './package.ts';
import { readTags, type Tag } from './tags.ts';
import { ROLES, TYPES } from './vocabularies.ts';

/** A document of the package; `file` is relative to the package document. */
export interface CheckedDocument {
  readonly file: string;
  readonly xml: string;
}

interface ReadDocument {
  readonly file: string;
  readonly tags: readonly Tag[];
  readonly ids: readonly string[];
}

/**
 * Finds the faults of the documents.
 * @param files all files of the package, relative to the package document
 * @returns descriptions that begin with the file
 */
export function findDocumentFaults(
  documents: readonly CheckedDocument[],
  files: ReadonlySet<string>,
): string[] {
  const read = documents.map(({ file, xml }): ReadDocument => {
    const tags = readTags(xml);
    return { file, tags, ids: tags.flatMap(({ attributes }) => attributes.get('id') ?? []) };
  });
  const idsOf = new Map(read.map(({ file, ids }) => [file, new Set(ids)]));
  return read.flatMap(({ file, tags, ids }) =>
    [
      ...findDuplicates(ids).map((id) => `the id ${id} is used twice`),
      ...findMissingParts(file, tags),
      ...tags.flatMap(findVocabularyFaults),
      ...tags.flatMap((tag) => findLinkFaults(tag, file, files, idsOf)),
    ].map((fault) => `${file}: ${fault}`),
  );
}

/** Finds missing elements that every page, or the navigation document, must have (EPUB 3.3, section 7.4.1). */
function findMissingParts(file: string, tags: readonly Tag[]): string[] {
  const names = new Set(tags.map(({ name }) => name));
  const needed = file.endsWith('.xhtml') ? ['head', 'title', 'body'] : [];
  const missing = needed.filter((name) => !names.has(name)).map((name) => `it has no \`${name}\``);
  const isContents = ({ name, attributes }: Tag): boolean =>
    name === 'nav' && attributes.get('epub:type') === 'toc';
  const isIncomplete = file === 'toc.xhtml' && !tags.some(isContents);
  return isIncomplete ? [...missing, 'it has no `nav` that is the contents'] : missing;
}

function findVocabularyFaults({ name, attributes }: Tag): string[] {
  const unknown = (attribute: string, vocabulary: ReadonlySet<string>): string[] =>
    (attributes.get(attribute) ?? '')
      .split(/\s+/)
      .filter((word) => word !== '' && !vocabulary.has(word))
      .map((word) => `${attribute} cannot be ${word}`);
  return [
    ...(name === 'img' && !attributes.has('alt')
      ? [`the image ${attributes.get('src')} has no alternative text`]
      : []),
    ...(name === 'script' ? ['it has a script'] : []),
    ...(/^(?:https?:)?\/\//i.test(attributes.get(name === 'link' ? 'href' : 'src') ?? '')
      ? [`\`${name}\` loads from elsewhere`]
      : []),
    ...unknown('role', ROLES),
    ...unknown('epub:type', TYPES),
  ];
}

/** Finds links to files and ids that the package does not have. */
function findLinkFaults(
  { attributes }: Tag,
  file: string,
  files: ReadonlySet<string>,
  idsOf: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  return ['href', 'src'].flatMap((attribute) => {
    const address = attributes.get(attribute);
    if (address === undefined || /^[a-z][a-z0-9+.-]*:/i.test(address)) return [];
    const [path = '', fragment] = address.split('#', 2);
    const target = path === '' ? file : posix.join(posix.dirname(file), decodeUrlPart(path));
    if (!files.has(target)) return [`${address} leads to no file of the package`];
    const ids = idsOf.get(target);
    const leads = fragment === undefined || ids === undefined || ids.has(decodeUrlPart(fragment));
    return leads ? [] : [`${address} leads to no id`];
  });
}

function decodeUrlPart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
