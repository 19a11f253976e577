/** Reads a project of Quarto: the chapters of a book, the sidebar of a web site, or all pages of the folder (https://quarto.org/docs/books/book-structure.html). */
import type { BookPart } from '../../../core/book-parts.ts';
import type { Context } from '../../../core/model/context.ts';
import { isMarkdownFile } from '../../../lib/text/markdown-file.ts';
import type { ProjectFiles } from '../find-project.ts';
import { type ForeignValue, namesAt, readForeignFile, textAt, valueAt } from '../foreign-value.ts';
import { ListingBuilder } from '../listing-builder.ts';
import type { Outline } from '../outline.ts';
import { readCitationSettings, readPlaced } from '../project-citations.ts';
import { listFiles, scanFolder } from '../scan-folder.ts';
import { isPrivate, listScanned } from './scanned.ts';

export async function readQuarto(
  { folder, file }: ProjectFiles,
  context: Context,
): Promise<Outline | undefined> {
  const settings = await readForeignFile(file, context);
  const book = valueAt(settings, 'book');
  const site = valueAt(settings, 'website');
  const list = new QuartoList(listFiles(await scanFolder(folder, context, isPrivate)));
  list.add(valueAt(book, 'chapters'), 0);
  list.add(valueAt(book, 'appendices'), 0, 'appendix');
  if (!list.listing.hasChapters) {
    const sidebar = valueAt(site, 'sidebar');
    for (const one of sidebar.items.length > 0 ? sidebar.items : [sidebar]) {
      list.add(valueAt(one, 'contents'), 0);
    }
  }
  const at = (key: string): string | undefined =>
    textAt(book, key) ?? textAt(site, key) ?? textAt(settings, key);
  const authors = [book, settings].flatMap((place) => [
    ...namesAt(place, 'author'),
    ...namesAt(place, 'authors'),
  ]);
  return {
    title: at('title') ?? textAt(settings, 'project', 'title'),
    subtitle: at('subtitle'),
    description: at('description') ?? at('abstract'),
    language: textAt(settings, 'lang'),
    authors,
    site: at('site-url'),
    published: at('date'),
    cover: readPlaced(book, 'cover-image') ?? readPlaced(settings, 'cover-image'),
    citations: readCitationSettings(settings),
    ...(list.listing.hasChapters
      ? { base: '.', ...list.listing.result }
      : await listScanned(folder, '.', context)),
  };
}

/** Adds entries of `chapters` and of `contents`, which can be patterns. */
class QuartoList {
  readonly listing = new ListingBuilder();
  /** All pages below the folder. */
  readonly #files: readonly string[];

  constructor(files: readonly string[]) {
    this.#files = files;
  }

  add(value: ForeignValue, depth: number, part?: BookPart): void {
    if (value.text) this.#addPattern(value, depth);
    for (const item of value.items) {
      if (item.text !== undefined) this.#addText(item, depth, part);
      else this.#addEntry(item, depth, part);
    }
  }

  #addText(item: ForeignValue, depth: number, part: BookPart | undefined): void {
    const { text = '', location } = item;
    if (/^-+$/.test(text)) return;
    if (isMarkdownFile(text) || /\.\w+$/.test(text)) {
      this.listing.add({ target: text, depth, location, ...(part && { part }) });
    } else this.#addPattern(item, depth);
  }

  /** Adds `auto`, which is all pages, and the pages of a folder such as `guide` or `guide/*`. */
  #addPattern({ text = '', location }: ForeignValue, depth: number): void {
    const below = text === 'auto' ? '' : `${text.replace(/\/?\**$/, '').replace(/^\.?\//, '')}/`;
    for (const file of this.#files.filter((path) => path.startsWith(below))) {
      this.listing.add({ file, depth, location });
    }
  }

  #addEntry(item: ForeignValue, depth: number, part: BookPart | undefined): void {
    const { location } = item;
    const children = [valueAt(item, 'chapters'), valueAt(item, 'contents')];
    const hasChildren = children.some(({ items, text }) => items.length > 0 || text);
    const group = textAt(item, 'part') ?? textAt(item, 'section');
    const target = textAt(item, 'href') ?? textAt(item, 'file') ?? '';
    const more = part && { part };
    if (group !== undefined && isMarkdownFile(group)) {
      this.listing.add({ target: group, depth, location, hasChildren, ...more });
    } else {
      const title = group ?? textAt(item, 'text') ?? textAt(item, 'title') ?? '';
      if (title !== '' || target !== '') {
        this.listing.add({ title, target, depth, location, hasChildren, ...more });
      }
    }
    for (const child of children) this.add(child, depth + 1, part);
  }
}
