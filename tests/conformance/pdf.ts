/** Checks that screen readers and printing houses can use a PDF, with two libraries of other people. */
import {
  PDFArray,
  PDFBool,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  PDFString,
} from '@cantoo/pdf-lib';
import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/**
 * Returns the faults of a file, a sentence for each. Checks tags, language, title and outline (ISO 14289-1, 7.1 and 7.2), the length of
 * names (ISO 19005-2, 6.1.13), embedded
 * and subset fonts (7.21.4), and that text can be extracted from each tagged page.
 */
export async function checkPdf(bytes: Uint8Array): Promise<readonly string[]> {
  try {
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    return [...checkCatalog(pdf), ...checkNames(pdf), ...checkFonts(pdf), ...(await checkText(bytes, pdf))];
  } catch (error) {
    return [`The file cannot be read as a PDF: ${error instanceof Error ? error.message : error}.`];
  }
}

/** Extracts the text of each page, as a reader would. */
export async function pageTexts(bytes: Uint8Array): Promise<readonly string[]> {
  // A copy, because the library detaches the buffer.
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
  }
  await task.destroy();
  return texts;
}

function checkCatalog({ catalog, context }: PDFDocument): readonly string[] {
  const dict = (key: string): PDFDict | undefined => catalog.lookupMaybe(PDFName.of(key), PDFDict);
  const info = context.lookupMaybe(context.trailerInfo.Info, PDFDict);
  const outline = dict('Outlines');
  return [
    ...unless(isTrue(dict('MarkInfo'), 'Marked'), 'The file is not marked as tagged.'),
    ...unless(dict('StructTreeRoot')?.has(PDFName.of('K')), 'There is no tree of tags.'),
    ...unless(textOf(catalog.get(PDFName.of('Lang'))), 'The file does not say its language.'),
    ...unless(textOf(info?.get(PDFName.of('Title'))), 'The file has no title.'),
    ...unless(
      isTrue(dict('ViewerPreferences'), 'DisplayDocTitle'),
      'The window would show the name of the file and not its title.',
    ),
    ...unless(outline?.has(PDFName.of('First')), 'There is no outline.'),
  ];
}

const MAX_NAME_BYTES = 127;

function checkNames({ context }: PDFDocument): readonly string[] {
  const dictionaries = context
    .enumerateIndirectObjects()
    .flatMap(([, object]) => (object instanceof PDFDict ? [object] : []));
  const names = dictionaries.flatMap((dictionary) =>
    dictionary.entries().flatMap(([key, value]) => (value instanceof PDFName ? [key, value] : [key])),
  );
  const long = new Set(names.filter((name) => name.asBytes().length > MAX_NAME_BYTES).map(String));
  return [...long].map((name) => `A name has more than ${MAX_NAME_BYTES} bytes: ${name}.`);
}

function checkFonts({ context }: PDFDocument): readonly string[] {
  const fonts = context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object): object is PDFDict => object instanceof PDFDict && nameOf(object, 'Type') === 'Font');
  if (fonts.length === 0) return ['There is no font.'];
  return fonts.flatMap((font) => checkFont(font));
}

function checkFont(font: PDFDict): readonly string[] {
  const kind = nameOf(font, 'Subtype');
  const name = nameOf(font, 'BaseFont') ?? 'without a name';
  if (kind === 'Type3') return ['A font is of Type 3: its glyphs are drawings.'];
  const subset = unless(/^[A-Z]{6}\+/.test(name), `The font ${name} is not a subset.`);
  return kind === 'Type0'
    ? [
        ...subset,
        ...unless(font.lookupMaybe(PDFName.of('DescendantFonts'), PDFArray), `The font ${name} is empty.`),
      ]
    : [...subset, ...unless(isEmbedded(font), `The font ${name} is not embedded.`)];
}

function isEmbedded(font: PDFDict): boolean {
  const descriptor = font.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict);
  return ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(PDFName.of(key)));
}

/**
 * A page may be blank on purpose, or have only what a style repeats on each page, which is an artifact there. All other text is
 * tagged (ISO 14289-1, 7.1).
 */
async function checkText(bytes: Uint8Array, pdf: PDFDocument): Promise<readonly string[]> {
  const texts = await pageTexts(bytes);
  const untagged = await untaggedTexts(bytes);
  const blank = pdf.getPages().map(({ node }) => !node.has(PDFName.of('StructParents')));
  const empty = texts.map((text) => text.trim() === '');
  return [
    ...unless(!empty[0], 'The first page is blank.'),
    ...texts.flatMap((_text, index) => [
      ...unless(!empty[index] || blank[index], `Page ${index + 1} has no text.`),
      ...unless(untagged[index] === '', `Page ${index + 1} has text without tags: ${untagged[index]}`),
    ]),
  ];
}

/** Extracts the text of each page that is neither in tagged content nor in an artifact. */
async function untaggedTexts(bytes: Uint8Array): Promise<readonly string[]> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0 });
  const pdf = await task.promise;
  const texts: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent({ includeMarkedContent: true });
    texts.push(untaggedText(items));
  }
  await task.destroy();
  return texts;
}

type PageItems = Awaited<ReturnType<PDFPageProxy['getTextContent']>>['items'];

function untaggedText(items: PageItems): string {
  const open: boolean[] = [];
  let text = '';
  for (const item of items) {
    if ('str' in item) text += open.includes(true) ? '' : item.str;
    else if (item.type === 'endMarkedContent') open.pop();
    else open.push(('tag' in item && item.tag === 'Artifact') || Boolean(item.id));
  }
  return text.trim();
}

const unless = (good: unknown, fault: string): readonly string[] => (good ? [] : [fault]);

const isTrue = (dict: PDFDict | undefined, key: string): boolean =>
  dict?.lookupMaybe(PDFName.of(key), PDFBool)?.asBoolean() === true;

const nameOf = (dict: PDFDict, key: string): string | undefined =>
  dict.lookupMaybe(PDFName.of(key), PDFName)?.decodeText();

function textOf(object: PDFObject | undefined): string {
  return object instanceof PDFString || object instanceof PDFHexString ? object.decodeText().trim() : '';
}
