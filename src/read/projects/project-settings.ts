/** Gives a book of another program the settings of a publication. */
import { parse } from 'valibot';
import { startOfFile } from '../../core/source-location.ts';
import { omitUndefined } from '../settings/omit-undefined.ts';
import { type PublicationData, publicationSchema } from '../settings/publication-schema.ts';
import type { LocatedData } from '../source/yaml.ts';
import type { ProjectKind } from './find-project.ts';
import { locateCitations, toCitationData } from './project-citations.ts';
import type { Project } from './read-project.ts';

/** Returns the settings of a book. @param file the list of chapters, at whose start their faults are reported */
export function buildProjectSettings(
  file: string,
  kind: ProjectKind,
  { title, subtitle, description, language, authors = [], site, citations }: Project,
): LocatedData<PublicationData> {
  const data = parse(publicationSchema, {
    title,
    ...omitUndefined({ subtitle, description, language }),
    authors: [...authors],
    ...(site !== undefined && /^https?:/.test(site) && URL.canParse(site) && { site }),
    ...(citations && toCitationData(citations)),
    // Numbered chapters of our own get handouts, too.
    ...(kind !== 'chapters' && { editions: ['book', 'epub'] }),
  });
  const location = (...path: readonly PropertyKey[]) =>
    (citations && locateCitations(citations, path)) ?? startOfFile(file);
  return { data, location, keyLocation: location, keys: () => [], isLenient: true };
}
