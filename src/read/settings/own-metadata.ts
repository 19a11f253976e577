/** Reads `metadata:`, what an author adds to the metadata of the e-book. What Handpress states itself cannot be there. */
import { type Diagnostic, diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { OwnMetadata, OwnProperty } from '../../core/model/metadata.ts';
import type { LocatedData } from '../source/yaml.ts';
import type { FileData, PublicationData } from './publication-schema.ts';

type Settings = LocatedData<Pick<PublicationData | FileData, 'metadata' | 'metadata-prefixes'>>;

/** Elements of Dublin Core that have no key of their own in the settings (EPUB 3.3, section 5.5.3.2). */
const ELEMENTS = ['source', 'relation', 'coverage', 'type', 'format'] as const;

/** Prefixes that need no address (EPUB 3.3, section D.2), without those that are Handpress's own matter. */
const OPEN_PREFIXES = new Set(['dcterms', 'marc', 'onix', 'schema', 'xsd']);

/** Prefixes of accessibility, of pages that do not flow, and of recordings. */
const CLOSED_PREFIXES = new Set(['a11y', 'media', 'rendition']);

/** Names of Dublin Core that Handpress writes, with our key for each, `''` if there is none. */
const TAKEN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{ title: 'title', identifier: 'identifier', language: 'language', creator: 'authors' },
    ...{ contributor: 'contributors', publisher: 'publisher', date: 'published', subject: 'subjects' },
    ...{ description: 'description', rights: 'rights', conformsTo: 'certified', modified: '' },
  }),
);

/** Types of e-books that have to have parts of their own, which Handpress does not make (EPUB 3.3, section 5.5.3.2.4). */
const TAKEN_TYPES = new Set(['dictionary', 'edupub', 'index', 'preview']);

/** Names of schema.org that Handpress writes. */
const TAKEN_OF_SCHEMA = /^(?:access|version$)/i;

/** Local part of a property (EPUB 3.3, section D.3). */
const LOCAL_NAME = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

/**
 * Returns what the author adds, without what is wrong; `undefined` if there is nothing. Reports `metadata-taken` and
 * `metadata-unknown`.
 */
export function readOwnMetadata(settings: Settings, report: Report): OwnMetadata | undefined {
  const { metadata = {}, 'metadata-prefixes': addresses = {} } = settings.data;
  // The data lacks names such as `__proto__`.
  const names = [...new Set([...Object.keys(metadata), ...settings.keys('metadata')])];
  const properties = names.flatMap((name): OwnProperty[] => {
    const property = name.replace(/^dc:/, '');
    const problem = findProblem(property, addresses);
    if (problem) report({ ...problem, place: settings.keyLocation('metadata', name) });
    const values = problem || !Object.hasOwn(metadata, name) ? [] : [metadata[name] ?? []].flat();
    return values.flatMap((value): OwnProperty[] => {
      const isTaken = property === 'type' && TAKEN_TYPES.has(value.trim().toLowerCase());
      if (!isTaken) return [{ property, value }];
      report({ ...takenBy(`type: ${value}`, ''), place: settings.keyLocation('metadata', name) });
      return [];
    });
  });
  if (properties.length === 0) return undefined;
  const used = new Set(properties.map(({ property }) => property.split(':')[0]));
  const prefixes = Object.entries(addresses).flatMap(([prefix, address]) =>
    used.has(prefix) ? { prefix, address } : [],
  );
  return { properties, prefixes };
}

/** Returns what is wrong with the name of a property, or nothing. */
function findProblem(property: string, addresses: Readonly<Record<string, string>>): Diagnostic | undefined {
  const [, prefix, name = ''] = /^([^:]*):(.*)$/s.exec(property) ?? [];
  if (prefix === undefined) return findNameProblem(property);
  const key = findTaken(prefix, name);
  if (key !== undefined) return takenBy(property, key);
  if (!LOCAL_NAME.test(name)) return diagnostic('metadata-unknown', { property });
  const isKnown = OPEN_PREFIXES.has(prefix) || Object.hasOwn(addresses, prefix);
  return isKnown ? undefined : diagnostic('metadata-unknown', { property, prefix });
}

function findNameProblem(name: string): Diagnostic | undefined {
  const key = TAKEN.get(name);
  if (key !== undefined) return takenBy(name, key);
  const isElement = ELEMENTS.some((element) => element === name);
  return isElement ? undefined : diagnostic('metadata-unknown', { property: name });
}

/** Returns our key for what only Handpress states, `''` if there is none; `undefined` for other names. */
function findTaken(prefix: string, name: string): string | undefined {
  if (prefix === 'dcterms') return TAKEN.get(name);
  if (prefix === 'schema' && TAKEN_OF_SCHEMA.test(name)) return name === 'version' ? 'version' : '';
  if (!CLOSED_PREFIXES.has(prefix)) return undefined;
  return prefix === 'a11y' ? 'certified' : '';
}

const takenBy = (property: string, key: string): Diagnostic =>
  diagnostic('metadata-taken', { property, ...(key !== '' && { key }) });
