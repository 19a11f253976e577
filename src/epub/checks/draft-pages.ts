/** Reads the pages of a finished e-book that must show the draft mark. */
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Book } from '../../core/model/book.ts';
import type { Design } from '../../core/model/design.ts';
import { type DraftPage, isolatePage } from '../../core/screen/draft-page.ts';
import { ABOUT_FILE, COVER_FILE, TITLE_PAGE_FILE } from '../plan.ts';
import { openZip, type ZipReader } from './zip-entries.ts';

/** Templates of the cover's drawing, and of the pages. */
const COVER_TEMPLATES = ['epub/cover.svg', 'epub/cover-lines.svg', 'cover-mark.svg'];
const PAGE_TEMPLATES = 'about title-page cover page-head page-mark facts'
  .split(' ')
  .map((name) => `epub/${name}.xhtml`);
const STYLES = ['epub.css', 'epub-narrow.css'];

/**
 * Finds the templates and styles of these pages that the project replaces, such as `styles/epub.css`. If
 * there are any, only a browser can determine which text is visible.
 */
export async function findChangedFiles(design: Design): Promise<readonly string[]> {
  const changed = await Promise.all([
    design.findOverrides('styles', STYLES),
    design.findOverrides('templates', [...COVER_TEMPLATES, ...PAGE_TEMPLATES]),
  ]);
  return changed.flat();
}

/** Returns whether the project replaces a template of the cover's drawing. */
export const hasProjectCoverTemplates = async (design: Design): Promise<boolean> =>
  (await design.findOverrides('templates', COVER_TEMPLATES)).length > 0;

/** @param bytes the e-book @param hasProjectCover see {@link hasProjectCoverTemplates} */
export function readDraftPages(
  bytes: Uint8Array,
  book: Book,
  hasProjectCover: boolean,
): readonly DraftPage[] {
  const zip = openZip(bytes);
  // The built-in cover is a picture that contains the mark.
  const cover = book.cover === undefined && !hasProjectCover ? [] : [COVER_FILE];
  return [...cover, TITLE_PAGE_FILE, ABOUT_FILE].map((file) => {
    const xhtml = new TextDecoder().decode(readPackageFile(zip, file));
    return {
      file,
      text: readText(xhtml),
      explains: file !== COVER_FILE,
      toHtml: () => renderHtml(xhtml, zip),
    };
  });
}

const readPackageFile = (zip: ZipReader, file: string): Uint8Array =>
  zip.read(`OEBPS/${file}`) ?? new Uint8Array();

function readText(xhtml: string): string {
  const body = xhtml === '' ? undefined : findElement(fromXml(xhtml), 'body');
  return body === undefined ? '' : readShownText(body);
}

function findElement({ children }: Root | Element, name: string): Element | undefined {
  for (const child of children) {
    if (child.type !== 'element') continue;
    const found = child.name === name ? child : findElement(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Elements that HTML never shows, whatever the styles. */
const NEVER_SHOWN = new Set('datalist head noscript script style template title'.split(' '));

function readShownText({ name, attributes, children }: Element): string {
  if (NEVER_SHOWN.has(name) || 'hidden' in attributes) return '';
  return children
    .map((child) => {
      if (child.type === 'element') return readShownText(child);
      return child.type === 'text' || child.type === 'cdata' ? child.value : '';
    })
    .join('');
}

const EMPTY_ELEMENT = /<([\w:-]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/>/g;
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const PICTURE = /(<img\b[^>]*?\bsrc=)(?:"([^"]*)"|'([^']*)')/g;
const NOT_HTML = /<\?[^>]*\?>/g;
/** Returns the media type of an image. The browser detects raster formats by their bytes, but not SVG. */
const guessMediaType = (file: string): string => (file.endsWith('.svg') ? 'image/svg+xml' : 'image/png');

/** Renders a page as HTML with its images and styles as data URLs. */
function renderHtml(xhtml: string, zip: ZipReader): string {
  const dataOf = (file: string): string => Buffer.from(readPackageFile(zip, file)).toString('base64');
  const html = xhtml
    .replace(NOT_HTML, '')
    .replace(
      PICTURE,
      (_, start: string, double?: string, single?: string) =>
        `${start}"data:${guessMediaType(double ?? single ?? '')};base64,${dataOf(double ?? single ?? '')}"`,
    )
    .replace(EMPTY_ELEMENT, (all, name: string, attributes: string) =>
      VOID.has(name) ? all : `<${name}${attributes}></${name}>`,
    );
  return isolatePage(html, readPackageFile(zip, 'style.css'));
}
