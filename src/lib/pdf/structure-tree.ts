/**
 * Reads and writes the structure tree of a tagged PDF (ISO 32000-1, 14.7) as plain objects. To renumber
 * marked content or move it to another page, change the {@link MarkedContent} of its element: the parent tree
 * and the ID tree are rebuilt from the elements.
 */

import { type Dict, dict, isDict, type Name, PdfString, Reference, type Value } from './objects.ts';
import type { PdfFile } from './pdf-file.ts';
import { UnsupportedPdfError } from './unsupported-pdf-error.ts';

/** A marked-content sequence. */
export interface MarkedContent {
  readonly kind: 'marked';
  /** The page that shows it. */
  page: Reference;
  /** The form XObject that contains it; `undefined`: the page's own content. */
  form: Reference | undefined;
  id: number;
}

/** A reference to an object that is not content: an annotation. */
export interface LinkedObject {
  readonly kind: 'linked';
  page: Reference;
  object: Reference;
}

export interface StructureElement {
  readonly kind: 'element';
  /** Never changes, so that the outline can refer to headings. */
  readonly reference: Reference;
  /** Structure type, without its slash. */
  tag: string;
  kids: Kid[];
  /** The other entries of its dictionary: `Alt`, `Lang`, `A`, `ID`, …, but not `S`, `P`, `Pg`, `K`. */
  readonly entries: Dict;
}

export type Kid = StructureElement | MarkedContent | LinkedObject;

/** Returns the form or page whose content contains a sequence. */
export const contentOwner = ({ form, page }: MarkedContent): Reference => form ?? page;

export function createStructureElement(
  file: PdfFile,
  tag: string,
  kids: Kid[],
  entries: Dict = new Map(),
): StructureElement {
  return { kind: 'element', reference: file.add(null), tag, kids, entries };
}

/** Returns every element of a tree, parents before their kids. */
export function listElements(top: StructureElement): readonly StructureElement[] {
  const elements: StructureElement[] = [];
  const walk = (element: StructureElement): void => {
    elements.push(element);
    for (const kid of element.kids) if (kid.kind === 'element') walk(kid);
  };
  walk(top);
  return elements;
}

/** Calls the visitor for every element, kids before their parents. */
export function visitPostOrder(element: StructureElement, visit: (element: StructureElement) => void): void {
  for (const kid of element.kids) if (kid.kind === 'element') visitPostOrder(kid, visit);
  visit(element);
}

const OWN_KEYS = new Set(['Type', 'S', 'P', 'Pg', 'K']);

/**
 * Reads the tree and removes the dictionaries of its elements from the file. {@link writeStructure} writes
 * them back.
 * @throws {UnsupportedPdfError} when the file is not tagged, or its tree is not as Skia or
 * {@link writeStructure} writes it
 */
export function readStructure(file: PdfFile): StructureElement {
  const root = file.catalog.get('StructTreeRoot');
  if (root === undefined) throw new UnsupportedPdfError('the PDF is not tagged');
  const [top, more] = file.list(file.dict(root).get('K'));
  if (!(top instanceof Reference) || more !== undefined)
    throw new UnsupportedPdfError('the PDF has no single root element');
  return readElement(file, top, file.dict(top), undefined);
}

function readElement(
  file: PdfFile,
  reference: Reference,
  node: Dict,
  inherited: Reference | undefined,
): StructureElement {
  const tag = node.get('S');
  if (typeof tag !== 'string')
    throw new UnsupportedPdfError(`the PDF has a tag without a type (object ${reference.number})`);
  const page = findPage(node) ?? inherited;
  const kids = file.list(node.get('K')).map((kid) => readKid(file, kid, page));
  // Frees memory: a book has tens of thousands of elements.
  file.set(reference, null);
  return { kind: 'element', reference, tag: tag.slice(1), kids, entries: copyOtherEntries(node) };
}

/** Copies the entries that {@link buildElementDict} does not create. */
function copyOtherEntries(node: Dict): Dict {
  const others: Dict = new Map();
  for (const [key, value] of node) if (!OWN_KEYS.has(key)) others.set(key, value);
  return others;
}

const findPage = (node: Dict): Reference | undefined => {
  const page = node.get('Pg');
  return page instanceof Reference ? page : undefined;
};

function readKid(file: PdfFile, kid: Value, inherited: Reference | undefined): Kid {
  const node = file.get(kid);
  if (isDict(node) && node.has('S') && kid instanceof Reference)
    return readElement(file, kid, node, inherited);
  const page = (isDict(node) && findPage(node)) || inherited;
  if (page === undefined) throw new UnsupportedPdfError('the PDF has marked content on no page');
  if (typeof node === 'number') return { kind: 'marked', page, form: undefined, id: node };
  if (!isDict(node)) throw new UnsupportedPdfError('the PDF has something in its tags that is no tag');
  const [id, form, object] = [node.get('MCID'), node.get('Stm'), node.get('Obj')];
  if (object instanceof Reference) return { kind: 'linked', page, object };
  if (typeof id !== 'number') throw new UnsupportedPdfError('the PDF has marked content without a number');
  return { kind: 'marked', page, form: form instanceof Reference ? form : undefined, id };
}

/**
 * Writes the tree, the parent tree and the ID tree.
 * @param contents pages and forms that can have marked content or tagged annotations
 */
export function writeStructure(file: PdfFile, top: StructureElement, contents: readonly Reference[]): void {
  const root = file.catalog.get('StructTreeRoot');
  if (!(root instanceof Reference)) throw new UnsupportedPdfError('the PDF is not tagged');
  const { parents, ids, nextKey } = writeElements(file, top, contents);
  const node = file.dict(root);
  node.set('ParentTree', file.add(dict({ Nums: [...parents] })));
  node.set('ParentTreeNextKey', nextKey);
  node.set('K', top.reference);
  node.delete('IDTree');
  if (ids.size > 0) node.set('IDTree', file.add(dict({ Kids: [buildNameLeaf(ids)] })));
}

/** What a structure tree adds to the trees of its file. */
export interface StructureEntries {
  /** Keys and values of the parent tree in turn. */
  readonly parents: readonly Value[];
  readonly firstKey: number;
  /** The first key that is free after them. */
  readonly nextKey: number;
  /** Elements by their ids. */
  readonly ids: ReadonlyMap<string, Reference>;
}

/**
 * Writes the dictionaries of the elements, and the keys of the parent tree.
 * @param contents pages and forms that can have marked content or tagged annotations
 * @param firstKey of the parent tree
 */
export function writeElements(
  file: PdfFile,
  top: StructureElement,
  contents: readonly Reference[],
  firstKey = 0,
): StructureEntries {
  const root = file.catalog.get('StructTreeRoot');
  const parents = new ParentTree(file, contents, firstKey);
  const ids = new Map<string, Reference>();
  const write = (element: StructureElement, parent: Value): void => {
    for (const kid of element.kids) parents.note(kid, element);
    const id = element.entries.get('ID');
    if (id instanceof PdfString) ids.set(id.bytes, element.reference);
    file.set(element.reference, buildElementDict(element, parent));
    for (const kid of element.kids) if (kid.kind === 'element') write(kid, element.reference);
  };
  write(top, root ?? null);
  return { parents: parents.entries(), firstKey, nextKey: parents.nextKey, ids };
}

function buildElementDict({ tag, kids, entries }: StructureElement, parent: Value): Dict {
  const page = kids.find((kid) => kid.kind !== 'element')?.page;
  const written = kids.map((kid) => buildKidValue(kid, page));
  const node: Dict = new Map();
  node.set('S', `/${tag}` as Name);
  node.set('P', parent);
  if (page !== undefined) node.set('Pg', page);
  const [only] = written;
  if (only !== undefined) node.set('K', written.length === 1 ? only : written);
  for (const [key, value] of entries) node.set(key, value);
  return node;
}

function buildKidValue(kid: Kid, page: Reference | undefined): Value {
  if (kid.kind === 'element') return kid.reference;
  const Pg = kid.page.number === page?.number ? undefined : kid.page;
  if (kid.kind === 'linked') return dict({ Type: '/OBJR', Pg, Obj: kid.object });
  if (Pg === undefined && kid.form === undefined) return kid.id;
  return dict({ Type: '/MCR', Pg, Stm: kid.form, MCID: kid.id });
}

/** Builds a leaf of a name tree, sorted by the bytes of the names (ISO 32000-1, 7.9.6). @param ids at least one */
export function buildNameLeaf(ids: ReadonlyMap<string, Reference>): Dict {
  const names = [...ids].sort(([a], [b]) => (a < b ? -1 : 1));
  const [first = '', last = ''] = [names[0]?.[0], names.at(-1)?.[0]];
  return dict({
    Limits: [new PdfString(first), new PdfString(last)],
    Names: names.flatMap(([id, reference]) => [new PdfString(id), reference]),
  });
}

/**
 * Builds the parent tree, which maps marked content and annotations to their elements (ISO 32000-1,
 * 14.7.4.4).
 */
class ParentTree {
  readonly #file: PdfFile;
  /** Key in the tree and value, by number of the page, form or annotation. */
  readonly #rows = new Map<number, { readonly key: number; readonly value: Value }>();

  readonly #firstKey: number;

  constructor(file: PdfFile, contents: readonly Reference[], firstKey: number) {
    this.#file = file;
    this.#firstKey = firstKey;
    for (const content of contents) {
      const dict = file.dict(content);
      dict.delete('StructParents');
      for (const annotation of file.list(dict.get('Annots'))) file.dict(annotation).delete('StructParent');
    }
  }

  note(kid: Kid, element: StructureElement): void {
    if (kid.kind === 'element') return;
    if (kid.kind === 'linked') this.#row(kid.object, 'StructParent', element.reference);
    else {
      const parents = this.#row(contentOwner(kid), 'StructParents', []);
      if (Array.isArray(parents)) parents[kid.id] = element.reference;
    }
  }

  #row(owner: Reference, entry: string, value: Value): Value {
    const known = this.#rows.get(owner.number);
    if (known !== undefined) return known.value;
    const key = this.nextKey;
    this.#file.dict(owner).set(entry, key);
    this.#rows.set(owner.number, { key, value });
    return value;
  }

  get nextKey(): number {
    return this.#firstKey + this.#rows.size;
  }

  entries(): readonly Value[] {
    const nums: Value[] = [];
    for (const { key, value } of this.#rows.values()) {
      // A hole is marked content without an element.
      nums.push(
        key,
        Array.isArray(value) ? this.#file.add(Array.from(value, (entry) => entry ?? null)) : value,
      );
    }
    return nums;
  }
}
