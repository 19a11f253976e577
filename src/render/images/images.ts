/** Resolves the `<img>` elements of a chapter to assets and checks their alternative texts. */
import { posix } from 'node:path';
import type { Element, Root } from 'hast';
import type { Report } from '../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../core/diagnostics/diagnostic.ts';
import type { Context } from '../../core/model/context.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { visit } from '../../lib/html/visit.ts';
import type { Assets } from './assets.ts';
import { normalizeImageSize } from './image-size.ts';

/** The chapter whose images are resolved. */
export interface ChapterImages {
  readonly source: SourceFile;
  /** The publication's folder, relative to the root. */
  readonly folder: string;
  /**
   * `line:column` of Markdown images without alternative text, which is an error; `<img alt="">` in HTML
   * marks decoration.
   */
  readonly markdownAlts: ReadonlySet<string>;
}

/**
 * Resolves the images of a chapter in place and returns whether there are any. Diagnostics:
 * `image-alt-missing`, and those of {@link Assets.find}.
 */
export async function resolveImages(
  tree: Root,
  chapter: ChapterImages,
  assets: Assets,
  { report }: Context,
): Promise<boolean> {
  const images: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'img') images.push(element);
  });
  const from = posix.dirname(posix.relative(chapter.folder, chapter.source.path));
  for (const image of images) await resolveImage(image, { chapter, from, assets, report });
  return images.length > 0;
}

/** What an image is resolved against. */
interface ResolveContext {
  readonly chapter: ChapterImages;
  /** Path of the chapter's folder, relative to the publication's. */
  readonly from: string;
  readonly assets: Assets;
  readonly report: Report;
}

async function resolveImage(
  image: Element,
  { chapter, from, assets, report }: ResolveContext,
): Promise<void> {
  const src = String(image.properties.src ?? '');
  const location = locationOf(chapter.source, image);
  const { alt } = image.properties;
  const isMissing =
    alt === undefined || (alt === '' && chapter.markdownAlts.has(`${location.line}:${location.column}`));
  if (isMissing) report(diagnostic('image-alt-missing', { path: src }, location));
  const asset = await assets.find(src, from, location);
  image.properties.alt = String(alt ?? '');
  if (asset) {
    image.properties.src = asset.path;
    normalizeImageSize(image, asset);
  } else delete image.properties.src;
}
