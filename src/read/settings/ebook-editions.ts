/** Resolves the e-books of a project: those of Handpress with its styles, and its own, which extend one of them. */
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { EBOOKS, isEbookName, isReservedName } from '../../core/editions.ts';
import { LAYOUTS } from '../../core/layouts.ts';
import type { EpubEdition } from '../../core/model/edition.ts';
import type { LocatedData } from '../source/yaml.ts';
import { omitUndefined } from './omit-undefined.ts';
import type { ProjectData } from './project-schema.ts';

/** The keys of e-books. */
const KEYS = ['styles', 'writing-mode', 'highlight'];

type Project = LocatedData<Pick<ProjectData, 'editions'>>;

/** The end of the file name of `epub-compatible`, which no other e-book can have. */
const TAKEN_ENDING = 'compatible';

/**
 * Returns all e-books by name. Each has the styles of the one that it extends, and `epub-compatible` those of `epub`, before
 * its own, and its direction of lines and look of code unless it has its own. Reports `ebook-setting-unused` for each setting of pages, and `edition-name-taken`.
 */
export function resolveEbooks(
  project: Project,
  report: (problem: Diagnostic) => void,
): ReadonlyMap<string, EpubEdition> {
  const { editions } = project.data;
  const found = new Map<string, EpubEdition>();
  const inherited: string[] = [];
  let look: Look = {};
  for (const ebook of EBOOKS) {
    validateKeys(ebook.id, KEYS, project, report);
    inherited.push(...(readEdition(editions, ebook.id)?.styles ?? []));
    look = { ...look, ...readLook(editions, [ebook.id]) };
    found.set(ebook.id, { ...ebook, styles: [...inherited], ...look });
  }
  for (const name of project.keys('editions')) {
    const line = isEbookName(name) ? undefined : findLine(name, editions);
    if (line === undefined) continue;
    if (isReservedName(name) || LAYOUTS.has(name) || name === TAKEN_ENDING)
      report(
        diagnostic('edition-name-taken', { name, isEbook: true }, project.keyLocation('editions', name)),
      );
    validateKeys(name, ['extends', ...KEYS], project, report);
    const base = found.get(line.base);
    const styles = line.names.flatMap((own) => readEdition(editions, own)?.styles ?? []);
    const own = readLook(editions, line.names);
    if (base) found.set(name, { ...base, id: name, styles: [...base.styles, ...styles], ...own });
  }
  return found;
}

type Look = Pick<EpubEdition, 'writingMode' | 'isHighlighted'>;

/** Reads the direction of lines and the look of code of some editions; the last one wins. */
const readLook = (editions: ProjectData['editions'], names: readonly string[]): Look =>
  Object.assign(
    {},
    ...names.map((name): Look => {
      const { 'writing-mode': writingMode, highlight: isHighlighted } = readEdition(editions, name) ?? {};
      return omitUndefined({ writingMode, isHighlighted });
    }),
  );

/**
 * Follows `extends` from an edition to an e-book of Handpress.
 * @returns that e-book and the editions from below it to this one; `undefined` for a printed edition, and for a circle
 */
function findLine(
  name: string,
  editions: ProjectData['editions'],
): { readonly base: string; readonly names: readonly string[] } | undefined {
  const names = new Set<string>();
  for (let at: string | undefined = name; at !== undefined; at = readEdition(editions, at)?.extends) {
    if (isEbookName(at)) return { base: at, names: [...names].reverse() };
    if (names.has(at)) return undefined;
    names.add(at);
  }
  return undefined;
}

const readEdition = (
  editions: ProjectData['editions'],
  name: string,
): ProjectData['editions'][string] | undefined =>
  Object.hasOwn(editions, name) ? editions[name] : undefined;

function validateKeys(
  name: string,
  allowed: readonly string[],
  project: Project,
  report: (problem: Diagnostic) => void,
): void {
  for (const key of project.keys('editions', name)) {
    if (allowed.includes(key)) continue;
    report(
      diagnostic('ebook-setting-unused', { edition: name, key }, project.keyLocation('editions', name, key)),
    );
  }
}
