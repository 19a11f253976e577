/**
 * Reads the files of a publication into a {@link Publication}. Reports problems as diagnostics; knows nothing
 * of HTML.
 */
import { join } from 'node:path';
import { type Diagnostic, diagnostic, type Report } from '../core/diagnostics/diagnostic.ts';
import { reportFor } from '../core/diagnostics/leniency.ts';
import type { EditionIndex } from '../core/editions.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition } from '../core/model/edition.ts';
import { type EditionCondition, isMet } from '../core/model/edition-conditions.ts';
import type { Chapter, HeadingChapters, Publication } from '../core/model/publication.ts';
import { type SourceFile, startOfFile } from '../core/source-location.ts';
import { suggestName } from '../lib/text/nearest.ts';
import { EPOCH_VARIABLE } from '../runtime/source-date-epoch.ts';
import { chooseContent } from './choices/choose-content.ts';
import type { OwnChoices, TextChoices } from './choices/text-choices.ts';
import { mayHaveChoices } from './choices/text-choices.ts';
import { findHeadingChapters } from './contents/heading-chapters.ts';
import { listOwnChapters } from './contents/list-chapters.ts';
import { readChapters } from './contents/read-chapters.ts';
import type { PublicationRef } from './discover.ts';
import { findCover } from './find-cover.ts';
import { takeLanguage } from './language/take-language.ts';
import { buildChapter, type ParsedChapter, parseChapter } from './markdown/chapter.ts';
import { findPageSource } from './page-source.ts';
import type { ProjectKind } from './projects/find-project.ts';
import { findProjectFolder } from './projects/project-folder.ts';
import { buildProjectSettings } from './projects/project-settings.ts';
import { readMarkdown } from './read-markdown.ts';
import { readCitationStyle } from './references/citation-style.ts';
import {
  type ForeignSettings,
  type PublicationSettings,
  readBibliography,
} from './references/reference-files.ts';
import { findBrand } from './settings/brand/find-brand.ts';
import { findFeaturesOff, findProjectFeaturesOff } from './settings/features.ts';
import { isNamed } from './settings/identifier.ts';
import { buildMetadata } from './settings/metadata.ts';
import { readOwnMetadata } from './settings/own-metadata.ts';
import { readProjectDefault } from './settings/project-defaults.ts';
import { PROJECT_FILE } from './settings/project-file.ts';
import { findProseLook } from './settings/prose-look.ts';
import {
  type FileData,
  fileSchema,
  type PublicationData,
  publicationSchema,
} from './settings/publication-schema.ts';
import { PUBLICATION_FILE, reportIfMisnamed } from './settings/settings-file.ts';
import { readText } from './source/read-source.ts';
import { type LocatedData, readYaml } from './source/yaml.ts';

export { discover, type PublicationRef } from './discover.ts';
export { readEditions } from './settings/project.ts';

/**
 * Reads one publication completely and reports every problem.
 * @returns `undefined` if the publication cannot be built
 */
export function readPublication(
  ref: PublicationRef,
  editions: EditionIndex,
  context: Context,
): Promise<Publication | undefined> {
  const read = ref.form === 'folder' ? readFolderPublication : readFilePublication;
  return read(ref, editions, context);
}

async function readFolderPublication(
  ref: PublicationRef,
  editions: EditionIndex,
  outer: Context,
): Promise<Publication | undefined> {
  if (ref.project) return readProjectPublication(ref, ref.project, editions, outer);
  if (reportIfMisnamed(ref.file, PUBLICATION_FILE, outer.report)) return undefined;
  const source = await readText(ref.file, outer);
  if (source === undefined) return undefined;
  const yaml = { file: source.path, text: source.text, linesAbove: 0 };
  const settings = readYaml(yaml, publicationSchema, outer.report, FOREIGN);
  if (settings === undefined) return undefined;
  const context = lenientContext(ref, settings, outer);
  const own = await listOwnChapters(ref, settings, context);
  const choices = chooseContent(ref, settings, { editions, byDefault: FOLDER_EDITIONS }, context);
  const reading = await readingOf(ref, settings, choices, context);
  const chapters = await readChapters(ref, { ...own, ...reading }, context);
  if (chapters.length === 0) return undefined;
  const resolved = await resolveEditions(ref, settings, editions, context);
  const publication = await buildPublication(ref, settings, settings.data.title, chapters, resolved, context);
  return withView(publication, choices);
}

/** Settings are often written as other programs have them. */
const FOREIGN = { takesForeign: true } as const;

/** Reads a book of another program as one publication: its own chapters in their order, made as a book and an e-book. */
async function readProjectPublication(
  ref: PublicationRef,
  kind: ProjectKind,
  editions: EditionIndex,
  outer: Context,
): Promise<Publication | undefined> {
  const { readProject } = await import('./projects/read-project.ts');
  const project = await readProject({ kind, folder: ref.folder, file: ref.file }, outer);
  if (project === undefined) return undefined;
  const settings = buildProjectSettings(ref.file, kind, project);
  const context = lenientContext(ref, settings, outer);
  const { entries, base } = project;
  const choices = chooseContent(ref, settings, { editions, byDefault: FOLDER_EDITIONS }, context);
  const reading = await readingOf(ref, settings, choices, context);
  const chapters = await readChapters(ref, { entries, base, ...reading }, context);
  if (chapters.length === 0) return undefined;
  const resolved = await resolveEditions(ref, settings, editions, context);
  const { title } = settings.data;
  const made = await buildPublication(ref, settings, title, chapters, resolved, context);
  const publication = withView(made, choices);
  const { site } = publication;
  return site === undefined
    ? publication
    : { ...publication, site: { ...site, folder: base, isOther: true } };
}

async function readFilePublication(
  ref: PublicationRef,
  editions: EditionIndex,
  outer: Context,
): Promise<Publication | undefined> {
  const first = await readFileText(ref, { featuresOff: await findProjectFeaturesOff(outer) }, outer);
  const settings = first.parsed && readFileSettings(first.source, first.parsed, outer);
  const context = settings ? lenientContext(ref, settings, outer) : outer;
  const { text, own } = await readFileAgain(ref, first, settings, editions, context);
  for (const problem of text.problems) context.report(problem);
  if (!text.parsed || !settings) return undefined;
  const { source, parsed } = text;
  const frontMatter = { ...settings.data, language: undefined, isLenient: isLenient(ref, settings, context) };
  const problems: Diagnostic[] = [];
  const chapter = buildChapter(source, parsed.tree, frontMatter, (problem) => void problems.push(problem));
  const headings = chapter && findHeadingChapters(chapter.metadata, parsed.tree, settings.data, editions);
  // Of a book, each heading of level one begins a chapter or a part.
  for (const problem of problems) {
    if (!headings?.isBook || problem.code !== 'heading-title-again') context.report(problem);
  }
  if (chapter === undefined) {
    context.report(diagnostic('chapter-empty', {}, startOfFile(source.path)));
    return undefined;
  }
  if (headings?.isBook) reportBook(headings, source, context.report);
  const names = headings?.isBook ? BOOK_EDITIONS : HANDOUT_EDITIONS;
  const resolved = await resolveEditions(ref, settings, editions, context, names);
  const { title } = chapter.metadata;
  const citing = await withProjectCitations(ref, settings, chapter, context);
  const publication = await buildPublication(ref, citing, title, [chapter], resolved, context);
  const whole = headings === undefined ? publication : { ...publication, headingChapters: headings };
  return withView(whole, own);
}

/** Adds to the settings of a file that may cite sources what its project says of them. Loads what reads this only then. */
async function withProjectCitations(
  { folder }: PublicationRef,
  settings: LocatedData<FileData>,
  { source: { text } }: Chapter,
  context: Context,
): Promise<LocatedData<FileData> & ForeignSettings> {
  const { data } = settings;
  const isAsking = /@[\w{*]/.test(text) && (data.references ?? data.bibliography) === undefined;
  if (!isAsking) return settings;
  const { addProjectCitations } = await import('./projects/project-citations.ts');
  return addProjectCitations(settings, folder, context);
}

/** Returns the publication with what its content asks of the edition. */
const withView = (publication: Publication, own: OwnChoices | undefined): Publication =>
  own === undefined || own.asked.size === 0
    ? publication
    : {
        ...publication,
        view: {
          edition: own.edition,
          conditions: [...own.asked.values(), ...(publication.view?.conditions ?? [])],
        },
      };

/** Reads a file again if what decides how it is read is in its own front matter. */
async function readFileAgain(
  ref: PublicationRef,
  first: FileText,
  settings: LocatedData<FileData> | undefined,
  editions: EditionIndex,
  context: Context,
): Promise<{ readonly text: FileText; readonly own?: OwnChoices | undefined }> {
  const hasChoices = first.parsed !== undefined && mayHaveChoices(first.source.text);
  if (settings === undefined || (settings.data.markdown === undefined && !hasChoices)) return { text: first };
  const own = chooseContent(ref, settings, { editions, byDefault: HANDOUT_EDITIONS }, context);
  const featuresOff = await findFeaturesOff(settings, context);
  return { text: await readFileText(ref, { featuresOff, ...(own && { own }) }, context), own };
}

/** Diagnostic: `file-as-book`. */
function reportBook({ count, level, words }: HeadingChapters, source: SourceFile, report: Report): void {
  const facts = { chapters: count, level, ...(words !== undefined && { words }) };
  report(diagnostic('file-as-book', facts, startOfFile(source.path)));
}

/** A file before its settings are read. How severe its problems are depends on these. */
type FileText = { readonly problems: readonly Diagnostic[] } & (
  | { readonly source: SourceFile; readonly parsed: ParsedChapter }
  | { readonly parsed?: undefined }
);

async function readFileText(
  { file, folder }: PublicationRef,
  choices: TextChoices,
  context: Context,
): Promise<FileText> {
  const problems: Diagnostic[] = [];
  const report: Report = (problem) => void problems.push(problem);
  const source = await readMarkdown(file, folder, { ...context, report }, choices);
  const parsed = source && (await parseChapter(source, report));
  return source && parsed ? { source, parsed, problems } : { problems };
}

function readFileSettings(
  source: SourceFile,
  { frontMatter }: ParsedChapter,
  { report, isStrict }: Context,
): LocatedData<FileData> | undefined {
  const yaml = frontMatter ?? { file: source.path, text: '', linesAbove: 0 };
  return readYaml(yaml, fileSchema, report, {
    ...FOREIGN,
    ...(isStrict !== true && { leavesOut: 'keys and values' }),
  });
}

/** Health information is always strict, because a missing dose does harm. */
const isLenient = (
  ref: PublicationRef,
  { data }: Pick<PublicationSettings, 'data'>,
  { isStrict }: Pick<Context, 'isStrict'>,
): boolean => !data.clinical && !(isStrict ?? data.strict ?? (ref.form === 'folder' && !ref.project));

/** Returns the context in which the content of a publication is read, as strict as its settings say. */
const lenientContext = (ref: PublicationRef, settings: PublicationSettings, context: Context): Context => ({
  ...context,
  report: reportFor(isLenient(ref, settings, context), context.report),
});

/** Code whose language may be named. */
const NAMED_CODE = /```|~~~|`\{/;

/**
 * Decides whether code is highlighted: as the command says, else the edition, the publication, the project. Where editions differ,
 * the publication is read once for each of the two looks.
 */
async function findCodeLook(
  { highlight }: PublicationSettings['data'],
  { chapters, editions }: Pick<Publication, 'chapters' | 'editions'>,
  context: Context,
): Promise<Pick<Publication, 'hasPlainCode' | 'view'>> {
  const plain = { hasPlainCode: true } as const;
  if (context.isHighlighted !== undefined) return context.isHighlighted ? {} : plain;
  const value = highlight ?? (await readProjectDefault('highlight', context)) ?? true;
  const condition: EditionCondition = { key: 'highlight', value: String(value) };
  const edition = context.shownIn ?? editions[0];
  const isHighlighted = edition === undefined ? value : isMet(condition, edition);
  const isMixed =
    editions.some((other) => isMet(condition, other) !== isHighlighted) &&
    chapters.some(({ source }) => NAMED_CODE.test(source.text));
  return {
    ...(isHighlighted ? {} : plain),
    ...(isMixed && edition && { view: { edition, conditions: [condition] } }),
  };
}

type Look = Pick<Publication, 'hasPlainCode' | 'hasLargeDiagrams' | 'view'>;

/** A diagram whose layout can change: only Mermaid's. */
const MERMAID = /^[ \t>]*(?:`{3,}|~{3,})[^`\n]*\bmermaid\b/im;

/**
 * Decides whether diagrams are drawn for large print, in which words are three halves as large. If a publication has other editions, too,
 * it is read once for these.
 */
function findDiagramLook(
  { chapters, editions }: Pick<Publication, 'chapters' | 'editions'>,
  { shownIn }: Pick<Context, 'shownIn'>,
): Look {
  const condition: EditionCondition = { key: 'large-print', value: '' };
  const edition = shownIn ?? editions[0];
  const large = editions.filter((other) => isMet(condition, other)).length;
  if (edition === undefined || large === 0 || !chapters.some(({ source }) => MERMAID.test(source.text)))
    return {};
  return {
    ...(isMet(condition, edition) && { hasLargeDiagrams: true }),
    ...(large < editions.length && { view: { edition, conditions: [condition] } }),
  };
}

/** Joins two looks, where each may differ by editions. */
function joinLooks(one: Look, other: Look): Look {
  const conditions = [...(one.view?.conditions ?? []), ...(other.view?.conditions ?? [])];
  const edition = one.view?.edition ?? other.view?.edition;
  return { ...one, ...other, ...(edition && { view: { edition, conditions } }) };
}

/** Returns the web site of a publication, and what it has besides pages. */
const findSite = ({ site, web }: PublicationSettings['data']): Pick<Publication, 'site' | 'siteExtras'> => ({
  ...(site !== undefined && { site: { address: `${site.replace(/\/*$/, '')}/`, folder: '.' } }),
  ...(web !== undefined && {
    siteExtras: { hasLlms: web.llms === true, hasMarkdown: web.markdown === true },
  }),
});

/** Decides what is collected at the end of a book, and what leads there. */
const findEndMatter = (
  data: PublicationSettings['data'],
): Pick<Publication, 'hasChapterLists' | 'hasSolutionsAtEnd' | 'linksFirstUse'> => ({
  ...(data.glossary?.link === 'first-use' && { linksFirstUse: true }),
  ...(data['references-per'] === 'chapter' && { hasChapterLists: true }),
  ...(data.solutions === 'end' && { hasSolutionsAtEnd: true }),
});

async function buildPublication(
  ref: PublicationRef,
  settings: PublicationSettings,
  title: string,
  chapters: readonly Chapter[],
  editions: readonly Edition[],
  context: Context,
): Promise<Publication> {
  const { data, location } = settings;
  if (data.clinical && data.status === 'published' && data.reviewers.length === 0) {
    context.report(diagnostic('reviewer-missing', {}, location('status')));
  }
  const id = data.id ?? ref.id;
  const place = data.language === undefined ? startOfFile(location().file) : location('language');
  const language = await takeLanguage(
    {
      ...{ language: data.language, place, isOptional: settings.isLenient },
      isLenient: isLenient(ref, settings, context),
    },
    chapters,
    context.report,
  );
  const folders = { folder: ref.folder, territory: await findTerritory(ref, settings, chapters, context) };
  const cover = await findCover(folders, settings, context);
  const pages = findPageSource(settings, editions, context);
  const sourceDateEpoch = context.host.variable(EPOCH_VARIABLE);
  const own = data.metadata === undefined ? undefined : readOwnMetadata(settings, context.report);
  const metadata = buildMetadata(data, {
    ...{ id, title, language, sourceDateEpoch },
    ...(cover !== undefined && { cover }),
    ...(own !== undefined && { own }),
  });
  // A single file is often a note that no one collects, and its author looks for no settings.
  const isCollected =
    ref.form === 'folder' && !ref.project && editions.some(({ family }) => family === 'epub');
  if (isCollected && !isNamed(data)) {
    context.report(diagnostic('identifier-missing', { identifier: metadata.identifier }, location('title')));
  }
  const references = await readBibliography(folders, settings, { chapters, language }, context);
  const citationStyle = await readCitationStyle(folders, settings, language, context);
  const brand = await findBrand(context);
  return {
    id,
    form: ref.form,
    ...(isLenient(ref, settings, context) && { isLenient: true }),
    ...joinLooks(
      await findCodeLook(data, { chapters, editions }, context),
      findDiagramLook({ chapters, editions }, context),
    ),
    ...findProseLook(data),
    folder: folders.territory,
    metadata,
    ...(brand !== undefined && { brand }),
    chapters,
    ...references,
    ...findEndMatter(data),
    ...(citationStyle !== undefined && { citationStyle }),
    editions,
    ...findSite(data),
    ...(pages !== undefined && { pagesFrom: pages }),
    languageLocation: location('language'),
    listsEditions: data.editions !== undefined,
  };
}

/**
 * Returns the folder whose files a publication may use: its own, or that of the project of another program. A single file
 * uses more than its own folder only if it has a path that leads up.
 */
async function findTerritory(
  ref: PublicationRef,
  { data }: Pick<PublicationSettings, 'data'>,
  chapters: readonly Chapter[],
  context: Context,
): Promise<string> {
  const leadsUp = ({ source }: Chapter): boolean =>
    source.text.includes('../') || source.withOwnLinks !== undefined;
  const named = [data.bibliography ?? [], data['citation-style'] ?? []].flat();
  const isAbove = chapters.some(leadsUp) || named.some((file) => file.startsWith('../'));
  return ref.form === 'file' && isAbove ? findProjectFolder(ref.folder, context) : ref.folder;
}

const readingOf = async (
  ref: PublicationRef,
  settings: LocatedData<PublicationData>,
  own: OwnChoices | undefined,
  context: Context,
) => ({
  sheets: settings.data.sheets,
  isLenient: isLenient(ref, settings, context),
  isClinical: settings.data.clinical,
  choices: { featuresOff: await findFeaturesOff(settings, context), ...(own && { own }) },
});

/** The editions of a publication that lists none, by what it is. */
const FOLDER_EDITIONS = ['book', 'handouts', 'epub'] as const;
const HANDOUT_EDITIONS = ['handouts', 'epub'] as const;
const BOOK_EDITIONS = ['book', 'epub'] as const;

/** Resolves the edition names. @param byDefault the names if none are listed */
async function resolveEditions(
  ref: PublicationRef,
  { data, location }: PublicationSettings,
  editions: EditionIndex,
  context: Context,
  byDefault: readonly string[] = FOLDER_EDITIONS,
): Promise<readonly Edition[]> {
  const names = data.editions ?? byDefault;
  const resolved = new Map<string, Edition>();
  for (const [index, name] of names.entries()) {
    const named = editions.find(name);
    for (const edition of named) resolved.set(edition.id, edition);
    if (named.length > 0) continue;
    const facts = { edition: name, known: editions.names, ...suggestName(name, editions.names) };
    const project = await findOtherProject(ref, context);
    const elsewhere = project === undefined ? {} : { project };
    context.report(diagnostic('edition-unknown', { ...facts, ...elsewhere }, location('editions', index)));
  }
  return [...resolved.values()];
}

/** Returns the folder above a publication whose `handpress.yaml` is not that of the run. */
async function findOtherProject({ folder }: PublicationRef, context: Context): Promise<string | undefined> {
  const project = await findProjectFolder(folder, context);
  if (project === '.' || project === folder) return undefined;
  const file = join(context.root, project, PROJECT_FILE);
  return (await context.host.kind(file)) === 'file' ? project : undefined;
}
