/** Writes Word documents for tests: a zip archive of the parts that Word needs, with the XML of the body as it is given. */
import { strToU8, zipSync } from 'fflate';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const NAMESPACES = [
  `xmlns:w="${W}"`,
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const DOCUMENT = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** What a document is made from. Texts are XML. */
export interface DocxParts {
  readonly body: string;
  /** Elements of `styles.xml`, besides the headings. */
  readonly styles?: string;
  /** Elements of `docProps/core.xml`. */
  readonly core?: string;
  readonly footnotes?: string;
  readonly comments?: string;
  readonly header?: string;
  /** Pictures by file name; their relations are `image1`, `image2` and so on. */
  readonly media?: Readonly<Record<string, Uint8Array>>;
  /** Further relations of the document. */
  readonly relations?: string;
  /** Further parts, which replace others of their names. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
}

/** A style of paragraphs. */
export const style = (id: string, name: string): string =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;

const STYLES = [
  ...[1, 2, 3, 4, 5, 6].map((level) => style(`berschrift${level}`, `heading ${level}`)),
  style('Titel', 'Title'),
  style('Untertitel', 'Subtitle'),
  style('Verzeichnis1', 'toc 1'),
].join('');

const LIST = (format: string): string =>
  `<w:lvl w:ilvl="0"><w:numFmt w:val="${format}"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="${format}"/></w:lvl>`;
const NUMBERING = `<w:abstractNum w:abstractNumId="0">${LIST('bullet')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${LIST('decimal')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`;

const wrap = (name: string, content: string): string => `<w:${name} ${NAMESPACES}>${content}</w:${name}>`;

/** Writes a document. */
export function writeDocx(given: DocxParts): Uint8Array {
  const { body, styles = '', core = '', footnotes, comments, header, media = {}, relations = '' } = given;
  const images = Object.keys(media).map(
    (name, at) => `<Relationship Id="image${at + 1}" Type="${OFFICE}/image" Target="media/${name}"/>`,
  );
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="png" ContentType="image/png"/><Default Extension="emf" ContentType="image/x-emf"/><Override PartName="/word/document.xml" ContentType="${DOCUMENT}"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">${core}</cp:coreProperties>`,
    'word/document.xml': wrap('document', `<w:body>${body}</w:body>`),
    'word/styles.xml': wrap('styles', `${STYLES}${styles}`),
    'word/numbering.xml': wrap('numbering', NUMBERING),
    'word/_rels/document.xml.rels': `<Relationships xmlns="${RELATIONS}">${images.join('')}${relations}</Relationships>`,
    ...(footnotes !== undefined && { 'word/footnotes.xml': wrap('footnotes', footnotes) }),
    ...(comments !== undefined && { 'word/comments.xml': wrap('comments', comments) }),
    ...(header !== undefined && { 'word/header1.xml': wrap('hdr', header) }),
    ...Object.fromEntries(Object.entries(media).map(([name, bytes]) => [`word/media/${name}`, bytes])),
    ...given.parts,
  };
  const files = Object.entries(parts).map(
    ([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part] as const,
  );
  return zipSync(Object.fromEntries(files));
}

/** A run of text. @param properties XML of its formatting */
export const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph. @param content XML of runs @param properties XML of its formatting */
export const paragraph = (content: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;

/** A paragraph of plain text. */
export const text = (words: string): string => paragraph(run(words));

/** A heading, by a style that has a German id, as in documents of a German Word. */
export const heading = (level: number, words: string): string =>
  paragraph(run(words), `<w:pStyle w:val="berschrift${level}"/>`);

export const title = (words: string): string => paragraph(run(words), '<w:pStyle w:val="Titel"/>');

/** An item of a list. @param list 1 for points, 2 for numbers */
export const item = (words: string, list: 1 | 2, level = 0): string =>
  paragraph(run(words), `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

/** A table of cells, which are XML of paragraphs, perhaps with properties before them. */
export const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((cell) => `<w:tc>${cell}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`;

/** A picture in a run. @param width in EMU, 914,400 for an inch */
export const picture = (relation: string, words: string, width = 914_400, more = ''): string =>
  paragraph(
    `<w:r><w:drawing><wp:inline><wp:extent cx="${width}" cy="914400"/><wp:docPr id="1" name="Picture 1" descr="${words}">${more}</wp:docPr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:blipFill><a:blip r:embed="${relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
  );
