/** Drawings as pictures. */
import type { Element } from 'xast';
import { itemsOf, named } from '../../lib/xml/elements.ts';
import { openNames } from '../file-names.ts';
import type { PackedFile } from '../package/zip.ts';
import type { Means, OpenPackage } from './open-package.ts';

/** What older readers cannot show. */
const DRAWN = new Set(['image/svg+xml', 'image/webp']);

/**
 * Kindle takes no drawing for a cover, Adobe's engines leave the words out of drawings whose fonts they do not have, and
 * neither knows WebP.
 */
export async function drawnAsPictures(book: OpenPackage, { draw, sizes }: Means): Promise<OpenPackage> {
  const files = new Map(book.resources.map((resource) => [resource.file, resource]));
  const names = openNames(book.resources.map(({ file }) => file));
  const pictures = new Map<string, PackedFile>();
  for (const { attributes } of itemsOf(book.packageDocument)) {
    const [href, mediaType] = [attributes.href ?? '', attributes['media-type'] ?? ''];
    const drawing = files.get(href);
    const size = sizes.get(href);
    if (drawing === undefined || size === undefined || !DRAWN.has(mediaType)) continue;
    const file = pictureName(href, names);
    pictures.set(href, { file, bytes: await draw({ ...size, bytes: drawing.bytes, mediaType }) });
    Object.assign(attributes, { href: file, 'media-type': 'image/png' });
  }
  for (const { tree } of book.documents) for (const image of named(tree, 'img')) point(image, pictures);
  return { ...book, resources: book.resources.map((resource) => pictures.get(resource.file) ?? resource) };
}

function pictureName(file: string, names: ReturnType<typeof openNames>): string {
  const [, folder = '', stem = ''] = /^(.*\/)?([^/]*)\.[^.]*$/.exec(file) ?? [];
  return folder + names.take(stem, '.png', 'image');
}

function point(image: Element, pictures: ReadonlyMap<string, PackedFile>): void {
  const picture = pictures.get(image.attributes.src ?? '');
  if (picture !== undefined) image.attributes.src = picture.file;
}
