/**
 * Finishing: Chromium's print made a PDF/UA-1 and PDF/A-2a file. The tags are read, mended and written anew; what is painted
 * gets its place in them or becomes an artifact, and nothing that is seen changes. The same print and the same request
 * give the same bytes.
 */

import type { Box } from '../../lib/geometry/matrix.ts';
import { pagesOf } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { contentOf, type Element, elementsIn, writeStructure } from '../../lib/pdf/structure-tree.ts';
import { writePdf } from '../../lib/pdf/writer.ts';
import type { PageTexts } from '../printed/content-text.ts';
import { wordsOf } from '../printed/glyph-text.ts';
import { type Printed, readPrinted } from '../printed/printed-file.ts';
import { renumberIds } from './catalog/ids.ts';
import { type FileMetadata, setMetadata } from './catalog/metadata.ts';
import { hasFormula, keepOutline, nameFormulas } from './catalog/outline.ts';
import { setIntent } from './catalog/output-intent.ts';
import { type PageLabels, setPageLabels } from './catalog/page-labels.ts';
import { type Painted, paintedIn } from './content-facts.ts';
import { type Content, readContents, type WantedOf } from './content-streams.ts';
import { describeFigures, isDrawn, unwrapFigures } from './figures.ts';
import { showsNotdef } from './fonts/notdef.ts';
import { slimFonts } from './fonts/strip-fonts.ts';
import { nameGlyphs } from './fonts/to-unicode.ts';
import { takeMarks } from './language.ts';
import { describeLinks, orderTabs } from './links.ts';
import { mendLists } from './lists.ts';
import { markersIn, renumberMarks, tagsForeseen, tagsIn } from './marked-content.ts';
import { acrossPages, dropRepeats } from './repeated-headers.ts';
import { ContentWriter } from './rewrite/content-writer.ts';
import { contentIn, mapRoles, setRoles } from './roles.ts';
import type { Wanted } from './scan.ts';
import { dissolveGroups, dissolveRuns, dropDecoration, dropEmpty } from './simplify.ts';
import { mendTables } from './tables.ts';

export interface FinishRequest {
  readonly metadata: FileMetadata;
  /** Absent: a reader counts the pages of the file. */
  readonly pageLabels?: readonly PageLabels[];
}

/**
 * @param bytes as Chromium prints it: tagged, with an outline
 * @throws {Error} (rejects) when it is not a file of that kind, or has something in it that is not known here
 */
export async function finish(bytes: Uint8Array, request: FinishRequest): Promise<Uint8Array> {
  return (await finishFile(readPrinted(bytes), request)).bytes;
}

export interface Finished {
  readonly bytes: Uint8Array;
  /** What its contents say, if that was asked. */
  readonly texts: PageTexts;
}

/**
 * The same for a file that is already read; its objects are changed.
 * @param asksText whether it is asked what it says: to tell where it is written is less work than to read it again
 */
export async function finishFile(
  printed: Printed,
  request: FinishRequest,
  asksText = false,
): Promise<Finished> {
  const writer = new ContentWriter(printed.file, asksText);
  try {
    return await finishWith(writer, printed, request);
  } finally {
    writer.close();
  }
}

async function finishWith(
  writer: ContentWriter,
  { file, top }: Printed,
  request: FinishRequest,
): Promise<Finished> {
  shape(file, top);
  const contents = await readAhead(file, top, writer);
  const resources = contents.map(({ resources }) => resources);
  const words = wordsOf(file, resources);
  const markers = markersIn(mend(file, top, paintedIn(contents, words)));
  writer.settle(contents, tagsIn(markers));
  renumberMarks(contents, markers);
  writeStructure(
    file,
    top,
    contents.map(({ owner }) => owner),
  );
  setMetadata(file, request.metadata, !contents.some(({ bytes }) => showsNotdef(bytes)));
  setIntent(file);
  setPageLabels(file, request.pageLabels ?? []);
  const [texts] = await Promise.all([
    writer.finish(),
    nameGlyphs(file, resources),
    slimFonts(file, resources),
  ]);
  return { bytes: await writePdf(file), texts };
}

/** What the tags tell of themselves, before anything is known of what they are on. */
function shape(file: PdfFile, top: Element): void {
  const marks = takeMarks(top);
  dissolveRuns(top, (element) => marks.has(element));
  unwrapFigures(top);
  setRoles(file, top, marks);
  mendLists(file, top, marks);
}

/** What is read is begun to be written while the rest is read. */
async function readAhead(file: PdfFile, top: Element, writer: ContentWriter): Promise<readonly Content[]> {
  const contents: Content[] = [];
  const foreseen = tagsForeseen(top);
  for await (const some of readContents(file, wantedIn(top))) {
    contents.push(...writer.foresee(some, foreseen));
  }
  return contents;
}

/** @returns the elements that there are now */
function mend(file: PdfFile, top: Element, painted: Painted): readonly Element[] {
  dropRepeats(top, painted);
  const all = elementsIn(top);
  describeFigures(all, painted, pageBoxes(file));
  describeLinks(file, all, painted);
  dropDecoration(top, painted);
  dropEmpty(top);
  dissolveGroups(file, top);
  dropEmpty(top);
  mendTables(file, top);
  const elements = elementsIn(top);
  renumberIds(file, elements);
  orderTabs(file, elements);
  nameFormulas(file, elements, painted);
  keepOutline(file, elements);
  mapRoles(file, new Set(elements.map(({ tag }) => tag)));
  return elements;
}

/** Figures for their boxes, links and formulas for their words, tables for what is said again. */
function wantedIn(top: Element): WantedOf {
  const wantedOf = new Map<number, Map<number, Wanted>>();
  const want = (elements: readonly Element[], wanted: Wanted): void => {
    for (const kid of elements.flatMap((element) => [...contentIn(element)])) {
      if (kid.kind !== 'marked') continue;
      const { number } = contentOf(kid);
      wantedOf.set(number, (wantedOf.get(number) ?? new Map<number, Wanted>()).set(kid.id, wanted));
    }
  };
  const elements = elementsIn(top);
  want(acrossPages(top), 'words');
  want(
    elements.filter((element) => element.tag === 'Link' || hasFormula(element)),
    'words',
  );
  want(elements.filter(isDrawn), 'words and place');
  return wantedOf;
}

function pageBoxes(file: PdfFile): (page: number) => Box {
  const boxes = new Map(
    pagesOf(file).map((page) => {
      const [left = 0, bottom = 0, right = 0, top = 0] = file
        .list(file.dict(page).get('MediaBox'))
        .map(Number);
      return [page.number, { left, bottom, right, top }];
    }),
  );
  return (page) => boxes.get(page) ?? { left: 0, bottom: 0, right: 0, top: 0 };
}
