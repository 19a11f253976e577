/** What the file says of itself, as XMP (ISO 16684-1): as PDF/A-2 and PDF/UA-1 ask for it. */
import type { Element, Nodes, Text } from 'xast';
import { toXml } from 'xast-util-to-xml';

/** Of each what is known; the title and the language always. */
export interface Description {
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
  /** Programs: that which made the file, and that which wrote its pages. */
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

/** Returns the packet, in UTF-8. @param conforms whether it says so */
export function xmpPacket(about: Description, conforms: boolean): Buffer {
  const declared = Object.entries(NAMESPACES).map(([prefix, uri]) => [`xmlns:${prefix}`, uri]);
  const description = element('rdf:Description', [...properties(about), ...(conforms ? claims() : [])], {
    'rdf:about': '',
    ...Object.fromEntries(declared),
  });
  const rdf = element('rdf:RDF', [description], { 'xmlns:rdf': RDF });
  const packet: readonly Nodes[] = [
    instruction('begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"'),
    element('x:xmpmeta', [rdf], { 'xmlns:x': 'adobe:ns:meta/' }),
    instruction('end="r"'),
  ];
  return Buffer.from(packet.map((node) => toXml(node)).join(''), 'utf8');
}

function properties(about: Description): readonly Element[] {
  const { title, description, language, authors, publisher, rights, subjects, modified } = about;
  return [
    alternatives('dc:title', title),
    ...listed('dc:creator', 'Seq', authors),
    ...(description === undefined ? [] : [alternatives('dc:description', description)]),
    ...listed('dc:language', 'Bag', [language]),
    ...listed('dc:publisher', 'Bag', publisher === undefined ? [] : [publisher]),
    ...(rights === undefined ? [] : [alternatives('dc:rights', rights)]),
    ...listed('dc:subject', 'Bag', subjects),
    said('xmp:CreatorTool', about.creator),
    said('xmp:CreateDate', modified),
    said('xmp:ModifyDate', modified),
    said('pdf:Producer', about.producer),
  ];
}

/** That the file is PDF/A-2a and PDF/UA-1. */
const claims = (): readonly Element[] => [
  said('pdfaid:part', '2'),
  said('pdfaid:conformance', 'A'),
  said('pdfuaid:part', '1'),
  uaSchema(),
];

/** PDF/A knows PDF/UA's mark only from a description of it (ISO 19005-2, 6.6.2.3). */
function uaSchema(): Element {
  const property = resource([
    said('pdfaProperty:name', 'part'),
    said('pdfaProperty:valueType', 'Integer'),
    said('pdfaProperty:category', 'internal'),
    said('pdfaProperty:description', 'Part of ISO 14289'),
  ]);
  const schema = resource([
    said('pdfaSchema:schema', 'PDF/UA identification'),
    said('pdfaSchema:namespaceURI', NAMESPACES.pdfuaid),
    said('pdfaSchema:prefix', 'pdfuaid'),
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

const said = (name: string, value: string): Element => element(name, [text(value)]);

const resource = (children: readonly Element[]): Element =>
  element('rdf:li', children, { 'rdf:parseType': 'Resource' });

const alternatives = (name: string, value: string): Element =>
  element(name, [element('rdf:Alt', [element('rdf:li', [text(value)], { 'xml:lang': 'x-default' })])]);

function listed(name: string, kind: 'Bag' | 'Seq', values: readonly string[]): readonly Element[] {
  if (values.length === 0) return [];
  return [
    element(name, [
      element(
        `rdf:${kind}`,
        values.map((value) => said('rdf:li', value)),
      ),
    ]),
  ];
}
