/**
 * Limits the expanded size of reference links. `[a]` expands to a URL and a title that are defined once and
 * may be long, so a short text could expand to gigabytes.
 */
import type { Definition, Root } from 'mdast';
import type { Report } from '../../../core/diagnostics/diagnostic.ts';
import { diagnostic } from '../../../core/diagnostics/diagnostic.ts';
import type { SourceFile } from '../../../core/source-location.ts';
import { locationOf } from '../../../core/source-location.ts';
import { EXIT, visit } from '../../../lib/html/visit.ts';

/**
 * Characters of URLs and titles that the references of a file may expand to, in addition to the file's own
 * length.
 */
export const MAX_EXPANDED_LENGTH = 100_000;

/**
 * Returns whether the expanded references stay within the limit. Diagnostic: `references-too-large`, at the
 * first beyond it.
 */
export function areReferencesWithinLimit(tree: Root, source: SourceFile, report: Report): boolean {
  const sizes = new Map<string, number>();
  visit(tree, 'definition', (node) => {
    if (!sizes.has(node.identifier)) sizes.set(node.identifier, computeExpandedLength(node));
  });
  let left = MAX_EXPANDED_LENGTH + source.text.length;
  visit(tree, (node) => {
    if (node.type !== 'linkReference' && node.type !== 'imageReference') return undefined;
    left -= sizes.get(node.identifier) ?? 0;
    if (left >= 0) return undefined;
    report(diagnostic('references-too-large', { limit: MAX_EXPANDED_LENGTH }, locationOf(source, node)));
    return EXIT;
  });
  return left >= 0;
}

const computeExpandedLength = ({ url, title }: Definition): number => url.length + (title?.length ?? 0);
