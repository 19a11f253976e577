/** Reads the chapters of a list, and arranges them. */
import { posix } from 'node:path';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveInside } from '../../runtime/guard/path-guard.ts';
import { yieldToEventLoop } from '../../runtime/process/event-loop.ts';
import type { TextChoices } from '../choices/text-choices.ts';
import type { PublicationRef } from '../discover.ts';
import type { ListedChapter, Listing } from '../projects/listing.ts';
import { readMarkdown } from '../read-markdown.ts';
import { type ArrangedEntry, arrangeContents } from './arrange-contents.ts';
import type { ChapterContent, ContentSettings } from './chapter-content.ts';
import { chooseIds } from './chapter-ids.ts';
import { readContentCached } from './content-cache.ts';

/** The chapters to read, and how they are read. */
export interface ChapterList {
  readonly entries: readonly Listing[];
  /** Whether the chapters were found in the folder, and are not listed. */
  readonly isFound?: boolean;
  /** The folder of the sources of another program's book, relative to that of the publication. */
  readonly base?: string;
  /** The publication's limit, for a chapter without its own. */
  readonly sheets: 1 | 2 | undefined;
  readonly isLenient: boolean;
  /** Whether the publication is health information. */
  readonly isClinical: boolean;
  readonly choices: TextChoices;
}

/** A chapter that was read, and what decides its id. */
interface ReadChapter extends ChapterContent {
  readonly location: SourceLocation;
}

/**
 * Reads the chapters of a list, with their parts. Diagnostics: `chapter-id-duplicate`, `chapter-missing`,
 * `file-withheld`, those of the content of chapters
 */
export async function readChapters(
  ref: PublicationRef,
  list: ChapterList,
  context: Context,
): Promise<readonly Chapter[]> {
  const entries: (ArrangedEntry | (Omit<ListedChapter, 'location'> & ReadChapter))[] = [];
  let hasOthers = false;
  for (const entry of list.entries) {
    if (entry.kind === 'group') {
      entries.push(entry);
      continue;
    }
    const read = await readChapter(ref, entry, list, context);
    await yieldToEventLoop();
    if (read === 'left out') hasOthers = true;
    else if (read !== undefined) entries.push({ ...entry, ...read });
  }
  if (hasOthers && !entries.some((entry) => 'ownId' in entry)) {
    context.report(diagnostic('chapter-none', {}, startOfFile(ref.file)));
  }
  const ids = assignIds(
    entries.flatMap((entry) => ('ownId' in entry ? [entry] : [])),
    ref,
    list,
    context.report,
  );
  const arranged = entries.flatMap((entry): readonly ArrangedEntry[] => {
    if (!('ownId' in entry)) return [entry];
    const id = ids.get(entry);
    const { kind, depth, title } = entry;
    if (id === undefined) return [];
    return [{ kind, depth, ...(title !== undefined && { title }), chapter: { ...entry.chapter, id } }];
  });
  return arrangeContents(arranged);
}

/** Returns the id of each chapter; none for one that is left out. Diagnostic: `chapter-id-duplicate`. */
function assignIds<T extends ReadChapter>(
  read: readonly T[],
  { folder }: PublicationRef,
  { base }: ChapterList,
  report: Report,
): ReadonlyMap<T, string> {
  const files = new Set<string>();
  const own = new Map<string, string>();
  const kept: T[] = [];
  for (const entry of read) {
    const { chapter, ownId, location } = entry;
    const { path } = chapter.source;
    const other = files.has(path) ? path : ownId === undefined ? undefined : own.get(ownId);
    if (other === undefined) {
      kept.push(entry);
      files.add(path);
      if (ownId !== undefined) own.set(ownId, path);
      continue;
    }
    // A file listed twice is a fault of the list; two files with one id are a fault of the files.
    const where = other === path ? location : startOfFile(path);
    report(diagnostic('chapter-id-duplicate', { id: ownId ?? chapter.id, other }, where));
  }
  const named = kept.filter(({ ownId }) => ownId === undefined);
  const pathOf = ({ chapter }: T): string =>
    posix.relative(posix.join(folder, base ?? '.'), chapter.source.path);
  const chosen = chooseIds(named.map(pathOf), base === undefined ? 'name' : 'path', new Set(own.keys()));
  return new Map(kept.map((entry) => [entry, entry.ownId ?? chosen.get(pathOf(entry)) ?? entry.chapter.id]));
}

async function readChapter(
  ref: PublicationRef,
  listed: ListedChapter,
  list: ChapterList,
  context: Context,
): Promise<ReadChapter | 'left out' | undefined> {
  const { isFound = false, base } = list;
  const isOptional = isFound || base !== undefined || listed.isMatched === true;
  const file = await findFile(ref, listed, isOptional, context);
  const source = file === undefined ? undefined : await readMarkdown(file, ref.folder, context, list.choices);
  if (source?.isLeftOut) return 'left out';
  const content = source && (await readContentCached(source, listSettings(listed, list), context));
  return content && { ...content, location: listed.location };
}

const listSettings = (
  { title, part, skipsHeading, holdsSettings }: ListedChapter,
  { sheets, isLenient, isClinical, base }: ChapterList,
): ContentSettings => ({
  ...{ title, part, sheets, isLenient, isClinical },
  skipsHeading: skipsHeading === true,
  holdsSettings: holdsSettings === true,
  isForeign: base !== undefined,
});

/**
 * Finds the file of a chapter, relative to the root. Diagnostics: `file-withheld`, `chapter-missing`
 * @param isOptional whether it is not listed, or by another program; then it is only left out
 */
async function findFile(
  ref: PublicationRef,
  { path, location }: ListedChapter,
  isOptional: boolean,
  context: Context,
): Promise<string | undefined> {
  const found = await resolveInside(ref.folder, path, context);
  if (found.kind === 'inside') return posix.join(ref.folder, found.path);
  if (found.kind === 'withheld') {
    const problem = diagnostic('file-withheld', { path, reason: found.reason }, location);
    context.report(isOptional ? { ...problem, severity: 'warning' } : problem);
    return undefined;
  }
  const known = (await listSiblingFiles(ref.folder, path, context)).filter(isMarkdownFile);
  const facts = { file: path, isOutside: found.kind === 'outside', ...suggestName(path, known) };
  context.report(diagnostic('chapter-missing', facts, location));
  return undefined;
}
