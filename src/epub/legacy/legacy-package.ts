/**
 * Converts an EPUB 3.3 package for older readers, mainly Adobe's engines and Kindle's conversion. Each change
 * documents the readers that need it.
 */
import type { Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { serializeXml } from '../../lib/xml/serialize.ts';
import type { PackageFiles } from '../package/zip.ts';
import { removeCoverPage } from './cover-page.ts';
import { mathToText } from './formulas.ts';
import { addGuide } from './guide.ts';
import type { ConversionTools, OpenPackage } from './open-package.ts';
import { popupNotes } from './popup-notes.ts';
import { rasterizeDrawings } from './rasterize-drawings.ts';
import { addRubyBrackets } from './ruby.ts';
import { legacyStylesheet } from './style.ts';
import { replaceWordJoiners } from './word-joiners.ts';

type Change = (book: OpenPackage, means: ConversionTools) => OpenPackage | Promise<OpenPackage>;

/**
 * The changes, in order: drawings are rasterized first, and the style sheet is copied after it was
 * simplified.
 */
const CHANGES: readonly Change[] = [
  rasterizeDrawings,
  mathToText,
  popupNotes,
  addRubyBrackets,
  replaceWordJoiners,
  legacyStylesheet,
  removeCoverPage,
  addGuide,
];

const NAVIGATION = 'toc.xhtml';

export async function convertToLegacy(modern: PackageFiles, tools: ConversionTools): Promise<PackageFiles> {
  let book: OpenPackage = {
    documents: [...modern.pages, { file: NAVIGATION, xhtml: modern.navigation }].map(({ file, xhtml }) => ({
      file,
      tree: fromXml(xhtml),
    })),
    packageDocument: fromXml(modern.packageDocument),
    style: modern.style,
    resources: modern.resources,
  };
  for (const change of CHANGES) book = await change(book, tools);
  for (const tree of [book.packageDocument, ...book.documents.map((document) => document.tree)])
    separateByLines(tree);
  const written = new Map(book.documents.map(({ file, tree }) => [file, serializeXml(tree)]));
  return {
    ...modern,
    packageDocument: serializeXml(book.packageDocument),
    navigation: written.get(NAVIGATION) ?? '',
    pages: modern.pages.flatMap(({ file }) => {
      const xhtml = written.get(file);
      return xhtml === undefined ? [] : [{ file, xhtml }];
    }),
    style: book.style,
    resources: book.resources,
  };
}

/** Puts the nodes beside the root element on separate lines, as in the templates. */
function separateByLines(tree: Root): void {
  tree.children = tree.children.flatMap((node) => [node, { type: 'text', value: '\n' } as const]);
}
