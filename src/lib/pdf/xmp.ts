/** Builds the XMP metadata of a file (ISO 16684-1) in the form that PDF/A-2 and PDF/UA-1 require. */
import type { Element, Nodes, Text } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** The known metadata of a file. */
export interface XmpProperties {
  readonly title: string;
  /** BCP 47. */
  readonly language: string;
  readonly authors: readonly string[];
  readonly description?: string | undefined;
  readonly publisher?: string | undefined;
  readonly rights?: string | undefined;
  readonly subjects: readonly string[];
  /** ISO 8601 with seconds and `Z`. */
  readonly modified: string;
  /** `creator` is the program that made the file, `producer` the one that wrote its pages. */
  readonly creator: string;
  readonly producer: string;
}

const NAMESPACES = {
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  pdf: 'http://ns.adobe.com/pdf/1.3/',
  pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  pdfuaid: 'http://www.aiim.org/pdfua/ns/id/',
  pdfaExtension: 'http://www.aiim.org/pdfa/ns/extension/',
  pdfaSchema: 'http://www.aiim.org/pdfa/ns/schema#',
  pdfaProperty: 'http://www.aiim.org/pdfa/ns/property#',
} as const;
const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

/** Returns the packet in UTF-8. @param conforms whether it claims conformance to PDF/A-2a and PDF/UA-1 */
export function buildXmpPacket(about: XmpProperties, conforms: boolean): Buffer {
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]);
  const description = element(
    'rdf:Description',
    [...documentProperties(about), ...(conforms ? conformanceProperties() : [])],
    {
      'rdf:about': '',
      ...Object.fromEntries(declared),
    },
  );
  const rdf = element('rdf:RDF', [description], { 'xmlns:rdf': RDF });
  const packet: readonly Nodes[] = [
    instruction('begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"'),
    element('x:xmpmeta', [rdf], { 'xmlns:x': 'adobe:ns:meta/' }),
    instruction('end="r"'),
  ];
  return Buffer.from(packet.map((node) => toXml(node)).join(''), 'utf8');
}

function documentProperties(about: XmpProperties): readonly Element[] {
  const { title, description, language, authors, publisher, rights, subjects, modified } = about;
  return [
    localizedProperty('dc:title', title),
    ...listProperty('dc:creator', 'Seq', authors),
    ...(description === undefined ? [] : [localizedProperty('dc:description', description)]),
    ...listProperty('dc:language', 'Bag', [language]),
    ...listProperty('dc:publisher', 'Bag', publisher === undefined ? [] : [publisher]),
    ...(rights === undefined ? [] : [localizedProperty('dc:rights', rights)]),
    ...listProperty('dc:subject', 'Bag', subjects),
    simpleProperty('xmp:CreatorTool', about.creator),
    simpleProperty('xmp:CreateDate', modified),
    simpleProperty('xmp:ModifyDate', modified),
    simpleProperty('pdf:Producer', about.producer),
  ];
}

/** Claims conformance to PDF/A-2a and PDF/UA-1. */
const conformanceProperties = (): readonly Element[] => [
  simpleProperty('pdfaid:part', '2'),
  simpleProperty('pdfaid:conformance', 'A'),
  simpleProperty('pdfuaid:part', '1'),
  uaIdentifierSchema(),
];

/** Describes the schema of the PDF/UA identifier, because PDF/A does not define it (ISO 19005-2, 6.6.2.3). */
function uaIdentifierSchema(): Element {
  const property = resourceItem([
    simpleProperty('pdfaProperty:name', 'part'),
    simpleProperty('pdfaProperty:valueType', 'Integer'),
    simpleProperty('pdfaProperty:category', 'internal'),
    simpleProperty('pdfaProperty:description', 'Part of ISO 14289'),
  ]);
  const schema = resourceItem([
    simpleProperty('pdfaSchema:schema', 'PDF/UA identification'),
    simpleProperty('pdfaSchema:namespaceURI', NAMESPACES.pdfuaid),
    simpleProperty('pdfaSchema:prefix', 'pdfuaid'),
    element('pdfaSchema:property', [element('rdf:Seq', [property])]),
  ]);
  return element('pdfaExtension:schemas', [element('rdf:Bag', [schema])]);
}

const text = (value: string): Text => ({ type: 'text', value });
const instruction = (value: string): Nodes => ({ type: 'instruction', name: 'xpacket', value });

function element(
  name: string,
  children: readonly (Element | Text)[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return { type: 'element', name, attributes: { ...attributes }, children: [...children] };
}

const simpleProperty = (name: string, value: string): Element => element(name, [text(value)]);

const resourceItem = (children: readonly Element[]): Element =>
  element('rdf:li', children, { 'rdf:parseType': 'Resource' });

const localizedProperty = (name: string, value: string): Element =>
  element(name, [element('rdf:Alt', [element('rdf:li', [text(value)], { 'xml:lang': 'x-default' })])]);

function listProperty(name: string, kind: 'Bag' | 'Seq', values: readonly string[]): readonly Element[] {
  if (values.length === 0) return [];
  return [
    element(name, [
      element(
        `rdf:${kind}`,
        values.map((value) => simpleProperty('rdf:li', value)),
      ),
    ]),
  ];
}
