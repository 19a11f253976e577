/** Compares the addresses that a site would have with those that the author keeps, without making it. */
import type { Book } from '../../core/model/book.ts';
import type { Context } from '../../core/model/context.ts';
import { planWeb } from '../plan.ts';
import { listAddresses } from './addresses.ts';
import { reportGoneAddresses } from './gone-addresses.ts';

/** Reports what a build of the site would report about the kept list. */
export async function checkWebAddresses(book: Book, context: Context): Promise<void> {
  const addresses = listAddresses(book, planWeb(book, 'site'));
  await reportGoneAddresses(book.publication, addresses, context);
}
