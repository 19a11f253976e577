/** Reads the chapters of a list, and arranges them. */
import { posix } from 'node:path';
import type { Root } from 'mdast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { isMarkdownFile } from '../../lib/text/markdown-file.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { listSiblingFiles, resolveInside } from '../../runtime/guard/path-guard.ts';
import { yieldToEventLoop } from '../../runtime/process/event-loop.ts';
import type { PublicationRef } from '../discover.ts';
import { checkLanguage } from '../language/take-language.ts';
import { buildChapter, type ChapterFrontMatter } from '../markdown/chapter.ts';
import { parseChapterCached } from '../markdown/parse-cache.ts';
import type { ListedChapter, Listing } from '../projects/listing.ts';
import { readMarkdown } from '../read-markdown.ts';
import { chapterSchema, publicationSchema } from '../settings/publication-schema.ts';
import { type LocatedData, readYaml, type YamlText } from '../source/yaml.ts';
import { type ArrangedEntry, arrangeContents } from './arrange-contents.ts';
import { chooseIds } from './chapter-ids.ts';

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
  /** Names of the features of other programs' Markdown that are not read. */
  readonly featuresOff: ReadonlySet<string>;
}

/** A chapter that was read, and what decides its id. */
interface ReadChapter {
  readonly chapter: Chapter;
  readonly location: SourceLocation;
  /** The id that the author has given. */
  readonly ownId: string | undefined;
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
  for (const entry of list.entries) {
    if (entry.kind === 'group') {
      entries.push(entry);
      continue;
    }
    const read = await readChapter(ref, entry, list, context);
    await yieldToEventLoop();
    if (read === undefined) continue;
    entries.push({ ...entry, ...read });
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
): Promise<ReadChapter | undefined> {
  const { isFound = false, base, sheets, isLenient } = list;
  const { report } = context;
  const file = await findFile(
    ref,
    listed,
    isFound || base !== undefined || listed.isMatched === true,
    context,
  );
  const source =
    file === undefined ? undefined : await readMarkdown(file, ref.folder, context, list.featuresOff);
  const parsed = source && (await parseChapterCached(source, context));
  if (!source || !parsed) return undefined;
  const settings = readSettings(parsed.frontMatter, source.path, list, report);
  if (settings === undefined) return undefined;
  if (listed.skipsHeading) skipHeading(parsed.tree);
  const frontMatter = { ...settings.data, language: checkChapterLanguage(settings, report) };
  const all = {
    ...frontMatter,
    title: frontMatter.title ?? (hasTitle(parsed.tree) ? undefined : listed.title),
    part: frontMatter.part ?? listed.part,
    sheets: frontMatter.sheets ?? sheets,
    isLenient,
  };
  const chapter = buildChapter(source, parsed.tree, all, report);
  if (chapter === undefined) {
    const problem = diagnostic('chapter-empty', {}, startOfFile(source.path));
    report(isLenient ? { ...problem, severity: 'warning' } : problem);
    return undefined;
  }
  return { chapter, location: listed.location, ownId: frontMatter.id };
}

function readSettings(
  yaml: YamlText | undefined,
  path: string,
  { isLenient, isClinical, base }: Pick<ChapterList, 'isLenient' | 'isClinical' | 'base'>,
  report: Report,
): ChapterSettings | undefined {
  if (yaml === undefined) return withoutFrontMatter(path);
  if (isClinical) return readYaml(yaml, chapterSchema, report, { takesForeign: true });
  const leavesOut = isLenient ? 'keys and values' : 'keys';
  // The settings of another program's project are those of its files.
  const keysOfWork = base === undefined ? Object.keys(publicationSchema.entries) : [];
  return readYaml(yaml, chapterSchema, report, { takesForeign: true, leavesOut, keysOfWork });
}

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

const hasTitle = (tree: Root): boolean =>
  tree.children.some((node) => node.type === 'heading' && node.depth === 1);

/** Removes the first heading, which is the title of a part. */
function skipHeading(tree: Root): void {
  const index = tree.children.findIndex(({ type }) => type === 'heading');
  if (index >= 0) tree.children.splice(index, 1);
}

/** The settings of a chapter without front matter. */
const withoutFrontMatter = (file: string): ChapterSettings => ({
  data: {},
  location: () => startOfFile(file),
});

type ChapterSettings = Pick<LocatedData<ChapterFrontMatter>, 'data' | 'location'>;

function checkChapterLanguage(settings: ChapterSettings, report: Report): string | undefined {
  const { data, location } = settings;
  if (data.language === undefined) return undefined;
  return checkLanguage(
    data.language,
    { place: location('language'), isLenient: false, isOptional: false },
    report,
  );
}
