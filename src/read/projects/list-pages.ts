/** Lists the pages of a scanned folder as chapters: the first page of a folder stays above the others, and folders are groups. */

import { posix } from 'node:path';
import { startOfFile } from '../../core/source-location.ts';
import { compareNames } from '../../lib/text/natural-order.ts';
import { titleFromPath } from '../source/file-title.ts';
import type { ListingBuilder } from './listing-builder.ts';
import type { PageFacts } from './page-facts.ts';
import { isIndex, type ScannedFolder } from './scan-folder.ts';

/** What is known of pages and folders besides their names. */
export interface PageRules {
  /** Returns the facts of a page; absent: names alone decide. */
  readonly readPage?: (path: string) => Promise<PageFacts>;
  /** Returns the facts of a folder from a file about it. */
  readonly readFolder?: (folder: ScannedFolder) => Promise<Pick<PageFacts, 'title' | 'order'>>;
  /** Folder of the pages, relative to the root, for places. */
  readonly folder: string;
}

interface Item {
  readonly name: string;
  readonly facts: Partial<PageFacts>;
  readonly file?: string;
  readonly folder?: ScannedFolder;
}

/** Adds the pages of a folder and of those below it, by their order, their dates and their names. */
export async function listPages(
  scanned: ScannedFolder,
  rules: PageRules,
  list: ListingBuilder,
  depth = 0,
): Promise<void> {
  const index = findIndex(scanned);
  if (index !== undefined && scanned.path === '') {
    addPage({ name: index, file: index, facts: await readFacts(index, rules) }, rules, list, depth, false);
  }
  const files = scanned.files.filter((path) => path !== index);
  const items: Item[] = [];
  for (const file of files) {
    items.push({ name: posix.basename(file), file, facts: await readFacts(file, rules) });
  }
  for (const folder of scanned.folders) {
    const file = findIndex(folder);
    const own = file === undefined ? {} : await readFacts(file, rules);
    const facts = { ...own, ...(await rules.readFolder?.(folder)) };
    items.push({ name: posix.basename(folder.path), folder, facts, ...(file !== undefined && { file }) });
  }
  for (const item of items.sort(compareItems)) {
    const hasChildren = (item.folder?.files.length ?? 0) + (item.folder?.folders.length ?? 0) > 1;
    addPage(item, rules, list, depth, hasChildren || (item.folder !== undefined && item.file === undefined));
    if (item.folder) await listPages(item.folder, rules, list, depth + 1);
  }
}

const readFacts = async (path: string, { readPage }: PageRules): Promise<Partial<PageFacts>> =>
  (await readPage?.(path)) ?? {};

/** Returns the first page of a folder: `index` before `README`. */
const findIndex = ({ files }: ScannedFolder): string | undefined =>
  files.filter(isIndex).find((path) => /index\.[^.]+$/i.test(path)) ?? files.find(isIndex);

function addPage(
  { name, file, facts }: Item,
  { folder }: PageRules,
  list: ListingBuilder,
  depth: number,
  hasChildren: boolean,
): void {
  const location = startOfFile(posix.join(folder, file ?? name));
  const title = facts.title ?? titleFromPath(`${name.replace(/\.[^.]+$/, '')}.md`);
  if (facts.isDraft) list.add({ depth, location });
  else if (file !== undefined && !facts.isEmpty) {
    const isNamed = facts.title !== undefined ? { title } : {};
    list.addFile(file, { depth, location, ...isNamed });
  } else if (hasChildren) list.addGroup(title, depth, location);
}

/** Compares by the number that the page has, then by its date, then by its name. */
function compareItems(one: Item, other: Item): number {
  const [a, b] = [one.facts.order ?? Number.POSITIVE_INFINITY, other.facts.order ?? Number.POSITIVE_INFINITY];
  if (a !== b) return a < b ? -1 : 1;
  const [first, second] = [one.facts.date, other.facts.date];
  if (first !== undefined && second !== undefined && first !== second) return first < second ? -1 : 1;
  return compareNames(one.name, other.name);
}
