/** Makes the files of a site besides pages, styles and pictures. */
import type { Artifact } from '../../core/model/artifact.ts';
import type { Context } from '../../core/model/context.ts';
import type { WebEdition } from '../../core/model/edition.ts';
import { ADDRESSES_FILE, listAddresses, writeAddresses } from './addresses.ts';
import { reportGoneAddresses } from './gone-addresses.ts';
import { writeOverview } from './overview.ts';
import { createAddresses } from './page-address.ts';
import { mapToMarkdown, type PlannedBook, writeMarkdown } from './page-markdown.ts';
import { writeSitemap } from './sitemap.ts';

/** A file of text; `file` is relative to the first page. */
export interface SiteFile {
  readonly file: string;
  readonly mediaType: Artifact['mediaType'];
  readonly text: string;
}

/**
 * Makes the list of addresses, the sitemap if the address of the site is known, and what the settings ask for. None for an
 * edition in one file.
 * Diagnostics: those of {@link reportGoneAddresses}
 */
export async function makeSiteFiles(
  planned: PlannedBook,
  edition: WebEdition,
  context: Pick<Context, 'root' | 'host' | 'report'>,
): Promise<readonly SiteFile[]> {
  const { book, plan } = planned;
  const { metadata, siteExtras } = book.publication;
  if (edition.form !== 'site') return [];
  const addressOf = createAddresses(book.publication, edition);
  const addresses = listAddresses(book, plan);
  await reportGoneAddresses(book.publication, addresses, context);
  const list = writeAddresses(addresses);
  const files: SiteFile[] = [{ file: ADDRESSES_FILE, mediaType: 'application/json', text: list }];
  if (addressOf !== undefined) {
    const text = writeSitemap(plan, metadata, addressOf);
    files.push({ file: 'sitemap.xml', mediaType: 'application/xml', text });
  }
  for (const text of await writeMarkdown(planned)) files.push({ ...text, mediaType: 'text/markdown' });
  if (siteExtras?.hasLlms) {
    files.push({ file: 'llms.txt', mediaType: 'text/plain', text: writeLlms(planned, edition) });
  }
  return files;
}

/** Writes `llms.txt`. Its links lead to the Markdown of the pages where there is any. */
function writeLlms({ book, plan }: PlannedBook, edition: WebEdition): string {
  const addressOf = createAddresses(book.publication, edition);
  const shown = mapToMarkdown({ book, plan });
  return writeOverview({
    ...{ book, plan },
    addressOf: (file) => (addressOf === undefined ? shown(file) : addressOf(shown(file))),
  });
}
