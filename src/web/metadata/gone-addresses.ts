/** Compares the addresses of a site with a list of former ones that the author keeps beside `publication.yaml`. */
import { join, posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Publication } from '../../core/model/publication.ts';
import { locationAt, type SourceFile, type SourceLocation, startOfFile } from '../../core/source-location.ts';
import { suggestName } from '../../lib/text/nearest.ts';
import { ADDRESSES_FILE } from './addresses.ts';

/** What of the context is needed. */
type FileContext = Pick<Context, 'root' | 'host' | 'report'>;

/** Returns the path of the kept list, relative to the root; `undefined` if there is none. A single file has none. */
export async function findKeptAddresses(
  { form, folder }: Pick<Publication, 'form' | 'folder'>,
  { root, host }: FileContext,
): Promise<string | undefined> {
  const path = posix.join(folder, ADDRESSES_FILE);
  if (form !== 'folder') return undefined;
  return (await host.kind(join(root, path))) === 'file' ? path : undefined;
}

/**
 * Reports each address of the kept list that the site does not have. Those in a page that is gone are reported with it.
 * Diagnostics: `address-gone`, `addresses-broken`
 * @param addresses all that the site has
 */
export async function reportGoneAddresses(
  publication: Pick<Publication, 'form' | 'folder'>,
  addresses: readonly string[],
  context: FileContext,
): Promise<void> {
  const path = await findKeptAddresses(publication, context);
  if (path === undefined) return;
  const bytes = await context.host.read(join(context.root, path));
  const source = { path, text: new TextDecoder().decode(bytes) };
  const kept = parseList(source.text);
  if (kept === undefined) {
    context.report(diagnostic('addresses-broken', {}, startOfFile(path)));
    return;
  }
  const present = new Set(addresses);
  const gone = [...new Set(kept)].filter((address) => !present.has(address));
  const [findNearest, placeOf] = [createSearch(kept, addresses), createPlaces(kept, source)];
  for (const { address, places } of groupByPage(gone)) {
    const near = findNearest(address, places);
    const facts = { address, places: places.length, ...(near !== undefined && { near }) };
    context.report(diagnostic('address-gone', facts, placeOf(address)));
  }
}

function parseList(text: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(text);
    const isList = Array.isArray(list) && list.every((item) => typeof item === 'string');
    return isList ? list : undefined;
  } catch {
    return undefined;
  }
}

const pageOf = (address: string): string => address.replace(/#.*$/s, '');

/** An address that is gone, and those in it if it is a page. */
interface Gone {
  readonly address: string;
  readonly places: readonly string[];
}

function groupByPage(gone: readonly string[]): readonly Gone[] {
  const pages = new Set(gone.filter((address) => !address.includes('#')));
  const inside = Map.groupBy(gone, pageOf);
  return gone.flatMap((address) => {
    if (pages.has(address)) return [{ address, places: (inside.get(address) ?? []).filter(hasFragment) }];
    return pages.has(pageOf(address)) ? [] : [{ address, places: [] }];
  });
}

const hasFragment = (address: string): boolean => address.includes('#');

/** Finds where an address has probably gone. @param places those in it, if it is a page */
type Search = (address: string, places: readonly string[]) => string | undefined;

/**
 * Creates the search: of a page, the new page with most of its places, else the one with the most similar name; of a place, the
 * most similar new one in its page, else the page.
 */
function createSearch(kept: readonly string[], addresses: readonly string[]): Search {
  const known = new Set(kept);
  const fresh = addresses.filter((one) => !known.has(one));
  const pages = new Set(addresses.filter((one) => !hasFragment(one)));
  const freshPages = new Set(fresh.filter((one) => !hasFragment(one)));
  const freshPlaces = fresh.filter(hasFragment);
  const byPage = Map.groupBy(freshPlaces, pageOf);
  const byName = Map.groupBy(
    freshPlaces.filter((place) => freshPages.has(pageOf(place))),
    nameOf,
  );
  return (address, places) => {
    if (hasFragment(address)) {
      const page = pageOf(address);
      return suggestName(address, byPage.get(page) ?? []).near ?? (pages.has(page) ? page : undefined);
    }
    const found = places.flatMap((place) => byName.get(nameOf(place)) ?? []).map(pageOf);
    return findMostFrequent(found) ?? suggestName(address, freshPages).near;
  };
}

function findMostFrequent(names: readonly string[]): string | undefined {
  const [first] = [...Map.groupBy(names, (name) => name)].sort(
    ([, one], [, other]) => other.length - one.length,
  );
  return first?.[0];
}

/** Returns the name of a place without the id of its chapter. */
const nameOf = (address: string): string => address.replace(/^.*?#(?:.*?--)?/s, '');

/** A text of JSON. */
const TEXT = /"(?:[^"\\]|\\.)*"/g;

/** Returns the place of each address in the text of the list. */
function createPlaces(kept: readonly string[], source: SourceFile): (address: string) => SourceLocation {
  const offsets = new Map<string, number>();
  for (const [at, { index }] of [...source.text.matchAll(TEXT)].entries()) {
    const address = kept[at];
    if (address !== undefined && !offsets.has(address)) offsets.set(address, index);
  }
  return (address) => locationAt(source, offsets.get(address) ?? 0);
}
