/** Writes the files of a publication: its settings, and a Markdown file for each chapter. */
import type { Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { stringify } from 'yaml';
import { normalizeLanguageTag } from '../read/language/language-tag.ts';
import { determineLanguage } from '../read/language/text-language.ts';
import { deriveId } from '../read/source/file-id.ts';
import type { DocumentFacts } from './docx/core-properties.ts';
import { MARK_PATTERN } from './docx/marks.ts';
import type { Outline, OutlinedChapter } from './html/outline.ts';

/** Characters of the text from which its language is taken. */
const SAMPLE = 2000;

/** A chapter and its file. */
export interface ChapterFile extends OutlinedChapter {
  readonly file: string;
}

/** Names the files of chapters: `leaflet.md` for one, else `01-start.md`. @param id of the publication */
export function nameChapters({ chapters }: Outline, id: string): readonly ChapterFile[] {
  const [only] = chapters;
  if (only !== undefined && chapters.length === 1) return [{ ...only, file: `${id}.md` }];
  const digits = String(chapters.length).length;
  return chapters.map((chapter, at) => {
    const number = String(at + 1).padStart(Math.max(2, digits), '0');
    return { ...chapter, file: `${number}-${deriveId(`${chapter.title.replaceAll('/', ' ')}.`)}.md` };
  });
}

/** What the settings are written from. */
export interface SettingsFacts {
  readonly title: string;
  readonly outline: Outline;
  readonly facts: DocumentFacts;
  readonly language: string | undefined;
  readonly chapters: readonly ChapterFile[];
  /** Path of the schema from the publication; absent: there is none in the project. */
  readonly schema?: string;
}

/** Writes `publication.yaml`. */
export function writeSettings({ title, outline, facts, language, chapters, schema }: SettingsFacts): string {
  const authors = outline.authors.length > 0 ? outline.authors : facts.authors;
  const { subtitle } = outline;
  const settings = {
    title,
    ...(subtitle !== undefined && { subtitle }),
    ...(facts.description !== undefined && { description: facts.description }),
    ...(language !== undefined && { language }),
    ...(authors.length > 0 && { authors }),
    ...(facts.subjects.length > 0 && { subjects: facts.subjects }),
    chapters: chapters.map(({ file }) => file),
  };
  const line = schema === undefined ? '' : `# yaml-language-server: $schema=${schema}\n`;
  return `${line}${stringify(settings, { lineWidth: 0 })}`;
}

/**
 * Returns the language of the text; that of the document's settings where the text is in this language, because they have
 * the country, too, or where the text is too short. Word sets a language of its own where the author has chosen none.
 */
export async function findLanguage(tree: Root, named: string | undefined): Promise<string | undefined> {
  const known = named === undefined ? undefined : normalizeLanguageTag(named);
  const sample = textOf(tree).replace(MARK_PATTERN, ' ').slice(0, SAMPLE);
  const found = await determineLanguage(sample);
  if (found === undefined || found.isGuess) return known ?? found?.language;
  return known?.split('-')[0] === found.language.split('-')[0] ? known : found.language;
}
