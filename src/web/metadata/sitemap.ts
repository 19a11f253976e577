/** Writes the list of the pages of a site for search engines: https://www.sitemaps.org/protocol.html */
import type { Element } from 'xast';
import type { Metadata } from '../../core/model/metadata.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';
import type { WebPlan } from '../plan.ts';
import { findModifiedDay } from './known-dates.ts';
import type { AddressOf } from './page-address.ts';

const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';

/** Writes the sitemap. Every page has the date of the last change, if that is known. */
export function writeSitemap({ pages }: WebPlan, metadata: Metadata, addressOf: AddressOf): string {
  const day = findModifiedDay(metadata);
  const urls = pages.map(({ file }) =>
    element('url', [
      element('loc', addressOf(file)),
      ...(day === undefined ? [] : [element('lastmod', day)]),
    ]),
  );
  const xml = serializeXml([
    { type: 'instruction', name: 'xml', value: 'version="1.0" encoding="UTF-8"' },
    { ...element('urlset', urls), attributes: { xmlns: NAMESPACE } },
  ]);
  return `${xml}\n`;
}

const element = (name: string, content: string | readonly Element[]): Element => ({
  type: 'element',
  name,
  attributes: {},
  children: typeof content === 'string' ? [{ type: 'text', value: content }] : [...content],
});
