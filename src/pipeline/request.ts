/** The request of a check or a build, and the editions that it selects. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { EditionIndex } from '../core/editions.ts';
import type { Context } from '../core/model/context.ts';
import { type Edition, type Imposition, isPaper } from '../core/model/edition.ts';
import type { Publication } from '../core/model/publication.ts';
import { suggestName } from '../lib/text/nearest.ts';
import type { SelectionRequest } from './selection/select-targets.ts';

export interface CheckRequest extends SelectionRequest {
  /** Markdown files, folders or names of publications; empty: all of `content/`. */
  readonly inputs: readonly string[];
  /** Whether every publication is strict, or none; absent: as its settings say. */
  readonly strict?: boolean;
  /** Whether the code of every publication is highlighted, or of none; absent: as its settings say. */
  readonly highlight?: boolean;
  /** Variables with their values: `name=value`. */
  readonly variables?: readonly string[];
  /** Included files, or folders of such files, whose uses a check lists; absent: all. */
  readonly uses?: readonly string[];
}

export interface BuildRequest extends CheckRequest {
  /** Absolute path of the output folder. */
  readonly out: string;
  /** Names of the editions to build, of those that a publication has; empty: all. */
  readonly editions: readonly string[];
  /** The kind of file that is made; absent: all. */
  readonly only?: 'pdf' | 'epub' | 'html';
  /** Whether one edition of a publication is made, the first of its kind. */
  readonly isSingle?: true;
  /** Style sheets that are added to each edition, as names of the design: `/note.css` is relative to the root. */
  readonly styles?: readonly string[];
  /** The edge over which the printer turns a sheet; absent: as each edition defines. */
  readonly duplex?: Imposition['duplex'];
  /** Whether each file gets a picture of its pages. */
  readonly proof: boolean;
  /** How many documents are printed at once. */
  readonly jobs: number;
  /** Path of the browser to print with. */
  readonly browser?: string;
  /** Digest of the plugins that run; absent: none. */
  readonly plugins?: string;
  readonly debug: boolean;
}

/** Returns the requested editions by id, all if none is named. Reports `edition-unknown` and returns `undefined`. */
export function resolveRequestedEditions(
  request: BuildRequest,
  editions: EditionIndex,
  { report }: Context,
): ReadonlyMap<string, Edition> | undefined {
  const unknown = request.editions.filter((name) => editions.find(name).length === 0);
  for (const edition of unknown) {
    const facts = { edition, known: editions.names, ...suggestEdition(edition, editions) };
    report({ ...diagnostic('edition-unknown', facts), domain: 'usage' });
  }
  const names = request.editions.length === 0 ? ['all'] : request.editions;
  const found = names.flatMap((name) => editions.find(name)).filter((one) => isOfKind(one, request.only));
  return unknown.length > 0 ? undefined : new Map(found.map((edition) => [edition.id, edition]));
}

/** Returns whether an edition is made with `only`. */
function isOfKind(edition: Edition, only: BuildRequest['only']): boolean {
  if (only === 'html') return edition.family === 'web' && edition.form === 'file';
  return only === undefined || (only === 'epub' ? edition.family === 'epub' : isPaper(edition));
}

/** Suggests a similar name; for a list such as `epub,book` one option for each of its names. */
function suggestEdition(edition: string, editions: EditionIndex): { readonly near?: string } {
  const names = edition.split(/[,\s]+/);
  const isList = names.length > 1 && names.every((name) => editions.find(name).length > 0);
  return isList ? { near: names.join(' --edition ') } : suggestName(edition, editions.names);
}

/** Returns the requested editions of a publication. One that lists no editions can be built in any edition. */
export function selectEditions(
  { editions, form, listsEditions, headingChapters }: Publication,
  { editions: names, only, duplex, isSingle, styles = [] }: BuildRequest,
  requested: ReadonlyMap<string, Edition>,
  known: EditionIndex,
): readonly Edition[] {
  // Without a name, web pages are only made where they are asked for.
  const isNamed = names.length > 0 || only === 'html';
  const possible = listsEditions || !isNamed ? editions : known.find('all');
  const chosen = possible
    .filter(({ id }) => requested.has(id))
    .map((edition) => ({ ...withDuplex(edition, duplex), styles: [...edition.styles, ...styles] }));
  if (isSingle === undefined) return chosen;
  // A book is one file, however many chapters it has; handouts are not.
  const isBook = form === 'folder' || headingChapters?.isBook === true;
  const preferred = chosen.filter(({ family }) => family === (isBook ? 'book' : 'handouts'));
  return [...preferred, ...chosen].slice(0, 1);
}

function withDuplex(edition: Edition, duplex: BuildRequest['duplex']): Edition {
  if (!isPaper(edition) || edition.imposition === undefined || duplex === undefined) return edition;
  return { ...edition, imposition: { ...edition.imposition, duplex } };
}
