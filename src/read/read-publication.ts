/** Files → Publication. Parsing never fails: a problem is a diagnostic with a place. Knows nothing of HTML. */
import { posix } from 'node:path';
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Editions } from '../core/editions.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import type { Chapter, Publication } from '../core/model/publication.ts';
import type { Place } from '../core/source-location.ts';
import { near } from '../lib/text/nearest.ts';
import { findInside, siblings } from '../runtime/guard/path-guard.ts';
import { giveTurn } from '../runtime/process/turn.ts';
import { EPOCH } from '../runtime/source-date-epoch.ts';
import { chapterFiles, type Target } from './discover.ts';
import { type ChapterFacts, parseChapter, understandChapter } from './markdown/chapter.ts';
import { parseChapterOnce } from './markdown/parse-cache.ts';
import { pagesFrom } from './page-source.ts';
import { type Head, namedCover, namedReferences } from './referenced-files.ts';
import { settleMetadata } from './settings/metadata.ts';
import {
  chapterSchema,
  fileSchema,
  type PublicationData,
  publicationSchema,
} from './settings/publication-schema.ts';
import { isMisnamed, PUBLICATION_FILE } from './settings/settings-file.ts';
import { readText } from './source/read-source.ts';
import { type Located, readYaml } from './source/yaml.ts';

export { discover, type Target } from './discover.ts';
export { readEditions } from './settings/project.ts';

/**
 * Reads one publication whole.
 * @returns `undefined` when so much is wrong that there is nothing to go on with; every problem is reported
 */
export function readPublication(
  target: Target,
  editions: Editions,
  context: Context,
): Promise<Publication | undefined> {
  const read = target.form === 'folder' ? readFolder : readFile;
  return read(target, editions, context);
}

async function readFolder(
  target: Target,
  editions: Editions,
  context: Context,
): Promise<Publication | undefined> {
  if (isMisnamed(target.file, PUBLICATION_FILE, context.report)) return undefined;
  const source = await readText(target.file, context);
  if (source === undefined) return undefined;
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  const manifest = readYaml(yaml, publicationSchema, context.report);
  if (manifest === undefined) return undefined;
  const chapters = await readChapters(target, manifest, context);
  if (chapters.length === 0) return undefined;
  const chosen = chosenEditions(target, manifest, editions, context);
  return assemble(target, manifest, manifest.data.title, chapters, chosen, context);
}

async function readFile(
  target: Target,
  editions: Editions,
  context: Context,
): Promise<Publication | undefined> {
  const source = await readText(target.file, context);
  const parsed = source && parseChapter(source, context.report);
  if (!source || !parsed) return undefined;
  const yaml = parsed.frontMatter ?? { file: source.path, text: '', linesAbove: 0 };
  const head = readYaml(yaml, fileSchema, context.report);
  if (head === undefined) return undefined;
  const facts = { ...head.data, language: undefined };
  const chapter = understandChapter(source, parsed.tree, facts, context.report);
  if (chapter === undefined) return undefined;
  const chosen = chosenEditions(target, head, editions, context);
  return assemble(target, head, facts.title ?? chapter.metadata.title, [chapter], chosen, context);
}

async function assemble(
  target: Target,
  head: Head,
  title: string,
  chapters: readonly Chapter[],
  editions: readonly Edition[],
  context: Context,
): Promise<Publication> {
  const { data, place } = head;
  if (data.clinical && data.status === 'published' && data.reviewers.length === 0) {
    context.report(diagnostic('reviewer-missing', {}, place('status')));
  }
  const id = data.id ?? target.id;
  const cover = await namedCover(target, head, context);
  const pages = pagesFrom(head, editions, context);
  const sourceDateEpoch = context.host.variable(EPOCH);
  return {
    id,
    form: target.form,
    folder: target.folder,
    metadata: settleMetadata(data, { id, title, sourceDateEpoch, ...(cover !== undefined && { cover }) }),
    chapters,
    references: await namedReferences(target, head, context),
    editions,
    ...(pages !== undefined && { pagesFrom: pages }),
    languagePlace: place('language'),
    listsEditions: data.editions !== undefined,
  };
}

const startOf = (file: string): Place => ({ file, line: 1, column: 1 });

async function readChapters(
  target: Target,
  { data, place }: Located<PublicationData>,
  context: Context,
): Promise<readonly Chapter[]> {
  const names = data.chapters ?? (await chapterFiles(target.folder, context));
  if (names.length === 0) context.report(diagnostic('chapter-none', {}, place('chapters')));
  const chapters: Chapter[] = [];
  const taken = new Map<string, string>();
  for (const [index, name] of names.entries()) {
    const isListed = data.chapters !== undefined;
    const listed = { name, isListed, place: place('chapters', index), sheets: data.sheets };
    const chapter = await readChapter(target, listed, context);
    await giveTurn();
    if (chapter === undefined) continue;
    const other = taken.get(chapter.id);
    taken.set(chapter.id, other ?? chapter.source.path);
    if (other === undefined) {
      chapters.push(chapter);
      continue;
    }
    // The same file twice is a fault of the list; two files of one name are one of theirs.
    const where = other === chapter.source.path ? listed.place : startOf(chapter.source.path);
    context.report(diagnostic('chapter-id-duplicate', { id: chapter.id, other }, where));
  }
  return chapters;
}

interface ListedChapter {
  readonly name: string;
  /** Whether the publication names it; else it was found in the folder. */
  readonly isListed: boolean;
  /** Where it is listed. */
  readonly place: Place;
  /** What the publication allows a chapter that says nothing itself. */
  readonly sheets: 1 | 2 | undefined;
}

async function readChapter(
  target: Target,
  { name, place, sheets, isListed }: ListedChapter,
  context: Context,
): Promise<Chapter | undefined> {
  const { report } = context;
  const found = await findInside(target.folder, name, context);
  if (found.found === 'withheld') {
    const problem = diagnostic('file-withheld', { path: name, why: found.why }, place);
    // One that nobody has listed is left out.
    report(isListed ? problem : { ...problem, severity: 'warning' });
    return undefined;
  }
  if (found.found !== 'inside') {
    const known = (await siblings(target.folder, name, context)).filter((file) => file.endsWith('.md'));
    report(diagnostic('chapter-missing', { file: name, ...near(name, known) }, place));
    return undefined;
  }
  const source = await readText(posix.join(target.folder, found.path), context);
  const parsed = source && (await parseChapterOnce(source, context));
  if (!source || !parsed) return undefined;
  const head = parsed.frontMatter ? readYaml(parsed.frontMatter, chapterSchema, report) : { data: {} };
  if (head === undefined) return undefined;
  const facts: ChapterFacts = head.data;
  return understandChapter(source, parsed.tree, { ...facts, sheets: facts.sheets ?? sheets }, report);
}

/** A folder is a book, handouts and an e-book; a lone file is a handout and an e-book. */
function chosenEditions(
  target: Target,
  { data, place }: Head,
  editions: Editions,
  context: Context,
): readonly Edition[] {
  const names =
    data.editions ?? (target.form === 'folder' ? ['book', 'handouts', 'epub'] : ['handouts', 'epub']);
  const chosen = new Map<string, Edition>();
  for (const [index, name] of names.entries()) {
    const named = editions.named(name);
    for (const edition of named) chosen.set(edition.id, edition);
    if (named.length > 0) continue;
    const facts = { edition: name, known: editions.names, ...near(name, editions.names) };
    context.report(diagnostic('edition-unknown', facts, place('editions', index)));
  }
  return [...chosen.values()];
}
