/**
 * The e-book for older readers, Adobe's engines and Kindle's conversion above all, made from the pure one by a few changes, in
 * the order in which they stand here. Each says beside itself whom it is for.
 */
import type { Root } from 'xast';
import { fromXml } from 'xast-util-from-xml';
import { xmlOf } from '../../lib/xml/serialize.ts';
import type { PackageFiles } from '../package/zip.ts';
import { formulasInWords } from './formulas.ts';
import { withGuide } from './guide.ts';
import type { Means, OpenPackage } from './open-package.ts';
import { notesThatPopUp } from './popup-notes.ts';
import { drawnAsPictures } from './rasterize-drawings.ts';
import { rubyInBrackets } from './ruby.ts';
import { styleOfOld } from './style.ts';
import { joinersOfOld } from './word-joiners.ts';

type Change = (book: OpenPackage, means: Means) => OpenPackage | Promise<OpenPackage>;

/** In this order: pictures are still drawings when they are drawn, and the style sheet is copied when it is plain. */
const CHANGES: readonly Change[] = [
  drawnAsPictures,
  formulasInWords,
  notesThatPopUp,
  rubyInBrackets,
  joinersOfOld,
  styleOfOld,
  withGuide,
];

const NAVIGATION = 'toc.xhtml';

export async function compatible(pure: PackageFiles, means: Means): Promise<PackageFiles> {
  let book: OpenPackage = {
    documents: [...pure.pages, { file: NAVIGATION, xhtml: pure.navigation }].map(({ file, xhtml }) => ({
      file,
      tree: fromXml(xhtml),
    })),
    packageDocument: fromXml(pure.packageDocument),
    style: pure.style,
    resources: pure.resources,
  };
  for (const change of CHANGES) book = await change(book, means);
  for (const tree of [book.packageDocument, ...book.documents.map((document) => document.tree)])
    inLines(tree);
  const written = new Map(book.documents.map(({ file, tree }) => [file, xmlOf(tree)]));
  return {
    ...pure,
    packageDocument: xmlOf(book.packageDocument),
    navigation: written.get(NAVIGATION) ?? '',
    pages: pure.pages.map(({ file }) => ({ file, xhtml: written.get(file) ?? '' })),
    style: book.style,
    resources: book.resources,
  };
}

/** What stands beside the root element gets lines of its own again. */
function inLines(tree: Root): void {
  tree.children = tree.children.flatMap((node) => [node, { type: 'text', value: '\n' } as const]);
}
