/** The pages of a finished e-book that must say of a draft that it is one, and what they say. */
import type { Element, Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import type { Book } from '../../core/model/book.ts';
import type { Design } from '../../core/model/design.ts';
import { ABOUT_FILE, COVER_FILE, TITLE_PAGE_FILE } from '../plan.ts';
import { openZip, type Zip } from './zip-entries.ts';

/** A page that must bear the mark. */
export interface MarkedPage {
  /** Name in the package. */
  readonly file: string;
  /** What it says, as far as its own elements show it. */
  readonly text: string;
  /** Whether it must say what the mark means, too. */
  readonly explains: boolean;
  /** Returns it as a document of HTML that is complete in itself, with the styles of the e-book. */
  html(): string;
}

/** What covers are drawn with, and what the pages are made of. */
const COVERS = ['epub/cover.svg', 'epub/cover-lines.svg', 'cover-mark.svg'];
const PAGES = 'about title-page cover page-head page-mark facts'
  .split(' ')
  .map((name) => `epub/${name}.xhtml`);
const STYLES = ['epub.css', 'epub-narrow.css'];

/**
 * Returns what of these pages comes from the project, as `styles/epub.css`; where anything does, only looking at them tells what can be read.
 */
export async function changedFiles(design: Design): Promise<readonly string[]> {
  const changed = await Promise.all([
    design.changedFiles('styles', STYLES),
    design.changedFiles('templates', [...COVERS, ...PAGES]),
  ]);
  return changed.flat();
}

/** Returns whether the project draws the covers of its e-books itself. */
export const drawsCovers = async (design: Design): Promise<boolean> =>
  (await design.changedFiles('templates', COVERS)).length > 0;

/** @param bytes the e-book @param drawsCover see {@link drawsCovers} */
export function markedPages(bytes: Uint8Array, book: Book, drawsCover: boolean): readonly MarkedPage[] {
  const zip = openZip(bytes);
  // The cover that we draw ourselves is a picture with the mark in it.
  const cover = book.cover === undefined && !drawsCover ? [] : [COVER_FILE];
  return [...cover, TITLE_PAGE_FILE, ABOUT_FILE].map((file) => {
    const xhtml = new TextDecoder().decode(fileIn(zip, file));
    return {
      file,
      text: textOf(xhtml),
      explains: file !== COVER_FILE,
      html: () => asHtml(xhtml, zip),
    };
  });
}

const fileIn = (zip: Zip, file: string): Uint8Array => zip.read(`OEBPS/${file}`) ?? new Uint8Array();

function textOf(xhtml: string): string {
  const body = xhtml === '' ? undefined : elementNamed(fromXml(xhtml), 'body');
  return body === undefined ? '' : shownText(body);
}

function elementNamed({ children }: Root | Element, name: string): Element | undefined {
  for (const child of children) {
    if (child.type !== 'element') continue;
    const found = child.name === name ? child : elementNamed(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What HTML never shows, whatever the styles. */
const UNSHOWN = new Set('datalist head noscript script style template title'.split(' '));

function shownText({ name, attributes, children }: Element): string {
  if (UNSHOWN.has(name) || 'hidden' in attributes) return '';
  return children
    .map((child) => {
      if (child.type === 'element') return shownText(child);
      return child.type === 'text' || child.type === 'cdata' ? child.value : '';
    })
    .join('');
}

const EMPTY_ELEMENT = /<([\w:-]+)((?:\s+[^\s=>/]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/>/g;
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
const STYLE_LINK = /<link\b[^>]*\bstyle\.css\b[^>]*>/g;
const PICTURE = /(<img\b[^>]*?\bsrc=)(?:"([^"]*)"|'([^']*)')/g;
const NOT_HTML = /<\?[^>]*\?>/g;
const POLICY =
  '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\' data:; img-src data:; font-src data:">';

/** An image of another kind is found by its bytes; a drawing is not. */
const typeOf = (file: string): string => (file.endsWith('.svg') ? 'image/svg+xml' : 'image/png');

/** Scripts do not run where it is printed, and nothing is loaded. */
function asHtml(xhtml: string, zip: Zip): string {
  const dataOf = (file: string): string => Buffer.from(fileIn(zip, file)).toString('base64');
  return xhtml
    .replace(NOT_HTML, '')
    .replace(
      STYLE_LINK,
      () => `<link rel="stylesheet" href="data:text/css;charset=utf-8;base64,${dataOf('style.css')}">`,
    )
    .replace(
      PICTURE,
      (_, start: string, double?: string, single?: string) =>
        `${start}"data:${typeOf(double ?? single ?? '')};base64,${dataOf(double ?? single ?? '')}"`,
    )
    .replace(EMPTY_ELEMENT, (all, name: string, attributes: string) =>
      VOID.has(name) ? all : `<${name}${attributes}></${name}>`,
    )
    .replace(/<head\b[^>]*>/, (head) => `${head}${POLICY}`);
}
