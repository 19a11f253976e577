/** Says in EPUB's vocabulary what DPUB-ARIA roles say: `role="doc-noteref"` gets `epub:type="noteref"` beside it. */
import type { Root } from 'hast';
import { visit } from 'unist-util-visit';

// EPUB Structural Semantics Vocabulary 1.1; the mapping is that of the EPUB Type to ARIA Role Authoring Guide.
const TYPES: Readonly<Record<string, string>> = {
  'doc-backlink': 'backlink',
  'doc-biblioref': 'biblioref',
  'doc-endnotes': 'endnotes',
  'doc-noteref': 'noteref',
  'doc-notice': 'notice',
};

/** Adds `epub:type` in place. A single note gets none: both `doc-endnote` and `endnote` are deprecated. */
export function addSemantics(tree: Root): void {
  visit(tree, 'element', ({ properties }) => {
    const type = typeof properties.role === 'string' ? TYPES[properties.role] : undefined;
    if (type !== undefined) properties['epub:type'] = type;
  });
}
