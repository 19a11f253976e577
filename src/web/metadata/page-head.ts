/** Builds what the head of a page says about it, for search engines and for programs that show links. */
import type { Book } from '../../core/model/book.ts';
import type { WebEdition } from '../../core/model/edition.ts';
import { listWriters } from '../../core/wording.ts';
import type { WebPage, WebPlan } from '../plan.ts';
import type { WebHeadData } from '../template-data.ts';
import { createPreviews } from './open-graph.ts';
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

/** Returns a function that builds the head of a page. Without the address of the site, it names no address. */
export function createHeads({ book, plan, edition }: HeadContext): (page: WebPage) => WebHeadData {
  const addressOf = createAddresses(book.publication, edition);
  const authors = listWriters(book.publication.metadata).map(({ name }) => name);
  const listProperties = addressOf && createPreviews({ book, plan, addressOf });
  return (page) => ({
    description: findDescription(page, book),
    authors,
    address: addressOf?.(page.file),
    markdown: edition.form === 'site' ? findMarkdownFile(page, { book }) : undefined,
    properties: listProperties?.(page) ?? [],
    data: writeScriptJson(describePage(page, { book, addressOf })),
  });
}
