/**
 * Leaves out the lines of listings in Rust that readers do not see, `# use std::fs;`, as rustdoc and mdBook do:
 * https://doc.rust-lang.org/rustdoc/write-documentation/documentation-tests.html#hiding-portions-of-the-example.
 */
import type { Root } from 'mdast';
import { visit } from '../../../../lib/html/visit.ts';
import type { DialectSyntax } from '../dialect.ts';

/** A sign alone, or with a space after it: attributes such as `#[derive]` have a bracket. */
const HIDDEN = /^[ \t]*#(?:[ \t]|$)/;
/** Two signs show one. */
const ESCAPED = /^([ \t]*)##/;

export const hiddenLines: DialectSyntax = {
  transform: (tree: Root) => {
    visit(tree, (node) => {
      if (node.type !== 'code' || !/^\{?\.?rust\b/i.test(node.lang ?? '')) return;
      const lines = node.value.split('\n').filter((line) => !HIDDEN.test(line));
      // If no words would be left, all are shown.
      if (lines.some((line) => line.trim() !== ''))
        node.value = lines.map((line) => line.replace(ESCAPED, '$1#')).join('\n');
    });
  },
};
