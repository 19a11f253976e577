/** Adds EPUB's types to DPUB-ARIA roles: `role="doc-noteref"` also gets `epub:type="noteref"`. */
import type { Element, Root } from 'hast';
import type { Book } from '../../core/model/book.ts';
import { hasClass } from '../../lib/html/classes.ts';
import { CODE_ELEMENTS } from '../../lib/html/elements.ts';
import { visit } from '../../lib/html/visit.ts';

// EPUB Structural Semantics Vocabulary 1.1; the mapping is that of the EPUB Type to ARIA Role Authoring Guide.
const SAME_NAME = (
  'abstract acknowledgments afterword appendix backlink bibliography biblioref chapter colophon conclusion cover dedication ' +
  'endnotes epigraph epilogue errata footnote foreword glossary glossref index introduction noteref notice pagebreak part ' +
  'preface prologue pullquote qna subtitle tip toc'
).split(' ');
const TYPES: ReadonlyMap<string, string> = new Map(SAME_NAME.map((name) => [`doc-${name}`, name]));

/** Facts that the semantics of a section depend on, in addition to its tree. */
export interface SemanticsContext {
  /** Ids of the terms that a glossary of the book explains. */
  readonly glossary: ReadonlySet<string>;
  readonly direction: 'ltr' | 'rtl';
}

/** Finds the ids of the terms in all glossaries of a book. */
export function findGlossaryTerms({ sections }: Book): ReadonlySet<string> {
  const terms = new Set<string>();
  for (const { body } of sections) {
    visitGlossaries(body, ({ tagName, properties: { id } }) => {
      if (id !== undefined && (tagName === 'dt' || tagName === 'dfn')) terms.add(String(id));
    });
  }
  return terms;
}

/**
 * Makes links to terms glossary references, and gives every role its `epub:type`, in place. A single note
 * gets none, because both `doc-endnote` and `endnote` are deprecated. Expects links of the form `#id`.
 */
export function addSemantics(tree: Root, { glossary, direction }: SemanticsContext): void {
  visitGlossaries(tree, ({ tagName, properties }) => {
    if (tagName === 'dfn') properties['epub:type'] = 'glossterm';
    if (tagName === 'dd') properties['epub:type'] = 'glossdef';
  });
  visit(tree, 'element', (element) => {
    const { tagName, properties } = element;
    if (isGlossaryLink(element, glossary)) properties.role = 'doc-glossref';
    const type = typeof properties.role === 'string' ? TYPES.get(properties.role) : undefined;
    if (type !== undefined) properties['epub:type'] = type;
    // Code runs from left to right in a text of any language.
    if (direction === 'rtl' && CODE_ELEMENTS.has(tagName)) properties.dir ??= 'ltr';
  });
}

const isGlossaryLink = ({ tagName, properties: { href, role } }: Element, glossary: ReadonlySet<string>) =>
  tagName === 'a' &&
  role === undefined &&
  String(href).startsWith('#') &&
  glossary.has(String(href).slice(1));

function visitGlossaries(tree: Root, found: (element: Element) => void): void {
  visit(tree, 'element', (glossary) => {
    const isGlossary = glossary.properties.role === 'doc-glossary' || hasClass(glossary, 'glossary-list');
    if (isGlossary) visit(glossary, 'element', found);
  });
}
