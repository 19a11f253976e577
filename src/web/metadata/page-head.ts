/** Builds what the head of a page says about it, for search engines and for programs that show links. */
import type { Book } from '../../core/model/book.ts';
import type { WebEdition } from '../../core/model/edition.ts';
import { listWriters } from '../../core/wording.ts';
import type { WebPage, WebPlan } from '../plan.ts';
import type { WebHeadData } from '../template-data.ts';
import { listProperties } from './open-graph.ts';
import { createAddresses } from './page-address.ts';
import { findDescription } from './page-facts.ts';
import { findMarkdownFile } from './page-markdown.ts';
import { describePage } from './schema-org.ts';
import { writeScriptJson } from './script-json.ts';

/** What the head of a page is made of. */
export interface HeadContext {
  readonly book: Book;
  readonly plan: WebPlan;
  readonly edition: WebEdition;
}

/** Builds the head of a page. Without the address of the site, it names no address. */
export function buildHead(page: WebPage, { book, plan, edition }: HeadContext): WebHeadData {
  const addressOf = createAddresses(book.publication, edition);
  return {
    description: findDescription(page, book),
    authors: listWriters(book.publication.metadata).map(({ name }) => name),
    address: addressOf?.(page.file),
    markdown: edition.form === 'site' ? findMarkdownFile(page, { book }) : undefined,
    properties: addressOf === undefined ? [] : listProperties(page, { book, plan, addressOf }),
    data: writeScriptJson(describePage(page, { book, addressOf })),
  };
}
