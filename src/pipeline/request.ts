/** What is asked of a build, and which editions that means. */
import { diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Editions } from '../core/editions.ts';
import type { Context } from '../core/model/context.ts';
import type { Edition, Imposition } from '../core/model/edition.ts';
import type { Publication } from '../core/model/publication.ts';
import { near } from '../lib/text/nearest.ts';
import type { SelectionRequest } from './selection/select-targets.ts';

export interface CheckRequest extends SelectionRequest {
  /** Publications, folders or Markdown files; empty: all of `content/`. */
  readonly what: readonly string[];
}

export interface BuildRequest extends CheckRequest {
  /** Absolute path of the output folder. */
  readonly out: string;
  /** Names of the editions to make, of those that a publication has; empty: all. */
  readonly editions: readonly string[];
  /** The edge over which the printer turns a sheet; left out: as each edition says. */
  readonly duplex?: Imposition['duplex'];
  /** Whether each file gets a picture of its pages. */
  readonly proof: boolean;
  /** How many documents are printed at once. */
  readonly jobs: number;
  /** Path of the browser to print with. */
  readonly browser?: string;
  readonly debug: boolean;
}

/** Ids of the editions that were named; all when none was. Diagnostic: `edition-unknown`. */
export function askedEditions(
  request: BuildRequest,
  editions: Editions,
  { report }: Context,
): ReadonlySet<string> | undefined {
  const unknown = request.editions.filter((name) => editions.named(name).length === 0);
  for (const edition of unknown) {
    const facts = { edition, known: editions.names, ...near(edition, editions.names) };
    report({ ...diagnostic('edition-unknown', facts), domain: 'usage' });
  }
  const names = request.editions.length === 0 ? ['all'] : request.editions;
  const ids = names.flatMap((name) => editions.named(name).map(({ id }) => id));
  return unknown.length > 0 ? undefined : new Set(ids);
}

/** One that lists no editions of its own can be had in any. */
export function chosenEditions(
  { editions, listsEditions }: Publication,
  { editions: names, duplex }: BuildRequest,
  asked: ReadonlySet<string>,
  known: Editions,
): readonly Edition[] {
  const possible = listsEditions || names.length === 0 ? editions : known.named('all');
  return possible.filter(({ id }) => asked.has(id)).map((edition) => turned(edition, duplex));
}

function turned(edition: Edition, duplex: BuildRequest['duplex']): Edition {
  if (edition.family === 'epub' || edition.imposition === undefined || duplex === undefined) return edition;
  return { ...edition, imposition: { ...edition.imposition, duplex } };
}
