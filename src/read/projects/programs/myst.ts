/** Reads a project of MyST (`myst.yml`) or Jupyter Book (`_toc.yml`): https://mystmd.org/guide/table-of-contents, https://jupyterbook.org/v1/structure/toc.html. */

import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import { isMarkdownFile } from '../../../lib/text/markdown-file.ts';
import { compareNames } from '../../../lib/text/natural-order.ts';
import { findFile } from '../find-file.ts';
import type { ProjectFiles } from '../find-project.ts';
import { type ForeignValue, namesAt, readForeignFile, textAt, valueAt } from '../foreign-value.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { readCitationSettings } from '../project-citations.ts';
import { listFiles, scanFolder } from '../scan-folder.ts';
import { isPrivate, listScanned } from './scanned.ts';

export async function readMyst(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const written = await readForeignFile(file, context);
  const isMyst = posix.basename(file).startsWith('myst');
  const more = isMyst ? undefined : await findFile(folder, ['_config.yml', '_config.yaml'], context);
  const settings = isMyst
    ? valueAt(written, 'project')
    : more
      ? await readForeignFile(more, context)
      : written;
  const list = new TocList(listFiles(await scanFolder(folder, context, isPrivate)));
  const toc = isMyst ? valueAt(settings, 'toc') : written;
  if (textAt(toc, 'root') !== undefined) list.addFile(toc, 'root', 0, false);
  list.addAll(toc, 0);
  return {
    title: textAt(settings, 'title') ?? textAt(written, 'site', 'title'),
    subtitle: textAt(settings, 'subtitle'),
    description: textAt(settings, 'description'),
    citations: readCitationSettings(settings),
    authors: [...namesAt(settings, 'authors'), ...namesAt(settings, 'author')],
    language: textAt(settings, 'language') ?? textAt(settings, 'sphinx', 'config', 'language'),
    ...(list.listing.hasChapters
      ? { base: '.', ...list.listing.result }
      : await listScanned(folder, '.', context)),
  };
}

/** Adds entries of `toc`, `chapters`, `sections`, `children` and `parts`. */
class TocList {
  readonly listing = new ListingBuilder();
  readonly #files: readonly string[];
  /** Paths by themselves and without their endings. */
  readonly #byName: ReadonlyMap<string, string>;

  constructor(files: readonly string[]) {
    this.#files = files;
    this.#byName = new Map([
      ...files.map((path) => [stem(path), path] as const),
      ...files.map((path) => [path, path] as const),
    ]);
  }

  addAll(value: ForeignValue, depth: number): void {
    for (const item of value.items) this.#addEntry(item, depth);
    for (const key of ['parts', 'chapters', 'sections', 'children', 'entries', 'subtrees']) {
      for (const item of valueAt(value, key).items) this.#addEntry(item, depth);
    }
  }

  #addEntry(item: ForeignValue, depth: number): void {
    const title = textAt(item, 'caption') ?? textAt(item, 'title') ?? '';
    const hasChildren = item.entries.some(([, { items }]) => items.length > 0);
    const pattern = textAt(item, 'glob') ?? textAt(item, 'pattern');
    const { location } = item;
    if (textAt(item, 'file') !== undefined) this.addFile(item, 'file', depth, hasChildren);
    else if (pattern !== undefined) this.#addPattern(pattern, item, depth);
    else if (title === '' && hasChildren) {
      this.addAll(item, depth);
      return;
    } else this.listing.add({ title, target: textAt(item, 'url') ?? '', depth, location, hasChildren });
    this.addAll(item, depth + 1);
  }

  /** Adds a file, whose name may have no ending. */
  addFile(item: ForeignValue, key: string, depth: number, hasChildren: boolean): void {
    const { text = '', location } = valueAt(item, key);
    const path = posix.normalize(text);
    const named = this.#byName.get(path) ?? path;
    const title = textAt(item, 'title') ?? '';
    const file = isMarkdownFile(named) || /\.\w+$/.test(named) ? named : `${named}.md`;
    this.listing.add({ title, file, depth, location, hasChildren });
  }

  #addPattern(pattern: string, { location }: ForeignValue, depth: number): void {
    const folder = posix.dirname(pattern);
    const found = this.#files.filter(
      (path) => posix.dirname(path) === folder || (pattern.includes('**') && path.startsWith(`${folder}/`)),
    );
    for (const file of found.toSorted(compareNames)) this.listing.add({ file, depth, location });
  }
}

const stem = (path: string): string => path.replace(/\.[^./]+$/, '');
