/** Reads a site of Jekyll: its pages by `nav_order` and `parent`, its collections, and its posts by their dates (https://jekyllrb.com/docs/). */

import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import { type SourceLocation, startOfFile } from '../../../core/source-location.ts';
import { compareNames } from '../../../lib/text/natural-order.ts';
import { titleFromPath } from '../../source/file-title.ts';
import type { ProjectFiles } from '../find-project.ts';
import { type ForeignValue, namesAt, readForeignFile, textAt, valueAt } from '../foreign-value.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { type PageFacts, readPageFacts } from '../page-facts.ts';
import { isIndex, listFiles, scanFolder } from '../scan-folder.ts';

interface Page {
  readonly path: string;
  readonly facts: PageFacts;
}

export async function readJekyll(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const settings = await readForeignFile(file, context);
  const collections = valueAt(settings, 'collections');
  const names = [
    ...collections.entries.map(([name]) => name),
    ...collections.items.flatMap(({ text }) => text ?? []),
  ];
  const collected = names.filter((name) => name !== 'posts').map((name) => `_${name}`);
  const pages = await readPages(folder, settings, new Set([...collected, POSTS]), context);
  const list = new PageList(folder);
  list.addTree(pages.filter(({ path }) => !/(?:^|\/)_/.test(path)));
  for (const name of collected) list.addCollection(name, pages);
  list.addPosts(pages);
  const site = textAt(settings, 'url');
  return {
    title: textAt(settings, 'title') ?? textAt(settings, 'name'),
    description: textAt(settings, 'description'),
    authors: namesAt(settings, 'author'),
    language: textAt(settings, 'lang') ?? textAt(settings, 'locale'),
    site: site && `${site.replace(/\/$/, '')}${textAt(settings, 'baseurl') ?? ''}`,
    base: '.',
    ...list.listing.result,
  };
}

const POSTS = '_posts';

/** Returns the pages with front matter and text, because others are none. @param taken folders whose names begin with `_` */
async function readPages(
  folder: string,
  settings: ForeignValue,
  taken: ReadonlySet<string>,
  context: Context,
): Promise<readonly Page[]> {
  const excluded = new Set(
    valueAt(settings, 'exclude').items.flatMap(({ text }) => text?.replace(/\/$/, '') ?? []),
  );
  const isLeftOut = (name: string): boolean =>
    excluded.has(name) || /^(?:404\.|vendor$)/.test(name) || (name.startsWith('_') && !taken.has(name));
  const pages: Page[] = [];
  for (const path of listFiles(await scanFolder(folder, context, isLeftOut))) {
    const facts = await readPageFacts(folder, path, context);
    if (facts.data !== undefined && !facts.isEmpty) pages.push({ path, facts });
  }
  return pages;
}

const isIn =
  (name: string) =>
  ({ path }: Page): boolean =>
    path.startsWith(`${name}/`) || path.includes(`/${name}/`);

/** The deepest page below others. */
const MAX_DEPTH = 20;

/** Collects pages in their order. */
class PageList {
  readonly listing = new ListingBuilder();
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  addCollection(name: string, pages: readonly Page[]): void {
    const inside = pages.filter(isIn(name)).sort(comparePages);
    if (inside.length > 0) this.listing.addGroup(titleFromPath(`${name.slice(1)}.md`), 0, this.#start(name));
    for (const page of inside) this.#add(page, 1);
  }

  /** Adds posts by the dates in their names. */
  addPosts(pages: readonly Page[]): void {
    const posts = pages.filter(isIn(POSTS));
    const nameOf = ({ path }: Page): string => posix.basename(path);
    for (const post of posts.sort((one, other) => compareNames(nameOf(one), nameOf(other))))
      this.#add(post, 0);
  }

  /** Adds pages below those that they name as `parent` (Just the Docs). */
  addTree(pages: readonly Page[]): void {
    const byTitle = new Map(pages.map((page) => [page.facts.title, page]));
    const below = new Map<Page | undefined, Page[]>();
    for (const page of pages) {
      const { data } = page.facts;
      const parent = byTitle.get((data && textAt(data, 'parent')) ?? '');
      const siblings = below.get(parent) ?? [];
      siblings.push(page);
      below.set(parent, siblings);
    }
    const done = new Set<Page>();
    const addAll = (parent: Page | undefined, depth: number): void => {
      for (const page of (below.get(parent) ?? []).toSorted(comparePages)) {
        if (done.has(page)) continue;
        done.add(page);
        this.#add(page, depth);
        if (depth < MAX_DEPTH) addAll(page, depth + 1);
      }
    };
    addAll(undefined, 0);
    // Pages that name each other as parents.
    for (const page of pages) if (!done.has(page)) this.#add(page, 0);
  }

  #add({ path, facts: { title, isDraft } }: Page, depth: number): void {
    const location = this.#start(path);
    if (isDraft) this.listing.add({ depth, location });
    else this.listing.addFile(path, { depth, location, ...(title !== undefined && { title }) });
  }

  #start(path: string): SourceLocation {
    return startOfFile(posix.join(this.#folder, path));
  }
}

function comparePages(one: Page, other: Page): number {
  const isFirst = ({ path }: Page): boolean => isIndex(path) && !path.includes('/');
  if (isFirst(one) !== isFirst(other)) return isFirst(one) ? -1 : 1;
  const [a, b] = [one.facts.order ?? Number.POSITIVE_INFINITY, other.facts.order ?? Number.POSITIVE_INFINITY];
  return a === b ? compareNames(one.path, other.path) : a - b;
}
