/** Says in EPUB's vocabulary what DPUB-ARIA roles say: `role="doc-noteref"` gets `epub:type="noteref"` beside it. */
import type { Element, Root } from 'hast';
import type { Book } from '../../core/model/book.ts';
import { visit } from '../../lib/html/visit.ts';

// EPUB Structural Semantics Vocabulary 1.1; the mapping is that of the EPUB Type to ARIA Role Authoring Guide.
const SAME_NAME = (
  'abstract acknowledgments afterword appendix backlink bibliography biblioref chapter colophon conclusion cover dedication ' +
  'endnotes epigraph epilogue errata footnote foreword glossary glossref index introduction noteref notice pagebreak part ' +
  'preface prologue pullquote qna subtitle tip toc'
).split(' ');
const TYPES: ReadonlyMap<string, string> = new Map(SAME_NAME.map((name) => [`doc-${name}`, name]));

/** What the semantics of a section depend on beside its tree. */
export interface SemanticsOf {
  /** Ids of the terms that a glossary of the book explains. */
  readonly glossary: ReadonlySet<string>;
  readonly direction: 'ltr' | 'rtl';
}

/** Ids of the terms in every glossary of a book. */
export function glossaryTerms({ sections }: Book): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { body } of sections) {
    inGlossaries(body, ({ tagName, properties: { id } }) => {
      if (id !== undefined && (tagName === 'dt' || tagName === 'dfn')) terms.add(String(id));
    });
  }
  return terms;
}

/**
 * In place: links to terms become references to a glossary, and every role gets its `epub:type`. A single note gets none:
 * both `doc-endnote` and `endnote` are deprecated. Links are still `#id`.
 */
export function addSemantics(tree: Root, { glossary, direction }: SemanticsOf): void {
  inGlossaries(tree, ({ tagName, properties }) => {
    if (tagName === 'dfn') properties['epub:type'] = 'glossterm';
    if (tagName === 'dd') properties['epub:type'] = 'glossdef';
  });
  visit(tree, 'element', (element) => {
    const { tagName, properties } = element;
    if (isReference(element, glossary)) properties.role = 'doc-glossref';
    const type = typeof properties.role === 'string' ? TYPES.get(properties.role) : undefined;
    if (type !== undefined) properties['epub:type'] = type;
    // A program is written from left to right, whatever language it is explained in.
    if (direction === 'rtl' && CODE.has(tagName)) properties.dir ??= 'ltr';
  });
}

const CODE = new Set(['pre', 'code', 'kbd', 'samp']);

const isReference = ({ tagName, properties: { href, role } }: Element, glossary: ReadonlySet<string>) =>
  tagName === 'a' &&
  role === undefined &&
  String(href).startsWith('#') &&
  glossary.has(String(href).slice(1));

function inGlossaries(tree: Root, found: (element: Element) => void): void {
  visit(tree, 'element', (glossary) => {
    if (glossary.properties.role === 'doc-glossary') visit(glossary, 'element', found);
  });
}
