/** Converts a Word document to HTML and pictures. The only file that imports mammoth. */
import type { Root } from 'hast';
import { fromHtml } from 'hast-util-from-html';
import { findElements, getTextContent } from '../../lib/xml/elements.ts';
import { serializeXml } from '../../lib/xml/serialize.ts';
import { listCaptionStyles } from './caption-label.ts';
import { type Marks, removeMarkSigns } from './marks.ts';
import { Numbering } from './numbering.ts';
import { type Docx, type Parts, packDocx, parseXmlPart } from './open-docx.ts';
import type { Counts } from './preparation.ts';
import { prepareDocument } from './prepare.ts';
import { buildStyleMap } from './style-map.ts';

/** A picture of the document. */
export interface WordPicture {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** The text of a document as HTML, whose images have the number of their picture as `src`. */
export interface WordText {
  readonly tree: Root;
  readonly pictures: readonly WordPicture[];
  readonly counts: Counts;
  /** How many characters of symbol fonts have no counterpart in Unicode. */
  readonly symbols: number;
}

/** Begins the ids of notes, so that no bookmark has one of them. */
export const NOTE_PREFIX = 'word-';

/** Parts with text that may be in the publication. Their folder is that of the main part. */
const NOTE_PARTS = ['footnotes.xml', 'endnotes.xml'];

/** Converts the document. @returns `undefined` if its parts are no well-formed document */
export async function convertDocx(docx: Docx, marks: Marks): Promise<WordText | undefined> {
  const prepared = prepareParts(docx, marks);
  if (prepared === undefined) return undefined;
  const { default: mammoth } = await import('mammoth');
  const pictures: WordPicture[] = [];
  const convertImage = mammoth.images.imgElement(async (image) => {
    const bytes = await image.readAsBuffer().catch(() => new Uint8Array());
    pictures.push({ mediaType: image.contentType ?? '', bytes });
    return { src: String(pictures.length - 1) };
  });
  const packed = Buffer.from(packDocx(prepared.parts));
  const options = {
    convertImage,
    styleMap: [...buildStyleMap(docx.parts, docx.main)],
    idPrefix: NOTE_PREFIX,
  };
  const result = await mammoth
    .convertToHtml({ buffer: packed }, { ...options, includeEmbeddedStyleMap: false })
    .catch(() => undefined);
  if (result === undefined) return undefined;
  const symbols = result.messages.filter(({ message }) => message.includes('w:sym')).length;
  return { tree: fromHtml(result.value, { fragment: true }), pictures, counts: prepared.counts, symbols };
}

/** Prepares the parts that have text; `undefined` if the main one cannot be read. */
function prepareParts({ parts, main }: Docx, marks: Marks): { parts: Parts; counts: Counts } | undefined {
  const tree = parseXmlPart(parts, main);
  if (tree === undefined) return undefined;
  const facts = {
    numbering: new Numbering(parseXmlPart(parts, besideMain(main, 'numbering.xml'))),
    captionStyles: listCaptionStyles(parseXmlPart(parts, besideMain(main, 'styles.xml'))),
  };
  const counts = prepareDocument(tree, marks, facts);
  const prepared = new Map(parts).set(main, encode(serializeXml(tree)));
  for (const name of NOTE_PARTS.map((file) => besideMain(main, file))) {
    const notes = parseXmlPart(parts, name);
    if (notes === undefined) continue;
    prepareDocument(notes, marks, facts);
    prepared.set(name, encode(serializeXml(notes)));
  }
  return { parts: prepared, counts };
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const besideMain = (main: string, file: string): string => main.replace(/[^/]+$/, file);

/** Texts of a document that a publication does not have. */
export interface Surroundings {
  readonly comments: number;
  /** The words of headers and footers, each once. */
  readonly runningTexts: readonly string[];
}

/** Reads comments, headers and footers. Fields in headers, such as page numbers, are no words. */
export function readSurroundings({ parts, main }: Docx): Surroundings {
  const comments = parseXmlPart(parts, besideMain(main, 'comments.xml'));
  const names = [...parts.keys()].filter((name) => /(?:^|\/)(?:header|footer)\d*\.xml$/.test(name));
  const texts = names.map((name) => {
    const tree = parseXmlPart(parts, name);
    return tree === undefined ? '' : findElements(tree, 'w:t').map(getTextContent).join('');
  });
  const words = texts.map((text) => removeMarkSigns(text).replace(/\s+/g, ' ').trim());
  return {
    comments: comments === undefined ? 0 : findElements(comments, 'w:comment').length,
    runningTexts: [...new Set(words)].filter((text) => /\p{L}{3}/u.test(text)),
  };
}
