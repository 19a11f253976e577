/** Compares the addresses of a site with a list of former ones that the author keeps beside `publication.yaml`. */
import { join, posix } from 'node:path';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Publication } from '../../core/model/publication.ts';
import { locationAt, type SourceFile, startOfFile } from '../../core/source-location.ts';
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
  for (const { address, places } of groupByPage(gone)) {
    const near = findNearest(address, places, { kept, addresses });
    const facts = { address, places: places.length, ...(near !== undefined && { near }) };
    context.report(diagnostic('address-gone', facts, placeOf(address, source)));
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

/** The lists that are compared. */
interface Lists {
  readonly kept: readonly string[];
  readonly addresses: readonly string[];
}

/** Finds where an address has probably gone: of a page, the new one with the same places; else the one with the most similar name. */
function findNearest(
  address: string,
  places: readonly string[],
  { kept, addresses }: Lists,
): string | undefined {
  const known = new Set(kept);
  const fresh = addresses.filter((one) => !known.has(one));
  if (hasFragment(address)) {
    const page = pageOf(address);
    const here = fresh.filter((one) => hasFragment(one) && pageOf(one) === page);
    return suggestName(address, here).near ?? (addresses.includes(page) ? page : undefined);
  }
  const names = new Set(places.map(nameOf));
  const counts = new Map<string, number>();
  for (const one of fresh.filter((other) => hasFragment(other) && names.has(nameOf(other)))) {
    counts.set(pageOf(one), (counts.get(pageOf(one)) ?? 0) + 1);
  }
  const [best] = [...counts].filter(([page]) => !known.has(page)).sort(([, one], [, other]) => other - one);
  return (
    best?.[0] ??
    suggestName(
      address,
      fresh.filter((one) => !hasFragment(one)),
    ).near
  );
}

/** Returns the name of a place without the id of its chapter. */
const nameOf = (address: string): string => address.replace(/^.*?#(?:.*?--)?/s, '');

/** Finds an address in the text of the list. */
function placeOf(address: string, source: SourceFile) {
  const at = source.text.indexOf(JSON.stringify(address));
  return at === -1 ? startOfFile(source.path) : locationAt(source, at);
}
