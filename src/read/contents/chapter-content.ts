/** Reads the content of a chapter: its tree, its settings and its title. */
import type { Root } from 'mdast';
import type { BookPart } from '../../core/book-parts.ts';
import { type Diagnostic, diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { type SourceFile, startOfFile } from '../../core/source-location.ts';
import { checkLanguage } from '../language/take-language.ts';
import { buildChapter, type ChapterFrontMatter } from '../markdown/chapter.ts';
import { parseChapterCached } from '../markdown/parse-cache.ts';
import { chapterSchema, publicationSchema } from '../settings/publication-schema.ts';
import { type LocatedData, readYaml, type YamlText } from '../source/yaml.ts';

/** What the content of a chapter depends on beside its text. Plain JSON. */
export interface ContentSettings {
  /** The title in the list of chapters, for a chapter without one. */
  readonly title: string | undefined;
  /** The part of the book, for a chapter that names none. */
  readonly part: BookPart | undefined;
  /** The publication's limit, for a chapter without its own. */
  readonly sheets: 1 | 2 | undefined;
  /** Whether its first heading is the title of a part. */
  readonly skipsHeading: boolean;
  readonly isLenient: boolean;
  /** Whether the publication is health information. */
  readonly isClinical: boolean;
  /** Whether it belongs to another program's project. */
  readonly isForeign: boolean;
  /** Whether its front matter is that of the whole book, and read as such. */
  readonly holdsSettings: boolean;
}

/** A chapter, with an id that its own text gives it. */
export interface ChapterContent {
  readonly chapter: Chapter;
  /** The id that the author has given. */
  readonly ownId: string | undefined;
}

/** Reads the content of a chapter. @returns `undefined` after a diagnostic, such as `chapter-empty` */
export async function readContent(
  source: SourceFile,
  settings: ContentSettings,
  context: Pick<Context, 'stepCache' | 'report'>,
): Promise<ChapterContent | undefined> {
  const { report } = context;
  const parsed = await parseChapterCached(source, context);
  const own = parsed && readSettings(parsed.frontMatter, source.path, settings, report);
  if (parsed === undefined || own === undefined) return undefined;
  if (settings.skipsHeading) skipHeading(parsed.tree);
  const frontMatter = { ...own.data, language: checkChapterLanguage(own, report) };
  const all = {
    ...frontMatter,
    title: findTitle(parsed.tree, frontMatter.title, settings),
    part: frontMatter.part ?? settings.part,
    sheets: frontMatter.sheets ?? settings.sheets,
    isLenient: settings.isLenient,
  };
  const chapter = buildChapter(source, parsed.tree, all, report);
  if (chapter === undefined) {
    const problem = diagnostic('chapter-empty', {}, startOfFile(source.path));
    report(settings.isLenient ? { ...problem, severity: 'warning' } : problem);
    return undefined;
  }
  return { chapter, ownId: frontMatter.id };
}

function readSettings(
  yaml: YamlText | undefined,
  path: string,
  { isLenient, isClinical, isForeign, holdsSettings }: ContentSettings,
  report: Report,
): ChapterSettings | undefined {
  if (yaml === undefined) return withoutFrontMatter(path);
  if (isClinical) return readYaml(yaml, chapterSchema, report, { takesForeign: true });
  const leavesOut = isLenient ? 'keys and values' : 'keys';
  // The settings of another program's project are those of its files.
  const keysOfWork = isForeign ? [] : Object.keys(publicationSchema.entries);
  const options = { takesForeign: true, leavesOut, keysOfWork } as const;
  if (!holdsSettings) return readYaml(yaml, chapterSchema, report, options);
  const reportBroken: Report = (problem) => (isOfKeys(problem) ? undefined : report(problem));
  return readYaml(yaml, chapterSchema, reportBroken, options);
}

/** Returns whether a problem is of a key or value that means something in the settings of a whole book. */
const isOfKeys = ({ code }: Diagnostic): boolean => code === 'keys-unused' || code === 'value-wrong';

/** Returns the title that is not in the text. That of the whole book names a chapter without a heading alone. */
function findTitle(
  tree: Root,
  own: string | undefined,
  { title, holdsSettings }: ContentSettings,
): string | undefined {
  const given = holdsSettings && hasTitle(tree) ? undefined : own;
  return given ?? (hasTitle(tree) ? undefined : title);
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
