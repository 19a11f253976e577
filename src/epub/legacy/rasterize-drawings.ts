/** Replaces drawings by PNG pictures. */
import type { Element } from 'xast';
import { createFileNames } from '../../core/screen/file-names.ts';
import { findElements, findManifestItems } from '../../lib/xml/elements.ts';
import { isCmykJpeg } from '../cover/shop-limits.ts';
import type { PackedFile } from '../package/zip.ts';
import type { ConversionTools, OpenPackage } from './open-package.ts';

/** Media types that older readers do not support. */
const UNSUPPORTED_TYPES = new Set(['image/svg+xml', 'image/webp']);

/**
 * Replaces SVG, WebP and JPEG in CMYK by PNG in RGB, because shops and many readers refuse CMYK, and Kindle accepts no SVG as a cover, Adobe's engines omit text in SVG if
 * they lack the font, and neither supports WebP.
 */
export async function rasterizeDrawings(
  book: OpenPackage,
  { draw, sizes }: ConversionTools,
): Promise<OpenPackage> {
  const files = new Map(book.resources.map((resource) => [resource.file, resource]));
  const names = createFileNames(book.resources.map(({ file }) => file));
  const pictures = new Map<string, PackedFile>();
  for (const { attributes } of findManifestItems(book.packageDocument)) {
    const [href, mediaType] = [attributes.href ?? '', attributes['media-type'] ?? ''];
    const drawing = files.get(href);
    const size = sizes.get(href);
    if (drawing === undefined || size === undefined) continue;
    const isCmyk = mediaType === 'image/jpeg' && isCmykJpeg(drawing.bytes);
    if (!isCmyk && !UNSUPPORTED_TYPES.has(mediaType)) continue;
    const file = allocatePictureName(href, names);
    pictures.set(href, { file, bytes: await draw({ ...size, bytes: drawing.bytes, mediaType }) });
    Object.assign(attributes, { href: file, 'media-type': 'image/png' });
  }
  for (const { tree } of book.documents)
    for (const image of findElements(tree, 'img')) pointToPicture(image, pictures);
  return { ...book, resources: book.resources.map((resource) => pictures.get(resource.file) ?? resource) };
}

function allocatePictureName(file: string, names: ReturnType<typeof createFileNames>): string {
  const [, folder = '', stem = ''] = /^(.*\/)?([^/]*)\.[^.]*$/.exec(file) ?? [];
  return folder + names.allocate(stem, '.png', 'image');
}

function pointToPicture(image: Element, pictures: ReadonlyMap<string, PackedFile>): void {
  const picture = pictures.get(image.attributes.src ?? '');
  if (picture !== undefined) image.attributes.src = picture.file;
}
