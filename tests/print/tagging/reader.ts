/** Reads a tagged file with another library: its tags as a tree, its content as operators. */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  type PDFPage,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

export interface Tag {
  readonly type: string;
  readonly dict: PDFDict;
  readonly kids: readonly Tag[];
  /** Each as `12 0 R 3`: reference of the page or form, and MCID. */
  readonly marked: readonly string[];
}

export const load = (bytes: Uint8Array): Promise<PDFDocument> =>
  PDFDocument.load(bytes, { updateMetadata: false });

export function tagsOf(pdf: PDFDocument): Tag {
  const root = pdf.catalog.lookup(PDFName.of('StructTreeRoot'), PDFDict);
  return tagOf(pdf, root.lookup(PDFName.of('K'), PDFDict));
}

function tagOf(pdf: PDFDocument, dict: PDFDict): Tag {
  const kids: Tag[] = [];
  const marked: string[] = [];
  const page = dict.get(PDFName.of('Pg'));
  for (const kid of listOf(dict.lookup(PDFName.of('K')))) {
    const value = kid instanceof PDFRef ? pdf.context.lookup(kid) : kid;
    if (value instanceof PDFNumber) marked.push(`${page} ${value.asNumber()}`);
    if (!(value instanceof PDFDict)) continue;
    const id = value.get(PDFName.of('MCID'));
    if (value.has(PDFName.of('S'))) kids.push(tagOf(pdf, value));
    else if (id !== undefined) {
      marked.push(`${value.get(PDFName.of('Stm')) ?? value.get(PDFName.of('Pg')) ?? page} ${id}`);
    }
  }
  return { type: nameIn(dict, 'S'), dict, kids, marked };
}

const listOf = (value: PDFObject | undefined): readonly PDFObject[] => {
  if (value === undefined) return [];
  return value instanceof PDFArray ? value.asArray() : [value];
};

export const nameIn = (dict: PDFDict, key: string): string =>
  dict.lookupMaybe(PDFName.of(key), PDFName)?.decodeText() ?? '';

export function textIn(dict: PDFDict, key: string): string {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
}

export const numbersIn = (array: PDFArray): readonly number[] =>
  array.asArray().map((each) => (each instanceof PDFNumber ? each.asNumber() : Number.NaN));

export const allTags = (tag: Tag): readonly Tag[] => [tag, ...tag.kids.flatMap(allTags)];
export const tagsNamed = (tag: Tag, type: string): readonly Tag[] =>
  allTags(tag).filter((each) => each.type === type);

/** Formats the types of a tag and its children: `L(LI(Lbl LBody))`. */
export const outlineOf = ({ type, kids }: Tag): string =>
  kids.length === 0 ? type : `${type}(${kids.map(outlineOf).join(' ')})`;

export interface ContentStream {
  /** As {@link Tag.marked} names it. */
  readonly owner: string;
  readonly text: string;
}

/** Returns the content of each page and of the forms that it draws. */
export function contentsOf(pdf: PDFDocument): readonly ContentStream[] {
  return pdf
    .getPages()
    .flatMap((page) => [{ owner: String(page.ref), text: unpacked(page.node.Contents()) }, ...formsOf(page)]);
}

function formsOf(page: PDFPage): readonly ContentStream[] {
  const objects = page.node.Resources()?.lookupMaybe(PDFName.of('XObject'), PDFDict);
  return (objects?.entries() ?? []).flatMap(([name, reference]) => {
    const stream = objects?.lookup(name);
    const isForm = stream instanceof PDFRawStream && nameIn(stream.dict, 'Subtype') === 'Form';
    return isForm ? [{ owner: String(reference), text: unpacked(stream) }] : [];
  });
}

function unpacked(stream: PDFObject | undefined): string {
  if (!(stream instanceof PDFRawStream)) throw new Error('no stream');
  return Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1');
}

export interface Painting {
  readonly operator: string;
  /** The marked content around it: MCIDs and `Artifact`. */
  readonly marks: readonly string[];
}

const PAINTS = new Set(['Tj', 'TJ', 'S', 's', 'f', 'f*', 'F', 'B', 'B*', 'b', 'b*', 'sh', 'Do']);

/** Returns what a stream paints. Expects one operator per line, as Skia writes it. */
export function paintingsIn(text: string): readonly Painting[] {
  const open: string[] = [];
  const paintings: Painting[] = [];
  for (const line of text.split('\n')) {
    const operator = /(\S+)\s*$/.exec(line)?.[1] ?? '';
    if (/B(?:DC|MC)$/.test(operator)) {
      open.push(/MCID (\d+)/.exec(line)?.[1] ?? (line.startsWith('/Artifact') ? 'Artifact' : 'other'));
    } else if (operator === 'EMC') open.pop();
    else if (PAINTS.has(operator)) paintings.push({ operator, marks: [...open] });
  }
  if (open.length > 0) throw new Error('marked content has no end');
  return paintings;
}
