/**
 * Tags the content of a file that Chromium printed: the tags are read and repaired, and all painted content is assigned to a
 * tag or becomes an artifact. What concerns a file as a whole is left to complete-file.ts, so that the parts of a book can be
 * tagged one by one.
 */
import type { Box } from '../../lib/geometry/matrix.ts';
import type { Dict, Reference } from '../../lib/pdf/objects.ts';
import { collectPages } from '../../lib/pdf/page-tree.ts';
import type { PdfFile } from '../../lib/pdf/pdf-file.ts';
import { contentOwner, listElements, type StructureElement } from '../../lib/pdf/structure-tree.ts';
import type { PageTexts } from '../printed/content-text.ts';
import { readGlyphDecoder } from '../printed/glyph-text.ts';
import type { PrintedFile } from '../printed/printed-file.ts';
import { dropStaleOutlineTargets, isHeadingWithFormula, setFormulaTitles } from './catalog/outline.ts';
import { buildContentFacts, type ContentFacts } from './content-facts.ts';
import { type ContentStream, type ExtractRequests, scanContents } from './content-streams.ts';
import { type HiddenText, takeContinuedHeads } from './continued-heads.ts';
import { describeFigures, isFigureOrFormula, unwrapFigures } from './figures.ts';
import { showsNotdef } from './fonts/notdef.ts';
import { repairToUnicode, showsPrivateUse } from './fonts/to-unicode.ts';
import { extractHints } from './language.ts';
import { describeLinks, setTabOrder } from './links.ts';
import { repairLists } from './lists.ts';
import { indexMarkedContent, lookUpTags, predictTags, renumberMarkedContent } from './marked-content.ts';
import { dropRepeatedHeaders, findMultiPageElements } from './repeated-headers.ts';
import { ContentWriter, type WriterOptions } from './rewrite/content-writer.ts';
import { assignRoles, eachContent } from './roles.ts';
import type { Extract } from './scan-types.ts';
import { dissolveGroups, dissolveTextRuns, dropDecorations, dropEmptyElements } from './simplify.ts';
import { repairTables } from './tables.ts';

/** What is asked of the tags of a file, or of a part of one. The text is extracted here in less time than by reading the file again. */
export interface ContentRequest extends WriterOptions {
  /** Names of links to an id, for links whose text says little. */
  readonly linkNames?: Readonly<Record<string, string>>;
}

/** What is known of a file whose content is tagged. */
export interface TaggedContent {
  /** The pages and the forms on them. */
  readonly owners: readonly Reference[];
  /** Whether the glyphs are such that the file can claim PDF/UA-1 and PDF/A-2a. */
  readonly conforms: boolean;
  /** The text of the content streams; empty unless it was requested. */
  readonly texts: PageTexts;
}

/**
 * Tags the content of a parsed print, and changes its objects. The tags in `top` are final, but not written.
 * @throws {UnsupportedPdfError} (rejects) when the file is not as Chromium prints it, or contains something that this code
 *   does not support
 */
export async function tagContent(printed: PrintedFile, request: ContentRequest): Promise<TaggedContent> {
  const writer = new ContentWriter(printed.file, request);
  try {
    return await tagWithWriter(writer, printed, request);
  } finally {
    writer.cancel();
  }
}

async function tagWithWriter(
  writer: ContentWriter,
  { file, top }: PrintedFile,
  request: ContentRequest,
): Promise<TaggedContent> {
  const hidden = restructure(file, top);
  const contents = await scanAndStartRewriting(file, top, { writer, hidden });
  const resources: readonly Dict[] = contents.map(({ resources }) => resources);
  const decoder = readGlyphDecoder(file, resources);
  const index = indexMarkedContent(repairTree(file, top, buildContentFacts(contents, decoder), request));
  writer.startRemaining(contents, lookUpTags(index));
  renumberMarkedContent(contents, index);
  const conforms = !showsPrivateUse(file, resources) && !contents.some(({ bytes }) => showsNotdef(bytes));
  const [texts] = await Promise.all([writer.replaceStreams(), repairToUnicode(file, resources)]);
  return { owners: contents.map(({ owner }) => owner), conforms, texts };
}

/** Applies the repairs that need the tags alone, before the content is scanned. Returns the text that is not shown. */
function restructure(file: PdfFile, top: StructureElement): HiddenText {
  const hints = extractHints(top);
  const hidden = takeContinuedHeads(top, hints);
  dissolveTextRuns(top, (element) => hints.has(element));
  unwrapFigures(top);
  assignRoles(file, top, hints);
  repairLists(file, top, hints);
  return hidden;
}

/** Scans the content streams, and starts rewriting the scanned ones while the others are scanned. */
async function scanAndStartRewriting(
  file: PdfFile,
  top: StructureElement,
  { writer, hidden }: { readonly writer: ContentWriter; readonly hidden: HiddenText },
): Promise<readonly ContentStream[]> {
  const contents: ContentStream[] = [];
  const predicted = predictTags(top);
  for await (const some of scanContents(file, collectExtractRequests(top), hidden)) {
    contents.push(...writer.startPredicted(some, predicted));
  }
  return contents;
}

/** Applies the repairs that need the content. @returns all elements of the repaired tree */
function repairTree(
  file: PdfFile,
  top: StructureElement,
  facts: ContentFacts,
  { linkNames = {} }: ContentRequest,
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
  setTabOrder(file, elements);
  setFormulaTitles(file, elements, facts);
  dropStaleOutlineTargets(file, elements);
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
