/** Checks the addresses of the site of a publication that keeps a list of them. */
import type { Context } from '../../core/model/context.ts';
import type { Edition } from '../../core/model/edition.ts';
import { assembleBook } from '../../render/render-publication.ts';
import { type RenderedViews, viewOf } from '../views/read-views.ts';

/**
 * Reports what a build of the site would report. Loads what does this only where there is a list. A site that the publication does not
 * have by its settings is made on request: it is checked if all editions have the same content.
 */
export async function checkAddresses(views: RenderedViews, context: Context): Promise<void> {
  const { publication } = views.rendered;
  const edition = publication.editions.find(isSite);
  if (edition === undefined && publication.view !== undefined) return;
  const { findKeptAddresses } = await import('../../web/metadata/gone-addresses.ts');
  if ((await findKeptAddresses(publication, context)) === undefined) return;
  const { checkWebAddresses } = await import('../../web/metadata/check-addresses.ts');
  const rendered = edition === undefined ? views.rendered : viewOf(views, edition);
  await checkWebAddresses(await assembleBook(rendered), context);
}

const isSite = (edition: Edition): boolean => edition.family === 'web' && edition.form === 'site';
