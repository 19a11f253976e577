/** Makes the Markdown beside each page of a site: https://llmstxt.org */
import { posix } from 'node:path';
import type { Asset } from '../../core/model/asset.ts';
import type { Book } from '../../core/model/book.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { decodeUrl } from '../../lib/text/url.ts';
import { FIRST_FILE, type WebPage, type WebPlan } from '../plan.ts';
import { writeDraftLines } from './markdown-text.ts';
import { writeOverview } from './overview.ts';
import type { AddressOf } from './page-address.ts';
import { type RewriteAddress, readSourceMarkdown } from './source-markdown.ts';

/** A book and the pages that it becomes. */
export interface PlannedBook {
  readonly book: Book;
  readonly plan: WebPlan;
}

/** Returns the name of the Markdown beside a page: that of the page with `.md` after it. */
export const nameMarkdown = (file: string): string => `${file}.md`;

/** Returns the file of the Markdown beside a page; `undefined` if the page has no text that an author wrote. */
export function findMarkdownFile(page: WebPage, { book }: Pick<PlannedBook, 'book'>): string | undefined {
  const { siteExtras } = book.publication;
  const hasText = page.isFirst || findChapters(page, book).length > 0;
  return siteExtras?.hasMarkdown && hasText ? nameMarkdown(page.file) : undefined;
}

/** Returns the Markdown beside each page by its file; the page itself if it has none. */
export function mapToMarkdown({ book, plan }: PlannedBook): AddressOf {
  const texts = new Map(plan.pages.map((page) => [page.file, findMarkdownFile(page, { book })]));
  return (file) => texts.get(file) ?? file;
}

/** Writes the Markdown beside a page. Of a draft, it begins with the mark and its explanation. */
export async function writePageMarkdown(page: WebPage, { book, plan }: PlannedBook): Promise<string> {
  const lead = writeDraftLines(book).map((line) => `${line}\n`);
  const chapters = findChapters(page, book);
  if (chapters.length === 0) return writeOverview({ book, plan, addressOf: mapToMarkdown({ book, plan }) });
  const texts: string[] = [];
  for (const chapter of chapters) {
    texts.push(await readSourceMarkdown(chapter, createRewriter(chapter, { book, plan })));
  }
  return lead.join('') + texts.join('\n');
}

/** Finds the chapters of a page. A file that its headings divide is on the first page as a whole. */
function findChapters({ isFirst, sections }: WebPage, { publication }: Book): readonly Chapter[] {
  const written = publication.chapters.filter(({ isPartPage }) => !isPartPage);
  if (publication.form === 'file') return isFirst ? written : [];
  return written.filter(({ id }) => sections.some((section) => section.id === id));
}

/** Returns where the links and pictures of a chapter lead, beside the page. */
function createRewriter({ source }: Chapter, { book, plan }: PlannedBook): RewriteAddress {
  const { folder, chapters, form } = book.publication;
  const resolve = (path: string): string =>
    posix.normalize(posix.join(posix.relative(folder, posix.dirname(source.path)), decodeUrl(path)));
  const targets = new Map(
    chapters.map((chapter) => {
      const file = form === 'file' ? FIRST_FILE : plan.sectionFiles.get(chapter.id);
      return [posix.relative(folder, chapter.source.path), file] as const;
    }),
  );
  const pictures = new Map(
    [...plan.images].map(([{ path }, file]: readonly [Asset, string]) => [path, file]),
  );
  return (address) => {
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
    if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path)) return undefined;
    const target = targets.get(resolve(path));
    return target === undefined ? pictures.get(resolve(path)) : nameMarkdown(target) + rest;
  };
}
