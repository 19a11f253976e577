/** Resolves the `<img>` elements of a chapter to assets and checks their alternative texts. */
import type { Element, Root } from 'hast';
import { diagnostic, type Report } from '../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../core/source-location.ts';
import { locationOf } from '../../core/source-location.ts';
import { WIKI_MARK } from '../../core/tree/wiki-mark.ts';
import { addClass, listClasses } from '../../lib/html/classes.ts';
import { visit } from '../../lib/html/visit.ts';
import type { FindImage, FoundImage } from './find-image.ts';
import { normalizeImageSize } from './image-size.ts';

/** The chapter whose images are resolved. */
export interface ChapterImages {
  readonly source: SourceFile;
  /**
   * `line:column` of Markdown images without alternative text, which is an error; `<img alt="">` in HTML
   * marks decoration.
   */
  readonly markdownAlts: ReadonlySet<string>;
  /** Whether the publication is made without the images that it does not have. */
  readonly isLenient: boolean;
  /** The images of diagrams, which are found already, and whose alternative texts are checked. */
  readonly drawn: ReadonlyMap<Element, FoundImage>;
}

/**
 * Resolves the images of a chapter in place and returns whether there are any. Puts the alternative text in the
 * place of an image that cannot be shown. Diagnostic: `image-alt-missing`
 */
export async function resolveImages(
  tree: Root,
  chapter: ChapterImages,
  find: FindImage,
  report: Report,
): Promise<boolean> {
  const images: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === 'img') images.push(element);
  });
  for (const image of images) await resolveImage(image, { chapter, find, report });
  return images.some(({ tagName }) => tagName === 'img');
}

/** What an image is resolved against. */
interface ResolveContext {
  readonly chapter: ChapterImages;
  readonly find: FindImage;
  readonly report: Report;
}

async function resolveImage(image: Element, { chapter, find, report }: ResolveContext): Promise<void> {
  const drawing = chapter.drawn.get(image)?.asset;
  if (drawing !== undefined) {
    image.properties.src = drawing.path;
    normalizeImageSize(image, drawing);
    return;
  }
  const written = String(image.properties.src ?? '');
  const isWiki = image.properties[WIKI_MARK] !== undefined;
  delete image.properties[WIKI_MARK];
  const location = locationOf(chapter.source, image);
  const { alt } = image.properties;
  const start = image.position?.start;
  const isMissing =
    alt === undefined || (alt === '' && chapter.markdownAlts.has(`${start?.line}:${start?.column}`));
  const { src, asset } = await find({ written, isWiki, location });
  const isShown = asset !== undefined || !chapter.isLenient;
  if (isMissing && isShown) report(diagnostic('image-alt-missing', { path: src }, location));
  const description = String(alt ?? '');
  const words = description.trim() === '' && isMissing ? readFileName(src) : description;
  if (asset === undefined) {
    replaceImage(image, words.trim());
    return;
  }
  image.properties.alt = words;
  image.properties.src = asset.path;
  normalizeImageSize(image, asset);
}

/** Replaces an image by its alternative text. Nothing is left of decoration, which has none. */
function replaceImage(image: Element, words: string): void {
  const { src: _, alt: __, width: ___, height: ____, className: _____, ...properties } = image.properties;
  // Words are not at the side of other words.
  const classes = listClasses(image).filter((name) => !name.startsWith('float-'));
  image.tagName = 'span';
  image.properties = { ...properties, ...(classes.length > 0 && { className: classes }) };
  if (words !== '') addClass(image, 'missing-image');
  image.children = words === '' ? [] : [{ type: 'text', value: words }];
}

/** Returns the name of an image's file, for an image without other words. */
const readFileName = (src: string): string =>
  /^data:/i.test(src) ? '' : (/([^/\\?#]*)(?:[?#].*)?$/s.exec(src)?.[1] ?? '').slice(0, 80).toWellFormed();
