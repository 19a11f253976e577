/** Gives a book of another program the settings of a publication. */
import { parse, safeParse } from 'valibot';
import { startOfFile } from '../../core/source-location.ts';
import type { ForeignSettings } from '../references/reference-files.ts';
import { omitUndefined } from '../settings/omit-undefined.ts';
import { type PublicationData, publicationSchema } from '../settings/publication-schema.ts';
import { convertValue } from '../source/foreign-values.ts';
import type { LocatedData } from '../source/yaml.ts';
import type { ProjectKind } from './find-project.ts';
import { locateCitations, toCitationData } from './project-citations.ts';
import type { Project } from './read-project.ts';

const ADDRESS = /^(?:https?:)?\/\//i;

/** Returns the settings of a book. @param file the list of chapters, at whose start their faults are reported */
export function buildProjectSettings(
  file: string,
  kind: ProjectKind,
  { title, subtitle, description, language, authors = [], site, published, cover, citations }: Project,
): LocatedData<PublicationData> & ForeignSettings {
  // A cover on the web is that of its web site.
  const image = cover !== undefined && !ADDRESS.test(cover.text) ? cover : undefined;
  const cited = citations && toCitationData(citations);
  const data = parse(publicationSchema, {
    title,
    ...omitUndefined({ subtitle, description, language, cover: image?.text }),
    authors: [...authors],
    ...(site !== undefined && /^https?:/.test(site) && URL.canParse(site) && { site }),
    ...readDate(published),
    ...cited,
    // Numbered chapters of our own get handouts, too.
    ...(kind !== 'chapters' && { editions: ['book', 'epub'] }),
  });
  const location = (...path: readonly PropertyKey[]) =>
    (path[0] === 'cover' ? image?.location : citations && locateCitations(citations, path)) ??
    startOfFile(file);
  return {
    ...{ data, location, keyLocation: location, keys: () => [], isLenient: true },
    foreignKeys: new Set(Object.keys(cited ?? {})),
  };
}

/** Returns the date of publication; nothing for what a program computes, such as `today`. */
function readDate(written: string | undefined): Pick<PublicationData, 'published'> {
  const date = safeParse(publicationSchema.entries.published, convertValue('published', written));
  return date.success && date.output !== undefined ? { published: date.output } : {};
}
