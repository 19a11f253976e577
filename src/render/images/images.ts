/** The `<img>` elements of a chapter: each leads to an asset and says what it shows. */
import { posix } from 'node:path';
import type { Element, Root } from 'hast';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { Source } from '../../core/source-location.ts';
import { placeOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import type { Assets } from './assets.ts';

export interface ImagesOf {
  readonly source: Source;
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  /** Images written in Markdown must have alternative text; `<img alt="">` in HTML is decoration on purpose. */
  readonly markdownAlts: ReadonlySet<string>;
}

/** Diagnostics: `image-alt-missing`, and those of {@link Assets.find}. */
export async function resolveImages(
  tree: Root,
  of: ImagesOf,
  assets: Assets,
  context: Context,
): Promise<boolean> {
  const images: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'img') images.push(element);
  });
  const from = posix.dirname(posix.relative(of.folder, of.source.path));
  for (const image of images) await resolveImage(image, from, of, assets, context);
  return images.length > 0;
}

async function resolveImage(
  image: Element,
  from: string,
  of: ImagesOf,
  assets: Assets,
  { report }: Context,
): Promise<void> {
  const src = String(image.properties.src ?? '');
  const place = placeOf(of.source, image);
  const { alt } = image.properties;
  const undecided = alt === undefined || (alt === '' && of.markdownAlts.has(`${place.line}:${place.column}`));
  if (undecided) report(diagnostic('image-alt-missing', { path: src }, place));
  const asset = await assets.find(src, from, place);
  image.properties.alt = String(alt ?? '');
  if (asset) image.properties.src = asset.path;
  else delete image.properties.src;
}
