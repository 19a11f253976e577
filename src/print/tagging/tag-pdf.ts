/**
 * Converts the PDF that Chromium printed to PDF/UA-1 and PDF/A-2a. The tags are read, repaired and written
 * again; all painted content is assigned to a tag or becomes an artifact, and the visible page does not
 * change. The same print and the same request give the same bytes.
 */

import type { Box } from '../../lib/geometry/matrix.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import {
  contentOwner,
  listElements,
  type StructureElement,
  writeStructure,
} from '../../lib/pdf/structure-tree.ts';
import { writePdf } from '../../lib/pdf/writer.ts';
import type { PageTexts } from '../printed/content-text.ts';
import { readGlyphDecoder } from '../printed/glyph-text.ts';
import { type PrintedFile, readPrintedFile } from '../printed/printed-file.ts';
import { shortenDestinationNames } from './catalog/destination-names.ts';
import { renumberIds } from './catalog/ids.ts';
import { type FileMetadata, setMetadata } from './catalog/metadata.ts';
import { nestOutline, type OutlinePlaces } from './catalog/nest-outline.ts';
import { dropStaleOutlineTargets, isHeadingWithFormula, setFormulaTitles } from './catalog/outline.ts';
import { setOutputIntent } from './catalog/output-intent.ts';
import { type PageLabels, setPageLabels } from './catalog/page-labels.ts';
import { buildContentFacts, type ContentFacts } from './content-facts.ts';
import { type ContentStream, type ExtractRequests, scanContents } from './content-streams.ts';
import { describeFigures, isFigureOrFormula, unwrapFigures } from './figures.ts';
import { showsNotdef } from './fonts/notdef.ts';
import { stripFonts } from './fonts/strip-fonts.ts';
import { repairToUnicode, showsPrivateUse } from './fonts/to-unicode.ts';
import { extractHints } from './language.ts';
import { describeLinks, setTabOrder } from './links.ts';
import { repairLists } from './lists.ts';
import { indexMarkedContent, lookUpTags, predictTags, renumberMarkedContent } from './marked-content.ts';
import { dropRepeatedHeaders, findMultiPageElements } from './repeated-headers.ts';
import { ContentWriter } from './rewrite/content-writer.ts';
import { assignRoles, eachContent, writeRoleMap } from './roles.ts';
import type { Extract } from './scan-types.ts';
import { dissolveGroups, dissolveTextRuns, dropDecorations, dropEmptyElements } from './simplify.ts';
import { repairTables } from './tables.ts';

export interface TagRequest {
  readonly metadata: FileMetadata;
  /** Absent: a PDF reader numbers the pages from 1. */
  readonly pageLabels?: readonly PageLabels[];
  /** Names of links to an id, for links whose text says little. */
  readonly linkNames?: Readonly<Record<string, string>>;
  /** Absent: no section is below another in the contents. */
  readonly outline?: OutlinePlaces;
}

/**
 * Tags a printed PDF.
 * @param bytes a tagged PDF with an outline, as Chromium prints it
 * @throws {UnsupportedPdfError} (rejects) when it is no such file, or contains something that this code does
 *   not support
 */
export async function tagPdf(bytes: Uint8Array, request: TagRequest): Promise<Uint8Array> {
  return (await tagFile(readPrintedFile(bytes), request)).bytes;
}

export interface TaggedFile {
  readonly bytes: Uint8Array;
  /** The text of the content streams; empty unless `extractsText`. */
  readonly texts: PageTexts;
}

/**
 * Tags a printed PDF that is already parsed, and changes its objects.
 * @param extractsText whether to return the text, too: extracting it here takes less time than reading the file
 *   again
 */
export async function tagFile(
  printed: PrintedFile,
  request: TagRequest,
  extractsText = false,
): Promise<TaggedFile> {
  const writer = new ContentWriter(printed.file, extractsText);
  try {
    return await tagWithWriter(writer, printed, request);
  } finally {
    writer.cancel();
  }
}

async function tagWithWriter(
  writer: ContentWriter,
  { file, top }: PrintedFile,
  request: TagRequest,
): Promise<TaggedFile> {
  restructure(file, top);
  const contents = await scanAndStartRewriting(file, top, writer);
  const resources = contents.map(({ resources }) => resources);
  const decoder = readGlyphDecoder(file, resources);
  const index = indexMarkedContent(repairTree(file, top, buildContentFacts(contents, decoder), request));
  writer.startRemaining(contents, lookUpTags(index));
  renumberMarkedContent(contents, index);
  writeStructure(
    file,
    top,
    contents.map(({ owner }) => owner),
  );
  const conforms = !showsPrivateUse(file, resources) && !contents.some(({ bytes }) => showsNotdef(bytes));
  if (request.outline) nestOutline(file, request.outline);
  // After everything that finds pages by ids.
  shortenDestinationNames(file);
  setMetadata(file, request.metadata, conforms);
  setOutputIntent(file);
  setPageLabels(file, request.pageLabels ?? []);
  const [texts] = await Promise.all([
    writer.replaceStreams(),
    repairToUnicode(file, resources),
    stripFonts(file, resources),
  ]);
  return { bytes: await writePdf(file), texts };
}

/** Applies the repairs that need the tags alone, before the content is scanned. */
function restructure(file: PdfFile, top: StructureElement): void {
  const hints = extractHints(top);
  dissolveTextRuns(top, (element) => hints.has(element));
  unwrapFigures(top);
  assignRoles(file, top, hints);
  repairLists(file, top, hints);
}

/** Scans the content streams, and starts rewriting the scanned ones while the others are scanned. */
async function scanAndStartRewriting(
  file: PdfFile,
  top: StructureElement,
  writer: ContentWriter,
): Promise<readonly ContentStream[]> {
  const contents: ContentStream[] = [];
  const predicted = predictTags(top);
  for await (const some of scanContents(file, collectExtractRequests(top))) {
    contents.push(...writer.startPredicted(some, predicted));
  }
  return contents;
}

/** Applies the repairs that need the content. @returns all elements of the repaired tree */
function repairTree(
  file: PdfFile,
  top: StructureElement,
  facts: ContentFacts,
  { linkNames = {} }: TagRequest,
): readonly StructureElement[] {
  dropRepeatedHeaders(top, facts);
  const all = listElements(top);
  describeFigures(all, facts, readPageBoxes(file));
  describeLinks(file, all, facts, new Map(Object.entries(linkNames)));
  dropDecorations(top, facts);
  dropEmptyElements(top);
  dissolveGroups(file, top);
  dropEmptyElements(top);
  repairTables(file, top);
  const elements = listElements(top);
  renumberIds(file, elements);
  setTabOrder(file, elements);
  setFormulaTitles(file, elements, facts);
  dropStaleOutlineTargets(file, elements);
  writeRoleMap(file, new Set(elements.map(({ tag }) => tag)));
  return elements;
}

/**
 * Requests the boxes of figures and formulas, and the text of links, of headings with formulas and of
 * repeated table headers.
 */
function collectExtractRequests(top: StructureElement): ExtractRequests {
  const requests = new Map<number, Map<number, Extract>>();
  const request = (elements: readonly StructureElement[], extract: Extract): void => {
    for (const kid of elements.flatMap((element) => [...eachContent(element)])) {
      if (kid.kind !== 'marked') continue;
      const { number } = contentOwner(kid);
      requests.set(number, (requests.get(number) ?? new Map<number, Extract>()).set(kid.id, extract));
    }
  };
  const elements = listElements(top);
  request(findMultiPageElements(top), 'text');
  request(
    elements.filter((element) => element.tag === 'Link' || isHeadingWithFormula(element)),
    'text',
  );
  request(elements.filter(isFigureOrFormula), 'text and box');
  return requests;
}

function readPageBoxes(file: PdfFile): (page: number) => Box {
  const boxes = new Map(
    collectPages(file).map((page) => {
      const [left = 0, bottom = 0, right = 0, top = 0] = file
        .list(file.dict(page).get('MediaBox'))
        .map(Number);
      return [page.number, { left, bottom, right, top }];
    }),
  );
  return (page) => boxes.get(page) ?? { left: 0, bottom: 0, right: 0, top: 0 };
}
