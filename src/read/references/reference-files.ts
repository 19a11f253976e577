/** Reads the references of a publication: from files, and from the settings themselves. */
import { posix } from 'node:path';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter, CslItem, Publication } from '../../core/model/publication.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveFrom } from '../../runtime/guard/path-guard.ts';
import type { FileData, PublicationData } from '../settings/publication-schema.ts';
import { readText } from '../source/read-source.ts';
import type { LocatedData } from '../source/yaml.ts';
import { collectUsedKeys } from './used-keys.ts';
import type { ReadItems } from './validate-items.ts';

/** Where the files lie that a publication names. Relative to the root. */
export interface ReferenceFolders {
  /** The folder that paths are relative to. */
  readonly folder: string;
  /** The folder that contains all files that may be used. */
  readonly territory: string;
}

/** The settings of a publication as a whole, from `publication.yaml` or from front matter. */
export type PublicationSettings = (LocatedData<PublicationData> | LocatedData<FileData>) & ForeignSettings;

/** What another program's settings say. */
export interface ForeignSettings {
  /** The keys that they give. What these name may be made when the program runs, so its lack is a warning. */
  readonly foreignKeys?: ReadonlySet<string>;
}

/** What cites the references. */
export interface CitingText {
  readonly chapters: readonly Chapter[];
  readonly language: string;
}

type Bibliography = Pick<Publication, 'references' | 'hasUnreadReferences' | 'uncited'>;

/**
 * Reads the references. Diagnostics: `file-withheld`, `references-missing`, `reference-duplicate`, `citation-unknown`, those
 * of {@link readText} and of the formats.
 */
export async function readBibliography(
  folders: ReferenceFolders,
  settings: PublicationSettings,
  text: CitingText,
  context: Context,
): Promise<Bibliography> {
  const { files, items } = listSources(settings);
  if (files.length === 0 && items.length === 0) return { references: new Map() };
  const nocite = listUncited(settings);
  const isUsed = collectUsedKeys(text.chapters, nocite);
  const options = { isUsed, language: text.language };
  const read = await Promise.all(files.map((file) => readFile(file, folders, options, context)));
  const own = items.length === 0 ? [] : [await readOwnItems(items, settings, context.report)];
  // Items of the settings are there to replace others.
  const references = mergeItems([...own, ...read], isUsed, context.report);
  const isRead = !read.includes(undefined);
  const uncited = nocite.includes('*') ? [...references.keys()] : nocite;
  if (isRead) reportUnknown(uncited, references, settings.location('nocite'), context.report);
  const known = uncited.filter((key) => references.has(key));
  return {
    references,
    ...(!isRead && { hasUnreadReferences: true }),
    ...(known.length > 0 && { uncited: known }),
  };
}

function mergeItems(
  parts: readonly (ReadItems | undefined)[],
  isUsed: (key: string) => boolean,
  report: Report,
): ReadonlyMap<string, CslItem> {
  const references = new Map<string, CslItem>();
  for (const part of parts) {
    for (const [index, item] of (part?.items ?? []).entries()) {
      if (!references.has(item.id)) references.set(item.id, item);
      else if (isUsed(item.id)) {
        report(diagnostic('reference-duplicate', { key: item.id }, part?.locate(index)));
      }
    }
  }
  return references;
}

/** A file that the settings name. */
interface NamedFile {
  readonly file: string;
  readonly place: SourceLocation;
  /** Whether the settings of another program name it. */
  readonly isForeign: boolean;
}

/** An item in the settings. */
interface OwnItem {
  readonly data: Readonly<Record<string, unknown>>;
  readonly index: number;
}

function listSources({ data, location, foreignKeys }: PublicationSettings): {
  readonly files: readonly NamedFile[];
  readonly items: readonly OwnItem[];
} {
  const files: NamedFile[] = [];
  const items: OwnItem[] = [];
  for (const key of ['references', 'bibliography'] as const) {
    const given = data[key] ?? [];
    const isList = typeof given !== 'string';
    const isForeign = foreignKeys?.has(key) === true;
    for (const [index, source] of (isList ? given : [given]).entries()) {
      const place = isList ? location(key, index) : location(key);
      if (typeof source === 'string') files.push({ file: source, place, isForeign });
      else items.push({ data: source, index });
    }
  }
  return { files, items };
}

/** @returns `undefined` after an error, if nothing of the file can be read; no items for a missing file of another program */
async function readFile(
  { file, place, isForeign }: NamedFile,
  folders: ReferenceFolders,
  options: { readonly isUsed: (key: string) => boolean; readonly language: string },
  context: Context,
): Promise<ReadItems | undefined> {
  const found = await resolveFrom(folders.territory, folders.folder, file, context);
  if (found.kind === 'withheld') {
    context.report(diagnostic('file-withheld', { path: file, reason: found.reason }, place));
    return undefined;
  }
  if (found.kind !== 'inside') {
    const known = await listSiblingFiles(folders.folder, file, context);
    const facts = { file, ...(isForeign && { isForeign }), ...suggestName(file, known) };
    const problem = diagnostic('references-missing', facts, place);
    context.report(isForeign ? { ...problem, severity: 'warning' } : problem);
    // The other sources are those of the text.
    return isForeign ? { items: [], locate: () => place } : undefined;
  }
  const source = await readText(posix.join(folders.territory, found.path), context);
  if (source === undefined) return undefined;
  const { readReferences } = await import('./read-references.ts');
  return readReferences(source, options, context.report);
}

async function readOwnItems(
  items: readonly OwnItem[],
  { location }: PublicationSettings,
  report: Report,
): Promise<ReadItems> {
  const [{ validateItems }, { normalizeItems }] = await Promise.all([
    import('./validate-items.ts'),
    import('./item-dates.ts'),
  ]);
  const locate = (index: string | number = 0, ...path: readonly (string | number)[]): SourceLocation =>
    location('references', items[Number(index)]?.index ?? 0, ...path);
  return validateItems(normalizeItems(items.map(({ data }) => data)), { format: 'CSL-YAML', locate }, report);
}

/** Returns the keys of `nocite`: `@one, @two` in a text or a list; `@*` are all. */
function listUncited({ data }: PublicationSettings): readonly string[] {
  const given = data.nocite ?? [];
  const texts = typeof given === 'string' ? given.split(/[\s,;]+/) : given;
  return texts.map((key) => key.trim().replace(/^@/, '')).filter((key) => key !== '');
}

function reportUnknown(
  keys: readonly string[],
  references: Publication['references'],
  place: SourceLocation,
  report: Report,
): void {
  for (const key of keys) {
    if (references.has(key)) continue;
    report(diagnostic('citation-unknown', { key, ...suggestName(key, references) }, place));
  }
}
