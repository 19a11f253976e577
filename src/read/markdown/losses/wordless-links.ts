/**
 * Prints the address of a link without words, because a reader could neither see nor follow it. A link to a chapter gets
 * its title later.
 */
import type { Link, Root } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { visit } from '../../../lib/html/visit.ts';

/** Changes the tree in place. Diagnostic: `link-wordless`. */
export function printAddresses(tree: Root, source: SourceFile, report: Report): void {
  visit(tree, 'link', (link) => {
    if (!isEmpty(link) || link.url === '' || CHAPTER.test(link.url)) return;
    const { position } = link;
    link.children = [{ type: 'text', value: link.url, ...(position && { position }) }];
    report(diagnostic('link-wordless', { url: link.url }, locationOf(source, link)));
  });
}

/** A file beside this one, not an address of the web. */
const CHAPTER = /^(?![a-z][a-z\d+.-]*:|\/\/)[^#]*\.(?:md|markdown|mkd|qmd|rmd|mdx)(?:#|$)/i;

const isEmpty = ({ children }: Link): boolean =>
  children.every((child) => child.type === 'text' && child.value.trim() === '');
