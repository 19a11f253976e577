/** Finds the addresses that the pages of a site have on the web. */
import type { WebEdition } from '../../core/model/edition.ts';
import type { Publication } from '../../core/model/publication.ts';
import { FIRST_FILE } from '../plan.ts';

/** Returns the address of a file of the site; that of the folder for the first page. */
export type AddressOf = (file: string) => string;

/**
 * Returns how the files of an edition are addressed: below the address that the author gives for the site.
 * @returns `undefined` if the settings name no site, if another program makes its pages, and for an edition in one file
 */
export function createAddresses(
  { site }: Pick<Publication, 'site'>,
  { form }: Pick<WebEdition, 'form'>,
): AddressOf | undefined {
  if (site === undefined || site.isOther || form !== 'site') return undefined;
  return (file) => new URL(file === FIRST_FILE ? '.' : file, site.address).href;
}
