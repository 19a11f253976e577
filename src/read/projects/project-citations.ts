/** Reads from the settings of Quarto, MyST and bookdown which sources a project cites, and in which style. */
import { posix } from 'node:path';
import type { Context } from '../../core/model/context.ts';
import type { SourceLocation } from '../../core/source-location.ts';
import type { ForeignSettings } from '../references/reference-files.ts';
import type { FileData, PublicationData } from '../settings/publication-schema.ts';
import type { LocatedData } from '../source/yaml.ts';
import { findFile } from './find-file.ts';
import { type ForeignValue, readForeignFile, valueAt } from './foreign-value.ts';
import { readPageFacts } from './page-facts.ts';
import { findProjectFolder } from './project-folder.ts';

/** A text in the settings, and where it is. */
export interface PlacedText {
  readonly text: string;
  readonly location: SourceLocation;
}

/** The files with sources, the style, and the sources that are listed though no text cites them. */
export interface ProjectCitations {
  readonly bibliography: readonly PlacedText[];
  readonly csl?: PlacedText | undefined;
  readonly nocite: readonly PlacedText[];
}

/** Reads `bibliography`, `csl` and `nocite`: https://quarto.org/docs/authoring/citations.html */
export function readCitationSettings(settings: ForeignValue): ProjectCitations {
  const [csl] = textsOf(valueAt(settings, 'csl'));
  return {
    bibliography: textsOf(valueAt(settings, 'bibliography')),
    csl,
    nocite: textsOf(valueAt(settings, 'nocite')),
  };
}

/** Returns the text at a key with its place; `undefined` for none. */
export function readPlaced(settings: ForeignValue, key: string): PlacedText | undefined {
  const { text, location } = valueAt(settings, key);
  return text ? { text, location } : undefined;
}

/** Returns a text, or the texts of a list. */
const textsOf = (value: ForeignValue): readonly PlacedText[] =>
  [value, ...value.items].flatMap(({ text, location }) => (text ? [{ text, location }] : []));

type CitationData = Pick<PublicationData, 'bibliography' | 'citation-style' | 'nocite'>;

/** Returns these settings under our names. */
export function toCitationData({ bibliography, csl, nocite }: ProjectCitations): CitationData {
  const listOf = (texts: readonly PlacedText[]): string[] => texts.map(({ text }) => text);
  return {
    ...(bibliography.length > 0 && { bibliography: listOf(bibliography) }),
    ...(csl !== undefined && { 'citation-style': csl.text }),
    ...(nocite.length > 0 && { nocite: listOf(nocite) }),
  };
}

/** Returns the place of one of these settings; `undefined` for another. */
export function locateCitations(
  { bibliography, csl, nocite }: ProjectCitations,
  [key, index = 0]: readonly PropertyKey[],
): SourceLocation | undefined {
  if (key === 'bibliography') return bibliography[Number(index)]?.location;
  if (key === 'nocite') return nocite[Number(index)]?.location;
  return key === 'citation-style' ? csl?.location : undefined;
}

/** Files with such settings; those of a book of bookdown are in the front matter of its first page. */
const SETTINGS = ['_quarto.yml', '_quarto.yaml'];
const BOOKDOWN = ['_bookdown.yml', '_bookdown.yaml'];
const INDEX = 'index.Rmd';

/**
 * Adds to the settings of a single file what the project says of its citations, as Quarto does. Those of the file itself count
 * more.
 * @param folder of the file, relative to the root
 */
export async function addProjectCitations(
  settings: LocatedData<FileData>,
  folder: string,
  context: Context,
): Promise<LocatedData<FileData> & ForeignSettings> {
  const { data } = settings;
  const project = await findProjectFolder(folder, context);
  const written = await readSettings(project, context);
  if (written === undefined) return settings;
  const found = readCitationSettings(written);
  const up = posix.relative(folder, project) || '.';
  const move = (placed: PlacedText): PlacedText =>
    /^(?:https?:|\/)/i.test(placed.text) ? placed : { ...placed, text: posix.join(up, placed.text) };
  // The name of a style is no path.
  const isFile = found.csl !== undefined && /\.csl$/i.test(found.csl.text);
  const moved = {
    ...found,
    bibliography: found.bibliography.map(move),
    csl: found.csl && isFile ? move(found.csl) : found.csl,
  };
  const own = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  const cited = toCitationData(moved);
  return {
    ...settings,
    foreignKeys: new Set(Object.keys(cited).filter((key) => !Object.hasOwn(own, key))),
    data: { ...data, ...cited, ...own },
    location: (...path) => {
      const isOwn = Object.hasOwn(own, String(path[0]));
      return (isOwn ? undefined : locateCitations(moved, path)) ?? settings.location(...path);
    },
  };
}

async function readSettings(folder: string, context: Context): Promise<ForeignValue | undefined> {
  const file = await findFile(folder, SETTINGS, context);
  if (file !== undefined) return readForeignFile(file, context);
  const isBookdown = (await findFile(folder, BOOKDOWN, context)) !== undefined;
  return isBookdown ? (await readPageFacts(folder, INDEX, context)).data : undefined;
}
