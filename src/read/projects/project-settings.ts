/** Gives a book of another program the settings of a publication, and its chapters what the list says of them. */
import type { Root } from 'mdast';
import { parse } from 'valibot';
import type { SourceLocation } from '../../core/source-location.ts';
import type { ChapterFrontMatter } from '../markdown/chapter.ts';
import { omitUndefined } from '../settings/omit-undefined.ts';
import { type PublicationData, publicationSchema } from '../settings/publication-schema.ts';
import { deriveIdFromPath } from '../source/file-id.ts';
import type { LocatedData } from '../source/yaml.ts';
import type { Project } from './read-project.ts';
import type { ListedFile } from './summary.ts';

/** Returns the settings of a book. @param file the list of chapters, where what has no other place is reported */
export function buildProjectSettings(
  file: string,
  { title, settings, files }: Project,
): LocatedData<PublicationData> {
  const { description, language, authors = [] } = settings ?? {};
  const data = parse(publicationSchema, {
    title,
    ...omitUndefined({ description, language }),
    authors: [...authors],
    chapters: files.map(({ path }) => path),
    editions: ['book', 'epub'],
  });
  const start: SourceLocation = { file, line: 1, column: 1 };
  const location = (key?: PropertyKey, index?: PropertyKey): SourceLocation =>
    (key === 'chapters' && typeof index === 'number' && files[index]?.location) || start;
  return { data, location, keyLocation: location, keys: () => [], isLenient: true };
}

/** Returns the id and the title that a chapter has from its place in a list, unless it has its own. */
export function describeListed(
  { idPath, title }: ListedFile,
  frontMatter: ChapterFrontMatter,
  tree: Root,
): ChapterFrontMatter {
  const hasTitle = tree.children.some((node) => node.type === 'heading' && node.depth === 1);
  return {
    id: frontMatter.id ?? deriveIdFromPath(idPath),
    title: frontMatter.title ?? (hasTitle ? undefined : title),
  };
}
