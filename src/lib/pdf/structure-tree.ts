/**
 * The structure tree of a tagged PDF as plain objects, to be walked, changed and written back (ISO 32000-1, 14.7).
 * Whoever renumbers marked content or moves it to another page changes the {@link Marked} of its element; the parent
 * tree and the tree of ids are made anew from the elements.
 */

import { type Dict, dict, isDict, type Name, Reference, Text, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';

/** A sequence of marked content. */
export interface Marked {
  readonly kind: 'marked';
  /** The page it is seen on. */
  page: Reference;
  /** The form it stands in, when it is not in the page's own content. */
  form: Reference | undefined;
  id: number;
}

/** An object that is no content: an annotation. */
export interface Linked {
  readonly kind: 'linked';
  page: Reference;
  object: Reference;
}

export interface Element {
  readonly kind: 'element';
  /** Stays what it is, so that the outline finds its headings. */
  readonly reference: Reference;
  /** Structure type, without its slash. */
  tag: string;
  kids: Kid[];
  /** What else its dictionary says: `Alt`, `Lang`, `A`, `ID`, …; not `S`, `P`, `Pg`, `K`. */
  readonly entries: Dict;
}

export type Kid = Element | Marked | Linked;

/** The content that a sequence stands in. */
export const contentOf = ({ form, page }: Marked): Reference => form ?? page;

export function elementOf(file: PdfFile, tag: string, kids: Kid[], entries: Dict = new Map()): Element {
  return { kind: 'element', reference: file.add(null), tag, kids, entries };
}

/** Every element of a tree as it is now, parents before their kids. */
export function elementsIn(top: Element): readonly Element[] {
  const elements: Element[] = [];
  const walk = (element: Element): void => {
    elements.push(element);
    for (const kid of element.kids) if (kid.kind === 'element') walk(kid);
  };
  walk(top);
  return elements;
}

/** Calls for every element, kids before their parents. */
export function eachElement(element: Element, visit: (element: Element) => void): void {
  for (const kid of element.kids) if (kid.kind === 'element') eachElement(kid, visit);
  visit(element);
}

const OWN = new Set(['Type', 'S', 'P', 'Pg', 'K']);

/**
 * The tree takes the dictionaries of its elements out of the file: it is read once, and then written back.
 * @throws {Error} when the file is not tagged, or its tree is not as Skia or {@link writeStructure} writes it
 */
export function readStructure(file: PdfFile): Element {
  const root = file.catalog.get('StructTreeRoot');
  if (root === undefined) throw new Error('the PDF is not tagged');
  const [top, more] = file.list(file.dict(root).get('K'));
  if (!(top instanceof Reference) || more !== undefined)
    throw new Error('the PDF has no single root element');
  return readElement(file, top, file.dict(top), undefined);
}

function readElement(
  file: PdfFile,
  reference: Reference,
  node: Dict,
  inherited: Reference | undefined,
): Element {
  const tag = node.get('S');
  if (typeof tag !== 'string')
    throw new Error(`the PDF has a tag without a type (object ${reference.number})`);
  const page = pageIn(node) ?? inherited;
  const kids = file.list(node.get('K')).map((kid) => readKid(file, kid, page));
  // Nobody needs it any more: a book has tens of thousands.
  file.set(reference, null);
  return { kind: 'element', reference, tag: tag.slice(1), kids, entries: othersIn(node) };
}

/** The dictionary itself is made anew when the tree is written. */
function othersIn(node: Dict): Dict {
  const others: Dict = new Map();
  for (const [key, value] of node) if (!OWN.has(key)) others.set(key, value);
  return others;
}

const pageIn = (node: Dict): Reference | undefined => {
  const page = node.get('Pg');
  return page instanceof Reference ? page : undefined;
};

function readKid(file: PdfFile, kid: Value, inherited: Reference | undefined): Kid {
  const node = file.get(kid);
  if (isDict(node) && node.has('S') && kid instanceof Reference)
    return readElement(file, kid, node, inherited);
  const page = (isDict(node) && pageIn(node)) || inherited;
  if (page === undefined) throw new Error('the PDF has marked content on no page');
  if (typeof node === 'number') return { kind: 'marked', page, form: undefined, id: node };
  if (!isDict(node)) throw new Error('the PDF has something in its tags that is no tag');
  const [id, form, object] = [node.get('MCID'), node.get('Stm'), node.get('Obj')];
  if (object instanceof Reference) return { kind: 'linked', page, object };
  if (typeof id !== 'number') throw new Error('the PDF has marked content without a number');
  return { kind: 'marked', page, form: form instanceof Reference ? form : undefined, id };
}

/**
 * Writes the tree back, with all that leads from content to it.
 * @param contents pages and forms that may have marked content; their annotations may have a tag
 */
export function writeStructure(file: PdfFile, top: Element, contents: readonly Reference[]): void {
  const root = file.catalog.get('StructTreeRoot');
  if (!(root instanceof Reference)) throw new Error('the PDF is not tagged');
  const parents = new ParentTree(file, contents);
  const ids = new Map<string, Reference>();
  const write = (element: Element, parent: Reference): void => {
    for (const kid of element.kids) parents.note(kid, element);
    const id = element.entries.get('ID');
    if (id instanceof Text) ids.set(id.bytes, element.reference);
    file.set(element.reference, elementDict(element, parent));
    for (const kid of element.kids) if (kid.kind === 'element') write(kid, element.reference);
  };
  write(top, root);
  const node = file.dict(root);
  for (const [key, value] of parents.entries()) node.set(key, value);
  node.set('K', top.reference);
  node.delete('IDTree');
  if (ids.size > 0) node.set('IDTree', file.add(nameTree(ids)));
}

function elementDict({ tag, kids, entries }: Element, parent: Reference): Dict {
  const page = kids.find((kid) => kid.kind !== 'element')?.page;
  const written = kids.map((kid) => kidValue(kid, page));
  const node: Dict = new Map();
  node.set('S', `/${tag}` as Name);
  node.set('P', parent);
  if (page !== undefined) node.set('Pg', page);
  const [only] = written;
  if (only !== undefined) node.set('K', written.length === 1 ? only : written);
  for (const [key, value] of entries) node.set(key, value);
  return node;
}

function kidValue(kid: Kid, page: Reference | undefined): Value {
  if (kid.kind === 'element') return kid.reference;
  const Pg = kid.page.number === page?.number ? undefined : kid.page;
  if (kid.kind === 'linked') return dict({ Type: '/OBJR', Pg, Obj: kid.object });
  if (Pg === undefined && kid.form === undefined) return kid.id;
  return dict({ Type: '/MCR', Pg, Stm: kid.form, MCID: kid.id });
}

/** Names in the order of their bytes, as the standard asks. */
function nameTree(ids: ReadonlyMap<string, Reference>): Dict {
  const names = [...ids].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first = '', last = ''] = [names[0]?.[0], names.at(-1)?.[0]];
  const leaf = dict({
    Limits: [new Text(first), new Text(last)],
    Names: names.flatMap(([id, reference]) => [new Text(id), reference]),
  });
  return dict({ Kids: [leaf] });
}

/** From marked content and annotations to their elements (ISO 32000-1, 14.7.4.4). */
class ParentTree {
  private readonly file: PdfFile;
  /** By number of the object that the entry is for: its key in the tree and its value. */
  private readonly rows = new Map<number, { readonly key: number; readonly value: Value }>();

  constructor(file: PdfFile, contents: readonly Reference[]) {
    this.file = file;
    for (const content of contents) {
      const dict = file.dict(content);
      dict.delete('StructParents');
      for (const annotation of file.list(dict.get('Annots'))) file.dict(annotation).delete('StructParent');
    }
  }

  note(kid: Kid, element: Element): void {
    if (kid.kind === 'element') return;
    if (kid.kind === 'linked') this.row(kid.object, 'StructParent', element.reference);
    else {
      const parents = this.row(contentOf(kid), 'StructParents', []);
      if (Array.isArray(parents)) parents[kid.id] = element.reference;
    }
  }

  private row(owner: Reference, entry: string, value: Value): Value {
    const known = this.rows.get(owner.number);
    if (known !== undefined) return known.value;
    const key = this.rows.size;
    this.file.dict(owner).set(entry, key);
    this.rows.set(owner.number, { key, value });
    return value;
  }

  entries(): readonly (readonly [string, Value])[] {
    const nums: Value[] = [];
    for (const { key, value } of this.rows.values()) {
      // A hole would be content that no element knows.
      nums.push(
        key,
        Array.isArray(value) ? this.file.add(Array.from(value, (entry) => entry ?? null)) : value,
      );
    }
    return [
      ['ParentTree', this.file.add(dict({ Nums: nums }))],
      ['ParentTreeNextKey', this.rows.size],
    ];
  }
}
