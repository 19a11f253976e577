/** Reads a project of MkDocs: `nav` of `mkdocs.yml`, or the pages of `docs` (https://www.mkdocs.org/user-guide/configuration/). */
import { posix } from 'node:path';
import type { Context } from '../../../core/model/context.ts';
import type { ProjectFiles } from '../find-project.ts';
import { type ForeignValue, namesAt, readForeignFile, textAt, valueAt } from '../foreign-value.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { listFiles, scanFolder } from '../scan-folder.ts';
import { findBase, isPrivate, listScanned } from './scanned.ts';

export async function readMkDocs(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const settings = await readForeignFile(file, context);
  const base = await findBase(folder, [textAt(settings, 'docs_dir') ?? 'docs'], context);
  const list = new ListingBuilder();
  const root = posix.join(folder, base);
  await new NavReader(root, list, context).add(valueAt(settings, 'nav'), 0);
  return {
    title: textAt(settings, 'site_name'),
    description: textAt(settings, 'site_description'),
    authors: namesAt(settings, 'site_author'),
    language: textAt(settings, 'theme', 'language') ?? textAt(settings, 'theme', 'locale'),
    site: textAt(settings, 'site_url'),
    ...(list.hasChapters ? { base, ...list.result } : await listScanned(folder, base, context)),
  };
}

/** Adds the entries of `nav`: a path, a title with a path, or a title with entries below it. */
class NavReader {
  readonly #root: string;
  readonly #list: ListingBuilder;
  readonly #context: Context;

  /** @param root folder of the pages, relative to the root of the project */
  constructor(root: string, list: ListingBuilder, context: Context) {
    this.#root = root;
    this.#list = list;
    this.#context = context;
  }

  async add({ items }: ForeignValue, depth: number): Promise<void> {
    for (const item of items) {
      if (item.text) await this.#addTarget('', item, depth);
      for (const [title, value] of item.entries) {
        if (value.items.length === 0) await this.#addTarget(title, value, depth);
        else {
          this.#list.addGroup(title, depth, value.location);
          await this.add(value, depth + 1);
        }
      }
    }
  }

  /** Adds a page, or the pages of a folder, as plugins for `nav` have it. */
  async #addTarget(title: string, { text = '', location }: ForeignValue, depth: number): Promise<void> {
    const isFolder = text.endsWith('/') && !posix.normalize(text).startsWith('..') && !/^\w+:/.test(text);
    if (!isFolder) {
      this.#list.add({ title, target: text, depth, location });
      return;
    }
    const scanned = await scanFolder(
      posix.join(this.#root, text.replace(/\/+$/, '')),
      this.#context,
      isPrivate,
    );
    if (title !== '') this.#list.addGroup(title, depth, location);
    for (const path of listFiles(scanned)) {
      this.#list.add({ file: posix.join(text, path), depth: depth + (title === '' ? 0 : 1), location });
    }
  }
}
