/** Makes the Markdown beside each page of a site: https://llmstxt.org */
import { posix } from 'node:path';
import type { Book } from '../../core/model/book.ts';
import type { Chapter } from '../../core/model/publication.ts';
import { decodeUrl } from '../../lib/text/url.ts';
import { FIRST_FILE, type WebPage, type WebPlan } from '../plan.ts';
import { writeDraftLines } from './markdown-text.ts';
import { writeOverview } from './overview.ts';
import type { AddressOf } from './page-address.ts';
import { findChapters } from './page-facts.ts';
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

/** The Markdown beside a page. */
export interface PageMarkdown {
  readonly file: string;
  readonly text: string;
}

/** Writes the Markdown beside each page that has any. Of a draft, it begins with the mark and its explanation. */
export async function writeMarkdown(planned: PlannedBook): Promise<readonly PageMarkdown[]> {
  const { book, plan } = planned;
  const lead = writeDraftLines(book).map((line) => `${line}\n`);
  const rewriterOf = createRewriters(planned);
  const written: PageMarkdown[] = [];
  for (const page of plan.pages) {
    const file = findMarkdownFile(page, planned);
    if (file === undefined) continue;
    const texts: string[] = [];
    for (const chapter of findChapters(page, book)) {
      texts.push(await readSourceMarkdown(chapter, rewriterOf(chapter)));
    }
    const overview = (): string => writeOverview({ book, plan, addressOf: mapToMarkdown(planned) });
    written.push({ file, text: texts.length === 0 ? overview() : lead.join('') + texts.join('\n') });
  }
  return written;
}

/** Returns where the links and pictures of chapters lead, beside the page. */
function createRewriters({ book, plan }: PlannedBook): (chapter: Chapter) => RewriteAddress {
  const { folder, chapters, form } = book.publication;
  const targets = new Map(
    chapters.map((chapter) => {
      const file = form === 'file' ? FIRST_FILE : plan.sectionFiles.get(chapter.id);
      return [posix.relative(folder, chapter.source.path), file] as const;
    }),
  );
  const pictures = new Map([...plan.images].map(([{ path }, file]) => [path, file]));
  return ({ source }) => {
    const own = posix.relative(folder, posix.dirname(source.path));
    return (address) => {
      const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? [];
      if (path === '' || /^(?:[a-z][a-z0-9+.-]*:|\/)/i.test(path)) return undefined;
      const file = posix.join(own, decodeUrl(path));
      const target = targets.get(file);
      return target === undefined ? pictures.get(file) : nameMarkdown(target) + rest;
    };
  };
}
