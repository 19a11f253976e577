/** Writes what a publication is and which pages it has, in the form of `llms.txt`: https://llmstxt.org */
import type { Book } from '../../core/model/book.ts';
import { listTitleFacts } from '../../core/screen/facts.ts';
import { isAlone, type WebPlan } from '../plan.ts';
import { writeDraftLines, writeLink, writeText } from './markdown-text.ts';
import type { AddressOf } from './page-address.ts';
import { findDescription } from './page-facts.ts';

/** What an overview is made of. */
export interface OverviewContext {
  readonly book: Book;
  readonly plan: WebPlan;
  /** Returns the address of a page's file. */
  readonly addressOf: AddressOf;
}

/** Writes the title, the mark of a draft with its explanation, the description, facts, and a list of the pages. */
export function writeOverview({ book, plan, addressOf }: OverviewContext): string {
  const { metadata } = book.publication;
  const summary = metadata.description === undefined ? [] : [`> ${writeText(metadata.description)}`, ''];
  const pages = plan.pages.filter(({ isFirst }) => isAlone(book) || plan.pages.length === 1 || !isFirst);
  const lines = pages.map((page) => {
    const own = page.isFirst ? undefined : findDescription(page, book);
    const description = own === undefined ? '' : `: ${writeText(own)}`;
    return `- ${writeLink(page.title, addressOf(page.file))}${description}`;
  });
  return [
    `# ${writeText(metadata.title)}`,
    '',
    ...writeDraftLines(book),
    ...summary,
    ...writeFacts(book),
    `## ${writeText(book.terms.contents ?? 'Contents')}`,
    '',
    ...lines,
    '',
  ].join('\n');
}

/** Writes authors, version and dates, one in each line of a list. */
function writeFacts(book: Book): readonly string[] {
  const { authors, publisher, facts } = listTitleFacts(book);
  const { terms } = book;
  const people = authors.length === 0 ? [] : [{ label: terms.authors, value: authors.join('; ') }];
  const house = publisher === undefined ? [] : [{ label: terms.publisher, value: publisher }];
  const lines = [...people, ...house, ...facts].map(
    ({ label = '', value }) => `- ${writeText(label)}: ${writeText(value)}`,
  );
  return lines.length === 0 ? [] : [...lines, ''];
}
